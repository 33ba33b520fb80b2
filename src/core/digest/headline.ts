import type { Digest } from '../record.ts';
import { count, listed } from '../wording.ts';
import { blockersOf } from './blockers.ts';
import type { DigestMaterial } from './material.ts';
import { actionsOf } from './records.ts';

/** The team in one line, for whoever reads of several, and how bad it is: first by the highest level of an open blocker, then
 * by how many are open, by objectives that were not met, and by overdue actions. Private blockers are only counted. */
export function standingOf(material: DigestMaterial): NonNullable<Digest['standing']> {
  const { blockers, objectives } = material.metrics;
  const level = Math.max(0, ...blockersOf(material).open.flatMap((one) => (one.private ? [] : [one.level])));
  const overdue = actionsOf(material).overdue.length;
  const scored = objectives.met + objectives.partly + objectives.notMet;
  const high = level > 1 ? `, the highest at level ${level}` : '';
  const parts = [
    blockers.open > 0 && `${count(blockers.open, 'blocker')} open${high}`,
    scored > 0 && `${objectives.met} of ${count(scored, 'objective')} met`,
    overdue > 0 && `${count(overdue, 'action')} overdue`,
  ].filter((one) => one !== false);
  const capped = (n: number) => Math.min(n, 99);
  const unmet = scored - objectives.met;
  const rank = ((level * 100 + capped(blockers.open)) * 100 + capped(unmet)) * 100 + capped(overdue);
  return { words: parts.length > 0 ? listed(parts) : 'nothing is stuck', rank };
}
