import type { Asked } from '../answers/asked.ts';
import { readDraft, sendsAt } from '../answers/draft.ts';
import { buttons, type Element, type Message, message, paragraph, text } from '../message.ts';
import type { Answer } from '../round.ts';
import type { Person } from '../team.ts';
import type { Instant } from '../time.ts';
import { count } from '../wording.ts';
import { promptButton, titleOf, todayOf } from './asking.ts';
import { atMoment } from './moment.ts';
import { quotedAnswers } from './update.ts';

/** What is said above a draft that is shown: it took another one's place, it came after the button that was pressed, or
 * a sentence. */
export interface DraftShown {
  first?: string;
  /** Everything that waits for this person, the draft's own round included. */
  open?: readonly Asked[];
}

/** What somebody has typed, split into the questions, for them to send or to edit. */
export function presentDraft(asked: Asked, viewer: Person, now: Instant, how: DraftShown = {}): Message {
  const { first, open = [asked] } = how;
  const title = titleOf(asked, [asked, ...open], todayOf(viewer, now));
  const more = open.filter(({ prompt }) => prompt.id !== asked.prompt.id).length;
  const waits =
    more > 0 && text(` ${count(more, 'more', 'more')} ${more === 1 ? 'waits' : 'wait'} for you: `);
  return message(
    `${title}: not sent yet`,
    first === undefined ? undefined : paragraph(first),
    draftPart(asked, viewer, now, title),
    waits ? paragraph(`That is ${title};`, waits, { code: '/standup' }, '.') : undefined,
  );
}

/** The draft with its buttons, or why it cannot be sent as it is. */
export function draftPart(asked: Asked, viewer: Person, now: Instant, title: string): Element[] {
  const { draft } = asked.prompt;
  const read = readDraft(asked, viewer, now);
  if (!draft || !read) return [];
  const edit = { ...promptButton([asked], 'answer', 'Edit'), epoch: draft.at };
  if (!read.ok)
    return [
      paragraph('What you typed for ', { bold: title }, ' cannot be sent yet.'),
      { element: 'quote', text: draft.text },
      ...[...new Set(Object.values(read.errors))].map((error) => paragraph(error)),
      ...buttons([edit]),
    ];
  const send = { ...promptButton([asked], 'send', 'Send', 'primary'), epoch: draft.at };
  const lead = asked.update ? ' would then read:' : ':';
  return [
    paragraph('Not sent yet. Your answer for ', { bold: title }, lead),
    ...quotedAnswers(previewOf(asked, read.perRound[0]?.answers ?? {}, draft.at), asked.ritual, asked.team),
    paragraph(byItself(asked, viewer, now)),
    ...buttons([send, edit]),
  ];
}

function byItself({ prompt }: Asked, viewer: Person, now: Instant) {
  const at = sendsAt(prompt) ?? now;
  const late = prompt.draft && prompt.draft.at >= prompt.due;
  return text(
    'If you do not say otherwise, I send it ',
    atMoment(at, now, viewer.calendar.zone),
    late ? ', marked as late.' : '.',
  );
}

function previewOf({ prompt, round }: Asked, answers: Readonly<Record<string, Answer>>, at: Instant) {
  const { id, team, person } = prompt;
  return { id, round: round.id, team, person, date: round.date, answers, at, late: false, version: 1 };
}
