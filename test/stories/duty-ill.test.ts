import { expect, test } from 'vitest';
import type { Ritual } from '../../src/core/ritual.ts';
import type { Team } from '../../src/core/team.ts';
import { atlas, only, people, ritual } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';

/** Everybody in Berlin, where it is an hour later than in UTC. */
const inBerlin = (team: Team): Team => ({
  ...team,
  members: team.members.map((member) => ({ ...member, calendar: team.calendar })),
});

/** One ritual at nine, whose turn of Wednesday the 4th of November is Mia's; she falls ill at ten to nine. */
async function tenToNine(id: string, change: (ritual: Ritual) => Partial<Ritual>): Promise<Harness> {
  const team = await atlas(only(id), ritual(id, change), people('mia', 'tom', 'kim'), inBerlin);
  const story = await harness({ at: '2026-11-03T07:00:00Z', teams: [team] });
  await story.until('2026-11-03T09:00:00Z');
  const told = story.expectMessage('mia', /^You facilitate .* of Atlas on Wed 4 Nov/);
  if (story.now(told).includes("[I'll do it]")) await story.press('mia', told, "I'll do it");
  await story.until('2026-11-04T07:50:00Z');
  story.ignore(/^Weekly review · Wed|^Atlas · Wed/);
  await story.slash('mia', '/rondo away');
  await story.advance('1m');
  return story;
}

async function turnOf(story: Harness) {
  const [turn] = await story.store.read.turns.find({ team: 'atlas', date: '2026-11-04' });
  return turn;
}

/** Nothing comes before the Wednesday. */
const FIRST = { from: '2026-11-04' };

test('who is on duty falls ill at 08:50, ten minutes before an async round: the next one is told at once, and the turn counts for them', async () => {
  const story = await tenToNine('morning-sync', ({ schedule }) => ({
    schedule: { ...schedule, ...FIRST },
  }));
  const told = story.expectMessage('tom', /^You take over Morning sync of Atlas on Wed 4 Nov\./);
  expect(told.text).toContain('instead of Mia Sommer: away until');
  expect((await turnOf(story))?.person).toBe('tom');
  await story.until('2026-11-04T08:01:00Z');
  expect(story.expectMessage('#atlas >', /^Morning sync · Wed 4 Nov/).text).toContain('On duty: @Tom Okafor');
  expect(await turnOf(story)).toMatchObject({ person: 'tom', countedAt: Date.parse('2026-11-04T08:00:00Z') });
  const rotation = await story.store.read.rotations.get('atlas/morning-sync');
  expect(Object.entries(rotation!.accounts).map(([id, { turns }]) => [id, turns])).toEqual(
    expect.arrayContaining([['tom', 1]]),
  );
  expect(rotation!.accounts.mia?.turns ?? 0).toBe(0);
  story.expectNothing('mia');
  story.ignore(/(?:)/);
});

test('who leads a meeting falls ill at 08:50, ten minutes before it: the next one takes over, though silence could not move it any more', async () => {
  const story = await tenToNine('weekly-review', ({ schedule, facilitator }) => ({
    schedule: { ...schedule, ...FIRST, at: 540, on: { on: 'weekdays', days: [3] } },
    facilitator: { ...facilitator!, turns: 'round' },
  }));
  story.expectMessage('tom', /^You take over Weekly review of Atlas on Wed 4 Nov\. It starts at 09:00/);
  expect((await turnOf(story))?.person).toBe('tom');
  await story.until('2026-11-04T08:01:00Z');
  expect(story.expectMessage('#atlas >', /^Weekly review has started/).text).toContain(
    '@Tom Okafor facilitates',
  );
  expect(await turnOf(story)).toMatchObject({ person: 'tom', countedAt: Date.parse('2026-11-04T08:00:00Z') });
  story.expectNothing('mia');
  story.ignore(/(?:)/);
});
