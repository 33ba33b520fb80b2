import type { z } from 'zod';
import { mistake, show } from '../core/definition/finding.ts';
import { type Entry, factsIn } from './entry.ts';

/** One entry an id: of the own folder if it has one, else the shipped one. */
export function chosen<S extends z.ZodType>(entries: readonly Entry<S>[]): Map<string, Entry<S>> {
  const byId = new Map<string, Entry<S>>();
  for (const entry of entries) {
    const other = byId.get(entry.id);
    if (!other || (other.source.from === 'shipped' && entry.source.from === 'own')) byId.set(entry.id, entry);
  }
  return byId;
}

/** Refuses the second file of a folder that gives the same id. */
export function checkIds(entries: readonly Entry<z.ZodType>[]): void {
  const first = new Map<string, string>();
  for (const { id, source, findings } of entries) {
    const key = `${source.from}/${source.kind}/${id}`;
    const other = first.get(key);
    if (other)
      findings.push(
        mistake(['id'], `an id that no other ${source.kind} has`, `${show(id)}, which is in ${other} too`),
      );
    else first.set(key, source.file);
  }
}

/** Refuses a rename of something that is still there under its old id. */
export function checkRenames(byId: ReadonlyMap<string, Entry<z.ZodType>>): void {
  for (const { sheet, findings } of byId.values()) {
    const was = factsIn(sheet.data)?.was;
    if (typeof was !== 'string') continue;
    const other = byId.get(was);
    if (other)
      findings.push(
        mistake(['was'], 'an id that is not used any more', `${show(was)}, which is in ${other.source.file}`),
      );
  }
}
