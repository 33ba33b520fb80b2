import type { Text } from '../message.ts';
import type { Member, Person, PersonId, Team } from '../team.ts';
import type { Escalation } from './escalation.ts';

/** Somebody and the sentence that says why they. */
export interface Candidate {
  person: PersonId;
  why: string;
}

export function personOf(team: Team, id: PersonId): Person | undefined {
  return memberOf(team, id) ?? team.others.find((person) => person.id === id);
}

export function memberOf(team: Team, id: PersonId): Member | undefined {
  return team.members.find((member) => member.id === id);
}

export function nameOf(team: Team, id: PersonId): string {
  return personOf(team, id)?.name ?? id;
}

/** The same words with names in the place of people, so that nobody is called who is only mentioned. */
export function withNames(words: Text, team: Team): Text {
  return words.map((span) =>
    typeof span === 'object' && 'person' in span ? nameOf(team, span.person) : span,
  );
}

/** The active members with the role `lead`. */
export function leadsOf(team: Team): PersonId[] {
  return holdersOf(team, 'lead').map(({ id }) => id);
}

export function holdersOf(team: Team, role: string): Member[] {
  return team.members.filter((member) => member.active && member.roles.includes(role));
}

/** Those of them who have not left: an office is no longer held by somebody who has gone. */
export function stillThere(team: Team, people: readonly PersonId[]): PersonId[] {
  return people.filter((id) => personOf(team, id)?.active !== false);
}

/** The people among the leadership; its channels are told, but cannot answer. */
export function leadersOf(team: Team): PersonId[] {
  return team.leadership.flatMap((leader) => ('person' in leader ? [leader.person] : []));
}

/** Whom a word of a policy means, whether or not they can be reached. `affected` is left to the caller. */
export function meant(word: string, team: Team, onDuty: readonly PersonId[]): Candidate[] {
  switch (word) {
    case 'facilitator':
      return onDuty.map((person) => ({ person, why: 'is on duty' }));
    case 'leadership':
      return leadersOf(team).map((person) => ({ person, why: 'belongs to the leadership' }));
    case 'coordinator':
      return [{ person: team.coordinator, why: 'coordinates the team' }];
    default:
      return named(word, team);
  }
}

/** A person by id, else everybody with that role. A word that is neither is somebody who is no longer known. */
function named(word: string, team: Team): Candidate[] {
  if (personOf(team, word)) return [{ person: word, why: 'is named in the policy' }];
  const known = team.members.some((member) => member.roles.includes(word));
  if (known) return holdersOf(team, word).map(({ id }) => ({ person: id, why: `has the role ${word}` }));
  return [];
}

/** True for who may see a private escalation; everybody may see the others. */
export function maySee(escalation: Escalation, team: Team, person: PersonId): boolean {
  if (!escalation.private) return true;
  return insiders(escalation, team).includes(person);
}

/** True for who may read the raiser's words: the team, its leadership and whoever was told. Outsiders have a line of their own. */
export function mayRead(escalation: Escalation, team: Team, person: PersonId): boolean {
  const inside = memberOf(team, person) !== undefined || leadersOf(team).includes(person);
  return maySee(escalation, team, person) && (inside || escalation.told.includes(`person:${person}`));
}

/** The raiser, the lead and whoever was added. */
export function insiders(escalation: Escalation, team: Team): PersonId[] {
  return unique([escalation.raiser, ...leadsOf(team), ...(escalation.private?.people ?? [])]);
}

export function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}
