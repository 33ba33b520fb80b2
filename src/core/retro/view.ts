import { leadsOf, unique } from '../escalation/people.ts';
import type { Action, DecisionRecord, Topic } from '../record.ts';
import type { Ritual } from '../ritual.ts';
import { participantsOf } from '../round/plan.ts';
import type { Round } from '../round.ts';
import type { Absence, Person, PersonId, Team } from '../team.ts';
import type { Ballot, Card, Retro } from './retro.ts';

/** What a retro's decisions and words look at besides its own row. */
export interface RetroView {
  team: Team;
  /** None when it was started by hand, or is no longer known. */
  round?: Round;
  ritual?: Ritual;
  cards: readonly Card[];
  /** The team's open topics, and those that this retro has covered. */
  topics: readonly Topic[];
  ballots: readonly Ballot[];
  /** The open actions of earlier retros. */
  carried: readonly Action[];
  /** What came out of this one. */
  actions: readonly Action[];
  decisions: readonly DecisionRecord[];
  absences: readonly Absence[];
}

/** Whoever leads it: the round's facilitators, or who started it. */
export function facilitatorsOf(retro: Pick<Retro, 'by'>, { round }: Pick<RetroView, 'round'>): PersonId[] {
  const { person, also = [] } = round?.facilitator ?? {};
  return unique([...(person ? [person] : []), ...also, ...(retro.by ? [retro.by] : [])]);
}

/** Who may lead it on, group and end it: its facilitators, the coordinator, the leads and admins. */
export function runners(retro: Pick<Retro, 'by'>, view: Pick<RetroView, 'round' | 'team'>): PersonId[] {
  const { team } = view;
  const all = unique([...facilitatorsOf(retro, view), team.coordinator, ...leadsOf(team), ...team.admins]);
  const active = new Set(team.members.filter(({ active: there }) => there).map(({ id }) => id));
  // Somebody from outside may facilitate, too.
  return all.filter((id) => active.has(id) || team.others.some((other) => other.id === id));
}

/** Who may write cards, vote and note down what comes out of it: the team, and whom its ritual names besides. */
export function mayTakePart({ team, ritual }: Pick<RetroView, 'team' | 'ritual'>, person: PersonId): boolean {
  const member = team.members.find(({ id }) => id === person);
  if (member) return member.active;
  return ritual !== undefined && participantsOf(team, ritual).some((one) => one.person.id === person);
}

/** Those whom a retro asks. */
export function askedIn({ team, ritual }: Pick<RetroView, 'team' | 'ritual'>): Person[] {
  const people = ritual
    ? participantsOf(team, ritual).map(({ person }) => person)
    : team.members.filter(({ participates }) => participates);
  return people.filter(({ active }) => active);
}
