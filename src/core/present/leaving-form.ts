import { nameOf } from '../escalation/people.ts';
import type { Form, FormPart } from '../form.ts';
import type { Text } from '../message.ts';
import type { Holding, HoldingKind } from '../people/holdings.ts';
import { inputFor, MOST, thingOfLeaving } from '../people/leaving.ts';
import type { PersonId, Team } from '../team.ts';
import type { CivilDate } from '../time.ts';
import { count } from '../wording.ts';

const KINDS: Readonly<Record<HoldingKind, string>> = {
  escalation: 'Blockers',
  action: 'Actions',
  turn: 'Turns',
  dependency: 'Others wait for this',
  objective: 'Objectives',
  risk: 'Risks they watch',
  role: 'Roles that only they hold',
  coordinator: 'Duties in the team',
  admin: 'Duties in the team',
  leader: 'Duties in the team',
  facilitator: 'Duties in the team',
  approver: 'Duties in the team',
  deputy: 'Duties in the team',
};

/** The things the form asks about; the rest go as suggested. */
function askedAbout(holdings: readonly Holding[]): Holding[] {
  return holdings.filter(({ heirs }) => heirs.length > 0).slice(0, MOST);
}

/** Everything that somebody holds, with a select for each that starts with who is suggested. */
export function leavingForm(
  team: Team,
  person: PersonId,
  holdings: readonly Holding[],
  remarks: readonly string[],
  date: CivilDate,
): Form {
  const asked = askedAbout(holdings);
  return {
    id: 'leaving',
    title: 'Somebody leaves',
    submit: 'Hand over',
    thing: thingOfLeaving(team.id, person),
    epoch: 0,
    parts: [
      { part: 'text', text: intro(team, person, holdings) },
      {
        part: 'input',
        input: {
          id: 'date',
          label: 'First day they are no longer in the team',
          hint: 'On a later day the list is looked at again then.',
          optional: false,
          input: 'date',
          value: date,
        },
      },
      ...asked.flatMap((holding, index) => partsFor(team, holding, asked[index - 1])),
      ...closing(holdings, asked, remarks),
    ],
  };
}

function intro(team: Team, person: PersonId, holdings: readonly Holding[]): Text {
  const name = nameOf(team, person);
  if (holdings.length === 0) return [`${name} holds nothing in ${team.name} that somebody else has to take.`];
  return [
    `${name} holds ${count(holdings.length, 'thing')} in ${team.name}. Each has somebody who could take it. Change what does not fit. All of it changes hands at once, and everybody who gets something is told.`,
  ];
}

function partsFor(team: Team, holding: Holding, before?: Holding): FormPart[] {
  const { kind, what, hint, heirs } = holding;
  const title = KINDS[kind];
  const first = before === undefined || KINDS[before.kind] !== title;
  // More choices than that fit in no list.
  const choices = heirs.slice(0, 100).map((id) => ({ value: id, label: nameOf(team, id) }));
  return [
    ...(first ? [{ part: 'heading', text: title } as const] : []),
    {
      part: 'input',
      input: {
        id: inputFor(holding),
        label: what,
        optional: false,
        input: 'select',
        choices,
        ...(hint ? { hint } : {}),
        ...(heirs[0] === undefined ? {} : { value: heirs[0] }),
      },
    },
  ];
}

function closing(
  holdings: readonly Holding[],
  asked: readonly Holding[],
  remarks: readonly string[],
): FormPart[] {
  const own = holdings.filter(({ heirs }) => heirs.length === 0);
  const more = holdings.length - own.length - asked.length;
  const lines = [
    ...(more > 0 ? [`${count(more, 'more thing')} go to whoever is suggested for each.`] : []),
    ...own.map(({ what }) => `${what}: nobody else can have it now. It goes on by its own rules.`),
    ...remarks,
  ];
  return lines.map((line) => ({ part: 'text', text: [line] }));
}
