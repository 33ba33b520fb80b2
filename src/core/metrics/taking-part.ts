import { within } from '../escalation/lengths.ts';
import type { Share } from '../escalation/numbers.ts';
import type { Prompt, Round } from '../round.ts';
import { type Spread, spreadOf } from '../spread.ts';
import type { Interval } from '../time.ts';
import type { MetricsMaterial, WeekMaterial } from './material.ts';

/** Fewer people than this are not a team: a number about one person is for nobody else. */
const FEWEST_PEOPLE = 2;

/** Of those asked, the part that answered, and how many of the answers came late. */
export interface Participation extends Share {
  late: number;
}

/** Rounds that closed in the span; those that were skipped, missed or merged did not take place. */
export function closedIn(rounds: readonly Round[], span: Interval): Round[] {
  return rounds.filter(({ state, closed }) => state === 'closed' && closed && within(span, closed.at));
}

/** Of those who had to answer in rounds that closed in the span and were asked: how many answered, late ones included. Who was
 * away, was not asked because Rondo did not run, or was free to answer is not in it. Nothing where fewer than two people were
 * asked. */
export function participationIn(material: WeekMaterial, span: Interval): Share | undefined {
  const asked = askedIn(material, span);
  if (peopleIn(asked) < FEWEST_PEOPLE) return undefined;
  return { met: asked.filter(({ state }) => state === 'answered').length, of: asked.length };
}

/** The same, with the number of answers that came after their due. */
export function participation(material: MetricsMaterial, span: Interval): Participation | undefined {
  const share = participationIn(material, span);
  if (!share) return undefined;
  const asked = new Set(askedIn(material, span).map(({ id }) => id));
  const late = material.updates.filter(({ id, late }) => late && asked.has(id)).length;
  return { ...share, late };
}

/** How long it took from the question to the first answer, in ms of the wall clock, for the answers that participation counts.
 * What was answered before it was asked took no time and is left out. */
export function timeToAnswer(material: MetricsMaterial, span: Interval): Spread {
  const given = new Map(material.updates.map(({ id, at }) => [id, at]));
  const answered = askedIn(material, span).flatMap(({ id, person, askedAt, state }) => {
    const at = given.get(id);
    const waited = state === 'answered' && askedAt !== undefined && at !== undefined ? at - askedAt : -1;
    return waited < 0 ? [] : [{ person, waited }];
  });
  return spreadOf(peopleIn(answered) < FEWEST_PEOPLE ? [] : answered.map(({ waited }) => waited));
}

function askedIn({ rounds, prompts }: WeekMaterial, span: Interval): Prompt[] {
  const closed = new Set(closedIn(rounds, span).map(({ id }) => id));
  return prompts.filter((prompt) => closed.has(prompt.round) && !prompt.optional && wasAsked(prompt));
}

/** What nobody answered is missed once its round is over; so is what Rondo could not ask in time, but that was never asked. */
function wasAsked({ state, askedAt }: Prompt): boolean {
  return state === 'answered' || (state !== 'skipped' && askedAt !== undefined);
}

function peopleIn(all: readonly { person: string }[]): number {
  return new Set(all.map(({ person }) => person)).size;
}
