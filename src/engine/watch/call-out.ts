import { SECOND } from '../../core/time.ts';
import type { Clock, Fetch } from '../../ports.ts';

const LONGEST = 5 * SECOND;

export interface CallNeeds {
  fetch: Fetch;
  clock: Clock;
}

/** One call to an address that the operator has set; it takes 5 seconds at most. Throws when the answer does not say that
 * all is well. The message names no address: a secret may be part of it. */
export async function callOut(
  { fetch, clock }: CallNeeds,
  url: string,
  how: { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string },
): Promise<void> {
  const giveUp = new AbortController();
  let callOff = () => {};
  const late = new Promise<never>((_, reject) => {
    callOff = clock.wake(clock.now() + LONGEST, () => {
      giveUp.abort();
      reject(new Error('No answer came within 5 seconds.'));
    });
  });
  try {
    const { ok, status } = await Promise.race([fetch(url, { ...how, signal: giveUp.signal }), late]);
    if (!ok) throw new Error(`The answer was ${status}.`);
  } finally {
    callOff();
  }
}

/** What went wrong, for the log: our own sentences whole, anything else by its name and code. */
export function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'Error') return error.message;
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? ` ${String(cause.code)}` : '';
  return `${error.name}${code}`;
}
