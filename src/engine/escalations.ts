import type { OwnBlocker } from '../core/answers/own.ts';
import { boardOf } from '../core/asking.ts';
import { readsAsNone } from '../core/blocker.ts';
import type { Decision, Reply } from '../core/decision.ts';
import type { EscalationCommand, EscalationView } from '../core/escalation/command.ts';
import { decide } from '../core/escalation/decide.ts';
import type { Escalation } from '../core/escalation/escalation.ts';
import type { BlockerAnswer, Round } from '../core/round.ts';
import type { PersonId, Team } from '../core/team.ts';
import { DAY, type Instant } from '../core/time.ts';
import { dateAt } from '../core/zone.ts';
import type { Reads, Tx } from '../ports.ts';
import { type Call, refused } from './call.ts';
import { carryOut } from './commit.ts';
import { absencesFrom, type Context, type Handler, teamOf } from './context.ts';

/** Raises a blocker for the caller: a new escalation, or their own equal one that absorbs it. */
export async function raiseFrom(
  call: Call,
  team: Team,
  blocker: BlockerAnswer,
  round?: Round,
): Promise<Reply | undefined> {
  const { context, tx, caller, command, now } = call;
  if (readsAsNone(blocker.what)) return undefined;
  const view = await escalationView(tx, team, now);
  const number = await tx.next(`escalation:${team.id}`);
  const raise = { do: 'raise', by: caller.person, from: command.platform, number, blocker } as const;
  const decision = decide(undefined, round ? { ...raise, round: round.id } : raise, view, now);
  await save(context, tx, decision, now);
  return decision.reply;
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

/** What the raiser said in the morning about a blocker of their own. */
export async function applyOwnBlocker(call: Call, own: OwnBlocker): Promise<void> {
  const asker = { by: call.caller.person, from: call.command.platform };
  if (own.state === 'solved')
    await act(call, own.id, { ...asker, do: 'resolve', how: own.note ?? 'Solved, says the raiser.' });
  else if (own.note) await act(call, own.id, { ...asker, do: 'note', text: own.note });
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

/** Somebody's absence has changed: what they own or have raised may need somebody else. */
export async function lookAgain(
  context: Context,
  tx: Tx,
  team: Team,
  person: PersonId,
  now: Instant,
): Promise<void> {
  for (const escalation of await tx.escalations.find({ team: team.id, live: true })) {
    const event =
      escalation.owner === person ? 'ownerAway' : escalation.raiser === person ? 'raiserAway' : undefined;
    if (!event) continue;
    const view = await escalationView(tx, team, now);
    await save(context, tx, decide(escalation, { do: event }, view, now), now);
  }
}

/** What is live while an escalation runs. */
export async function escalationView(source: Tx | Reads, team: Team, now: Instant): Promise<EscalationView> {
  return {
    team,
    absences: await absencesFrom(source, now - DAY),
    onDuty: await onDutyNow(source, team, now),
    live: await source.escalations.find({ team: team.id, live: true }),
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
  await carryOut(tx, decision, now);
  if (state)
    await carryOut(
      tx,
      {
        events: [],
        effects: [
          {
            do: 'refresh',
            thing: boardOf(state.team, dateAt(teamOf(context, state.team).calendar.zone, now)),
          },
        ],
      },
      now,
    );
}

async function write(tx: Tx, state: Escalation): Promise<void> {
  const before = await tx.escalations.get(state.id);
  if (!before) await tx.escalations.insert(state);
  else if (before.version !== state.version)
    await tx.escalations.update({ ...state, version: before.version + 1 });
}
