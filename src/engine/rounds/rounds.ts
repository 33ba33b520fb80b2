import type { Effect, Job } from '../../core/decision.ts';
import { pausedIn } from '../../core/pause.ts';
import { FEWEST } from '../../core/present/anonymous.ts';
import { hasMinutes } from '../../core/present/minutes.ts';
import { toldAt } from '../../core/rotation/turn.ts';
import { ask, personOf, type RoundView, remind, settle } from '../../core/round/asking.ts';
import { alsoAskingFor, type Earlier, missedSince, whilePaused } from '../../core/round/catch-up.ts';
import {
  closeEmpty,
  closeRound,
  isComplete,
  missRound,
  openRound,
  startMeeting,
  whyNotHeld,
} from '../../core/round/course.ts';
import type { Prompt, Round } from '../../core/round.ts';
import type { PersonId } from '../../core/team.ts';
import { DAY, type Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { showBoard } from '../board.ts';
import { carryOut, job } from '../commit.ts';
import type { Context, Handler } from '../context.ts';
import { reviewClosed } from '../digest/digests.ts';
import { beginRetro, endWithRound } from '../retro/course.ts';
import { askForRenewal } from '../rituals/renewal.ts';
import { coverTopics } from '../topics.ts';
import { loadRound, promptsOf } from './load.ts';
import { remindersFor } from './planning.ts';
import { beginTurn, fillTurn } from './turns.ts';

/** What was missed longer ago is not asked for any more. */
const CAUGHT_UP = 31 * DAY;

/** `at` on the team's clock: the round gets its place in the channel. */
export function open(context: Context): Handler {
  return async (due, tx, now) => {
    const view = afterPause(due, await loadRound(context, tx, String(due.payload.id), now));
    if (!view) return;
    // A turn in a round that a pause took is not one.
    const taken = view.paused !== undefined && view.round.closesAt <= now;
    const round =
      view.ritual.mode === 'async' && view.round.state === 'planned' && !taken && !whyNotHeld(view)
        ? await beginTurn(tx, view, now)
        : view.round;
    const decision = openRound({ ...view, round }, now);
    if (decision.state.state === 'open') await showBoard(tx, view.team, view.round.date, now);
    await save(tx, round, decision, now);
    await beginRetro(context, tx, { ...view, round: decision.state }, now);
    if (decision.state.state === 'open') await askForRenewal(tx, { ...view, round: decision.state }, now);
    if (view.ritual.mode === 'live' && decision.state.state === 'open')
      await fillTurn(tx, { ...view, round: decision.state }, now);
    await closeIfComplete(context, tx, round.id, now);
  };
}

/** A job that a pause held decides knowing that. */
function afterPause(due: Pick<Job, 'payload'>, view: RoundView | undefined): RoundView | undefined {
  const paused = pausedIn(due);
  return view && paused ? { ...view, paused } : view;
}

/** A live meeting's start. */
export function start(context: Context): Handler {
  return async (due, tx, now) => {
    const view = await loadRound(context, tx, String(due.payload.id), now);
    if (view?.round.state !== 'open') return;
    const empty = closeEmpty(view, now);
    if (empty) {
      await tx.jobs.cancel(`close:${view.round.id}`);
      return save(tx, view.round, empty, now);
    }
    const round = await beginTurn(tx, view, now);
    await save(tx, round, startMeeting({ ...view, round }, now), now);
  };
}

/** A person's own clock shows `at`. */
export function prompt(context: Context): Handler {
  return async (due, tx, now) => {
    const found = await tx.prompts.get(String(due.payload.id));
    const view = found && afterPause(due, await loadRound(context, tx, found.round, now));
    if (!found || !view) return;
    const earlier = await earlierOf(tx, view, found);
    const missed = missedSince(earlier, view.ritual.catchUp === 'merge');
    const decision = alsoAskingFor(ask(found, view, now), missed, whilePaused(earlier));
    if (decision.state !== found) await tx.prompts.update(decision.state);
    await carryOut(tx, decision, now);
    if (decision.state.state === 'asked') await afterAsking(tx, view, decision.state, now);
    else await closeIfComplete(context, tx, view.round.id, now);
  };
}

/** The person's prompts of the same ritual in the month before. */
async function earlierOf(tx: Tx, { round, ritual }: RoundView, { person, at }: Prompt): Promise<Earlier> {
  const since = { person, team: round.team, due: { atLeast: at - CAUGHT_UP } };
  const prompts = await tx.prompts.find(since);
  // Rounds from before a rename keep their ids.
  const names = new Set([round.ritual, ritual.was]);
  const before = prompts.filter((one) => one.at < at && names.has(one.round.split('/')[1]));
  const rounds = await Promise.all(before.map((one) => tx.rounds.get(one.round)));
  return before.flatMap((prompt, index) => {
    const known = rounds[index];
    return known?.ritual === round.ritual ? [{ prompt, date: known.date }] : [];
  });
}

/** Each reminder is a job of its own, and so is the due, which may come before the round's end. A late prompt moves its due, and
 * with it that end. */
export async function afterAsking(tx: Tx, view: RoundView, asked: Prompt, now: Instant): Promise<void> {
  for (const at of remindersFor(view, asked, now))
    await tx.jobs.arm(job('remind', `${asked.id}:${at}`, at, { id: asked.id }));
  await tx.jobs.arm(job('due', asked.id, asked.due));
  if (asked.due <= view.round.closesAt) return;
  await tx.rounds.update({ ...view.round, closesAt: asked.due, version: view.round.version + 1 });
  await tx.jobs.arm(job('close', view.round.id, asked.due));
}

export function reminder(context: Context): Handler {
  return async (due, tx, now) => {
    const found = await tx.prompts.get(String(due.payload.id));
    const view = found && (await loadRound(context, tx, found.round, now));
    if (!found || !view) return;
    const decision = remind(found, view, due.due, now);
    if (decision.state !== found) await tx.prompts.update(decision.state);
    await carryOut(tx, decision, now);
  };
}

/** Somebody's own due has come: what they were asked with says so from now on. */
export async function promptDue(due: Job, tx: Tx, now: Instant): Promise<void> {
  const found = await tx.prompts.get(String(due.payload.id));
  if (found?.state !== 'asked') return;
  await carryOut(tx, { events: [], effects: [{ do: 'refresh', thing: `prompt:${found.id}` }] }, now);
}

/** The latest due, or a meeting's own end. */
export function close(context: Context): Handler {
  return async (due, tx, now) => {
    const view = afterPause(due, await loadRound(context, tx, String(due.payload.id), now));
    if (view?.round.state !== 'open') return;
    await endRound(
      context,
      tx,
      view,
      now,
      view.ritual.mode === 'live' ? 'the meeting is over' : 'the time is up',
    );
  };
}

/** Closes a round early once nothing more is expected. */
export async function closeIfComplete(context: Context, tx: Tx, id: string, now: Instant): Promise<void> {
  const view = await loadRound(context, tx, id, now);
  if (view?.round.state !== 'open' || view.ritual.mode === 'live' || view.ritual.retro) return;
  const prompts = await promptsOf(tx, id);
  if (!isComplete(prompts)) return;
  if (!prompts.every(couldNotBeAsked)) return endRound(context, tx, view, now, closedBecause(prompts));
  const paused = prompts.find((one) => one.paused)?.paused;
  await save(tx, view.round, missRound(paused ? { ...view, paused } : view, now), now);
  await tx.jobs.cancel(`close:${id}`);
}

function couldNotBeAsked({ state, askedAt }: Prompt): boolean {
  return state === 'missed' && askedAt === undefined;
}

/** The end of a round. `ended`: who has ended a meeting, and what of it was not covered. */
export async function endRound(
  context: Context,
  tx: Tx,
  view: RoundView,
  now: Instant,
  why: string,
  ended?: { by: PersonId; uncovered: readonly string[] },
): Promise<void> {
  await missUnanswered(tx, view, now);
  await forgetFewAnonymous(tx, view.round.id);
  await endWithRound(context, tx, view, now);
  const uncovered = ended && ended.uncovered.length > 0 ? { uncovered: ended.uncovered } : {};
  const closing = { ...view, round: { ...view.round, ...uncovered } };
  const decision = closeRound(closing, now, why, ended?.by);
  await coverTopics(tx, view, now, ended);
  await save(tx, view.round, decision, now);
  await carryOut(tx, { events: [], effects: await minutesForWriters(tx, view, now) }, now);
  await tx.jobs.cancel(`close:${view.round.id}`);
  await reviewClosed(context, tx, view.team, view.ritual, view.round.date, now);
}

async function missUnanswered(tx: Tx, view: RoundView, now: Instant): Promise<void> {
  for (const prompt of await promptsOf(tx, view.round.id)) {
    if (prompt.state !== 'asked') continue;
    const why = view.paused ? 'paused: the team was paused at the close' : 'no answer by the close';
    const decision = settle(prompt, view, now, 'missed', why);
    await tx.prompts.update(decision.state);
    await carryOut(tx, decision, now);
  }
}

/** Fewer answers than are ever shown are of no use to anybody: they go. */
async function forgetFewAnonymous(tx: Tx, round: string): Promise<void> {
  const answers = await tx.anonymous.find({ round });
  for (const same of Map.groupBy(answers, ({ question }) => question).values()) {
    if (same.length < FEWEST) for (const { id } of same) await tx.anonymous.delete(id);
  }
}

/** Whoever could not be at a meeting because of the hour, and was asked to write, reads what came out of it, if anything
 * did. */
async function minutesForWriters(
  tx: Tx,
  { team, round, ritual, absences }: RoundView,
  now: Instant,
): Promise<Effect[]> {
  if (ritual.mode !== 'live' || !(await cameToSomething(tx, round))) return [];
  const asked = (await promptsOf(tx, round.id)).filter(({ askedAt }) => askedAt !== undefined);
  const writers = asked.flatMap(({ person }) => personOf(team, person) ?? []);
  return writers.map((writer) => ({
    do: 'tell',
    item: {
      team: team.id,
      thing: `round:${round.id}`,
      epoch: 0,
      kind: 'minutes',
      to: { person: writer.id },
      due: toldAt(writer, absences, now),
      priority: 'digest',
    },
  }));
}

async function cameToSomething(tx: Tx, round: Round): Promise<boolean> {
  const { id, team, opensAt } = round;
  const from = `round:${id}`;
  const decisions = await tx.decisions.find({ team, at: { atLeast: opensAt } });
  const actions = await tx.actions.find({ team, open: true });
  const escalations = await tx.escalations.find({ team });
  return hasMinutes({
    round,
    decisions: decisions.filter((one) => one.from === from),
    actions: actions.filter((one) => one.from === from),
    escalations: escalations.filter((one) => one.round === id),
    updates: await tx.updates.find({ round: id }),
  });
}

function closedBecause(prompts: readonly { state: string }[]): string {
  return prompts.some(({ state }) => state === 'answered')
    ? 'everybody has answered'
    : 'nobody was there to ask';
}

async function save(
  tx: Tx,
  before: Round,
  decision: ReturnType<typeof openRound>,
  now: Instant,
): Promise<void> {
  if (decision.state !== before) await tx.rounds.update(decision.state);
  await carryOut(tx, decision, now);
}
