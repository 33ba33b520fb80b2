import type { WebAPICallResult } from '@slack/web-api';
import type { Clock } from '../../../src/ports.ts';
import { type Asked, chatErrorFrom } from './errors.ts';

/** Waits for Slack this often in one reading before it gives up. */
const MOST_WAITS = 20;

/** Runs one call; where Slack asks to wait, waits and runs it again. */
export type Patient = <T>(call: () => Promise<T>) => Promise<T>;

/** Patience for one reading of many calls. What goes wrong comes out as a `ChatError`. */
export function patience(clock: Clock, asked: Asked): Patient {
  let waits = 0;
  return async function patiently(call) {
    while (true) {
      try {
        return await call();
      } catch (error) {
        const problem = chatErrorFrom(error, asked);
        waits += 1;
        if (problem.kind !== 'limited' || waits > MOST_WAITS) throw problem;
        await wait(clock, problem.retryAfter ?? 0);
      }
    }
  };
}

/** Every page of a list, one after the other. */
export async function* pages<P extends WebAPICallResult>(
  patiently: Patient,
  page: (cursor: string | undefined) => Promise<P>,
): AsyncGenerator<P> {
  let cursor: string | undefined;
  do {
    const at = cursor;
    const result = await patiently(() => page(at));
    yield result;
    cursor = result.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined);
}

function wait(clock: Clock, span: number): Promise<void> {
  return new Promise((resolve) => clock.wake(clock.now() + Math.max(1, span), resolve));
}
