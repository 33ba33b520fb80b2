import type { z } from 'zod';
import { mistake } from '../core/definition/finding.ts';
import { type Entry, factsIn } from './entry.ts';

const OTHER = { ritual: 'team', team: 'ritual' } as const;
const WHERE = {
  team: 'put it into the folder teams/',
  ritual: 'put it into the folder above teams/',
} as const;

/** True for a team's file among the rituals, and for a ritual's in `teams/`. */
export function isMisplaced({ source, sheet, value }: Entry<z.ZodType>): boolean {
  const facts = value === undefined ? factsIn(sheet.data) : undefined;
  if (!facts) return false;
  const isTeam = 'members' in facts && 'platform' in facts;
  const isRitual = 'schedule' in facts && 'kind' in facts && !('members' in facts);
  return source.kind === 'ritual' ? isTeam : isRitual;
}

/** The entry as what it is, with the one thing that is wrong with it: where it lies. */
export function misplaced<S extends z.ZodType>({ source, id, sheet }: Entry<z.ZodType>): Entry<S> {
  const kind = OTHER[source.kind];
  const found = `what looks like a ${kind} file: ${WHERE[kind]}`;
  return { source: { ...source, kind }, id, sheet, findings: [mistake([], `a ${source.kind} file`, found)] };
}
