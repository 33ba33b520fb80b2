import type { Reply } from '../decision.ts';
import { nearest } from '../definition/nearest.ts';
import { list, type Message, message, note, paragraph, text } from '../message.ts';
import { count, listed, sentence } from '../wording.ts';

/** Said when a typed command is not known; the nearest one is offered, with what is typed before it. */
export function unknownCommand(word: string, known: readonly string[], before = ''): Reply {
  const near = nearest(word, known);
  const offer = near
    ? text(' Did you mean ', { code: before + near }, '?')
    : text(` I know ${listed(known)}.`);
  return {
    reply: 'refused',
    text: text(
      `I do not know “${word.slice(0, 60)}”.`,
      offer,
      ' ',
      { code: '/rondo help' },
      ' explains them all.',
    ),
  };
}

/** Said to somebody whom no team file names. */
export function noTeam(): Reply {
  return {
    reply: 'refused',
    text: [
      'You are in no team yet, so there is nothing I can do for you. Ask whoever runs Rondo here to add you to a team file.',
    ],
  };
}

/** Said when nothing could be committed in time. */
export function notSaved(): Reply {
  return {
    reply: 'refused',
    text: [
      'That was not saved. Please try again in a moment; if it keeps happening, tell whoever runs Rondo here.',
    ],
  };
}

/** How many problems of a file are shown at most. */
const SHOWN = 5;

/** Told to the admins once: a definition file can no longer be read, and the last good one keeps running. */
export function presentBrokenFile(broken: { file: string; problems: readonly string[] }): Message {
  const { file, problems } = broken;
  const more = problems.length - SHOWN;
  return message(
    `${file} has ${count(problems.length, 'problem')}; the last good version keeps running`,
    paragraph(
      { bold: file },
      ` has changed and cannot be used: ${count(problems.length, 'problem')}. Nothing is lost, the last good version keeps running.`,
    ),
    list([
      ...problems.slice(0, SHOWN).map((problem) => [sentence(problem)]),
      ...(more > 0 ? [[`and ${more} more`]] : []),
    ]),
    note(
      'You get this once, because you are an admin. Mend the file and save it; ',
      { code: 'npm run rondo check' },
      ' lists every problem.',
    ),
  );
}

/** Told to the people who run this Rondo. */
export function presentAlarm(words: string): Message {
  return message(
    words,
    paragraph({ bold: 'Rondo needs you.' }, ` ${sentence(words)}`),
    note('You get this because you run this Rondo. The same trouble is told once an hour at most.'),
  );
}
