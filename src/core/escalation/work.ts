import { onLeaveAt } from '../absence/availability.ts';
import type { AuditEvent, Effect, Facts, Item, Recipient, Reply } from '../decision.ts';
import { text } from '../message.ts';
import { toldAt } from '../rotation/turn.ts';
import type { Person, PersonId } from '../team.ts';
import type { Instant } from '../time.ts';
import type { EscalationCommand, EscalationView } from './command.ts';
import { type Escalation, type Happening, type TimerName, thingOf } from './escalation.ts';
import { personOf, unique } from './people.ts';

/** One decision while it is being made: the steps of a row change it one after another; nobody else sees it. */
export interface Work {
  state: Escalation;
  readonly command: EscalationCommand;
  readonly view: EscalationView;
  readonly now: Instant;
  readonly events: AuditEvent[];
  readonly effects: Effect[];
  reply?: Reply;
}

/** The command as the kind that a step was written for. */
export function commandOf<D extends EscalationCommand['do']>(
  work: Work,
  kind: D,
): Extract<EscalationCommand, { do: D }> {
  if (!isKind(work.command, kind)) throw new Error(`A step for ${kind} ran for ${work.command.do}.`);
  return work.command;
}

function isKind<D extends EscalationCommand['do']>(
  command: EscalationCommand,
  kind: D,
): command is Extract<EscalationCommand, { do: D }> {
  return command.do === kind;
}

/** Who does it: a person, or nobody for a timer. */
export function actor(work: Work): PersonId | undefined {
  return 'by' in work.command ? work.command.by : undefined;
}

/** The person who does it; for steps that no timer reaches. */
export function asker(work: Work): PersonId {
  if (!('by' in work.command)) throw new Error(`${work.command.do} needs a person.`);
  return work.command.by;
}

/** A field given as `undefined` is taken away. */
export function change(work: Work, fields: Partial<Escalation>): void {
  work.state = { ...work.state, ...fields };
}

/** A line for the audit log. */
export function record(
  work: Work,
  what: string,
  why: string,
  more: { person?: PersonId; facts?: Facts } = {},
): void {
  work.events.push({
    team: work.state.team,
    about: thingOf(work.state),
    what,
    who: actor(work) ?? 'timer',
    at: work.now,
    from: 'from' in work.command ? work.command.from : 'engine',
    why,
    ...more,
  });
}

const REMEMBERED = 12;

/** Remembers a change for those whose button is older than it. `within`: the change left the epoch as it was. */
export function remember(work: Work, what: string, how?: 'within'): void {
  const by = actor(work);
  const within = how ? { within: true as const } : {};
  const happening: Happening = {
    epoch: work.state.epoch,
    at: work.now,
    what,
    ...within,
    ...(by ? { by } : {}),
  };
  change(work, { happened: [...(work.state.happened ?? []), happening].slice(-REMEMBERED) });
}

interface Telling {
  due?: Instant;
  /** Gets the outsiders' line only. */
  outside?: boolean;
  facts?: Facts;
}

/** One thing to tell one recipient; who is told now is remembered for the last word. Nobody who has left is told, and
 * whoever is on leave is told when they are back, unless the level breaks quiet hours. */
export function tell(work: Work, kind: string, to: Recipient, more: Telling = {}): void {
  const person = 'person' in to ? personOf(work.view.team, to.person) : undefined;
  if ('person' in to && !person?.active) return;
  const waits = person && kind !== 'alarm' && !isLoud(work, kind, to);
  const due = more.due ?? (waits ? whenThere(work, person) : work.now);
  work.effects.push({ do: 'tell', item: itemOf(work, kind, to, { ...more, due }) });
  change(work, { told: unique([...work.state.told, addressee(to, more.outside === true)]) });
}

function whenThere(work: Work, person: Person): Instant {
  const { view, now } = work;
  return onLeave(work, person.id) ? toldAt(person, view.absences, now) : now;
}

/** Asks somebody to do something about it. */
const ASKING = new Set(['card', 'respond-reminder', 'deputy', 'handover', 'warning', 'alarm']);

/** A level that may break quiet hours does so for those it asks, not to keep others informed. */
function isLoud({ state }: Work, kind: string, to: Recipient): boolean {
  if (state.policy[state.level].quietHours !== 'break' || !ASKING.has(kind)) return false;
  const asked = [...state.targets, ...(state.deputised?.people ?? []), state.owner];
  return kind === 'alarm' || ('person' in to && asked.includes(to.person));
}

function itemOf(work: Work, kind: string, to: Recipient, { due = work.now, facts }: Telling): Item {
  const { state } = work;
  return {
    team: state.team,
    thing: thingOf(state),
    epoch: state.epoch,
    kind,
    to,
    due,
    priority: 'deadline',
    ...(isLoud(work, kind, to) ? { loud: true } : {}),
    ...(facts ? { facts } : {}),
  };
}

/** Whether somebody has left, is away or has a holiday at this moment: not the one to press. */
export function onLeave({ view, now }: Work, id: PersonId): boolean {
  const person = personOf(view.team, id);
  return person === undefined || onLeaveAt(person, view.absences, now) !== undefined;
}

export function tellPeople(work: Work, kind: string, people: readonly PersonId[]): void {
  for (const person of unique(people)) tell(work, kind, { person });
}

/** Somebody who reads it in the reply to their own command hears the last word too. */
export function hears(work: Work, person: PersonId): void {
  change(work, { told: unique([...work.state.told, addressee({ person }, false)]) });
}

function addressee(to: Recipient, outside: boolean): string {
  if ('person' in to) return `${outside ? 'outside-' : ''}person:${to.person}`;
  if (to.under?.startsWith('board:')) return `board:${to.channel}`;
  return `${outside ? 'outside-' : ''}channel:${to.channel}`;
}

export function say(work: Work, ...spans: Parameters<typeof text>): void {
  work.reply = { reply: 'said', text: text(...spans) };
}

/** Arms a timer; its unfired predecessor is called off. */
export function arm(work: Work, timer: TimerName, due: Instant): void {
  disarm(work, timer);
  const arming = (work.state.armings[timer] ?? 0) + 1;
  change(work, { armings: { ...work.state.armings, [timer]: arming } });
  const payload = { id: work.state.id, timer, arming };
  work.effects.push({
    do: 'arm',
    job: { key: timerKey(work.state.id, timer, arming), kind: TIMER_JOB, due, payload },
  });
}

export function disarm(work: Work, ...timers: TimerName[]): void {
  for (const timer of timers) {
    const arming = work.state.armings[timer];
    if (arming) work.effects.push({ do: 'cancel', key: timerKey(work.state.id, timer, arming) });
  }
}

/** The kind of the jobs that carry an escalation's timers. */
export const TIMER_JOB = 'escalation-timer';

/** A timer's job key; a higher arming number replaces a lower one. */
export function timerKey(id: string, timer: TimerName, arming: number): string {
  return `escalation:${id}:${timer}:${arming}`;
}
