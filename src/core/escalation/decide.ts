import type { Decision, Reply } from '../decision.ts';
import type { Text } from '../message.ts';
import type { PersonId } from '../team.ts';
import type { Instant } from '../time.ts';
import type { EscalationCommand, EscalationView, PersonCommand } from './command.ts';
import { type Escalation, type EscalationState, thingOf } from './escalation.ts';
import { GUARDS } from './guard.ts';
import { lacks } from './lacking.ts';
import { todaysBoard } from './level.ts';
import { mayRead, maySee } from './people.ts';
import { holders, type Role } from './permission.ts';
import { absorberOf, fresh } from './raising.ts';
import { hidden, notAllowed, notTheirs, outdated, REFUSALS, type RefusalName } from './refusal.ts';
import { STEPS } from './steps.ts';
import { type EventName, type Row, type StateName, TABLE } from './table.ts';
import { change, type Work } from './work.ts';

/** What a command or a fired timer makes of an escalation. A refusal or a timer that is no longer wanted gives the same
 * state back, without events or effects. A raised blocker that is open already gives that one's new state back; a new
 * one has version 1. Of a refused raise there is no state. */
export function decide(
  escalation: Escalation,
  command: EscalationCommand,
  view: EscalationView,
  now: Instant,
): Decision<Escalation>;
export function decide(
  escalation: Escalation | undefined,
  command: EscalationCommand,
  view: EscalationView,
  now: Instant,
): Decision<Escalation | undefined>;
export function decide(
  escalation: Escalation | undefined,
  command: EscalationCommand,
  view: EscalationView,
  now: Instant,
): Decision<Escalation | undefined> {
  const before = escalation ?? startOf(command, view, now);
  const state: StateName = escalation?.state ?? 'none';
  const stay = { state: escalation, events: [], effects: [] };
  if (!before) return 'by' in command ? { ...stay, reply: refusal(REFUSALS.unknown()) } : stay;
  const gate = escalation && gateFor(escalation, command, view);
  if (gate) return gate === 'ignore' ? stay : { ...stay, reply: gate };
  const row = rowFor(state, before, command, view, now);
  if ('ignore' in row) return stay;
  if ('refuse' in row) return { ...stay, reply: refusal(REFUSALS[row.refuse](before, command, view, now)) };
  const reply = mayNot(row, before, command, view) ?? lacks(before, command);
  return reply ? { ...stay, reply } : carryOut(row, before, command, view, now);
}

/** A raise begins with the escalation that it may become, or the one that it is already. */
function startOf(command: EscalationCommand, view: EscalationView, now: Instant): Escalation | undefined {
  if (command.do !== 'raise') return undefined;
  return absorberOf(command, view) ?? fresh(command, view, now);
}

/** What is looked at before the table: old timers and buttons, and who may see it at all. */
function gateFor(
  escalation: Escalation,
  command: EscalationCommand,
  view: EscalationView,
): Reply | 'ignore' | undefined {
  if (command.do === 'timer')
    return escalation.armings[command.timer] === command.arming ? undefined : 'ignore';
  if (!('by' in command)) return undefined;
  if (!maySee(escalation, view.team, command.by)) return refusal(hidden(escalation, view));
  if (!concerns(escalation, view, command.by)) return refusal(notTheirs(view));
  const old = command.epoch !== undefined && command.epoch < escalation.epoch;
  return old ? refusal(outdated(escalation, command.epoch ?? 0)) : undefined;
}

/** Even a refusal tells what has become of it, in the words of whoever ended it: not for outsiders. */
function concerns(escalation: Escalation, view: EscalationView, person: PersonId): boolean {
  return mayRead(escalation, view.team, person) || holders(CONCERNED, escalation, view).includes(person);
}

const CONCERNED: readonly Role[] = [
  'raiser',
  'owner',
  'target',
  'deputy',
  'coordinator',
  'authority',
  'former owner',
  'mediator',
  'invited',
];

function rowFor(
  state: StateName,
  escalation: Escalation,
  command: EscalationCommand,
  view: EscalationView,
  now: Instant,
): Row {
  const row = TABLE[eventOf(command)][state].find(
    (one) => one.if === undefined || GUARDS[one.if](escalation, command, view, now),
  );
  if (!row) throw new Error(`The table has no row for ${eventOf(command)} in ${state}.`);
  return row;
}

/** The table's name for a command. */
export function eventOf(command: EscalationCommand): EventName {
  return command.do === 'timer' ? `${command.timer} timer` : command.do;
}

type Go = Extract<Row, { to: unknown }>;

/** The refusal that the table has for a command now, if it has one. */
export function refusalOf(
  escalation: Escalation,
  command: PersonCommand,
  view: EscalationView,
  now: Instant,
): RefusalName | undefined {
  if (gateFor(escalation, command, view)) return undefined;
  const row = rowFor(escalation.state, escalation, command, view, now);
  return 'refuse' in row ? row.refuse : undefined;
}

function mayNot(
  row: Go,
  escalation: Escalation,
  command: EscalationCommand,
  view: EscalationView,
): Reply | undefined {
  if (!row.who || !('by' in command)) return undefined;
  if (holders(row.who, escalation, view).includes(command.by)) return undefined;
  return refusal(notAllowed(row.who, escalation, view));
}

function carryOut(
  row: Go,
  before: Escalation,
  command: EscalationCommand,
  view: EscalationView,
  now: Instant,
): Decision<Escalation> {
  const epoch = before.epoch + (row.epoch ? 1 : 0);
  const work: Work = { state: { ...before, epoch }, command, view, now, events: [], effects: [] };
  for (const step of row.does) STEPS[step](work);
  change(work, { state: nextState(row, before), version: before.version + 1 });
  work.effects.push({ do: 'refresh', thing: thingOf(before) });
  if (!before.private && showsOnBoard(before, work.state))
    work.effects.push({ do: 'refresh', thing: todaysBoard(work) });
  return {
    state: work.state,
    events: work.events,
    effects: work.effects,
    ...(work.reply ? { reply: work.reply } : {}),
  };
}

function nextState(row: Go, before: Escalation): EscalationState {
  if (row.to === 'same') return before.state;
  return row.to === 'before' ? (before.hold?.was ?? 'open') : row.to;
}

/** The day's board shows how many are open and at which level. */
function showsOnBoard(before: Escalation, after: Escalation): boolean {
  return before.version === 0 || before.live !== after.live || before.level !== after.level;
}

function refusal(words: Text): Reply {
  return { reply: 'refused', text: words };
}

/** Whether a person may do this now, texts aside; with `anybody`, whether somebody may. For showing buttons. */
export function may(
  escalation: Escalation,
  command: PersonCommand,
  view: EscalationView,
  now: Instant,
  anybody = false,
): boolean {
  const row = rowFor(escalation.state, escalation, command, view, now);
  return (
    'to' in row &&
    (anybody || (gateFor(escalation, command, view) ?? mayNot(row, escalation, command, view)) === undefined)
  );
}
