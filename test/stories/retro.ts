import type { Ritual } from '../../src/core/ritual.ts';
import { atlas, type Change, only, people, ritual } from '../atlas.ts';
import { formIn, type Harness, harness, type Seen } from '../harness.ts';

/** People in five zones, and the lead. */
export const FIVE = ['mia', 'tom', 'ana', 'raj', 'kim'];

/** The Monday meeting is a retro in writing, for two days; Mia leads it. */
export function retroHeld(change: Partial<Ritual> = {}): Change {
  return ritual('weekly-planning', () => ({
    name: 'Retro',
    kind: 'retro',
    mode: 'async',
    objective: undefined,
    agenda: [],
    questions: [],
    closes: { after: 2 * 24 * 60 },
    participants: { everyone: true, roles: [], people: [] },
    facilitator: { roles: [], people: ['mia'], pick: 'round_robin', turns: 'round' },
    retro: { columns: ['Start', 'Stop', 'Continue'] },
    ...change,
  }));
}

export const ROUND = 'atlas/weekly-planning/2026-11-02';

export async function retroTeam(change: Partial<Ritual> = {}, who: readonly string[] = FIVE) {
  return atlas(only('weekly-planning'), people(...who), retroHeld(change));
}

/** A Rondo with that team, on Monday at 10:05 in Berlin: the retro has begun. */
export async function begun(change: Partial<Ritual> = {}, who: readonly string[] = FIVE): Promise<Harness> {
  const story = await harness({ at: '2026-11-01T12:00:00Z', teams: [await retroTeam(change, who)] });
  await story.until('2026-11-02T09:05:00Z');
  return story;
}

/** The retro's one message. */
export function place(story: Harness): Seen {
  const found = story.all().filter(({ to, text }) => to === '#atlas >' && /Step \d of 6:/.test(text));
  if (found.length !== 1) throw new Error(`Expected one message of the retro, found ${found.length}.`);
  return found[0]!;
}

/** How it reads now. */
export function reads(story: Harness): string {
  return story.now(place(story));
}

/** Writes cards, by the column's number. */
export async function write(story: Harness, who: string, ...columns: string[]) {
  const form = formIn(await story.press(who, place(story), 'Write cards'));
  return story.submit(who, form, Object.fromEntries(columns.map((text, at) => [`column-${at}`, text])));
}

export async function next(story: Harness, who: string, label: string): Promise<string> {
  return story.words(await story.press(who, place(story), label));
}

/** Votes for the topics whose titles begin so. */
export async function vote(story: Harness, who: string, ...beginnings: string[]) {
  const form = formIn(await story.press(who, place(story), 'Vote'));
  const choices = form.parts.flatMap((part) => (part.part === 'input' ? (part.input.choices ?? []) : []));
  const votes = beginnings.map((words) => choices.find(({ label }) => label.startsWith(words))!.value);
  return story.submit(who, form, { votes });
}

/** What this story is not about. */
export function usual(story: Harness): void {
  story.ignore(/^Atlas ·|^Retro ·|^Your turn|You facilitate|has begun|what should we talk about/);
}
