import type { Action } from '../record.ts';
import type { Team } from '../team.ts';
import { originOf, type Retro } from './retro.ts';

/** The open actions that earlier retros of the team have left, the longest due first. */
export function carriedInto(
  retro: Pick<Retro, 'id' | 'round'>,
  team: Team,
  actions: readonly Action[],
): Action[] {
  const own = originOf(retro);
  const retros = team.rituals.filter(({ kind }) => kind === 'retro');
  const names = new Set(retros.flatMap(({ id, was }) => [id, ...(was === undefined ? [] : [was])]));
  // Whatever the team was called then: its rounds keep their ids.
  const ritualIn = (from: string) => from.match(/^round:[^/]+\/([^/]+)\//)?.[1] ?? '';
  const fromRetro = ({ from }: Action) => from.startsWith('retro:') || names.has(ritualIn(from));
  return actions
    .filter((action) => action.open && action.from !== own && fromRetro(action))
    .toSorted((a, b) => a.due.localeCompare(b.due) || a.what.localeCompare(b.what, 'en'));
}
