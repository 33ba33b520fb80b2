import { LONGEST_QUESTION } from '../digest/asking.ts';
import type { AskedQuestion } from '../digest/question.ts';
import { nameOf } from '../escalation/people.ts';
import type { Form, Input } from '../form.ts';
import { type Button, buttons, type Element, type Message, message, note, paragraph } from '../message.ts';
import type { Digest } from '../record.ts';
import type { Team } from '../team.ts';
import { oneLine } from '../wording.ts';

/** Asks for a question to the team, at its digest. */
export function askForm({ id }: Digest, team: Team): Form {
  return formOf('digest.ask', `Ask ${team.name}`, `digest:${id}`, 'What do you want to know?');
}

/** Asks for the answer to a question. */
export function answerForm({ id, by, text }: AskedQuestion, team: Team): Form {
  const label = oneLine(`${nameOf(team, by)} asks: ${text}`, 140);
  return formOf('question.answer', 'Answer', `question:${id}`, label);
}

function formOf(id: string, title: string, thing: string, label: string): Form {
  const input: Input = { id: 'text', label, optional: false, input: 'text', limit: LONGEST_QUESTION };
  return {
    id,
    title: oneLine(title, 24),
    submit: 'Send',
    thing,
    epoch: 0,
    parts: [{ part: 'input', input }],
  };
}

/** A stakeholder's question, as whoever looks after the team reads it. */
export function presentAsked(question: AskedQuestion, team: Team): Message {
  const who = nameOf(team, question.by);
  const title = `${who} asks ${team.name}`;
  return message(
    title,
    paragraph({ bold: `${title}:` }),
    { element: 'quote', text: question.text, by: question.by },
    outcome(question, team),
    buttons(question.open ? answerButtons(question) : []),
    note(
      `You get this because you look after ${team.name}. Your answer goes to ${who} alone; if you have none, say that you cannot answer.`,
    ),
  );
}

/** What came back, as whoever asked reads it. */
export function presentAnswered(question: AskedQuestion, team: Team): Message {
  const { answered, declined, text } = question;
  const title = answered ? `An answer from ${team.name}` : `${team.name} cannot answer your question`;
  const kindly = `Thank you for asking. ${declined ? nameOf(team, declined.by) : team.name} cannot answer this here. Please talk to them directly if it matters to you.`;
  return message(
    title,
    paragraph({ bold: title }),
    { element: 'quote', text, by: question.by },
    answered
      ? [
          paragraph(`${nameOf(team, answered.by)} answers:`),
          { element: 'quote' as const, text: answered.text, by: answered.by },
        ]
      : paragraph(kindly),
    note('You get this because you asked. Nothing more comes of it.'),
  );
}

function outcome({ answered, declined }: AskedQuestion, team: Team): Element[] {
  if (answered)
    return [
      paragraph(`${nameOf(team, answered.by)} has answered:`),
      { element: 'quote', text: answered.text, by: answered.by },
    ];
  return declined ? [paragraph(`${nameOf(team, declined.by)} has said that you do not answer this.`)] : [];
}

function answerButtons({ id }: AskedQuestion): Button[] {
  const about = { thing: `question:${id}`, epoch: 0 };
  return [
    { id: 'question.openAnswer', label: 'Answer', ...about, style: 'primary' },
    { id: 'question.decline', label: 'I cannot answer', ...about },
  ];
}
