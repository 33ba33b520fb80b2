import { expect, test } from 'vitest';
import { house, only } from './house.ts';

const SUNDAY = '2026-11-01T12:00:00Z';
const sync = only('morning-sync');

test('a team file is read again while Slack is away, with the people it told last', async () => {
  const rondo = await house({ at: SUNDAY, team: sync, logs: /^Who is there cannot be read now/ });
  rondo.slack.failAlways('users.list', { status: 503, when: 'before' });
  rondo.write((file) => sync(file).replace('name: Mia Sommer', 'name: Mia Winter'));
  expect(await rondo.reload()).not.toContainEqual(expect.stringMatching(/^error/));
  await rondo.until('2026-11-02T08:30:00Z');
  expect(rondo.when(rondo.message('mia', /^Hi Mia Winter|^Hi Mia/))).toBe('2026-11-02 08:00');
  expect((await rondo.hears('mia', () => rondo.slash('mia', '/rituals'))).length).toBeGreaterThan(0);
  expect(rondo.engine.context.rhythm.person('mia')?.name).toBe('Mia Winter');
});

test('a roster stays as it was while Slack does not tell who is in the channel', async () => {
  const rondo = await house({ at: SUNDAY, team: roster, logs: /^Who is there cannot be read now/ });
  const members = () => rondo.engine.context.rhythm.team('atlas')?.members.map(({ id }) => id);
  const before = members();
  expect(before?.length).toBeGreaterThan(2);
  rondo.slack.failAlways('conversations.members', { lost: 'before' });
  await rondo.reload();
  expect(members()).toEqual(before);
});

test('what locked Rondo out for a while and is over lets it go on by itself, and the trouble ends', async () => {
  const rondo = await house({ at: SUNDAY, team: sync, logs: /^Nothing can be sent in Slack|has to wait/ });
  rondo.slack.failAlways('chat.postMessage', { error: 'org_login_required' });
  await rondo.until('2026-11-02T08:10:00Z');
  const key = `slack:${rondo.slack.team}`;
  expect((await rondo.store.read.troubles.get(key))?.open).toBe(true);
  rondo.slack.failAlways('chat.postMessage', undefined);
  await rondo.reload();
  await rondo.until('2026-11-02T08:20:00Z');
  expect(rondo.message('lea', /^Hi Lea/)).toBeTruthy();
  expect((await rondo.store.read.troubles.get(key))?.open).toBe(false);
});

test('who cannot be heard over Socket Mode makes an alarm, because sending goes on', async () => {
  const logs = /^Slack could not be listened to|does not hear|^Failed to retrieve a new WSS URL/;
  const rondo = await house({ at: SUNDAY, team: sync, appToken: 'xapp-wrong', logs });
  await expect.poll(async () => (await rondo.store.read.troubles.get('slack:listening'))?.open).toBe(true);
  expect(rondo.lines.join()).toContain('Check SLACK_APP_TOKEN');
});

/** The team file with the channel as its roster. */
function roster(file: string): string {
  const members =
    'members:\n  channel: "#atlas"\n  with:\n' +
    '    - { id: ivo, name: Ivo Novak, user: "@ivo", roles: [lead], participates: false }\n' +
    '    - { id: mia, name: Mia Sommer, user: "@mia", roles: [product-owner] }\n';
  return sync(file)
    .replace(/^members:\n( .*\n)+/m, members)
    .replace('[morning-sync]', '[{ id: morning-sync, participants: everyone }]');
}
