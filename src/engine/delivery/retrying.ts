import type { Instant } from '../../core/time.ts';
import { ChatError, type StoredMessage } from '../../ports.ts';
import { backOff } from './backoff.ts';
import type { DeliveryNeeds } from './delivery.ts';
import { changeMessage } from './outbox.ts';
import { laneOf } from './pacer.ts';

const ALARM_AFTER = 5;

/** Puts a message off. It stays as it is otherwise. */
export async function postpone(
  needs: DeliveryNeeds,
  message: StoredMessage,
  change: Partial<StoredMessage> & { at: Instant; why: string },
): Promise<void> {
  await needs.store.transact((tx) => changeMessage(tx, message.id, () => change));
}

/** Tries again when the platform said so, or after a back-off; raises an alarm from the fifth failure in a row on.
 * `change` is written along. */
export async function tryLater(
  needs: DeliveryNeeds,
  message: StoredMessage,
  error: ChatError,
  change: Partial<StoredMessage> = {},
): Promise<void> {
  const now = needs.clock.now();
  if (error.kind === 'limited') {
    const at = now + Math.max(1, error.retryAfter ?? 1_000);
    needs.pacer.pause(laneOf(message), at);
    return postpone(needs, message, { ...change, at, why: error.message });
  }
  const attempts = message.attempts + 1;
  const at = now + backOff(attempts, needs.random);
  await postpone(needs, message, { ...change, at, attempts, why: error.message });
  const { recipient, workspace } = message;
  needs.log.warn(
    { recipient, attempts, error: error.message, cause: String(error.cause ?? '') },
    'A message has to wait.',
  );
  if (attempts < ALARM_AFTER) return;
  const text = `A message to ${recipient} in ${workspace} could not be posted in ${attempts} tries. Rondo keeps trying. Is the chat down, or was a token taken back? The log says what went wrong.`;
  await needs.alarm({
    key: `delivery:${workspace}`,
    text,
    cause: error.message,
    about: `message:${message.id}`,
  });
}

/** Runs the call; what it throws that is not a `ChatError` becomes one of this kind. */
export async function orThrow<T>(
  kind: ChatError['kind'],
  what: string,
  call: () => Promise<T> | T,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ChatError) throw error;
    throw new ChatError(kind, what, { cause: error });
  }
}
