import { awayFor, shiftOf, whyNotAsked } from '../../core/absence/availability.ts';
import {
  askAgain,
  personOf,
  type RoundView,
  roundEvent,
  settle,
  showRound,
} from '../../core/round/asking.ts';
import { writtenPromptFor } from '../../core/round/prompting.ts';
import type { Prompt } from '../../core/round.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { lastClose } from '../../core/time/calendar.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { carryOut, job } from '../commit.ts';
import type { Context } from '../context.ts';
import { promptsOf, viewOf } from '../rounds/load.ts';
import { afterAsking, closeIfComplete } from '../rounds/rounds.ts';

/** What changes in the rounds when somebody goes away or comes back. */

/** What was asked and cannot be answered in time any more is no longer waited for. */
export async function settleAsked(context: Context, tx: Tx, person: PersonId, now: Instant): Promise<void> {
  for (const prompt of await tx.prompts.find({ person, state: 'asked' })) {
    const view = await viewFor(context, tx, prompt, now);
    if (!view || !isGoneFor(prompt, view, now)) continue;
    const decision = settle(prompt, view, now, 'skipped', 'away');
    await tx.prompts.update(decision.state);
    await carryOut(tx, decision, now);
    await closeIfComplete(context, tx, view.round.id, now);
  }
}

/** Away on the working date that the question was for, or from now until it is due. */
function isGoneFor(prompt: Prompt, { team, absences }: RoundView, now: Instant): boolean {
  const person = personOf(team, prompt.person);
  if (!person) return false;
  if (whyNotAsked(person, absences, prompt)) return true;
  const left = { from: Math.max(prompt.at, now), to: prompt.due };
  return left.from < left.to && awayFor(person, absences, left) !== undefined;
}

/** Asks what was not asked while they were away, as far as it can still be answered. */
export async function askWhatWasSkipped(
  context: Context,
  tx: Tx,
  person: PersonId,
  now: Instant,
): Promise<void> {
  for (const prompt of await tx.prompts.find({ person, state: 'skipped', due: { atLeast: now + 1 } })) {
    const view = await viewFor(context, tx, prompt, now);
    const decision = view && askAgain(prompt, view, now);
    if (!view || !decision || decision.state === prompt) continue;
    await tx.prompts.update(decision.state);
    await carryOut(tx, decision, now);
    await afterAsking(tx, view, decision.state, now);
  }
}

/** Whoever writes for a meeting outside their hours is asked on their last day at work before it: another day, once they are
 * away on that one. A last day that is over changes nothing. */
export async function moveWritten(context: Context, tx: Tx, person: PersonId, now: Instant): Promise<void> {
  const planned = { person, state: 'planned', due: { atLeast: now + 1 } } as const;
  for (const prompt of await tx.prompts.find(planned)) {
    const view = await viewFor(context, tx, prompt, now);
    const at = view?.ritual.mode === 'live' ? writtenAt(prompt, view, now) : undefined;
    if (!view || at === undefined || at === prompt.at) continue;
    await tx.prompts.update({ ...prompt, at, version: prompt.version + 1 });
    await tx.jobs.arm(job('prompt', prompt.id, at));
    const why = 'their last day at work before the meeting is another one now';
    const event = roundEvent(view, `prompt:${prompt.id}`, 'moved', 'schedule', now, why, person);
    await tx.events.append(event);
  }
}

function writtenAt(prompt: Prompt, { team, round, absences }: RoundView, now: Instant): Instant | undefined {
  const person = personOf(team, prompt.person);
  if (!person || prompt.at <= now || round.startsAt === undefined) return undefined;
  const planned = writtenPromptFor(person, absences, round.startsAt);
  if (!planned) return undefined;
  const over = (lastClose(person.calendar, shiftOf(person, planned.at)) ?? 0) <= now;
  return over ? undefined : Math.max(planned.at, now);
}

/** The team's open rounds show who is there. */
export async function showToday(context: Context, tx: Tx, team: Team, now: Instant): Promise<void> {
  for (const round of await tx.rounds.find({ team: team.id, state: 'open' })) {
    const view = await viewOf(context, tx, round, now);
    if (view && (await promptsOf(tx, round.id)).length > 0)
      await carryOut(tx, { events: [], effects: showRound(view) }, now);
  }
}

async function viewFor(
  context: Context,
  tx: Tx,
  prompt: Prompt,
  now: Instant,
): Promise<RoundView | undefined> {
  const round = await tx.rounds.get(prompt.round);
  return round && viewOf(context, tx, round, now);
}
