import { nameOf } from '../escalation/people.ts';
import {
  type Button,
  buttons,
  type Element,
  heading,
  list,
  type Message,
  message,
  note,
  paragraph,
  type Text,
  text,
} from '../message.ts';
import {
  awaitsConfirming,
  isProposed,
  isUnmet,
  type Objective,
  SCORES,
  STANDINGS,
  thingOfObjective,
} from '../planning/objective.ts';
import { confirmers, type ObjectiveView } from '../planning/objectives.ts';
import { stewards } from '../planning/saying.ts';
import type { PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import { oneLine } from '../wording.ts';

/** So many objectives carry buttons; the rest are lines. */
const MOST = 10;

/** What a planning or a review shows of a week's objectives. `plan`: they are proposed and confirmed; `standing`: their owners
 * say how they stand; `score`: what became of them. */
export interface ObjectivesShown {
  phase: 'plan' | 'standing' | 'score';
  week: CivilDate;
  objectives: readonly Objective[];
  /** What the week before left, in a planning. */
  left: readonly Objective[];
}

/** The thing key of a team's week. */
export function thingOfWeek(team: string, week: CivilDate): string {
  return `week:${team}/${week}`;
}

/** Them in a message that the whole team reads. `live`: with buttons. */
export function objectiveLines(shown: ObjectivesShown, team: Team, live: boolean): Element[] {
  const { phase, week, objectives, left } = shown;
  const title = paragraph({ bold: `Objectives of the week of ${showDate(week)}` });
  if (phase === 'plan')
    return [
      title,
      ...(objectives.length > 0
        ? list(objectives.map((one) => lineOf(one, team)))
        : [paragraph('None yet.')]),
      ...unconfirmed(objectives, 'plan', live),
      ...(live ? buttons(planButtons(shown, team)) : []),
      ...leftLines(left, team, live),
    ];
  if (objectives.length === 0) return [];
  return [
    title,
    ...unconfirmed(objectives, phase, live),
    ...objectives.flatMap((one, at) => askedLine(one, at)),
  ];

  function askedLine(one: Objective, at: number): Element[] {
    const row = live && at < MOST ? (phase === 'standing' ? standingButtons(one) : scoreButtons(one)) : [];
    return [...list([lineOf(one, team)]), ...buttons(row)];
  }
}

/** Silence confirms nothing: what was only proposed says so. */
function unconfirmed(
  objectives: readonly Objective[],
  phase: ObjectivesShown['phase'],
  live: boolean,
): Element[] {
  const proposed = objectives.filter(isProposed).length;
  if (proposed === 0) return [];
  const [is, was, it] = proposed === 1 ? ['is', 'was', 'it'] : ['are', 'were', 'them'];
  if (phase !== 'plan') return [paragraph(`${proposed} ${was} only proposed: nobody has confirmed ${it}.`)];
  const who = 'Whoever leads the planning, the coordinator or the lead';
  return live
    ? [paragraph(`${proposed} ${is} proposed. ${who} confirms the week.`)]
    : [
        paragraph(
          `${proposed} ${is} still only proposed. ${who} can confirm ${it}: `,
          { code: '/rondo objectives' },
          '.',
        ),
      ];
}

function planButtons({ week, objectives }: ObjectivesShown, team: Team): Button[] {
  const thing = thingOfWeek(team.id, week);
  const proposed = objectives.some(awaitsConfirming);
  return [
    { id: 'week.add', label: 'Add an objective', thing, epoch: 0 },
    ...(proposed
      ? [{ id: 'week.confirm', label: 'Confirm the week', thing, epoch: 0, style: 'primary' } as const]
      : []),
    { id: 'week.list', label: 'Change one', thing, epoch: 0 },
  ];
}

function leftLines(left: readonly Objective[], team: Team, live: boolean): Element[] {
  if (left.length === 0) return [];
  return [
    paragraph({ bold: 'Left from before' }),
    ...left
      .slice(0, MOST)
      .flatMap((one) => [
        ...list([lineOf(one, team)]),
        ...(live ? buttons(isUnmet(one) ? [carryButton(one)] : [scoreButton(one)]) : []),
      ]),
  ];
}

/** What stands on a team's list, with buttons for whoever may use them. `before`: what the week before left. */
export function presentObjectives(
  shown: {
    week: CivilDate;
    objectives: readonly Objective[];
    before: readonly Objective[];
    next: readonly Objective[];
  },
  view: ObjectiveView,
  viewer: PersonId,
): Message {
  const { team } = view;
  const { week, objectives, before, next } = shown;
  const title = `${team.name}: objectives of the week of ${showDate(week)}`;
  const each = (one: Objective) => itemOf(one, view, viewer);
  const thing = thingOfWeek(team.id, week);
  const mayConfirm = confirmers(view).includes(viewer) && objectives.some(awaitsConfirming);
  return message(
    title,
    heading(title),
    objectives.length > 0 ? cut(objectives, team, each) : paragraph('None yet.'),
    buttons([
      { id: 'week.add', label: 'Add an objective', thing, epoch: 0 },
      ...(mayConfirm
        ? [{ id: 'week.confirm', label: 'Confirm the week', thing, epoch: 0, style: 'primary' } as const]
        : []),
    ]),
    before.length > 0 ? [paragraph({ bold: 'Left from before' }), ...cut(before, team, each)] : undefined,
    next.length > 0 ? [paragraph({ bold: 'Next week' }), ...cut(next, team, each)] : undefined,
    note('Only you see this.'),
  );
}

function cut(
  objectives: readonly Objective[],
  team: Team,
  each: (objective: Objective) => Element[],
): Element[] {
  const rest = objectives.slice(MOST);
  return [...objectives.slice(0, MOST).flatMap(each), ...list(rest.map((one) => lineOf(one, team)))];
}

function itemOf(one: Objective, view: ObjectiveView, viewer: PersonId): Element[] {
  return [...list([lineOf(one, view.team)]), ...buttons(rowFor(one, view, viewer))];
}

function rowFor(one: Objective, view: ObjectiveView, viewer: PersonId): Button[] {
  const common = { thing: thingOfObjective(one), epoch: one.version };
  const steward = stewards(view.team).includes(viewer);
  const mine = one.owner === viewer;
  const edits = mine || (isProposed(one) && one.by === viewer) || confirmers(view).includes(viewer);
  const scored = one.score !== undefined;
  return [
    ...(mine || steward ? [{ ...scoreButton(one), label: scored ? 'Correct the score' : 'Score' }] : []),
    ...(isUnmet(one) && !one.carried && (mine || steward) ? [carryButton(one)] : []),
    ...(edits && !scored ? [{ id: 'objective.edit', label: 'Edit', ...common }] : []),
    ...(!mine && !scored ? [{ id: 'objective.take', label: 'Take it over', ...common }] : []),
    ...(edits && !scored ? [{ id: 'objective.drop', label: 'Drop', ...common }] : []),
  ];
}

function standingButtons(one: Objective): Button[] {
  if (!one.open) return [];
  const common = { thing: thingOfObjective(one), epoch: 0 };
  return [
    { id: 'objective.on-track', label: STANDINGS.on_track, ...common },
    { id: 'objective.at-risk', label: STANDINGS.at_risk, ...common },
    { id: 'objective.off', label: STANDINGS.off, ...common },
  ];
}

function scoreButtons(one: Objective): Button[] {
  if (one.open) return [scoreButton(one)];
  return isUnmet(one) && !one.carried ? [carryButton(one)] : [];
}

function scoreButton(one: Objective): Button {
  return { id: 'objective.score', label: 'Score', thing: thingOfObjective(one), epoch: 0 };
}

function carryButton(one: Objective): Button {
  return { id: 'objective.carry', label: 'Take along', thing: thingOfObjective(one), epoch: 0 };
}

/** "Ship login (Mia Sommer). Done when: a user can log in. At risk: the vendor is late." */
function lineOf(one: Objective, team: Team): Text {
  const measure = one.measure ? ` Done when: ${full(one.measure)}` : '';
  return text(
    `${oneLine(one.what, 300)} (${nameOf(team, one.owner)}).${measure} `,
    { bold: stateOf(one) },
    whyOf(one),
  );
}

function stateOf({ score, standing, confirmed, carried }: Objective): string {
  if (score) return `${SCORES[score.result]}${carried ? ', taken along' : ''}`;
  if (standing) return STANDINGS[standing.says];
  return confirmed ? 'Confirmed' : 'Proposed';
}

function whyOf({ score, standing }: Objective): string {
  const why = score ? score.why : standing?.why;
  return why ? `: ${full(why)}` : '';
}

function full(words: string): string {
  const line = oneLine(words, 300);
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}
