import { mayChange } from '../action.ts';
import { thingOfAction } from '../action-decision.ts';
import { leadsOf, nameOf } from '../escalation/people.ts';
import type { Choice, Form, FormPart, Input } from '../form.ts';
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
import { addDays, showDate } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import { count, oneLine } from '../wording.ts';

/** So many actions of each kind carry buttons; the rest are counted. */
const MOST = 10;
const LIMIT = 3000;
/** A reason is read in lists, in characters. */
export const LONGEST_REASON = 300;

/** The reminder of an action, or what became of it since. */
export function presentDue(action: Action, team: Team, viewer: PersonId, today: CivilDate): Message {
  const what = oneLine(action.what);
  const mine = action.owner === viewer;
  if (!action.open) return message(`Over: ${what}`, paragraph(endOf(action, team)));
  if (!mine && !mayChange(action, team, viewer)) return passedOn(action, team);
  const asks = mine ? 'Is it done?' : `It belongs to ${nameOf(team, action.owner)}.`;
  return message(
    `${dueWords(action, today)}: ${what}`,
    paragraph({ bold: `${dueWords(action, today)}:` }, ` ${what}. ${asks}`),
    history(action, team),
    buttons(actionButtons(action)),
    note(
      `You get this because ${mine ? 'this action is yours' : `you look after the actions of ${team.name}`}. I remind of it on the working day before its date, on it, and more rarely after it. “Done” and “Not needed” stop that.`,
    ),
  );
}

/** Somebody else has it by now. */
export function passedOn(action: Action, team: Team): Message {
  return message(
    `${nameOf(team, action.owner)} has it now: ${oneLine(action.what)}`,
    paragraph(`${nameOf(team, action.owner)} has it now: ${oneLine(action.what)}`),
  );
}

/** What is open: the caller's own first, then the team's, with buttons for whoever may use them; or one of the two. */
export function presentActions(
  actions: readonly Action[],
  team: Team,
  viewer: PersonId,
  today: CivilDate,
  which: 'mine' | 'team' | 'both' = 'both',
): Message {
  const sorted = actions.toSorted((a, b) => a.due.localeCompare(b.due));
  const mine = sorted.filter(({ owner }) => owner === viewer);
  const others = sorted.filter(({ owner }) => owner !== viewer);
  const shown = which === 'mine' ? mine : sorted;
  const title = `${team.name}: ${count(shown.length, 'open action')}`;
  const each = (one: Action) => itemOf(one, team, viewer, today);
  return message(
    title,
    heading(title),
    which === 'team' ? cut(sorted, each) : section('Yours', mine, each),
    which === 'both' ? section('The others’', others, each) : [],
    note('Only you see this.'),
  );
}

/** Asks for the day by which it will be done, and why not by the one before. */
export function moveForm(action: Action): Form {
  return formOf(
    action,
    'move',
    'New date',
    { id: 'due', label: 'By which day will it be done?', optional: false, input: 'date' },
    {
      id: 'why',
      label: 'Why does it take longer?',
      hint: 'The others read it beside the action.',
      optional: false,
      input: 'line',
      limit: LONGEST_REASON,
    },
  );
}

/** Asks who should have it; `people` could. `atOnce`: nobody has to say yes. */
export function giveForm(action: Action, people: readonly Choice[], atOnce: boolean): Form {
  return formOf(action, 'give', 'Hand over', {
    id: 'to',
    label: atOnce ? 'Who does it from now on?' : 'Who could do it?',
    hint: atOnce
      ? 'They are told, and so is whoever had it.'
      : 'They are asked once. It stays yours until they say yes.',
    optional: false,
    input: 'select',
    choices: people,
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

/** "what (owner, due Mon 2 Nov)", with "was due" for what is late, and the new dates that it was given. */
export function actionLine(action: Action, team: Team, today: CivilDate): Text {
  const due = `${action.due < today ? 'was due' : 'due'} ${showDate(action.due)}`;
  const moved = movedWords(action);
  return [`${oneLine(action.what)} (${nameOf(team, action.owner)}, ${due}${moved ? `, ${moved}` : ''})`];
}

/** "moved twice: Waiting for the vendor"; nothing where its date was never changed. */
export function movedWords({ moved = [] }: Action): string {
  if (moved.length === 0) return '';
  const times = ['', 'once', 'twice'][moved.length] ?? `${moved.length} times`;
  const last = moved.at(-1)?.why;
  return `moved ${times}${last ? `: ${oneLine(last, 100)}` : ''}`;
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

function formOf(action: Action, verb: string, title: string, ...inputs: Input[]): Form {
  const what: FormPart = { part: 'text', text: [oneLine(action.what)] };
  return {
    id: `action.${verb}`,
    title,
    submit: 'Save',
    thing: thingOfAction(action),
    epoch: 0,
    parts: [what, ...inputs.map((input) => ({ part: 'input', input }) as const)],
  };
}

function section(title: string, actions: readonly Action[], each: (action: Action) => Element[]): Element[] {
  return actions.length === 0 ? [] : [paragraph({ bold: title }), ...cut(actions, each)];
}

function cut(actions: readonly Action[], each: (action: Action) => Element[]): Element[] {
  const rest = actions.length - MOST;
  return [...actions.slice(0, MOST).flatMap(each), ...(rest > 0 ? [paragraph(`… and ${rest} more.`)] : [])];
}

function itemOf(action: Action, team: Team, viewer: PersonId, today: CivilDate): Element[] {
  const row = mayChange(action, team, viewer) ? buttons(actionButtons(action)) : [];
  return [
    ...list([actionLine(action, team, today)]),
    ...standing(action, team),
    ...row,
    ...buttons(answersFor(action, team, viewer)),
  ];
}

/** Each new date with its reason, what was said last, and what is being asked. */
function history(action: Action, team: Team): Element[] {
  const steps = (action.moved ?? []).map(
    ({ from, to, why }): Text => [
      `Moved from ${showDate(from)} to ${showDate(to)}${why ? `: ${oneLine(why)}` : ''}`,
    ],
  );
  return [...list(steps), ...standing(action, team)];
}

function standing({ note: said, offer, dropAsked, owner }: Action, team: Team): Element[] {
  const lines = [
    said && `${nameOf(team, said.by)}: ${oneLine(said.text)}`,
    offer &&
      !offer.settled &&
      offer.owner === owner &&
      `${nameOf(team, offer.to)} was asked to take it over and has not answered yet.`,
    dropAsked &&
      `${nameOf(team, dropAsked.by)} does not need it any more: ${oneLine(dropAsked.why)} ${nameOf(team, dropAsked.to)} is asked whether it can go.`,
  ];
  return lines.flatMap((line) => (line ? [paragraph(line)] : []));
}

/** The buttons of a question about it that this reader can answer. */
export function answersFor(action: Action, team: Team, viewer: PersonId): Button[] {
  const { offer, dropAsked, owner } = action;
  const asked = offer && !offer.settled && offer.owner === owner && offer.to === viewer;
  const confirms =
    dropAsked && viewer !== owner && (viewer === dropAsked.to || leadsOf(team).includes(viewer));
  return [
    ...(asked ? offerButtons(action, offer.number) : []),
    ...(confirms ? dropButtons(action, dropAsked.number) : []),
  ];
}

function offerButtons(action: Action, epoch: number): Button[] {
  const thing = thingOfAction(action);
  return [
    { id: 'action.take', label: 'I take it', style: 'primary', thing, epoch },
    { id: 'action.decline', label: 'Not me', thing, epoch },
  ];
}

function dropButtons(action: Action, epoch: number): Button[] {
  const thing = thingOfAction(action);
  return [
    { id: 'action.let-go', label: 'It can go', style: 'primary', thing, epoch },
    { id: 'action.keep', label: 'Keep it', thing, epoch },
  ];
}

export function actionButtons(action: Action): Button[] {
  const common = { thing: thingOfAction(action), epoch: 0 };
  return [
    { id: 'action.done', label: 'Done', style: 'primary', ...common },
    { id: 'action.move', label: 'New date', ...common },
    { id: 'action.give', label: 'Hand over', ...common },
    { id: 'action.drop', label: 'Not needed', ...common },
  ];
}

function dueWords({ due }: Action, today: CivilDate): string {
  if (due === today) return 'Due today';
  if (due === addDays(today, 1)) return 'Due tomorrow';
  return due < today ? `Was due ${showDate(due)}` : `Due ${showDate(due)}`;
}

export function endOf({ what, done, dropped }: Action, team: Team): string {
  const words = oneLine(what);
  if (done) return `Done by ${nameOf(team, done.by)}: ${words}`;
  return dropped ? `Not needed any more: ${words} (${dropped.why})` : `Over: ${words}`;
}
