import { setTimeout as pause } from 'node:timers/promises';
import type { Span } from '../core/time.ts';

export interface Soon {
  soon(): void;
  stop(): void;
}

/** Does the work once nobody has asked for it for `quiet` ms. */
export function settled(quiet: Span, work: () => Promise<void>): Soon {
  let waiting = new AbortController();
  const after = async ({ signal }: AbortController): Promise<void> => {
    try {
      await pause(quiet, undefined, { signal });
    } catch {
      return;
    }
    await work();
  };
  return {
    soon() {
      waiting.abort();
      waiting = new AbortController();
      void after(waiting);
    },
    stop: () => waiting.abort(),
  };
}
