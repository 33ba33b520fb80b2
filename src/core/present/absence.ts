import { runsAt } from '../absence/weekly.ts';
import { whenAway } from '../absence/words.ts';
import type { Reply } from '../decision.ts';
import {
  type Button,
  buttons,
  type Element,
  heading,
  type Message,
  message,
  note,
  paragraph,
  type SpanOf,
  text,
} from '../message.ts';
import type { Absence, Person } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { CivilDate, Instant } from '../time.ts';

/** More of them are counted, not listed. */
const MOST = 15;

/** Said to somebody who is away from now on, or will be. */
export function presentAwayConfirmed(absence: Absence, { calendar }: Person, now: Instant): Reply {
  return {
    reply: 'said',
    text: text(
      `You are away ${whenAway(absence, calendar, now)}. I will not ask you anything, and others take over your turns. People see that you are away, never why. `,
      ...howToEnd(absence, now),
    ),
  };
}

function howToEnd(absence: Absence, now: Instant): SpanOf[] {
  const list = { code: '/rondo away list' };
  if (absence.weekly || !runsAt(absence, now)) return ['Has it changed? ', list];
  return ['Back earlier? ', { code: '/rondo back' }];
}

/** Said to somebody who has noted that somebody else is away. `known`: it was noted before. */
export function presentNotedFor(
  absence: Absence,
  person: Person,
  how: { known: boolean },
  now: Instant,
): Reply {
  const when = whenAway(absence, person.calendar, now);
  const words = how.known
    ? `${person.name} was noted as away ${when} already, so nothing has changed.`
    : `${person.name} is away ${when}. I tell them that you have said so, and they can take it back.`;
  return { reply: 'said', text: [words] };
}

/** What somebody is told whom somebody else has noted as away; with `over` it was taken back or has ended. */
export function presentNoted(
  noted: { by: Person['id']; when: string; absence?: Absence },
  now: Instant,
): Message {
  const { by, when, absence } = noted;
  const over = absence === undefined || absence.to <= now;
  const end: Button[] = absence && !over ? [endButton(absence, "I'm not away")] : [];
  return message(
    over ? 'You are not away any more' : `You are noted as away ${when}`,
    paragraph({ person: by }, ` has noted that you are away ${when}.`, over && ' This is over now.'),
    over ? undefined : paragraph('I will not ask you anything then. Is that wrong? Say so with the button.'),
    buttons(end),
    note('You get this because somebody else said it for you.'),
  );
}

/** What whoever noted it is told when the person takes it back. */
export function presentTakenBack(taken: { person: Person['id']; when: string }): Message {
  const words = text({ person: taken.person }, ` says they are not away ${taken.when}.`);
  return message(
    'Somebody is not away after all',
    paragraph(words),
    note('You get this because you had noted that they are away.'),
  );
}

/** All that somebody has said or is known of their time away, running and to come, each with a button that ends it. */
export function presentAbsences(
  absences: readonly Absence[],
  { calendar, id }: Person,
  now: Instant,
  before?: string,
): Message {
  const shown = absences.toSorted((a, b) => a.from - b.from).slice(0, MOST);
  const more = absences.length - shown.length;
  return message(
    before ?? 'Your time away',
    before === undefined ? heading('Your time away') : paragraph(before),
    shown.length === 0 ? paragraph('Nothing is noted.') : undefined,
    shown.flatMap((absence): Element[] => [
      paragraph(
        runsAt(absence, now) ? text({ bold: 'Now:' }, ' away ') : 'Away ',
        whenAway(absence, calendar, now),
        ...sourceOf(absence, id),
      ),
      ...buttons([endButton(absence, 'End')]),
    ]),
    more > 0 ? paragraph(`And ${more} more.`) : undefined,
    note('Only you see this. Others see that you are away and until when, never why.'),
  );
}

function sourceOf({ source, by }: Absence, person: Person['id']): SpanOf[] {
  if (source === 'status') return [', from your status'];
  if (source === 'calendar') return [', from your calendar'];
  return source === 'other' && by !== person ? [', noted by ', { person: by }] : [];
}

function endButton({ id }: Absence, label: string): Button {
  return { id: 'absence.end', label, thing: `absence:${id}`, epoch: 0 };
}

/** Said to somebody who is back, with what is still to come. */
export function presentBack(ended: number, coming: readonly Absence[], person: Person, now: Instant): Reply {
  const words =
    ended === 0
      ? 'You were not away just now, so nothing has changed.'
      : 'Welcome back. I will ask you again from the next round on.';
  if (coming.length === 0) return { reply: 'said', text: [words] };
  const message = presentAbsences(coming, person, now, `${words} This is still to come:`);
  return { reply: 'message', message };
}

/** Asked in the morning of somebody whose status only hints that they are away, or whose calendar does, until that date;
 * `answer` is what they have said. */
export function presentHint(thing: string, answer?: string, until?: CivilDate): Message {
  const say = (id: string, label: string): Button => ({ id, label, thing, epoch: 0 });
  const source = until === undefined ? 'status' : 'calendar';
  const today = until === undefined || until <= thing.slice(-until.length);
  const when = today ? 'today' : `until the end of ${showDate(until)}`;
  return message(
    `Are you away ${when}?`,
    paragraph(
      `Your ${source} says that you may be away ${when}. Are you?`,
      answer ? ` You said: ${answer}.` : '',
    ),
    buttons(answer ? [] : [say('hint.away', "I'm away"), say('hint.here', "I'm here")]),
    note(
      until === undefined
        ? 'You get this because your status changed. Without an answer I ask you as usual.'
        : 'You get this once for this entry of your calendar. Without an answer I ask you as usual. To stop it, show the time as free.',
    ),
  );
}
