import type { Choice, Form, FormPart, FormValue, Input } from '../form.ts';
import { columnInput, inOrder, LONGEST_CARD } from '../retro/cards.ts';
import { isJoined, titleOf } from '../retro/groups.ts';
import { type Card, type Group, type Retro, thingOfRetro } from '../retro/retro.ts';
import type { RetroView } from '../retro/view.ts';
import type { PersonId } from '../team.ts';
import type { CivilDate } from '../time.ts';
import { count, oneLine } from '../wording.ts';

const FIELD = 3000;
const LABEL = 70;

/** One field a column; every line of it is a card. */
export function writeForm(retro: Retro): Form {
  return form(retro, 'cards', 'Write cards', 'Send', [
    said(
      'Every line is a card. Cards are kept without your name and without a time: nobody can see who wrote one.',
    ),
    said('So a card cannot be changed or taken back once you have sent it.'),
    ...retro.columns.map((column, at) =>
      input({
        id: columnInput(at),
        label: column,
        hint: `One card a line, up to ${LONGEST_CARD} characters each.`,
        optional: true,
        input: 'text',
        limit: FIELD,
      }),
    ),
  ]);
}

/** Cards that came too late, offered for the list of the next retro. */
export function lateForm(retro: Retro, lines: readonly string[]): Form {
  const typed = lines.join('\n');
  return form(retro, 'late', 'Too late for this retro', 'Put on the list', [
    said('The cards are shown already, so no more are taken. Nothing was saved yet.'),
    said(
      'Shall this go on the list for the next retro? Every line is a topic, and is kept without your name.',
    ),
    input({
      id: 'topics',
      label: 'For the next retro',
      optional: false,
      input: 'text',
      limit: FIELD,
      value: typed.slice(0, FIELD),
      ...(typed.length > FIELD ? { hint: 'Not all of it fits here: the end is missing.' } : {}),
    }),
  ]);
}

/** Puts groups together, or takes one apart. */
export function groupForm(retro: Retro, view: RetroView): Form {
  const joined = retro.groups.filter(isJoined);
  const takeApart: FormPart[] =
    joined.length === 0
      ? []
      : [
          input({
            id: 'apart',
            label: 'Or take one apart again',
            optional: true,
            input: 'select',
            choices: choicesOf(joined, view),
          }),
        ];
  return form(retro, 'group', 'Group', 'Save', [
    input({
      id: 'together',
      label: 'Which belong together?',
      optional: true,
      input: 'multi',
      choices: choicesOf(retro.groups, view),
    }),
    input({ id: 'name', label: 'What are they about?', optional: true, input: 'line', limit: 100 }),
    ...takeApart,
  ]);
}

/** Takes out cards that hurt somebody. */
export function takeOutForm(retro: Retro, cards: readonly Card[]): Form {
  return form(retro, 'take-out', 'Take a card out', 'Take out', [
    said('It is shown that a card was taken out, not what it said. It cannot be brought back.'),
    input({
      id: 'cards',
      label: 'Which?',
      optional: false,
      input: 'multi',
      choices: inOrder(retro, cards).map(({ id, text }) => ({ value: id, label: oneLine(text, LABEL) })),
    }),
  ]);
}

/** What a person votes for, with what they have picked before. */
export function voteForm(retro: Retro, view: RetroView, picked: readonly string[]): Form {
  const there = picked.filter((id) => retro.groups.some((group) => group.id === id));
  return form(retro, 'vote', 'Vote', 'Vote', [
    said(
      `You have ${count(retro.votes, 'vote')}. You can change them until the vote ends; then only the sums are kept.`,
    ),
    input({
      id: 'votes',
      label: 'What should we talk about?',
      optional: false,
      input: 'multi',
      choices: choicesOf(retro.groups, view),
      ...(there.length > 0 ? { value: there } : {}),
    }),
  ]);
}

/** What somebody will do, and by when. */
export function actionForm(retro: Retro, { team }: RetroView, who: PersonId, due: CivilDate): Form {
  const people = team.members.filter(({ active }) => active);
  const me: { value?: FormValue } = people.some(({ id }) => id === who) ? { value: who } : {};
  return form(retro, 'action', 'New action', 'Save', [
    input({ id: 'what', label: 'What will be done?', optional: false, input: 'text', limit: FIELD }),
    input({
      id: 'owner',
      label: 'Who does it?',
      optional: false,
      input: 'select',
      choices: people.map(({ id, name }) => ({ value: id, label: name })),
      ...me,
    }),
    input({ id: 'due', label: 'By which day?', optional: false, input: 'date', value: due }),
  ]);
}

export function decisionForm(retro: Retro): Form {
  return form(retro, 'decision', 'Decision', 'Save', [
    input({ id: 'what', label: 'What did you decide?', optional: false, input: 'text', limit: FIELD }),
  ]);
}

function choicesOf(groups: readonly Group[], view: RetroView): Choice[] {
  return groups.map((group) => ({ value: group.id, label: titleOf(group, view, LABEL) }));
}

function form(retro: Retro, id: string, title: string, submit: string, parts: readonly FormPart[]): Form {
  return { id: `retro.${id}`, title, submit, thing: thingOfRetro(retro), epoch: retro.step, parts };
}

function said(words: string): FormPart {
  return { part: 'text', text: [words] };
}

function input(one: Input): FormPart {
  return { part: 'input', input: one };
}
