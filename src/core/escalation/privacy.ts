import type { LevelNumber, PersonId, Team } from '../team.ts';
import { listed } from '../wording.ts';
import { LEVELS } from './escalation.ts';
import { leadsOf, meant, nameOf, unique } from './people.ts';

/** Who will be able to read a private blocker, level by level, before it is raised. */
export function whoReads(team: Team, raiser: PersonId): string {
  const leads = leadsOf(team).filter((person) => person !== raiser);
  const inside = listed(['you', ...names(team, leads), 'the people you pick above']);
  const levels = LEVELS.map((level) => `Level ${level} asks ${askedAt(team, level, raiser, leads)}.`);
  return [
    `A private one is read by ${inside}; a role picked above does not count.`,
    ...levels,
    'Everybody else only sees that there is one more.',
  ].join(' ');
}

/** Whoever the level names but who may not read it has to be let in first. */
function askedAt(team: Team, level: LevelNumber, raiser: PersonId, leads: readonly PersonId[]): string {
  const words = team.policy[level].who;
  const named = unique(words.flatMap((word) => meant(word, team, []).map(({ person }) => person)));
  const outside = named.filter((person) => person !== raiser && !leads.includes(person));
  const first = firstAsked(
    team,
    words.includes('affected'),
    leads.filter((lead) => named.includes(lead)),
    leads,
  );
  return outside.length > 0 ? `${first}, and ${listed(names(team, outside))} only if you let them in` : first;
}

const PICKED = 'the people you pick';

function firstAsked(
  team: Team,
  affected: boolean,
  named: readonly PersonId[],
  leads: readonly PersonId[],
): string {
  if (leads.length === 0) return PICKED;
  if (affected) return `${PICKED}, else ${listed(names(team, leads), 'or')}`;
  return listed(names(team, named.length > 0 ? named : leads));
}

function names(team: Team, people: readonly PersonId[]): string[] {
  return people.map((person) => nameOf(team, person));
}
