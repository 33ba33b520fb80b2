import { expect, test } from 'vitest';
import { atlas, only, people } from '../atlas.ts';
import { formIn, harness, inputOf } from '../harness.ts';
import { fill, told } from './blockers.ts';
import { choose, does, pressLast } from './leading.ts';

const ALL = Array.from({ length: 50 }, (_, at) => `atlas-${at + 1}`).sort();

test('fifty deadlines on Monday at 09:00 for one lead: all climb at that minute, and one message lists them all', async () => {
  const team = await atlas(only(), people('mia', 'tom', 'lea'));
  const policy = {
    ...team.policy,
    1: { ...team.policy[1], resolve: { kind: 'working_days', n: 1 } as const },
    // Nobody else is told, so that the lead is the only crowded one.
    2: { ...team.policy[2], tell: [] },
  };
  // On Thursday evening: the clocks start on Friday at nine, and end a working day later.
  const story = await harness({ at: '2026-11-05T17:00:00Z', teams: [{ ...team, policy }] });
  const form = formIn(await story.slash('tom', '/escalate'));
  for (const [at] of ALL.entries()) {
    const values = { [inputOf(form, /what$/)]: `Server ${at} is down`, [inputOf(form, /needs$/)]: ['mia'] };
    await story.chat.submit('tom', form, values);
    if (at % 5 === 4) await story.advance('12m');
  }
  await story.until('2026-11-09T07:59:00Z');
  told(story);
  await story.until('2026-11-09T08:00:00Z');
  const live = await story.store.read.escalations.find({ team: 'atlas', live: true });
  const climbed = live.filter(({ level }) => level === 2);
  expect(climbed.map(({ id }) => id).sort()).toEqual(ALL);
  const asked = story.unread('ivo');
  expect(asked).toHaveLength(1);
  const [message] = asked;
  expect(message?.text).toMatch(/^50 blockers\n/);
  const lines = message!.text.split('\n').filter((line) => line.includes('/escalate atlas-'));
  expect(lines).toHaveLength(20);
  const number = /Server (\d+) /.exec(lines[0]!)?.[1];
  const id = `atlas-${Number(number) + 1}`;
  expect(lines[0]).toBe(
    `• ${id} · Level 2, mediation · nobody has it · resolve by Tue 10 Nov 09:00 · your help is needed: Server ${number} is down · working thread · /escalate ${id}`,
  );
  expect(message?.text).toContain('\n… and 30 more: /escalate mine\n');
  const all = story.words(await story.slash('ivo', '/escalate mine'));
  expect([...new Set(all.match(/atlas-\d+/g))].sort()).toEqual(ALL);
  // Each is taken on its own card.
  await story.slash('ivo', `/escalate ${id}`);
  await pressLast(story, 'ivo', 'I take it');
  expect(story.now(message!)).toContain(`${id} · Level 2, mediation · Ivo Novak has it · `);
  const dropped = await story.store.read.items.find({ state: 'dropped' });
  expect(dropped.filter(({ due }) => due >= Date.parse('2026-11-09T08:00:00Z'))).toEqual([]);
  told(story);
  await story.until('2026-11-09T08:30:00Z');
  expect(told(story)).toEqual([]);
});

/** Tom raises so many for Lea while she sleeps. */
async function overnight(blockers: readonly { what: string; private?: boolean }[]) {
  const team = await atlas(only(), people('mia', 'tom', 'lea'));
  const story = await harness({ at: '2026-11-02T20:00:00Z', teams: [team] });
  for (const blocker of blockers)
    await fill(story, 'tom', await story.slash('tom', '/escalate'), { needs: ['lea'], ...blocker });
  told(story);
  await story.until('2026-11-03T08:00:00Z');
  const [one] = story.unread('lea');
  told(story);
  return { story, text: one?.text ?? '' };
}

const NAMES = ['Maps', 'Tiles', 'Search', 'Login'].map((what) => ({ what: `${what} are down` }));

test('three blockers in one message keep their cards; from four on each has a line', async () => {
  const three = await overnight(NAMES.slice(0, 3));
  expect(three.text.match(/\[I take it\]/g)).toHaveLength(3);
  const four = await overnight(NAMES);
  expect(four.text).toMatch(/^4 blockers\n/);
  expect(four.text).not.toContain('[I take it]');
  expect(four.text.match(/\/escalate atlas-\d/g)).toHaveLength(4);
});

test('a private one is a line for who may read it, and for nobody else', async () => {
  const { story, text } = await overnight([...NAMES, { what: 'Pay is late', private: true }]);
  expect(text).toMatch(/^5 blockers\n/);
  expect(text).toContain('Pay is late');
  const others = story.all().filter(({ to }) => to !== 'lea' && to !== 'tom' && to !== 'ivo');
  expect(others.filter((one) => /Pay is late|atlas-5/.test(one.text))).toEqual([]);
  await choose(story, 'lea', 'I take it', 'atlas-5');
  told(story);
});

test('many at once for people outside the team: their lines in one list, and no word of the raisers', async () => {
  const team = await atlas(only(), people('mia', 'tom', 'lea'));
  const stakeholders = [{ person: 'dana' }];
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [{ ...team, stakeholders }] });
  for (const { what } of NAMES)
    await fill(story, 'tom', await story.slash('tom', '/escalate'), { what, needs: ['lea'] });
  await story.until('2026-11-02T16:30:00Z');
  await story.until('2026-11-03T09:00:00Z');
  const [one] = story.unread('dana');
  expect(one?.text).toMatch(/^4 blockers\n/);
  expect(one?.text).toContain(
    '\n• atlas-1 · Something is stopping team Atlas. · It is at level 2 (mediation). The team is working on it.\n',
  );
  expect(one?.text).not.toMatch(/down|escalate|Ivo/);
  await does(story, 'ivo', 'Line for outsiders', { text: 'Maps may be slow' });
  expect(story.now(one!)).toContain('\n• atlas-1 · Maps may be slow · It is at level 2 (mediation).');
  told(story);
});
