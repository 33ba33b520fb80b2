import type { Ritual } from '../../src/core/ritual.ts';
import type { Team } from '../../src/core/team.ts';
import { atlas, only, people, ritual } from '../atlas.ts';
import { harness, type Setup } from '../harness.ts';

/** Weekly planning of Mia, who facilitates, Tom and Kim: Monday at ten in Berlin, an hour, with two topics. */
export async function planningTeam(change: Partial<Ritual> = {}): Promise<Team> {
  const agenda = ['Objectives', 'Risks'];
  return atlas(
    only('weekly-planning'),
    people('mia', 'tom', 'kim'),
    ritual('weekly-planning', () => ({ agenda, questions: [], ...change })),
  );
}

/** The morning of a meeting: Monday 2 November, twenty minutes before ten in Berlin; the announcement has been read. */
export async function announced(change: Partial<Ritual> = {}, more: Partial<Setup> = {}) {
  const story = await harness({
    at: '2026-11-01T20:00:00Z',
    teams: [await planningTeam(change)],
    ...more,
  });
  await story.until('2026-11-02T08:40:00Z');
  story.expectMessage('#atlas', /^Atlas · Mon 2 Nov/);
  const meeting = story.expectMessage('#atlas >', /^Weekly planning · Mon 2 Nov\n/);
  let events = 0;
  return {
    ...story,
    meeting,
    /** What somebody writes to the bot in the channel or a thread of it. */
    async tell(user: string, words: string) {
      events += 1;
      return story.words(await story.command(`told-${events}`, user, { act: 'say', text: words }, '#atlas'));
    },
  };
}
