import type { Choice, Form, FormPart, Input } from '../form.ts';
import type { Person, PersonId } from '../team.ts';
import { dateAt, showInstant } from '../time/zone.ts';
import { may } from './decide.ts';
import { LEVEL_NAMES, LEVEL_SAID, LEVELS } from './escalation.ts';
import { cancelForm, escalateForm, formOf, outcomeInput, resolveForm } from './forms.ts';
import { LONGEST_WORDS } from './lacking.ts';
import { followers, notInside, possibleOwners, type Setting } from './offers.ts';
import { outcomeAsked } from './outcome.ts';
import { leadsOf, personOf } from './people.ts';

/** Where a form is opened: by whom, and with what they typed already. */
export interface Opening extends Setting {
  person: PersonId;
  typed?: string;
}

/** The forms of an escalation, by the verb of the button that opens each. */
export const FORMS = {
  resolve: ({ escalation, typed }) => startingWith(resolveForm(escalation), 'how', typed),
  escalate: (opening) =>
    startingWith(withLevels(escalateForm(opening.escalation), opening), 'reason', opening.typed),
  cancel: ({ escalation, typed }) => startingWith(cancelForm(escalation), 'reason', typed),
  note: ({ escalation, typed }) =>
    formOf(escalation, 'note', { title: 'Note on', submit: 'Add' }, [
      words('text', 'What should the others know?', typed),
    ]),
  askHold: ({ escalation, typed }) =>
    formOf(escalation, 'askHold', { title: 'Hold', submit: 'Ask' }, [
      {
        ...day('until', 'Until the morning of which day?'),
        hint: 'The coordinator or the lead grants it; until then the clocks go on. All holds together may last 30 days.',
      },
      words('reason', 'What are you waiting for?', typed),
    ]),
  declineHold: ({ escalation }) =>
    formOf(escalation, 'declineHold', { title: 'No hold for', submit: 'Decline' }, [
      { ...words('reason', 'Why not?'), optional: true },
    ]),
  plan: ({ escalation }) =>
    formOf(escalation, 'plan', { title: `${outcomeAsked(escalation)} for`, submit: 'Record' }, [
      words('text', 'What is the plan, or what was decided?', escalation.plan?.text),
      ...PLAN_DATE,
    ]),
  reassign: (opening) =>
    formOf(opening.escalation, 'reassign', { title: 'Hand over', submit: 'Hand over' }, [
      pick(
        'to',
        'Who takes it over?',
        choicesOf(possibleOwners(opening)),
        'They are asked, and have the whole time to answer.',
      ),
    ]),
  deescalate: ({ escalation }) =>
    formOf(escalation, 'deescalate', { title: 'Send down', submit: 'Send down' }, [
      words('reason', `Why can ${LEVEL_SAID[escalation.level === 3 ? 2 : 1]} solve it?`),
    ]),
  word: ({ escalation }) =>
    formOf(escalation, 'word', { title: 'Reword', submit: 'Save' }, [
      {
        ...words('text', 'What may people outside the team read?', escalation.outside),
        hint: 'No names, nothing confidential. It also stands in the digest.',
      },
    ]),
  editLine: ({ escalation }) =>
    formOf(escalation, 'editLine', { title: 'For outsiders', submit: 'Send' }, [
      {
        ...words('text', 'What may people outside the team read?', escalation.outside),
        hint: 'No names, nothing confidential. It goes out when you press “Send”.',
      },
    ]),
  rebook: sessionForm,
  minutes: notesForm,
  share: (opening) =>
    formOf(opening.escalation, 'share', { title: 'Share', submit: 'Share' }, [
      {
        id: 'people',
        label: 'Who may read it too?',
        hint: 'They read all of it, and hear how it ends.',
        optional: false,
        input: 'multi',
        choices: choicesOf(notInside(opening)),
      },
    ]),
  close: closeForm,
  reopen: ({ escalation }) =>
    formOf(escalation, 'reopen', { title: 'Reopen', submit: 'Reopen' }, [
      words('reason', 'What shows that it is not solved?'),
    ]),
} satisfies Readonly<Record<string, (opening: Opening) => Form>>;

export type FormVerb = keyof typeof FORMS;

/** Every verb that has a form. */
export const FORM_VERBS: readonly FormVerb[] = Object.keys(FORMS).filter(isFormVerb);

function isFormVerb(word: string): word is FormVerb {
  return Object.hasOwn(FORMS, word);
}

function words(id: string, label: string, value?: string): Input {
  return { id, label, optional: false, input: 'text', limit: LONGEST_WORDS, ...(value ? { value } : {}) };
}

function day(id: string, label: string): Input {
  return { id, label, optional: false, input: 'date' };
}

function pick(id: string, label: string, choices: readonly Choice[], hint?: string): Input {
  return { id, label, optional: false, input: 'select', choices, ...(hint ? { hint } : {}) };
}

function choicesOf(people: readonly Person[]): Choice[] {
  return people.map(({ id, name }) => ({ value: id, label: name }));
}

const PLAN_DATE: readonly Input[] = [
  { id: 'until', label: 'Done by which day?', optional: true, input: 'date' },
  {
    id: 'hold',
    label: 'Ask for a hold until that day',
    hint: 'A plan alone stops no clock.',
    optional: true,
    input: 'checkbox',
  },
];

/** The day and the time are those of whoever fills it in. */
function sessionForm({ escalation, view, person, now }: Opening): Form {
  const { session } = escalation;
  const { zone } = personOf(view.team, person)?.calendar ?? view.team.calendar;
  const from = session?.booked?.from ?? session?.offer?.from ?? now;
  const until =
    escalation.resolveBy === undefined
      ? ''
      : ` It ends by ${showInstant(zone, escalation.resolveBy, 'both')}.`;
  return formOf(escalation, 'rebook', { title: 'Session on', submit: 'Book' }, [
    { ...day('date', 'On which day?'), value: dateAt(zone, from) },
    {
      id: 'time',
      label: 'At what time?',
      hint: `On your clock (${zone}), as 14:30. It takes 30 minutes.${until}`,
      optional: false,
      input: 'line',
      value: showInstant(zone, from, 'time'),
      limit: 10,
    },
    {
      id: 'place',
      label: 'Where?',
      hint: 'A link, or words. Left empty: the working thread.',
      optional: true,
      input: 'line',
      limit: LONGEST_WORDS,
      ...(session?.place ? { value: session.place } : {}),
    },
  ]);
}

/** The points of the agenda. The plan is asked of those who may record one. */
function notesForm(opening: Opening): Form {
  const { escalation, view, person, now } = opening;
  const notes = escalation.session?.notes;
  const asker = { by: person, from: 'card' };
  const plans = may(escalation, { ...asker, do: 'minutes', notes: {}, plan: 'x' }, view, now);
  const point = (id: 'facts' | 'options' | 'decision', label: string): Input => ({
    ...words(id, label, notes?.[id]),
    optional: true,
  });
  return formOf(escalation, 'minutes', { title: 'Notes on', submit: 'Keep' }, [
    point('facts', 'Facts: what do we know?'),
    point('options', 'Options: what could we do?'),
    point('decision', 'Decision: which one, and why?'),
    ...(plans
      ? [{ ...words('plan', 'Plan: who does what?', escalation.plan?.text), optional: true }, ...PLAN_DATE]
      : []),
  ]);
}

/** From level 2 on something has to follow; at level 3 somebody looks back as well. */
function closeForm(opening: Opening): Form {
  const { escalation } = opening;
  const optional = escalation.level === 1;
  const inputs: Input[] = [
    { ...words('followUp', 'What will be done so that it does not come back?'), optional },
    {
      ...pick(
        'owner',
        'Who does it?',
        choicesOf(followers(opening)),
        'Rondo asks them about it in their standup.',
      ),
      optional,
    },
    { ...day('due', 'Until when?'), optional },
  ];
  const review = words('review', 'Looking back: what would have helped earlier?');
  return formOf(escalation, 'close', { title: 'Close', submit: 'Close' }, [
    ...inputs,
    ...outcomeInput(escalation),
    ...(escalation.level === 3 ? [review] : []),
  ]);
}

/** The coordinator and the lead may skip a level. */
function withLevels(form: Form, { escalation, view, person }: Opening): Form {
  const { team } = view;
  const higher = LEVELS.filter((level) => level > escalation.level);
  if (higher.length < 2 || ![team.coordinator, ...leadsOf(team)].includes(person)) return form;
  const choices = higher.map((level) => ({ value: String(level), label: LEVEL_NAMES[level] }));
  const input: Input = {
    ...pick('to', 'To which level?', choices),
    optional: true,
    value: String(higher[0]),
  };
  const parts = form.parts.map((part) =>
    part.part === 'input' && part.input.id === 'reason'
      ? { ...part, input: { ...part.input, label: 'Why does it need a higher level?' } }
      : part,
  );
  return { ...form, parts: [...parts, { part: 'input', input }] };
}

function startingWith(form: Form, id: string, value: string | undefined): Form {
  if (!value) return form;
  const parts = form.parts.map(
    (part): FormPart =>
      part.part === 'input' && part.input.id === id ? { ...part, input: { ...part.input, value } } : part,
  );
  return { ...form, parts };
}
