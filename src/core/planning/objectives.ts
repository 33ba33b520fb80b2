import { sameWords } from '../blocker.ts';
import type { Decision } from '../decision.ts';
import { memberOf, nameOf, unique } from '../escalation/people.ts';
import type { PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { CivilDate, Instant } from '../time.ts';
import { listed, oneLine } from '../wording.ts';
import {
  isProposed,
  isUnmet,
  type Objective,
  SCORES,
  type Score,
  STANDINGS,
  type Standing,
  thingOfObjective,
} from './objective.ts';
import { alreadySo, type Doing, happened, named, refusedWith, stewards } from './saying.ts';

/** What the rules about an objective look at besides it. */
export interface ObjectiveView {
  team: Team;
  /** Who leads the planning of its week. */
  facilitators: readonly PersonId[];
}

/** What can be said of an objective: what, by whom it is done, and how the team can tell. */
export interface ObjectiveWords {
  what: string;
  owner: PersonId;
  measure?: string;
}

export type ObjectiveCommand = Doing &
  (
    | { do: 'edit'; words: ObjectiveWords }
    | { do: 'take' }
    | { do: 'drop'; why: string }
    | { do: 'confirm' }
    | { do: 'stand'; says: Standing; why?: string }
    | { do: 'score'; result: Score; why?: string }
  );

/** A new one for a week. One with the same words and owner that stands there already is left as it is, whoever says it. */
export function propose(
  { what, owner, measure }: ObjectiveWords,
  how: Doing & { id: string; week: CivilDate; round?: string; goesOnWith?: string },
  team: Team,
  ofWeek: readonly Objective[],
  now: Instant,
): Decision<Objective | undefined> {
  const same = ofWeek.find((one) => !one.dropped && one.owner === owner && sameWords(one.what, what));
  if (same) return alreadySo(undefined, 'This stands there already, so nothing was added.');
  const state: Objective = {
    id: how.id,
    team: team.id,
    week: how.week,
    what,
    ...(measure ? { measure } : {}),
    owner,
    by: how.by,
    at: now,
    ...(how.round ? { round: how.round } : {}),
    ...(how.goesOnWith ? { from: how.goesOnWith } : {}),
    open: true,
    version: 1,
  };
  return {
    state,
    events: [eventOf(state, 'proposed', how, now, `“${oneLine(what)}”, ${nameOf(team, owner)}.`)],
    effects: [],
    reply: { reply: 'said', text: ['Added. It counts as proposed until the week is confirmed.'] },
  };
}

/** One thing somebody does to an objective. What is over stays as it is, and the reply says so. */
export function decideObjective(
  objective: Objective,
  command: ObjectiveCommand,
  view: ObjectiveView,
  now: Instant,
): Decision<Objective> {
  const { team } = view;
  if (!memberOf(team, command.by))
    return refusedWith(objective, `Only members of ${team.name} can change its objectives.`);
  if (objective.dropped)
    return alreadySo(objective, `${named(team, objective.dropped.by)} has taken it off the list.`);
  const refusal = refusalOf(objective, command, view);
  if (refusal) return refusedWith(objective, refusal);
  return change(objective, command, view, now);
}

/** Who may do what: a sentence that names who could, or nothing. */
function refusalOf(objective: Objective, command: ObjectiveCommand, view: ObjectiveView): string | undefined {
  const { team } = view;
  const only = (people: readonly PersonId[], words: string) =>
    people.includes(command.by)
      ? undefined
      : `Only ${listed(
          people.map((id) => nameOf(team, id)),
          'or',
        )} can ${words}.`;
  const lead = stewards(team);
  const { owner, by, score } = objective;
  switch (command.do) {
    case 'take':
      return undefined;
    case 'confirm':
      return only(confirmers(view), 'confirm the objectives of this week');
    case 'edit':
    case 'drop':
      return only(
        unique([owner, ...(isProposed(objective) ? [by] : []), ...confirmers(view)]),
        command.do === 'edit' ? 'change this objective' : 'take this objective off the list',
      );
    case 'stand':
      return only(unique([owner, ...lead]), 'say how this objective stands');
    case 'score': {
      // Once a lead has corrected a score, it is not the owner's any more.
      const corrected = score !== undefined && score.by !== owner && lead.includes(score.by);
      return only(corrected ? lead : unique([owner, ...lead]), 'score this objective');
    }
  }
}

/** Whoever leads the planning, the coordinator and the leads. */
export function confirmers({ team, facilitators }: ObjectiveView): PersonId[] {
  return unique([...facilitators, ...stewards(team)]);
}

function change(
  objective: Objective,
  command: ObjectiveCommand,
  { team }: ObjectiveView,
  now: Instant,
): Decision<Objective> {
  const { by } = command;
  const next = { ...objective, version: objective.version + 1 };
  const told = (state: Objective, what: string, words: string, why?: string) => ({
    state,
    events: [eventOf(state, what, command, now, why)],
    effects: [],
    reply: { reply: 'said', text: [words] } as const,
  });
  switch (command.do) {
    case 'confirm':
      if (objective.confirmed) return alreadySo(objective, 'This objective is confirmed already.');
      return told({ ...next, confirmed: { by, at: now } }, 'confirmed', 'Confirmed.');
    case 'take':
      if (objective.score) return alreadySo(objective, 'It is scored already, so it stays as it is.');
      if (objective.owner === by) return alreadySo(objective, 'It is yours already.');
      return told(
        { ...next, owner: by },
        'taken over',
        'It is yours now.',
        `From ${nameOf(team, objective.owner)}.`,
      );
    case 'drop':
      if (objective.score) return alreadySo(objective, 'It is scored already, so it stays as it is.');
      return told(
        { ...next, open: false, dropped: { by, at: now, why: command.why } },
        'dropped',
        'It is off the list.',
        command.why,
      );
    case 'edit':
      return edit(objective, command.words, command, team, now);
    case 'stand': {
      if (objective.score) return alreadySo(objective, 'It is scored already, so it stays as it is.');
      const { says, why } = command;
      const same = objective.standing?.says === says && objective.standing.why === why;
      if (same) return alreadySo(objective, `It stands at “${STANDINGS[says]}” already.`);
      const standing = { says, ...(why ? { why } : {}), by, at: now };
      return told(
        { ...next, standing },
        'looked at',
        `Noted: ${STANDINGS[says]}. Thank you.`,
        saying(STANDINGS[says], why),
      );
    }
    case 'score': {
      const { result, why } = command;
      const same = objective.score?.result === result && objective.score.why === why;
      if (same) return alreadySo(objective, `It is scored “${SCORES[result]}” already.`);
      const score = { result, ...(why ? { why } : {}), by, at: now };
      return told(
        { ...next, open: false, score },
        objective.score ? 'score corrected' : 'scored',
        `Noted: ${SCORES[result]}. Thank you.`,
        saying(SCORES[result], why),
      );
    }
  }
}

/** What it was before stands in the event, so that nothing that was confirmed is lost. */
function edit(
  objective: Objective,
  { what, owner, measure }: ObjectiveWords,
  how: Doing,
  team: Team,
  now: Instant,
): Decision<Objective> {
  if (objective.score) return alreadySo(objective, 'It is scored already, so it stays as it is.');
  const { measure: before, ...rest } = objective;
  const same = what === objective.what && owner === objective.owner && measure === before;
  if (same) return alreadySo(objective, 'Nothing was changed.');
  const state = { ...rest, what, owner, ...(measure ? { measure } : {}), version: objective.version + 1 };
  const was = `Before: “${oneLine(objective.what)}”, ${nameOf(team, objective.owner)}${before ? `, done when: ${oneLine(before)}` : ''}.`;
  return {
    state,
    events: [
      eventOf(state, objective.confirmed ? 'changed after it was confirmed' : 'changed', how, now, was),
    ],
    effects: [],
    reply: { reply: 'said', text: ['Changed.'] },
  };
}

/** Takes what was not reached along to the next week, where it is proposed anew. */
export function carry(
  objective: Objective,
  how: Doing & { week: CivilDate },
  view: ObjectiveView,
  ofWeek: readonly Objective[],
  now: Instant,
): { was: Decision<Objective>; next?: Decision<Objective | undefined> } {
  const { team } = view;
  const may = unique([objective.owner, ...confirmers(view)]);
  if (!may.includes(how.by))
    return {
      was: refusedWith(
        objective,
        `Only ${listed(
          may.map((id) => nameOf(team, id)),
          'or',
        )} can take it along.`,
      ),
    };
  if (objective.carried) return { was: alreadySo(objective, 'It was taken along already.') };
  if (!isUnmet(objective))
    return { was: alreadySo(objective, 'Only what was not fully met is taken along.') };
  const { what, owner, measure } = objective;
  const again = {
    what,
    owner: memberOf(team, owner)?.active ? owner : how.by,
    ...(measure ? { measure } : {}),
  };
  const id = shortened(`${team.id}/${how.week}/after/${objective.id.slice(team.id.length + 1)}`);
  const next = propose(again, { ...how, id, goesOnWith: objective.id }, team, ofWeek, now);
  const state = {
    ...objective,
    carried: { to: next.state?.id ?? id, by: how.by, at: now },
    version: objective.version + 1,
  };
  const events = [eventOf(state, 'taken along', how, now, `To the week of ${showDate(how.week)}.`)];
  const words = `It stands among the objectives of the week of ${showDate(how.week)}, as proposed.`;
  return { was: { state, events, effects: [], reply: { reply: 'said', text: [words] } }, next };
}

/** What was taken along again and again keeps a short name: only the newest week counts. */
function shortened(id: string): string {
  return id.replace(/(\/after)(?:\/[\d-]+\/after)+\//, '$1/');
}

function eventOf(objective: Objective, what: string, how: Doing, now: Instant, why?: string) {
  const about = { thing: thingOfObjective(objective), team: objective.team };
  return happened(about, what, how, now, { person: objective.owner, ...(why ? { why } : {}) });
}

function saying(word: string, why: string | undefined): string {
  return why ? `${word}: ${oneLine(why, 300)}` : `${word}.`;
}
