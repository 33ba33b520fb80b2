import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Team } from '../core/team.ts';
import { dateAt } from '../core/time/zone.ts';
import { type Definitions, loadDefinitions } from '../sources/definitions.ts';
import { formatProblem } from '../sources/problem.ts';
import type { Dates } from '../sources/survey.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', 'rituals');

/** A sentence for whoever typed the command; it ends with exit code 1. */
export class Refused extends Error {
  override name = 'Refused';
}

/** The shipped definitions with a folder of one's own laid over them. The holidays are those around the dates that were asked
 * for, else those around now. */
export async function definitionsIn(
  own: string | undefined,
  now = Date.now(),
  asked?: Dates,
): Promise<Definitions> {
  if (own !== undefined && !existsSync(own)) throw new Refused(`There is no folder ${own}.`);
  return loadDefinitions({
    shipped: SHIPPED,
    ...(own === undefined ? {} : { own }),
    today: dateAt('UTC', now),
    ...(asked === undefined ? {} : { asked }),
  });
}

/** One team by its id; what is wrong with its file, or the ids there are, if it cannot be used. */
export function teamIn({ teams, problems }: Definitions, id: string): Team {
  const team = teams.find((one) => one.id === id);
  if (team) return team;
  const errors = problems.filter(({ severity }) => severity === 'error').map(formatProblem);
  const known = teams.map((one) => one.id).join(', ') || 'none';
  throw new Refused([`There is no team ${id}. Teams: ${known}.`, ...errors].join('\n'));
}
