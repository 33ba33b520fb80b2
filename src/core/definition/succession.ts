import type { PersonId, Team } from '../team.ts';

/** Teams and rituals that had another id before. */

/** An id that is gone, and the teams that go on with it: one after a rename, several after a split, the first of which keeps what
 * belongs to all. */
export interface Succession {
  was: string;
  heirs: readonly Team[];
}

export function successionsIn(teams: readonly Team[]): Succession[] {
  const ids = new Set(teams.map(({ id }) => id));
  const renamed = teams.filter(({ was }) => was !== undefined && !ids.has(was));
  const groups = Map.groupBy(renamed, ({ was }) => was ?? '');
  return [...groups].map(([was, heirs]) => ({ was, heirs }));
}

/** Whose an open thing is: the team where its person is now, and the first where that is no answer. */
export function heirOf({ heirs }: Succession, person: PersonId | undefined): Team | undefined {
  const theirs = heirs.filter(({ members }) => members.some(({ id, active }) => active && id === person));
  return theirs.length === 1 ? theirs[0] : heirs[0];
}
