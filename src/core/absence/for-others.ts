import { leadsOf } from '../escalation/people.ts';
import type { Member, PersonId, Team } from '../team.ts';

/** Who may note that somebody else of the team is away: its coordinator, its leads and its admins. */
export function whoNotesOthers(team: Team): PersonId[] {
  return [...new Set([team.coordinator, ...leadsOf(team), ...team.admins])];
}

/** Somebody whom the first words of a command name, and what follows. */
interface Named {
  people: readonly Member[];
  /** The words that name them. */
  name: string;
  rest: string;
}

/** More words than this are no name. */
const LONGEST_NAME = 4;

/** Whom `@Mia until friday` names: the longest beginning that is somebody's id, name, first name or user id on the platform. A
 * beginning with `@` names somebody in any case, though maybe nobody known. */
export function namedFirst(
  words: string,
  teams: readonly Team[],
  users: ReadonlyMap<string, PersonId>,
): Named | undefined {
  const all = words.trim().split(/\s+/).filter(Boolean);
  const everybody = new Map(teams.flatMap(({ members }) => members).map((member) => [member.id, member]));
  for (let length = Math.min(LONGEST_NAME, all.length); length > 0; length -= 1) {
    const name = all.slice(0, length).join(' ');
    const people = [...everybody.values()].filter((member) => answersTo(member, name, users));
    if (people.length > 0) return { people, name, rest: all.slice(length).join(' ') };
  }
  const [first = '', ...rest] = all;
  return first.startsWith('@') ? { people: [], name: first, rest: rest.join(' ') } : undefined;
}

function answersTo(
  { id, name, active }: Member,
  typed: string,
  users: ReadonlyMap<string, PersonId>,
): boolean {
  const wanted = typed.replace(/^@/, '').toLowerCase();
  const full = name.toLowerCase();
  const same = [id.toLowerCase(), full, full.split(/\s+/)[0]].includes(wanted);
  return active && (same || users.get(wanted) === id);
}
