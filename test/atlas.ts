import { join } from 'node:path';
import type { Team } from '../src/core/team.ts';
import { loadDefinitions } from '../src/sources/definitions.ts';

const SHIPPED = join(import.meta.dirname, '..', 'rituals');

/** The sample team as it is shipped; `change` makes the one a story needs out of it. */
export async function atlas(change: (team: Team) => Team = (team) => team): Promise<Team> {
  const { teams, problems } = await loadDefinitions({ shipped: SHIPPED, today: '2026-01-01' });
  const errors = problems.filter(({ severity }) => severity === 'error');
  const team = teams.find(({ id }) => id === 'atlas');
  if (!team) throw new Error(`The sample team cannot be used: ${JSON.stringify(errors)}`);
  return change(team);
}

/** The sample team with some of its rituals only. */
export function only(...ids: string[]): (team: Team) => Team {
  return (team) => ({ ...team, rituals: team.rituals.filter(({ id }) => ids.includes(id)) });
}
