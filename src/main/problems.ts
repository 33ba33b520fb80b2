import { InUse } from '../../data/sqlite/lock.ts';
import { ConfigError } from '../config.ts';
import { ChatError } from '../ports.ts';
import { PortTaken } from '../web/server.ts';

/** Errors that are a sentence for whoever starts Rondo. */
export class CannotStart extends Error {
  override name = 'CannotStart';
}

/** True for what ends the start with its message alone; anything else is a fault and keeps its trace. */
export function isPlain(error: unknown): error is Error {
  return (
    error instanceof ConfigError ||
    error instanceof InUse ||
    error instanceof CannotStart ||
    error instanceof ChatError ||
    error instanceof PortTaken
  );
}

export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
