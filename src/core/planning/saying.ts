import { normalise } from '../blocker.ts';
import type { AuditEvent, Decision } from '../decision.ts';
import { leadsOf, nameOf, unique } from '../escalation/people.ts';
import type { PersonId, Team } from '../team.ts';
import type { Instant } from '../time.ts';

/** Who does it, and from where. */
export interface Doing {
  by: PersonId;
  from: string;
}

/** Who looks after a team's plans besides those they belong to. */
export function stewards(team: Team): PersonId[] {
  return unique([team.coordinator, ...leadsOf(team)]);
}

/** One line of the log about a thing of the team's planning. */
export function happened(
  about: { thing: string; team: string },
  what: string,
  { by, from }: Doing,
  at: Instant,
  more: { why?: string; person?: PersonId } = {},
): AuditEvent {
  const { why, person } = more;
  return {
    team: about.team,
    about: about.thing,
    what,
    who: by,
    at,
    from,
    ...(why ? { why } : {}),
    ...(person ? { person } : {}),
  };
}

export function unchanged<S>(state: S): Decision<S> {
  return { state, events: [], effects: [] };
}

/** It stays as it is, and these words say why that is fine. */
export function alreadySo<S>(state: S, words: string): Decision<S> {
  return { ...unchanged(state), reply: { reply: 'said', text: [words] } };
}

export function refusedWith<S>(state: S, words: string): Decision<S> {
  return { ...unchanged(state), reply: { reply: 'refused', text: [words] } };
}

/** "Mia Sommer", or "somebody" for who is not known any more. */
export function named(team: Team, person: PersonId | undefined): string {
  return person === undefined ? 'somebody' : nameOf(team, person);
}

/** A row's id out of its words, so that two who say the same at once meet; another one of the same beginning gets a number. */
export function freeId(team: Team, words: string, taken: readonly { id: string }[]): string {
  const plain = `${team.id}/${normalise(words).slice(0, 120).trim()}`;
  let id = plain;
  for (let n = 2; taken.some((one) => one.id === id); n += 1) id = `${plain}/${n}`;
  return id;
}
