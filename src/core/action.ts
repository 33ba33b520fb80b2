import {
  type ActionView,
  actionJobKey,
  firstReminder,
  nextReminder,
  tomorrowInstead,
  whoIsReminded,
  whyNotNow,
} from './action-reminder.ts';
import type { AuditEvent, Decision, Effect, Item } from './decision.ts';
import { leadsOf, nameOf, unique } from './escalation/people.ts';
import { text } from './message.ts';
import type { Action } from './record.ts';
import type { Person, PersonId, Team } from './team.ts';
import { dateAt, instantAt, showDate } from './time/zone.ts';
import type { CivilDate, Instant } from './time.ts';

/** What can happen to an action: what its owner, the coordinator or a lead says of it, and its reminder. */
export type ActionCommand =
  | { do: 'done'; by: PersonId; from: string }
  | { do: 'move'; by: PersonId; from: string; due: CivilDate }
  | { do: 'drop'; by: PersonId; from: string; why: string }
  /** The instant for a reminder has come. */
  | { do: 'remind' };

export function thingOfAction({ id }: Pick<Action, 'id'>): string {
  return `action:${id}`;
}

/** Who may say what becomes of it: its owner, the coordinator, the leads. */
export function mayChange(action: Action, team: Team, person: PersonId): boolean {
  return unique([action.owner, team.coordinator, ...leadsOf(team)]).includes(person);
}

/** Done, moved, not needed, or reminded of. What is over stays as it is, and the reply says so. */
export function decideAction(
  action: Action,
  command: ActionCommand,
  view: ActionView,
  now: Instant,
): Decision<Action> {
  if (command.do === 'remind') return action.open ? remind(action, view, now) : unchanged(action);
  if (!action.open) return said(action, alreadyOver(action, view.team));
  if (!mayChange(action, view.team, command.by)) {
    const who = { person: action.owner };
    return refused(action, ['Only ', who, ', the coordinator or the lead can change this action.']);
  }
  return settle(action, command, view, now);
}

function settle(
  action: Action,
  command: Exclude<ActionCommand, { do: 'remind' }>,
  view: ActionView,
  now: Instant,
): Decision<Action> {
  const { by } = command;
  const over = { ...action, open: false, version: action.version + 1 };
  switch (command.do) {
    case 'done': {
      const state = { ...over, done: { by, at: now } };
      return ended(state, event(action, 'done', by, now, command.from), 'Done. Thank you.');
    }
    case 'drop': {
      const why = command.why.trim();
      const state = { ...over, dropped: { by, at: now, why } };
      return ended(state, event(action, 'not needed', by, now, command.from, why), 'It is off the list.');
    }
    case 'move':
      return move(action, command, view, now);
  }
}

function move(
  action: Action,
  { by, from, due }: Extract<ActionCommand, { do: 'move' }>,
  view: ActionView,
  now: Instant,
): Decision<Action> {
  const { reminded: _, ...rest } = action;
  const state: Action = { ...rest, due, version: action.version + 1 };
  const why = `From ${showDate(action.due)} to ${showDate(due)}.`;
  return {
    state,
    events: [event(action, 'moved', by, now, from, why)],
    effects: [firstReminder(state, view, now), shown(state)],
    reply: { reply: 'said', text: [`It is due on ${showDate(due)} now.`] },
  };
}

/** Whoever is away is reminded in their first morning back. */
function remind(action: Action, view: ActionView, now: Instant): Decision<Action> {
  const person = whoIsReminded(action, view.team);
  if (!person) return unchanged(action);
  const about = { person: person.id };
  const notNow = whyNotNow(person, view, now);
  if (notNow) {
    const put = { ...event(action, 'reminder put off', 'timer', now, 'engine', notNow), ...about };
    return { ...unchanged(action), events: [put], effects: [tomorrowInstead(action, person, view, now)] };
  }
  const times = (action.reminded?.times ?? 0) + 1;
  const next = nextReminder(action, person, view, times, now);
  const why = `Due ${showDate(action.due)}; the next reminder comes on ${showDate(next.day)}.`;
  return {
    state: { ...action, reminded: { times, at: now }, version: action.version + 1 },
    events: [{ ...event(action, 'reminded', 'timer', now, 'engine', why), ...about }],
    effects: [{ do: 'tell', item: itemFor(action, person, now) }, next.effect],
  };
}

function itemFor(action: Action, person: Person, now: Instant): Item {
  const { zone } = person.calendar;
  return {
    team: action.team,
    thing: thingOfAction(action),
    epoch: 0,
    kind: 'due',
    to: { person: person.id },
    due: now,
    until: instantAt(zone, dateAt(zone, now), 1440),
    priority: 'digest',
  };
}

function ended(state: Action, happened: AuditEvent, words: string): Decision<Action> {
  return {
    state,
    events: [happened],
    effects: [{ do: 'cancel', key: actionJobKey(state) }, shown(state)],
    reply: { reply: 'said', text: [words] },
  };
}

function shown(action: Action): Effect {
  return { do: 'refresh', thing: thingOfAction(action) };
}

function event(
  action: Action,
  what: string,
  who: AuditEvent['who'],
  at: Instant,
  from: string,
  why = '',
): AuditEvent {
  const about = thingOfAction(action);
  return { team: action.team, about, what, who, at, from, ...(why ? { why } : {}) };
}

function alreadyOver({ done, dropped }: Action, team: Team): string {
  const name = (person: PersonId) => nameOf(team, person);
  if (done) return `${name(done.by)} has marked it as done already.`;
  return dropped ? `${name(dropped.by)} has taken it off the list: ${dropped.why}` : 'It is over already.';
}

function said(state: Action, words: string): Decision<Action> {
  return { ...unchanged(state), reply: { reply: 'said', text: [words] } };
}

function refused(state: Action, words: Parameters<typeof text>): Decision<Action> {
  return { ...unchanged(state), reply: { reply: 'refused', text: text(...words) } };
}

function unchanged(state: Action): Decision<Action> {
  return { state, events: [], effects: [] };
}
