import { type Decided, happened, refused, said, shown, tell, unchanged } from './action-decision.ts';
import { answerDrop, drop } from './action-drop.ts';
import { answerOffer, give } from './action-hand-over.ts';
import {
  type ActionView,
  afterReminder,
  armings,
  endings,
  laterInstead,
  reminderIsOver,
  whoIsReminded,
  whyNotNow,
} from './action-reminder.ts';
import type { Effect } from './decision.ts';
import { leadsOf, nameOf, personOf, unique } from './escalation/people.ts';
import type { Action } from './record.ts';
import type { Person, PersonId, Team } from './team.ts';
import { dateAt, instantAt, showDate } from './time/zone.ts';
import type { CivilDate, Instant } from './time.ts';

interface Said {
  by: PersonId;
  from: string;
}

/** What can happen to an action: what its owner, the coordinator or a lead says of it, what somebody answers who was asked
 * about it, and its reminder. */
export type ActionCommand =
  | (Said & { do: 'done' })
  /** Without a reason it has moved with what it belongs to. */
  | (Said & { do: 'move'; due: CivilDate; why?: string })
  /** Not done yet, and somebody is on it. */
  | (Said & { do: 'still'; note?: string })
  | (Said & { do: 'drop'; why: string })
  | (Said & { do: 'answerDrop'; number: number; goes: boolean })
  | (Said & { do: 'give'; to: PersonId })
  | (Said & { do: 'answerOffer'; number: number; yes: boolean })
  /** The instant for a reminder has come. */
  | { do: 'remind' };

/** Who may say what becomes of it: its owner, the coordinator, the leads. */
export function mayChange(action: Action, team: Team, person: PersonId): boolean {
  return unique([action.owner, team.coordinator, ...leadsOf(team)]).includes(person);
}

/** What a command makes of an action. What is over stays as it is, and the reply says so. */
export function decideAction(
  action: Action,
  command: ActionCommand,
  view: ActionView,
  now: Instant,
): Decided {
  if (command.do === 'remind') return action.open ? remind(action, view, now) : unchanged(action);
  if (!action.open) return said(action, alreadyOver(action, view.team, command.by));
  if (command.do === 'answerDrop') return answerDrop(action, command, view, now);
  if (command.do === 'answerOffer') return answerOffer(action, command, view, now);
  if (!mayChange(action, view.team, command.by))
    return refused(
      action,
      'Only ',
      { person: action.owner },
      ', the coordinator or the lead can change this action.',
    );
  return change(action, command, view, now);
}

type Change = Exclude<ActionCommand, { do: 'remind' | 'answerDrop' | 'answerOffer' }>;

function change(action: Action, command: Change, view: ActionView, now: Instant): Decided {
  switch (command.do) {
    case 'done':
      return finish(action, command, now);
    case 'drop':
      return drop(action, command, view, now);
    case 'give':
      return give(action, command, view, now);
    case 'still':
      return still(action, command, now);
    case 'move':
      return move(action, command, view, now);
  }
}

/** It is done, whoever says so: the blocker that was raised about it is solved, for example. */
export function finish(action: Action, { by, from }: Said, now: Instant): Decided {
  const { dropAsked: _, ...rest } = action;
  const state: Action = { ...rest, open: false, done: { by, at: now }, version: action.version + 1 };
  return {
    state,
    events: [happened(action, 'done', by, now, from)],
    effects: [...endings(state), shown(state)],
    reply: { reply: 'said', text: ['Done. Thank you.'] },
  };
}

function still(action: Action, { by, from, note }: Extract<Change, { do: 'still' }>, now: Instant): Decided {
  const text = note?.trim() ?? '';
  const kept = text === '' ? {} : { note: { text, by, at: now } };
  const state: Action = { ...action, ...kept, version: action.version + 1 };
  return {
    state,
    events: [happened(action, 'still on it', by, now, from, text)],
    effects: [shown(state)],
    reply: { reply: 'said', text: ['It stays open.'] },
  };
}

function move(
  action: Action,
  { by, from, due, why: reason = '' }: Extract<Change, { do: 'move' }>,
  view: ActionView,
  now: Instant,
): Decided {
  const why = reason.trim();
  if (due === action.due) return said(action, `It is due on ${showDate(due)} already.`);
  const { reminded: _, ...rest } = action;
  const step = { by, at: now, from: action.due, to: due, ...(why ? { why } : {}) };
  const moved = [...(action.moved ?? []), step];
  const state: Action = { ...rest, due, moved, version: action.version + 1 };
  const words = `From ${showDate(action.due)} to ${showDate(due)}${why ? `: ${why}` : '.'}`;
  return {
    state,
    events: [happened(action, 'moved', by, now, from, words)],
    effects: [...armings(state, view, now), shown(state)],
    reply: { reply: 'said', text: [`It is due on ${showDate(due)} now.`] },
  };
}

/** Whoever is away is reminded in their first morning back. */
function remind(action: Action, view: ActionView, now: Instant): Decided {
  const person = whoIsReminded(action, view.team);
  if (!person || reminderIsOver(action, person, view, now)) return unchanged(action);
  const about = { person: person.id };
  const notNow = whyNotNow(person, view, now);
  if (notNow) {
    const put = { ...happened(action, 'reminder put off', 'timer', now, 'engine', notNow), ...about };
    return { ...unchanged(action), events: [put], effects: [laterInstead(action, person, view, now)] };
  }
  const early = dateAt(person.calendar.zone, now) < action.due;
  const times = (action.reminded?.times ?? 0) + (early ? 0 : 1);
  const state: Action = { ...action, reminded: { times, at: now }, version: action.version + 1 };
  const next = afterReminder(state, person, view, now);
  const why = `Due ${showDate(action.due)}; ${next.words}.`;
  return {
    state,
    events: [{ ...happened(action, 'reminded', 'timer', now, 'engine', why), ...about }],
    effects: [reminderFor(action, person, now), next.effect],
  };
}

/** Of no use on another day. */
function reminderFor(action: Action, person: Person, now: Instant): Effect {
  const { zone } = person.calendar;
  const until = instantAt(zone, dateAt(zone, now), 1440);
  return tell(action, 'due', person.id, now, { priority: 'digest', until });
}

/** Why it was dropped is the team's own, and its owner's. */
function alreadyOver({ owner, done, dropped }: Action, team: Team, by: PersonId): string {
  if (by !== owner && !personOf(team, by)) return 'It is over already.';
  const name = (person: PersonId) => nameOf(team, person);
  if (done) return `${name(done.by)} has marked it as done already.`;
  return dropped ? `${name(dropped.by)} has taken it off the list: ${dropped.why}` : 'It is over already.';
}
