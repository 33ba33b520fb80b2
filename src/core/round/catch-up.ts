import type { Decision } from '../decision.ts';
import type { Prompt } from '../round.ts';
import { showDate } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import { listed } from '../wording.ts';

/** `catch_up: merge`: a date that somebody was not asked for, because Rondo was not running, is asked for by the next
 * prompt of that ritual. */

/** What became of one person's prompts of one ritual before this one, with the dates of their rounds. */
export type Earlier = readonly { prompt: Prompt; date: CivilDate }[];

/** The dates nobody asked this person for since they were asked last, earliest first. What a pause made them miss counts if
 * it was merged and no question has covered it yet; everything else if the ritual merges. */
export function missedSince(earlier: Earlier, merges = true): CivilDate[] {
  const missed = merges ? sinceAsked(earlier).filter(({ prompt }) => !prompt.paused) : [];
  return [...missed, ...missedInPause(earlier)].map(({ date }) => date).sort();
}

/** True when one of these dates was missed because of a pause. */
export function whilePaused(earlier: Earlier): boolean {
  return missedInPause(earlier).length > 0;
}

function sinceAsked(earlier: Earlier): Earlier {
  const newestFirst = earlier.toSorted((a, b) => b.prompt.at - a.prompt.at);
  const last = newestFirst.findIndex(({ prompt }) => wasAsked(prompt));
  const since = last < 0 ? newestFirst : newestFirst.slice(0, last);
  return since.filter(({ prompt }) => prompt.state === 'missed');
}

/** What becomes of it is chosen after the team has gone on: somebody may have been asked again by then. */
function missedInPause(earlier: Earlier): Earlier {
  const covered = new Set(earlier.flatMap(({ prompt }) => prompt.also ?? []));
  return earlier.filter(
    ({ prompt, date }) => prompt.state === 'missed' && prompt.paused === 'merge' && !covered.has(date),
  );
}

function wasAsked({ askedAt, state }: Prompt): boolean {
  return askedAt !== undefined || state === 'answered';
}

/** The prompt that goes out asks for those dates as well. */
export function alsoAskingFor(
  decision: Decision<Prompt>,
  missed: readonly CivilDate[],
  paused = false,
): Decision<Prompt> {
  if (decision.state.state !== 'asked' || missed.length === 0) return decision;
  const more = `; it also asks for ${listed(missed.map(showDate))}, when ${paused ? 'the team was paused' : 'Rondo was not running'}`;
  const events = decision.events.map((event) => ({ ...event, why: `${event.why ?? ''}${more}` }));
  return {
    ...decision,
    events,
    state: { ...decision.state, also: missed, ...(paused ? { alsoPaused: true } : {}) },
  };
}

/** A sentence for the question: which other dates it asks for; empty for none. */
export function alsoWords({ also = [], alsoPaused }: Pick<Prompt, 'also' | 'alsoPaused'>): string {
  if (also.length === 0) return '';
  return ` Please cover ${listed(also.map(showDate))} too: ${alsoPaused ? 'the team was paused then' : 'I was not running then'}.`;
}
