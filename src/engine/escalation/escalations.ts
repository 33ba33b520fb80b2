import type { OwnBlocker } from '../../core/answers/own.ts';
import { readsAsNone } from '../../core/blocker.ts';
import type { Decision, Reply } from '../../core/decision.ts';
import type { EscalationCommand, EscalationView, MachineCommand } from '../../core/escalation/command.ts';
import { decide } from '../../core/escalation/decide.ts';
import type { Escalation } from '../../core/escalation/escalation.ts';
import { isBlank } from '../../core/escalation/lacking.ts';
import { askedSoFar } from '../../core/escalation/targets.ts';
import { boardOf } from '../../core/round/asking.ts';
import type { BlockerAnswer, Round } from '../../core/round.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import { type CivilDate, DAY, type Instant } from '../../core/time.ts';
import type { Reads, Tx } from '../../ports.ts';
import { finishWithBlocker } from '../actions/with-blocker.ts';
import { showBoard } from '../board.ts';
import { type Call, refused } from '../call.ts';
import { carryOut } from '../commit.ts';
import { absencesFrom, type Context, type Handler, teamOf } from '../context.ts';
import { refresh } from '../delivery/outbox.ts';
import { noteTopic, openTopics } from '../topics.ts';
import { keepFollowUp, namedIn } from './follow-up.ts';
import { tellOperators } from './unreachable.ts';

/** Raises a blocker for the caller: a new escalation, or their own equal one that absorbs it. */
export async function raiseFrom(
  call: Call,
  team: Team,
  blocker: BlockerAnswer,
  round?: Round,
  how: { private?: boolean; outside?: string; action?: string } = {},
): Promise<Reply | undefined> {
  const { context, tx, caller, command, now } = call;
  if (readsAsNone(blocker.what)) return undefined;
  const live = await tx.escalations.find({ team: team.id, live: true });
  const view = { ...(await escalationView(tx, team, now)), live };
  const after = await namedIn(tx, team, caller.person, blocker.what);
  const follows = after === undefined ? {} : { after };
  const by = caller.person;
  const asked = { do: 'raise', by, from: command.platform, blocker, ...how, ...follows } as const;
  const raise = (number: number) =>
    decide(undefined, { ...asked, number, ...(round ? { round: round.id } : {}) }, view, now);
  const tried = raise(UNNUMBERED);
  // Only what really opens takes a number, so that there are no gaps.
  const opens = tried.state?.number === UNNUMBERED;
  const decision = opens ? raise(await tx.next(`escalation:${team.id}`)) : tried;
  await save(context, tx, decision, now);
  if (opens && decision.state) await noteTopic(tx, decision.state, now);
  if (opens && decision.state) await stopIfPaused(context, tx, decision.state, now);
  return decision.reply;
}

const UNNUMBERED = 0;

/** Raised from a form that is about other teams too: its clocks stand still like those of its own team's rest. */
async function stopIfPaused(context: Context, tx: Tx, { id, team }: Escalation, now: Instant): Promise<void> {
  const [pause] = await tx.pauses.find({ team, state: 'paused' });
  if (pause) await notice(context, tx, id, 'pause', now);
}

/** One thing a person does to an escalation. `epoch` is what their button or form showed. */
export async function act(call: Call, id: string, command: EscalationCommand): Promise<Reply> {
  const { context, tx, now } = call;
  const escalation = await tx.escalations.get(id);
  if (!escalation)
    return refused('There is no escalation ', { code: id }, '. “/escalate list” shows the open ones.');
  const view = await escalationView(tx, teamOf(context, escalation.team), now);
  const decision = decide(escalation, command, view, now);
  await save(context, tx, decision, now);
  return decision.reply ?? { reply: 'said', text: ['Done.'] };
}

/** What a raiser says without words of their own. */
export const STILL_STUCK = 'Still stuck.';

/** What the raiser said in the morning about a blocker of their own. */
export async function applyOwnBlocker(call: Call, own: OwnBlocker): Promise<void> {
  const asker = { by: call.caller.person, from: call.command.platform };
  const note = isBlank(own.note) ? undefined : own.note;
  if (own.state === 'solved')
    await act(call, own.id, {
      ...asker,
      do: 'resolve',
      how: note ?? 'Solved, says the raiser.',
      later: true,
    });
  else await act(call, own.id, { ...asker, do: 'note', text: note ?? STILL_STUCK });
}

/** A timer of an escalation fires. One that was re-armed or whose level has moved on decides nothing. */
export function escalationTimer(context: Context): Handler {
  return async (job, tx, now) => {
    const { id, timer, arming } = job.payload as { id: string; timer: TimerCommand['timer']; arming: number };
    const escalation = await tx.escalations.get(id);
    if (!escalation) return;
    const view = await escalationView(tx, teamOf(context, escalation.team), now);
    await save(context, tx, decide(escalation, { do: 'timer', timer, arming }, view, now), now);
  };
}

type TimerCommand = Extract<EscalationCommand, { do: 'timer' }>;

/** Somebody is away or back: what they own or owned, are asked for, look at or have raised may need somebody else. */
export async function lookAgain(
  context: Context,
  tx: Tx,
  team: Team,
  person: PersonId,
  now: Instant,
): Promise<void> {
  for (const escalation of await tx.escalations.find({ team: team.id, live: true })) {
    const { id, owner, former, raiser, preview } = escalation;
    if ([owner, former?.person, ...askedSoFar(escalation)].includes(person))
      await notice(context, tx, id, 'ownerAway', now);
    if (preview?.person === person) await notice(context, tx, id, 'previewerAway', now);
    if (raiser === person) await notice(context, tx, id, 'raiserAway', now);
  }
}

/** The definitions have changed: deadlines follow the calendar, and whoever has left is replaced. What does not concern an
 * escalation changes nothing. */
export async function followDefinitions(context: Context, tx: Tx, team: Team, now: Instant): Promise<void> {
  for (const { id } of await tx.escalations.find({ team: team.id, live: true }))
    for (const event of ['ownerAway', 'previewerAway', 'raiserAway', 'recompute'] as const)
      await notice(context, tx, id, event, now);
}

/** Tells an escalation what has happened around it; what does not concern it changes nothing. */
export async function notice(
  context: Context,
  tx: Tx,
  id: string,
  event: Exclude<MachineCommand['do'], 'timer'>,
  now: Instant,
): Promise<void> {
  const escalation = await tx.escalations.get(id);
  if (!escalation) return;
  const view = await escalationView(tx, teamOf(context, escalation.team), now);
  const decision = decide(escalation, { do: event }, view, now);
  if (decision.state !== escalation) await save(context, tx, decision, now);
}

/** What is live while an escalation runs, without the team's other escalations: they may be many, and only a new one looks at
 * them. */
export async function escalationView(source: Tx | Reads, team: Team, now: Instant): Promise<EscalationView> {
  return {
    team,
    absences: await absencesFrom(source, now - DAY),
    onDuty: await onDutyNow(source, team, now),
    topics: await openTopics(source, team.id),
  };
}

/** Whoever facilitates a round of the team's present date, in the order of the rounds. */
export async function onDutyNow(source: Tx | Reads, team: Team, now: Instant): Promise<PersonId[]> {
  const rounds = await source.rounds.find({ team: team.id, date: dateAt(team.calendar.zone, now) });
  return [...new Set(rounds.flatMap(({ facilitator }) => facilitator?.person ?? []))];
}

async function save(
  context: Context,
  tx: Tx,
  decision: Decision<Escalation | undefined>,
  now: Instant,
): Promise<void> {
  const { state } = decision;
  if (state) await write(tx, state);
  if (state) await keepFollowUp(context, tx, state, now);
  if (state) await finishWithBlocker(tx, state, now);
  if (state) await tellOperators(context, tx, state, decision.events, now);
  const boards = decision.effects.flatMap((effect) =>
    effect.do === 'tell' && 'channel' in effect.item.to ? (effect.item.to.under ?? []) : [],
  );
  if (state && boards.includes(boardToday(context, state, now)))
    await showBoard(tx, teamOf(context, state.team), dateToday(context, state, now), now);
  await carryOut(tx, decision, now);
  if (state) await refresh(tx, [boardToday(context, state, now)], now);
}

function boardToday(context: Context, escalation: Escalation, now: Instant): string {
  return boardOf(escalation.team, dateToday(context, escalation, now));
}

function dateToday(context: Context, { team }: Escalation, now: Instant): CivilDate {
  return dateAt(teamOf(context, team).calendar.zone, now);
}

async function write(tx: Tx, state: Escalation): Promise<void> {
  const before = await tx.escalations.get(state.id);
  if (!before) await tx.escalations.insert(state);
  else if (before.version !== state.version)
    await tx.escalations.update({ ...state, version: before.version + 1 });
}
