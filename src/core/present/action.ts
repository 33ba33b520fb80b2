import { mayChange, thingOfAction } from '../action.ts';
import { nameOf } from '../escalation/people.ts';
import type { Form, FormPart, Input } from '../form.ts';
import {
  type Button,
  buttons,
  type Element,
  heading,
  list,
  type Message,
  message,
  note,
  paragraph,
  type Text,
} from '../message.ts';
import type { Action } from '../record.ts';
import type { PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import { count, oneLine } from '../wording.ts';

/** So many actions of each kind carry buttons; the rest are counted. */
const MOST = 10;
const LIMIT = 3000;

/** The reminder of an action, or what became of it since. */
export function presentDue(action: Action, team: Team, viewer: PersonId, today: CivilDate): Message {
  const what = oneLine(action.what);
  if (!action.open) return message(`Over: ${what}`, paragraph(endOf(action, team)));
  const mine = action.owner === viewer;
  const asks = mine ? 'Is it done?' : `It belongs to ${nameOf(team, action.owner)}, who has left.`;
  return message(
    `${dueWords(action, today)}: ${what}`,
    paragraph({ bold: `${dueWords(action, today)}:` }, ` ${what}. ${asks}`),
    buttons(actionButtons(action)),
    note(
      `You get this because ${mine ? 'this action is yours' : `you look after the actions of ${team.name}`}. It comes more rarely each time, and stops when you press one of these.`,
    ),
  );
}

/** What is open: the caller's own first, then the team's, with buttons for whoever may use them. */
export function presentActions(
  actions: readonly Action[],
  team: Team,
  viewer: PersonId,
  today: CivilDate,
): Message {
  const sorted = actions.toSorted((a, b) => a.due.localeCompare(b.due));
  const mine = sorted.filter(({ owner }) => owner === viewer);
  const others = sorted.filter(({ owner }) => owner !== viewer);
  const title = `${team.name}: ${count(actions.length, 'open action')}`;
  const each = (one: Action) => itemOf(one, team, viewer, today);
  return message(
    title,
    heading(title),
    mine.length > 0 ? [paragraph({ bold: 'Yours' }), ...cut(mine, each)] : undefined,
    others.length > 0 ? [paragraph({ bold: 'The others’' }), ...cut(others, each)] : undefined,
    note('Only you see this.'),
  );
}

/** Asks for the day by which it will be done. */
export function moveForm(action: Action): Form {
  return formOf(action, 'move', 'New date', {
    id: 'due',
    label: 'By which day will it be done?',
    optional: false,
    input: 'date',
  });
}

/** Asks why it is not needed any more. */
export function dropForm(action: Action): Form {
  return formOf(action, 'drop', 'Not needed', {
    id: 'why',
    label: 'Why is it not needed any more?',
    optional: false,
    input: 'text',
    limit: LIMIT,
  });
}

/** "what (owner, due Mon 2 Nov)", with "was due" for what is late. */
export function actionLine(action: Action, team: Team, today: CivilDate): Text {
  const due = `${action.due < today ? 'was due' : 'due'} ${showDate(action.due)}`;
  return [`${oneLine(action.what)} (${nameOf(team, action.owner)}, ${due})`];
}

/** What a review looks back on: actions that are open, and those that were done since the last one. */
export interface FollowUps {
  open: readonly Action[];
  done: readonly Action[];
}

/** Nothing where there is nothing. */
export function followUpLines(
  { open, done }: FollowUps = { open: [], done: [] },
  team: Team,
  today: CivilDate,
): Element[] {
  const sorted = open.toSorted((a, b) => a.due.localeCompare(b.due));
  return [
    ...doneLines(done, team),
    ...titled(
      'Still to do',
      sorted.map((action) => actionLine(action, team, today)),
    ),
  ];
}

export function doneLines(done: readonly Action[] = [], team: Team): Element[] {
  return titled(
    'Done since the last review',
    done.map(({ what, owner }) => [`${oneLine(what)} (${nameOf(team, owner)})`]),
  );
}

function titled(title: string, items: readonly Text[]): Element[] {
  return items.length === 0 ? [] : [paragraph({ bold: title }), ...list(items)];
}

function formOf(action: Action, verb: string, title: string, input: Input): Form {
  const what: FormPart = { part: 'text', text: [oneLine(action.what)] };
  return {
    id: `action.${verb}`,
    title,
    submit: 'Save',
    thing: thingOfAction(action),
    epoch: 0,
    parts: [what, { part: 'input', input }],
  };
}

function cut(actions: readonly Action[], each: (action: Action) => Element[]): Element[] {
  const rest = actions.length - MOST;
  return [...actions.slice(0, MOST).flatMap(each), ...(rest > 0 ? [paragraph(`… and ${rest} more.`)] : [])];
}

function itemOf(action: Action, team: Team, viewer: PersonId, today: CivilDate): Element[] {
  const row = mayChange(action, team, viewer) ? buttons(actionButtons(action)) : [];
  return [...list([actionLine(action, team, today)]), ...row];
}

function actionButtons(action: Action): Button[] {
  const common = { thing: thingOfAction(action), epoch: 0 };
  return [
    { id: 'action.done', label: 'Done', style: 'primary', ...common },
    { id: 'action.move', label: 'New date', ...common },
    { id: 'action.drop', label: 'Not needed', ...common },
  ];
}

function dueWords({ due }: Action, today: CivilDate): string {
  if (due === today) return 'Due today';
  return due < today ? `Was due ${showDate(due)}` : `Due ${showDate(due)}`;
}

function endOf({ what, done, dropped }: Action, team: Team): string {
  const words = oneLine(what);
  if (done) return `Done by ${nameOf(team, done.by)}: ${words}`;
  return dropped ? `Not needed any more: ${words} (${dropped.why})` : `Over: ${words}`;
}
