import type { Escalation } from '../escalation/escalation.ts';
import { nameOf } from '../escalation/people.ts';
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
import type { Instant } from '../time.ts';
import { count, listed, oneLine } from '../wording.ts';
import { presentSettings } from './settings.ts';

/** One ritual's date to come. */
export interface Coming {
  name: string;
  at: Instant;
  facilitator?: PersonId;
  external?: string;
}

/** What of one team is shown to one of its people. */
export interface HomeTeam {
  team: Team;
  /** The next seven days. */
  coming: readonly Coming[];
  /** Who is away today: names and until when, never why. */
  away: readonly { person: PersonId; until?: string }[];
}

/** Everything on the bot's own page for one person. */
export interface Home {
  person: PersonId;
  name: string;
  /** Prompts that can still be answered, as one thing. */
  prompts: { count: number; thing: string; due?: Instant };
  /** Blockers that are the person's own, or wait for them. */
  blockers: readonly Escalation[];
  actions: readonly Action[];
  teams: readonly HomeTeam[];
}

/** More of anything are counted, not listed. */
const MOST = 8;

/** The bot's own page: what is the reader's today, what comes, who is away, and how their teams are set up. */
export function presentHome(home: Home): Message {
  return message(
    `Today for ${home.name}`,
    heading('Today'),
    promptLines(home),
    duties(home),
    section('Blockers', home.blockers, blockerLine, 'No blocker is yours, and none waits for you.'),
    section('Actions', home.actions, actionLine, undefined),
    buttons([
      open('home.raise', 'Raise a blocker'),
      ...(home.actions.length > 0 ? [open('home.actions', 'My actions')] : []),
    ]),
    home.teams.flatMap(teamLines),
    note('Only you see this page. ', { code: '/rondo help' }, ' shows what you can ask me.'),
  );
}

function promptLines({ prompts }: Home): Element[] {
  if (prompts.count === 0) return [paragraph('Nothing waits for your answer.')];
  const due: Text =
    prompts.due === undefined ? [] : [', the first until ', { time: prompts.due, as: 'both' }];
  const answer: Button = { ...open('prompt.answer', 'Answer'), thing: prompts.thing, style: 'primary' };
  return [paragraph({ bold: `${count(prompts.count, 'round')} to answer` }, due, '.'), ...buttons([answer])];
}

function duties({ teams, person }: Home): Element[] {
  const mine = teams.flatMap(({ coming }) => coming.filter(({ facilitator }) => facilitator === person));
  return section('Your duties', mine, ({ name, at }) => [{ time: at, as: 'both' }, ` ${name}`], undefined);
}

function teamLines({ team, coming, away }: HomeTeam): Element[] {
  const gone = away.map(({ person, until }) =>
    until ? `${nameOf(team, person)} (${until})` : nameOf(team, person),
  );
  return [
    { element: 'divider' },
    heading(team.name),
    ...section('The next seven days', coming, comingLine, 'Nothing is planned in the next seven days.'),
    paragraph({ bold: 'Away today: ' }, gone.length > 0 ? listed(gone) : 'nobody'),
    ...presentSettings(team),
  ];
}

function comingLine({ name, at, facilitator, external }: Coming): Text {
  const who = facilitator ? [', led by ', { person: facilitator }] : external ? [`, led by ${external}`] : [];
  return [{ time: at, as: 'both' }, ' ', { bold: name }, ...who];
}

function blockerLine({ id, what, level, resolveBy }: Escalation): Text {
  const until: Text = resolveBy === undefined ? [] : [', until ', { time: resolveBy, as: 'both' }];
  return [{ bold: id }, ` (level ${level}`, ...until, `) ${oneLine(what, 100)}`];
}

function actionLine({ what, due }: Action): Text {
  return [`${oneLine(what, 100)} (due ${showDate(due)})`];
}

function section<T>(
  name: string,
  items: readonly T[],
  line: (item: T) => Text,
  otherwise: string | undefined,
): Element[] {
  if (items.length === 0) return otherwise === undefined ? [] : [paragraph(otherwise)];
  const rest = items.length - MOST;
  return [
    paragraph({ bold: name }),
    ...list(items.slice(0, MOST).map(line)),
    ...(rest > 0 ? [paragraph(`… and ${rest} more.`)] : []),
  ];
}

function open(id: string, label: string): Button {
  return { id, label, thing: 'home:', epoch: 0 };
}
