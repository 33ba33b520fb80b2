import type { Span } from '../src/core/time.ts';
import { type Address, type Capabilities, type Chat, ChatError, type Store } from '../src/ports.ts';

/** What goes wrong with one call. `fine` lets it through, for a later one to go wrong. */
export type Fault =
  | 'fine'
  | { limited: Span }
  /** No answer; `after` the platform did what was asked, or `before`. */
  | { lost: 'before' | 'after' }
  | 'refused'
  | 'failed'
  /** The process dies `before` or `after` the platform did what was asked. */
  | { killed: 'before' | 'after' };

export interface FaultyChat extends Chat {
  /** The next calls of this kind go wrong like this, one after the other; later ones are fine. */
  fail(call: Call, ...faults: Fault[]): void;
  /** Every call of this kind goes wrong like this, until `undefined` is given. */
  failAlways(call: Call, fault: Fault | undefined): void;
  /** Every call that was made, those that went wrong too. */
  readonly calls: readonly { call: Call; to: Address }[];
}

type Call = 'send' | 'edit' | 'find';

/** A chat that can be made to go wrong. `kill` is called where a fault ends the process. */
export function withFaults(
  chat: Chat,
  how: { kill?: () => void; find?: Capabilities['find'] } = {},
): FaultyChat {
  const planned: Record<Call, Fault[]> = { send: [], edit: [], find: [] };
  const always: Partial<Record<Call, Fault>> = {};
  const calls: { call: Call; to: Address }[] = [];

  async function through<T>(call: Call, to: Address, real: () => Promise<T>): Promise<T> {
    calls.push({ call, to });
    const fault = planned[call].shift() ?? always[call] ?? 'fine';
    if (fault === 'fine') return real();
    if (typeof fault === 'string') throw new ChatError(fault, `The call was ${fault}.`);
    if ('limited' in fault) throw new ChatError('limited', 'Too many.', { retryAfter: fault.limited });
    if (Object.values(fault)[0] === 'after') await real();
    if ('lost' in fault) throw new ChatError('lost', 'No answer came.');
    how.kill?.();
    throw new Error('The process was killed.');
  }

  return {
    ...chat,
    capabilities: { ...chat.capabilities, find: how.find ?? chat.capabilities.find },
    calls,
    fail: (call, ...faults) => void planned[call].push(...faults),
    failAlways(call, fault) {
      if (fault) always[call] = fault;
      else delete always[call];
    },
    send: (to, message, at) => through('send', to, () => chat.send(to, message, at)),
    edit: (to, ref, message, at) => through('edit', to, () => chat.edit(to, ref, message, at)),
    find: (to, id) => through('find', to, () => chat.find(to, id)),
  };
}

/** One process's hold on a store: after `kill`, or from its n-th transaction on, nothing it writes arrives. */
export function mortal(store: Store): { store: Store; kill(): void; killAt(transaction: number): void } {
  let left = Number.POSITIVE_INFINITY;
  const transact: Store['transact'] = (unit) => {
    left -= 1;
    return left < 0 ? Promise.reject(new Error('The process was killed.')) : store.transact(unit);
  };
  return {
    store: { ...store, transact },
    kill() {
      left = 0;
    },
    killAt(transaction) {
      left = transaction - 1;
    },
  };
}
