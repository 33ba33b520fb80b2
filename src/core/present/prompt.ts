import type { Asked } from '../answers/asked.ts';
import { openQuestions } from '../answers/open.ts';
import {
  buttons,
  type Element,
  list,
  type Message,
  message,
  note,
  paragraph,
  type Text,
  text,
} from '../message.ts';
import { mayAnswer } from '../round/answering.ts';
import { alsoWords } from '../round/catch-up.ts';
import type { Person } from '../team.ts';
import type { Instant, Zone } from '../time.ts';
import { count, listed } from '../wording.ts';
import {
  firstName,
  openButtons,
  promptButton,
  questionCount,
  type Standing,
  standingOf,
  titleOf,
  todayOf,
} from './asking.ts';
import { atMoment, moment, showMoment } from './moment.ts';
import { quotedAnswers } from './update.ts';

/** The direct message that asks one person in one or several rounds, as it looks now: asked, answered, away, over. */
export function presentPrompt(all: readonly Asked[], viewer: Person, now: Instant): Message {
  const at = (standing: Standing) => all.filter((asked) => standingOf(asked, now) === standing);
  const [open, late] = [at('open'), at('late')];
  return message(
    summaryOf(all, viewer, now),
    open.length > 0 ? openPart(open, viewer, now) : undefined,
    at('answered').flatMap((asked) => answeredPart(asked, all, viewer, now)),
    at('away').flatMap((asked) => awayPart(asked, all, viewer, now)),
    late.length > 0 ? latePart(late, viewer, now) : undefined,
    whyNote(all),
  );
}

/** One line that says why it came and how to stop it. */
export function whyNote(all: readonly Asked[]): Element {
  const rounds = all.map(({ ritual, team }) => `${ritual.name} of ${team.name}`);
  return note(
    `This came because you take part in ${listed([...new Set(rounds)])}. Off for a while: `,
    { code: '/rondo away' },
    '. Anything else: ',
    { code: '/rondo help' },
    '.',
  );
}

function summaryOf(all: readonly Asked[], viewer: Person, now: Instant): string {
  const titles = listed(all.map((asked) => titleOf(asked, all, todayOf(viewer, now))));
  const open = all.filter((asked) => standingOf(asked, now) === 'open');
  const [first] = open.toSorted(byDue);
  if (first)
    return `${titles}: ${count(questionCount(open), 'question')}, open until ${until(first, viewer, now)}`;
  const standings = new Set(all.map((asked) => standingOf(asked, now)));
  if (standings.has('late')) return `${titles}: closed, you can still answer late`;
  return standings.has('answered') ? `${titles}: your answer is in` : `${titles}: no answer needed`;
}

function until({ prompt }: Asked, viewer: Person, now: Instant): string {
  return showMoment(prompt.due, now, viewer.calendar.zone);
}

function openPart(open: readonly Asked[], viewer: Person, now: Instant): Element[] {
  const [only] = open;
  const zone = viewer.calendar.zone;
  const body =
    open.length === 1 && only ? oneRound(only, viewer, now) : severalRounds(open, viewer, now, zone);
  return [...body, ...(open.length === 1 ? [paragraph(TYPED)] : []), ...buttons(openButtons(open))];
}

const TYPED = 'Use the form, or simply reply here in your own words.';

function oneRound(asked: Asked, viewer: Person, now: Instant): Element[] {
  const title = titleOf(asked, [asked], todayOf(viewer, now));
  const due = moment(asked.prompt.due, now, viewer.calendar.zone);
  const opening =
    asked.ritual.mode === 'live'
      ? writtenInput(asked, viewer)
      : text(
          `Hi ${firstName(viewer)}, `,
          { bold: title },
          ' is open until ',
          due,
          '.',
          alsoWords(asked.prompt),
        );
  return [
    paragraph(opening),
    ...list(openQuestions(asked).map((question) => text(question.ask, question.optional && ' (optional)'))),
  ];
}

/** Somebody cannot be at a meeting because of the hour: what they write beforehand is read there. */
function writtenInput({ ritual, round, prompt }: Asked, viewer: Person): Text {
  const starts = { time: round.startsAt ?? prompt.due, as: 'both' } as const;
  return text(
    `Hi ${firstName(viewer)}, `,
    { bold: ritual.name },
    ' is outside your hours, at ',
    starts,
    '. What you write before then is read there, and you get the minutes. All of it is optional.',
  );
}

function severalRounds(open: readonly Asked[], viewer: Person, now: Instant, zone: Zone): Element[] {
  const items = open.map((asked): Text => {
    const due = moment(asked.prompt.due, now, zone);
    const questions = count(openQuestions(asked).length, 'question');
    const title = { bold: titleOf(asked, open, todayOf(viewer, now)) };
    const also = alsoWords(asked.prompt);
    return text(title, `: ${questions}, open until `, due, also && `.${also}`);
  });
  return [paragraph(`Hi ${firstName(viewer)}, one form for ${count(open.length, 'round')}:`), ...list(items)];
}

function answeredPart(asked: Asked, all: readonly Asked[], viewer: Person, now: Instant): Element[] {
  const { prompt, update, ritual, team } = asked;
  const title = { bold: titleOf(asked, all, todayOf(viewer, now)) };
  const due = moment(prompt.due, now, viewer.calendar.zone);
  const editable = mayAnswer(prompt, update, now).ok;
  const change = editable && now < prompt.due && text(' You can change it until ', due, '.');
  return [
    paragraph(
      'Thank you. Your answer for ',
      title,
      update?.late ? ' is in, marked as late.' : ' is in.',
      change || undefined,
    ),
    ...(prompt.sentByItself ? [paragraph(BY_ITSELF)] : []),
    ...(update ? quotedAnswers(update, ritual, team) : []),
    ...(editable ? buttons([promptButton([asked], 'answer', 'Edit')]) : []),
  ];
}

const BY_ITSELF = 'You had typed this; I have sent it as you did not say otherwise.';

function awayPart(asked: Asked, all: readonly Asked[], viewer: Person, now: Instant): Element[] {
  const title = { bold: titleOf(asked, all, todayOf(viewer, now)) };
  const why = asked.prompt.why.replace(/\.$/, '');
  return [
    paragraph('No answer needed for ', title, why ? ` (${why}).` : '.'),
    ...(now < asked.prompt.due ? buttons([promptButton([asked], 'answer', 'Answer anyway')]) : []),
  ];
}

function latePart(late: readonly Asked[], viewer: Person, now: Instant): Element[] {
  const lines = late.map((asked) => {
    const closed = atMoment(asked.prompt.due, now, viewer.calendar.zone);
    return text({ bold: titleOf(asked, late, todayOf(viewer, now)) }, ' closed ', closed, '.');
  });
  return [
    ...lines.map((line) => paragraph(line)),
    paragraph(
      'You can still send your answer; it will be marked as late.',
      late.some(({ prompt }) => prompt.draft) && ' The form starts with what you have typed.',
    ),
    ...buttons([promptButton(late, 'answer', 'Answer late')]),
  ];
}

function byDue(a: Asked, b: Asked): number {
  return a.prompt.due - b.prompt.due;
}
