import type { Choice, Form, FormPart, FormValues, Input } from '../form.ts';
import type { RoundView } from '../round/asking.ts';
import type { Keeping } from '../round/minuting.ts';
import type { PersonId } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import { oneLine } from '../wording.ts';

/** The longest that is kept in one piece, in characters. */
export const LONGEST_KEPT = 3000;
const LONGEST_LABEL = 70;

const ASKS: Readonly<Record<Keeping['keep'], { title: string; label: string }>> = {
  note: { title: 'Note', label: 'What is worth keeping?' },
  decision: { title: 'Decision', label: 'What was decided?' },
  action: { title: 'Action', label: 'What is to be done?' },
};

/** What is in the form already. */
export interface Begun {
  text?: string;
  owner: PersonId;
  due: CivilDate;
}

/** Asks for something to keep, and, where several meetings may be meant, for which one. Undefined without any meeting. */
export function keepForm(keep: Keeping['keep'], views: readonly RoundView[], begun: Begun): Form | undefined {
  const [first] = views;
  if (!first) return undefined;
  const { title, label } = ASKS[keep];
  const text: Input = {
    id: 'text',
    label,
    optional: false,
    input: 'text',
    limit: LONGEST_KEPT,
    ...(begun.text ? { value: begun.text } : {}),
  };
  const more = keep === 'action' ? actionInputs(views, begun) : [];
  const inputs = [...(views.length > 1 ? [whichMeeting(views, first)] : []), text, ...more];
  const parts = inputs.map((input): FormPart => ({ part: 'input', input }));
  return { id: `meeting.${keep}`, title, submit: 'Keep', thing: `round:${first.round.id}`, epoch: 0, parts };
}

/** What came back from it; `round`: which meeting was picked. */
export function keptIn(values: FormValues): {
  text: string;
  round?: string;
  owner?: PersonId;
  due?: CivilDate;
} {
  const { text, meeting, owner, due } = values;
  return {
    text: typeof text === 'string' ? text.trim() : '',
    ...(typeof meeting === 'string' ? { round: meeting } : {}),
    ...(typeof owner === 'string' ? { owner } : {}),
    ...(typeof due === 'string' && due !== '' ? { due } : {}),
  };
}

function whichMeeting(views: readonly RoundView[], first: RoundView): Input {
  return {
    id: 'meeting',
    label: 'Which meeting?',
    optional: false,
    input: 'select',
    choices: views.map(({ round, ritual, team }) => ({
      value: round.id,
      label: oneLine(`${ritual.name} of ${team.name}, ${showDate(round.date)}`, LONGEST_LABEL),
    })),
    value: first.round.id,
  };
}

function actionInputs(views: readonly RoundView[], { owner, due }: Begun): Input[] {
  const members = views.flatMap(({ team }) => team.members.filter(({ active }) => active));
  const names = new Map(members.map(({ id, name }) => [id, name]));
  const choices = [...names].map(([value, label]): Choice => ({ value, label }));
  const mine = names.has(owner) ? { value: owner } : {};
  return [
    { id: 'owner', label: 'Who does it?', optional: false, input: 'select', choices, ...mine },
    { id: 'due', label: 'By when?', optional: false, input: 'date', value: due },
  ];
}

/** Asks what was covered before a meeting ends; all of it is ticked. `more`: what else is asked at its end. */
export function endForm(
  { round, ritual }: RoundView,
  points: readonly string[],
  more: readonly FormPart[] = [],
): Form {
  const choices = points.map((point, at) => ({ value: String(at), label: oneLine(point, LONGEST_LABEL) }));
  const input: Input = {
    id: 'covered',
    label: 'What was covered?',
    hint: 'What you take out is carried to the next round.',
    optional: true,
    input: 'multi',
    choices,
    value: choices.map(({ value }) => value),
  };
  return {
    id: 'meeting.end',
    title: oneLine(`End ${ritual.name}`, 24),
    submit: 'End',
    thing: `round:${round.id}`,
    epoch: 0,
    parts: [{ part: 'input', input }, ...more],
  };
}

/** The points that were not ticked. A form from before the points changed carries nothing it did not show. */
export function uncoveredIn({ covered }: FormValues, points: readonly string[]): string[] {
  const ticked = new Set(Array.isArray(covered) ? covered.map(String) : []);
  return points.filter((_, at) => !ticked.has(String(at)));
}
