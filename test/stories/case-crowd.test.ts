import { expect, test } from 'vitest';
import { atlas, only, people } from '../atlas.ts';
import { formIn, harness, inputOf } from '../harness.ts';
import { told } from './blockers.ts';
import { cardsIn } from './cases.ts';

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
  const listed = cardsIn(asked[0]!);
  expect(listed.map((line) => line.replace(/ · Level 2, mediation$/, '')).sort()).toEqual(ALL);
  const dropped = await story.store.read.items.find({ state: 'dropped' });
  expect(dropped.filter(({ due }) => due >= Date.parse('2026-11-09T08:00:00Z'))).toEqual([]);
  told(story);
  await story.until('2026-11-09T08:30:00Z');
  expect(told(story)).toEqual([]);
});
