import type { Decision } from './decision.ts';
import type { Prompt } from './round.ts';
import type { CivilDate } from './time.ts';
import { listed } from './wording.ts';
import { showDate } from './zone.ts';

/** `catch_up: merge`: a date that somebody was not asked for, because Rondo was not running, is asked for by the next
 * prompt of that ritual. */

/** What became of one person's prompts of one ritual before this one, with the dates of their rounds. */
export type Earlier = readonly { prompt: Prompt; date: CivilDate }[];

/** The dates nobody asked this person for since they were asked last, earliest first. */
export function missedSince(earlier: Earlier): CivilDate[] {
  const newestFirst = earlier.toSorted((a, b) => b.prompt.at - a.prompt.at);
  const last = newestFirst.findIndex(({ prompt }) => wasAsked(prompt));
  const since = last < 0 ? newestFirst : newestFirst.slice(0, last);
  return since
    .filter(({ prompt }) => prompt.state === 'missed')
    .map(({ date }) => date)
    .sort();
}

function wasAsked({ askedAt, state }: Prompt): boolean {
  return askedAt !== undefined || state === 'answered';
}

/** The prompt that goes out asks for those dates as well. */
export function alsoAskingFor(decision: Decision<Prompt>, missed: readonly CivilDate[]): Decision<Prompt> {
  if (decision.state.state !== 'asked' || missed.length === 0) return decision;
  const more = `; it also asks for ${listed(missed.map(showDate))}, when Rondo was not running`;
  const events = decision.events.map((event) => ({ ...event, why: `${event.why ?? ''}${more}` }));
  return { ...decision, events, state: { ...decision.state, also: missed } };
}

/** A sentence for the question: which other dates it asks for; empty for none. */
export function alsoWords({ also = [] }: Pick<Prompt, 'also'>): string {
  if (also.length === 0) return '';
  return ` Please cover ${listed(also.map(showDate))} too: I was not running then.`;
}
