import { expect, test } from 'vitest';
import { mortal } from '../../faults.ts';
import { type House, house, only } from './house.ts';

const SUNDAY = '2026-11-01T12:00:00Z';
const sync = only('morning-sync');
const AWAY = /^Nothing can be sent in Slack/;

/** Ids of our messages that stand in Slack more than once. */
function twice({ slack }: House): string[] {
  const ids = slack.state.posts.flatMap(({ id }) => id ?? []);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

/** Whom the lines of `told` went to. */
function places(lines: readonly string[]): string[] {
  return lines.map((line) => line.slice('2026-11-02 08:00 '.length).replace(/: .*/, '')).sort();
}

/** Who hears something at nine in Berlin: Lea and Mia are asked, and Tom facilitates tomorrow. */
const MORNING = ['#atlas', '#atlas >', 'lea', 'mia', 'tom'];

test('the app is removed: nothing is sent, the operators hear it, and a new token sends what waited, once', async () => {
  const rondo = await house({
    at: SUNDAY,
    team: sync,
    logs: AWAY,
  });
  await rondo.until('2026-11-02T07:59:00Z');
  rondo.told();
  rondo.slack.state.revoked = true;
  await rondo.event({ type: 'app_uninstalled' });
  const posts = rondo.slack.calls.length;
  await rondo.until('2026-11-02T08:30:00Z');
  expect(rondo.slack.calls.slice(posts)).toEqual([]);
  const text = `Nothing can be sent in Slack (${rondo.slack.team}). Rondo was removed from the workspace. Install the app again and put the new bot token into the settings.`;
  const key = `slack:${rondo.slack.team}`;
  expect(rondo.alarms).toMatchObject([{ what: key, text }]);
  expect((await rondo.store.read.troubles.get(key))?.open).toBe(true);
  expect((await rondo.engine.health()).reasons.join()).toContain('Install the app again');

  rondo.slack.state.revoked = false;
  rondo.slack.state.token = 'xoxb-new';
  const next = await rondo.again({ token: 'xoxb-new' });
  await next.until('2026-11-02T08:45:00Z');
  expect(places(next.told()).filter((to) => to !== 'ivo')).toEqual([...MORNING, 'raj'].sort());
  expect(twice(next)).toEqual([]);
  await next.engine.watch();
  expect(await next.store.read.troubles.find({ open: true })).toEqual([]);
  expect(next.alarms.map(({ what }) => what)).toContain(key);
});

test('what would have changed on posted messages while the app was away is made good for', async () => {
  const rondo = await house({ at: '2026-11-02T10:00:00Z', team: only(), logs: AWAY });
  const form = await rondo.opens('tom', () => rondo.slash('tom', '/escalate', 'The map is down'));
  await rondo.submit('tom', form, { needs: ['lea'] });
  const card = rondo.message('tom', /^You raised this/);
  await rondo.until('2026-11-02T16:25:00Z');
  expect(rondo.shown(card)).toContain('Level 1');
  rondo.slack.state.revoked = true;
  await rondo.event({ type: 'app_uninstalled' });
  await rondo.until('2026-11-02T18:45:00Z');
  rondo.slack.state.revoked = false;
  const next = await rondo.again();
  await next.until('2026-11-02T18:50:00Z');
  expect(next.shown(card)).toMatch(/^You raised this.*\natlas-1 · Level 2, mediation\n/);
  expect(twice(next)).toEqual([]);
});

test.each([
  ['is archived', '#atlas is archived. Unarchive it, or name another channel in the team file.'],
  ['has thrown Rondo out', 'Invite Rondo to #atlas: /invite @Rondo'],
])(
  'a channel that %s: the admins read what to do, once, and everybody is asked all the same',
  async (how, what) => {
    const rondo = await house({ at: SUNDAY, team: sync, logs: /"because":"refused"/ });
    const channel = rondo.slack.channel('#atlas');
    if (how === 'is archived') channel.archived = true;
    else channel.members = ['mia'];
    await rondo.until('2026-11-02T08:30:00Z');
    for (const admin of ['mia', 'ivo']) {
      const told = rondo.slack
        .posts(admin)
        .filter((post) => rondo.shown(post).includes('I cannot post in #atlas'));
      expect(told.map((post) => rondo.shown(post))).toEqual([expect.stringContaining(what)]);
    }
    expect(rondo.slack.posts('#atlas')).toEqual([]);
    expect(rondo.shown(rondo.message('lea', /^Hi Lea/))).toContain('What moved');
  },
);

test('Slack asks to wait: it is sent then, once, and not before', async () => {
  const rondo = await house({ at: SUNDAY, team: sync });
  await rondo.until('2026-11-02T08:59:00Z');
  rondo.slack.fail('chat.postMessage', { limited: 30 });
  await rondo.until('2026-11-02T09:00:29Z');
  expect(rondo.slack.posts('tom').filter((post) => /^Hi Tom/.test(rondo.shown(post)))).toEqual([]);
  await rondo.until('2026-11-02T09:01:00Z');
  expect(rondo.slack.posts('tom').filter((post) => /^Hi Tom/.test(rondo.shown(post)))).toHaveLength(1);
  expect(twice(rondo)).toEqual([]);
});

test.each([{ lost: 'after' as const }, { lost: 'before' as const }, { status: 500, when: 'after' as const }])(
  'answers of Slack are lost (%o): each message is looked for by our id, and stands there once',
  async (fault) => {
    const rondo = await house({ at: SUNDAY, team: sync, logs: /^A message has to wait/ });
    await rondo.until('2026-11-02T07:59:00Z');
    rondo.told();
    rondo.slack.fail('chat.postMessage', fault, fault, fault, fault);
    await rondo.until('2026-11-02T08:30:00Z');
    expect(places(rondo.told())).toEqual(MORNING);
    expect(twice(rondo)).toEqual([]);
    const said = rondo.slack.state.posts.map((post) => rondo.shown(post)).join();
    expect(said).not.toMatch(/possible repeat|twice/i);
  },
);

test('killed at any commit of a morning: the next life sends the rest, and nothing twice', async () => {
  for (const commit of [1, 4, 7, 10]) {
    const life: { process?: ReturnType<typeof mortal> } = {};
    const rondo = await house({
      at: SUNDAY,
      team: sync,
      logs: /killed/,
      storing(store) {
        life.process = mortal(store);
        return life.process.store;
      },
    });
    await rondo.until('2026-11-02T07:59:00Z');
    rondo.told();
    life.process?.killAt(commit);
    await expect(rondo.until('2026-11-02T08:01:00Z')).rejects.toThrow('killed');
    const next = await rondo.again();
    await next.until('2026-11-02T08:10:00Z');
    const there = next.slack.state.posts.map(({ place, thread }) => (thread ? `${place} >` : place)).sort();
    expect(there).toEqual([...MORNING, 'raj'].sort());
    expect(twice(next)).toEqual([]);
    await next.end();
  }
});

test('not yet invited to its channel, Rondo starts all the same and says so', async () => {
  const channels = [{ name: 'atlas', members: ['mia'] }, { name: 'atlas-stakeholders' }];
  const rondo = await house({ at: SUNDAY, team: sync, slack: { channels } });
  expect(rondo.problems.filter((line) => line.includes('#atlas'))).toEqual([
    expect.stringMatching(/^warning: /),
  ]);
});
