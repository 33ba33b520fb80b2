import type { Overdue } from './overdue.ts';

export interface Health {
  ready: boolean;
  /** A sentence or two for each thing that is wrong. */
  reasons: string[];
}

/** Not ready when anything is overdue by over five minutes, or when that cannot be found out. Never throws. */
export function createHealth(overdue: () => Promise<readonly Overdue[]>): () => Promise<Health> {
  return async () => {
    try {
      const reasons = (await overdue()).map(({ text, why }) => (why ? `${text} ${why}` : text));
      return { ready: reasons.length === 0, reasons };
    } catch {
      return { ready: false, reasons: ['The database cannot be read. The log says why.'] };
    }
  };
}
