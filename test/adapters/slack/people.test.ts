import { expect, test } from 'vitest';
import { house, only } from './house.ts';

const SUNDAY = '2026-11-01T12:00:00Z';
const sync = only('morning-sync');

test('who travels is asked in the morning of where they are, as Slack knows it', async () => {
  const noZones = (file: string) => sync(file).replace(/, zone: [\w/]+/g, '');
  const rondo = await house({ at: SUNDAY, team: noZones });
  await rondo.until('2026-11-02T15:00:00Z');
  expect(rondo.when(rondo.message('tom', /Morning sync closed/))).toBe('2026-11-02 09:00');
  rondo.told();
  rondo.slack.person('tom').zone = 'Asia/Tokyo';
  await rondo.reload();
  await rondo.until('2026-11-03T09:30:00Z');
  const asked = rondo.slack.posts('tom').filter((post) => rondo.when(post) > '2026-11-02 16');
  expect(asked[0] && rondo.when(asked[0])).toBe('2026-11-03 00:00');
});

test('who was switched off in Slack is not asked any more, and not waited for', async () => {
  const rondo = await house({ at: SUNDAY, team: sync });
  rondo.slack.person('raj').deleted = true;
  await rondo.reload();
  await rondo.until('2026-11-02T09:30:00Z');
  expect(rondo.slack.posts('raj')).toEqual([]);
  expect(rondo.shown(rondo.message('#atlas', /^Atlas/))).toContain('0 of 5 answered');
});

test('who is out of office in Slack is not asked, and back at work is', async () => {
  const rondo = await house({ at: SUNDAY, team: sync });
  const until = Date.parse('2026-11-02T20:00:00Z');
  rondo.slack.person('mia').status = { text: 'On vacation', emoji: ':palm_tree:', until };
  await rondo.reload();
  await rondo.until('2026-11-02T09:30:00Z');
  expect(rondo.slack.posts('mia')).toEqual([]);
  const board = rondo.shown(rondo.message('#atlas', /^Atlas/));
  expect(board).toContain('Away: Mia Sommer');
  expect(board).not.toMatch(/vacation/i);
  await rondo.until('2026-11-03T09:30:00Z');
  expect(rondo.when(rondo.message('mia', /^Hi Mia/))).toBe('2026-11-03 08:00');
});

test('who joins the channel that is the team’s roster is asked the next morning', async () => {
  const channels = [{ name: 'atlas', members: ['rondo', 'mia', 'ivo'] }, { name: 'atlas-stakeholders' }];
  const rondo = await house({ at: SUNDAY, team: (file) => roster(sync(file)), slack: { channels } });
  await rondo.until('2026-11-02T09:30:00Z');
  expect(rondo.slack.posts('tom')).toEqual([]);
  rondo.slack.channel('#atlas').members?.push('tom');
  const [user, channel] = [rondo.slack.userId('tom'), rondo.slack.channelId('#atlas')];
  await rondo.event({ type: 'member_joined_channel', user, channel });
  await rondo.reload();
  await rondo.until('2026-11-03T09:30:00Z');
  expect(rondo.when(rondo.message('tom', /^Hi Tom/))).toBe('2026-11-03 09:00');
});

/** The team file with the channel as its roster. */
function roster(file: string): string {
  const members = `members:
  channel: "#atlas"
  with:
    - { id: ivo, name: Ivo Novak, user: "@ivo", roles: [lead], participates: false }
    - { id: mia, name: Mia Sommer, user: "@mia", roles: [product-owner] }
`;
  return file
    .replace(/^members:\n( .*\n)+/m, members)
    .replace('[morning-sync]', '[{ id: morning-sync, participants: everyone }]');
}
