import {
  type Button,
  buttons,
  heading,
  type Message,
  message,
  note,
  paragraph,
  series,
  type Text,
  text,
} from '../message.ts';
import { moment } from '../present/moment.ts';
import type { Team } from '../team.ts';
import type { Instant } from '../time.ts';
import { asideButtons } from './buttons.ts';
import { type Escalation, LEVEL_NAMES, LEVEL_SAID } from './escalation.ts';
import { zoneOf } from './leads.ts';
import { outsidersOf } from './outsiders.ts';
import type { Shown, Told } from './present.ts';

/** What people outside the team read: no word of the raiser and no name, and when they hear next. */
export function presentOutsiders(shown: Shown, told: readonly Told[]): Message | { drop: string } {
  const { escalation, view, viewer } = shown;
  const { live } = escalation;
  const unsent = told.every((one) => one.unsent);
  if (unsent && !live && viewer.heard === false) return { drop: 'It was over before they heard of it.' };
  if (unsent && escalation.told.includes(`person:${viewer.person}`))
    return { drop: 'They were told the rest of it.' };
  const { name } = view.team;
  const { line, stands, known } = wordsFor(escalation, view.team, told.at(-1));
  return message(
    `${name}: ${live ? LEVEL_NAMES[levelRead(escalation)] : stands}`,
    paragraph(line),
    known ? undefined : paragraph(stands),
    live ? paragraph(escalation.preview ? 'You hear again soon.' : nextWord(shown)) : undefined,
    note(`You get this because you are a stakeholder of ${name}. Ask its lead to be taken off the list.`),
  );
}

/** The same in one line, for a message with many of them. */
export function outsidersLine(escalation: Escalation, team: Team, told: Told | undefined): Text {
  const { line, stands, known } = wordsFor(escalation, team, told);
  return text(line, !known && ` · ${stands}`);
}

/** `known`: the line says already where it stands. */
function wordsFor(escalation: Escalation, { name }: Team, told: Told | undefined) {
  const { id, live, state } = escalation;
  const over = state === 'cancelled' ? 'no longer a problem' : 'solved';
  const own = readLine(escalation, told);
  const words = own ?? (live ? neutral(name) : `What was stopping team ${name} is ${over}.`);
  return {
    line: text({ bold: id }, ' · ', words),
    stands: live ? standing(escalation) : `It is ${over}.`,
    known: !live && own === undefined,
  };
}

/** The neutral line says that something is wrong, and nothing of what. */
function neutral(team: string): string {
  return `Something is stopping team ${team}.`;
}

/** Where only the neutral line went out, it stays until somebody words another. */
function readLine({ outsiders, outside }: Escalation, told: Told | undefined): string | undefined {
  if (!outsiders) return outside;
  const neutralAt = told?.facts?.neutralAt;
  return typeof neutralAt === 'number' && outsiders.at < neutralAt ? undefined : outsiders.line;
}

/** While a newer line waits they read of the level that the last one was sent for. */
function levelRead({ preview, outsiders, level }: Escalation) {
  return (preview && outsiders?.level) ?? level;
}

function standing(escalation: Escalation): string {
  return `It is at ${LEVEL_SAID[levelRead(escalation)]}. The team is working on it.`;
}

/** A hold's end or the deadline of its level: a new line is looked at then. */
function nextWord(shown: Shown): Text {
  const { resolveBy, hold } = shown.escalation;
  const at = resolveBy ?? hold?.until;
  if (at === undefined) return ['You hear again when it is solved.'];
  const when = moment(at, shown.now, zoneOf(shown));
  return text('You hear again when it is solved; if it is not by ', when, ', soon after that.');
}

/** The line before it goes out, for whoever is asked to look at it. */
export function presentPreview(shown: Shown, { facts, unsent }: Told): Message | { drop: string } {
  const { escalation, viewer } = shown;
  const { preview, live, outside } = escalation;
  const waits = live && preview !== undefined && preview.at === facts?.at && preview.person === viewer.person;
  if (!waits) return unsent ? { drop: 'It was settled before this was sent.' } : settled(shown, facts?.at);
  const { name } = shown.view.team;
  return message(
    `${escalation.id}: may outsiders read this?`,
    heading(`${escalation.id} · For people outside the team`),
    paragraph(text('May this go to ', readers(shown), '?')),
    { element: 'quote', text: outside ?? neutral(name) },
    paragraph(`It is at ${LEVEL_SAID[escalation.level]}. The team is working on it. `, nextWord(shown)),
    buttons(previewButtons(shown)),
    paragraph(silence(shown)),
    note(
      'You get this because you look after what leaves the team. It stops when the line is sent, or the blocker is over.',
    ),
  );
}

function previewButtons(shown: Shown): Button[] {
  return asideButtons(['sendLine', 'editLine', 'neutralLine'], shown);
}

function readers({ escalation, view }: Shown): Text {
  const to = outsidersOf(escalation, view.team);
  return to.length === 0 ? ['nobody any more'] : series(to, ', ', ' and ');
}

function silence(shown: Shown): Text {
  const { preview, outside } = shown.escalation;
  const { name } = shown.view.team;
  const only = outside === undefined ? 'it goes out by itself.' : `only this goes out: “${neutral(name)}”`;
  if (preview?.by === undefined)
    return ['The clocks stand still: nothing goes out by itself until they run.'];
  return text('If you do not answer by ', moment(preview.by, shown.now, zoneOf(shown)), `, ${only}`);
}

/** What became of it: there is nothing left to press. */
function settled({ escalation, view }: Shown, at: unknown): Message {
  const { id, live, preview } = escalation;
  const other = live && preview !== undefined && preview.at === at;
  const words = other ? 'Somebody else looks at it by now.' : became(escalation, view.team, Number(at));
  return message(`${id}: settled`, heading(`${id} · For people outside the team`), paragraph(words));
}

/** `asked`: when somebody was asked to look at it. */
function became({ outsiders, live, preview }: Escalation, { name }: Team, asked: Instant): string {
  const newer = live && preview !== undefined;
  const went = outsiders && Math.max(outsiders.at, outsiders.neutralAt ?? 0) >= asked;
  if (newer && !went) return 'It moved on before this was sent. A newer line waits to be looked at.';
  if (!outsiders) return 'This is settled. Nothing went out.';
  // The neutral line may have gone out for this one, while other words stand where they were sent before.
  const onlyNeutral = outsiders.at < asked && went;
  const read = (onlyNeutral ? undefined : outsiders.line) ?? neutral(name);
  return `This is settled${newer ? ', and a newer line waits to be looked at' : ''}. Outsiders read: ${read}`;
}
