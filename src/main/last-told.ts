import { ChatError, type Log } from '../ports.ts';
import type { Directory } from '../sources/directory.ts';

/** Reads who and what a workspace has. While the platform does not tell, what it told last stands: one workspace that is
 * away holds up neither the definitions nor the others. A refusal is an answer, and is passed on like what goes wrong before
 * anything was told. */
export function lastTold<D extends Directory & { membersOf: Members }>(
  read: () => Promise<D>,
  log: Log,
): () => Promise<D> {
  const people = standing<'all', D>(read, log);
  const members = standing<string, readonly string[]>(async (channel) => reading(channel), log);
  let reading: Members = async () => [];
  return async () => {
    const found = await people('all');
    reading = found.membersOf;
    return { ...found, membersOf: members };
  };
}

type Members = (channel: string) => Promise<readonly string[]>;

function standing<K, T>(read: (key: K) => Promise<T>, log: Log): (key: K) => Promise<T> {
  const told = new Map<K, T>();
  return async (key) => {
    try {
      const found = await read(key);
      told.set(key, found);
      return found;
    } catch (error) {
      const before = told.get(key);
      if (before === undefined || !(error instanceof ChatError) || error.kind === 'refused') throw error;
      log.warn({ why: error.message }, 'Who is there cannot be read now. What was read last stands.');
      return before;
    }
  };
}
