import { LONGEST_LINE } from '../answers/objectives.ts';
import type { Form } from '../form.ts';
import {
  type Button,
  buttons,
  heading,
  list,
  type Message,
  message,
  note,
  paragraph,
  type Text,
  text,
} from '../message.ts';
import type { Learned } from '../planning/lesson.ts';
import type { Lesson } from '../planning/objective.ts';
import type { Team } from '../team.ts';
import { count, oneLine } from '../wording.ts';

/** The most that are shown. */
const MOST = 10;

/** What was found of what was learned, newest first; without words, the newest. */
export function presentLessons(
  found: readonly Learned[],
  words: string,
  teams: readonly Team[],
  own: Team,
): Message {
  const title = words ? `What we learned about “${oneLine(words, 60)}”` : 'What we learned last';
  const more = found.length - MOST;
  return message(
    title,
    heading(title),
    found.length === 0
      ? paragraph(nothing(words))
      : list(found.slice(0, MOST).map((one) => lineOf(one, teams))),
    more > 0
      ? paragraph(
          `And ${count(more, 'older one', 'older ones')}. “/rondo learned find …” with words finds them.`,
        )
      : undefined,
    buttons([{ id: 'lesson.add', label: 'Add one', thing: `team:${own.id}`, epoch: 0 }]),
    note('Only you see this. What was learned from private blockers is not part of it.'),
  );
}

/** A lesson was kept; it can be taken back at once. */
export function presentKept(lesson: Lesson, team: Team): Message {
  const what = lesson.kind === 'pattern' ? 'Kept as a success pattern' : 'Kept';
  const back: Button = { id: 'lesson.forget', label: 'Take it back', thing: `lesson:${lesson.id}`, epoch: 0 };
  return message(
    `${what} for ${team.name}`,
    paragraph(`${what} for `, { bold: team.name }, `: ${oneLine(lesson.text, 300)}`),
    buttons([back]),
    note('Find it again with “/rondo learned find” and a few words. Only you see this message.'),
  );
}

export function lessonForm(team: Team): Form {
  return {
    id: 'lesson.add',
    title: `Lesson of ${oneLine(team.name, 40)}`,
    submit: 'Keep',
    thing: `team:${team.id}`,
    epoch: 0,
    parts: [
      {
        part: 'input',
        input: {
          id: 'text',
          label: 'What did you learn?',
          optional: false,
          input: 'text',
          limit: LONGEST_LINE,
        },
      },
      {
        part: 'input',
        input: {
          id: 'pattern',
          label: 'It worked: we should do it again',
          optional: true,
          input: 'checkbox',
        },
      },
    ],
  };
}

function lineOf({ text: words, kind, team, at, escalation }: Learned, teams: readonly Team[]): Text {
  const name = teams.length > 1 ? `, ${teams.find(({ id }) => id === team)?.name ?? team}` : '';
  const from = escalation ? `, ${escalation.id}: ${oneLine(escalation.what, 80)}` : '';
  return text(
    kind === 'pattern' && { bold: 'Worth doing again: ' },
    `${oneLine(words, 300)} (`,
    { time: at, as: 'day' },
    `${name}${from})`,
  );
}

function nothing(words: string): string {
  return words
    ? `Nothing was learned about “${oneLine(words, 60)}” yet. Try fewer words.`
    : 'Nothing was written down yet. Keep something with “/rondo learned We test on a real phone”, or with “pattern:” in front if it worked.';
}
