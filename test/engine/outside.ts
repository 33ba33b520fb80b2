import type { Fetch } from '../../src/ports.ts';

/** What an address answers. `nothing` never comes back; `silent` does not even when it is told to stop; a promise answers
 * when it is kept. */
export type Answer = number | 'refused' | 'nothing' | 'silent' | Promise<number>;

/** A world outside that can be made to go wrong; `calls` is all that was ever asked of it. */
export function outside() {
  const calls: { url: string; method: string; body?: unknown }[] = [];
  const answers = new Map<string, Answer>();
  const signals: AbortSignal[] = [];

  const fetch: Fetch = async (url, { method, body, signal }) => {
    calls.push({ url, method, ...(body === undefined ? {} : { body: JSON.parse(body) }) });
    signals.push(signal);
    const answer = answers.get(url) ?? 200;
    if (answer === 'refused') throw new TypeError(`fetch failed for ${url}`);
    if (answer === 'silent') return new Promise(() => {});
    if (answer === 'nothing') {
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    }
    const status = typeof answer === 'number' ? answer : await answer;
    return { ok: status < 300, status };
  };

  return {
    fetch,
    calls,
    /** How many calls were told to stop. */
    stopped: () => signals.filter(({ aborted }) => aborted).length,
    /** From now on that address answers so. */
    answer: (url: string, answer: Answer) => void answers.set(url, answer),
    /** What was posted to that address, without what is the same every time. */
    bodies: (url: string) => calls.filter((call) => call.url === url).map(({ body }) => body),
  };
}
