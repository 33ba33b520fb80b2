import { atlas, only, people } from '../atlas.ts';
import { formIn, harness } from '../harness.ts';

/** A team whose one ritual is the review on Fridays at 14:00 in Berlin, led in turn by Mia, Tom and Kim: Mia on the 13th, Tom
 * on the 20th, Kim on the 27th of November 2026, Mia on the 4th of December. It begins on a Monday when all three are awake. */
export async function reviewers(at = '2026-11-09T13:00:00Z') {
  return harness({ at, teams: [await atlas(only('weekly-review'), people('mia', 'tom', 'kim'))] });
}

export type Story = Awaited<ReturnType<typeof reviewers>>;

export { formIn };

/** Who has the turn of the week that begins on this Monday. */
export async function holderOf(story: Story, week: string): Promise<string | undefined> {
  return (await story.store.read.turns.get(`atlas/weekly-review/${week}`))?.person;
}

/** Each person's turns that have counted. */
export async function counted(story: Story): Promise<Record<string, number>> {
  const rotation = await story.store.read.rotations.get('atlas/weekly-review');
  return Object.fromEntries(Object.entries(rotation?.accounts ?? {}).map(([id, { turns }]) => [id, turns]));
}
