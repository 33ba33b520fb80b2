import { join } from 'node:path';
import type { Ritual } from '../src/core/ritual.ts';
import type { PersonId, Team } from '../src/core/team.ts';
import { loadDefinitions } from '../src/sources/definitions.ts';

const SHIPPED = join(import.meta.dirname, '..', 'rituals');

/** Makes the team that a story needs out of another. */
export type Change = (team: Team) => Team;

/** The sample team as it is shipped, with these changes made to it. */
export async function atlas(...changes: readonly Change[]): Promise<Team> {
  shipped ??= load();
  return changes.reduce((before, change) => change(before), await shipped);
}

/** Read once: the holidays of three years take a while. */
let shipped: Promise<Team> | undefined;

async function load(): Promise<Team> {
  const { teams, problems } = await loadDefinitions({ shipped: SHIPPED, today: '2026-01-01' });
  const errors = problems.filter(({ severity }) => severity === 'error');
  const team = teams.find(({ id }) => id === 'atlas');
  if (!team) throw new Error(`The sample team cannot be used: ${JSON.stringify(errors)}`);
  return team;
}

/** The sample team with some of its rituals only. */
export function only(...ids: string[]): Change {
  return (team) => ({ ...team, rituals: team.rituals.filter(({ id }) => ids.includes(id)) });
}

/** Only these take part; the lead stays. */
export function people(...ids: PersonId[]): Change {
  return (team) => ({
    ...team,
    members: team.members.filter(({ id, participates }) => ids.includes(id) || !participates),
  });
}

/** One ritual of the team, changed. */
export function ritual(id: string, change: (ritual: Ritual) => Partial<Ritual>): Change {
  return (team) => ({
    ...team,
    rituals: team.rituals.map((one) => (one.id === id ? { ...one, ...change(one) } : one)),
  });
}

/** The morning sync alone. */
export const sync = only('morning-sync');
