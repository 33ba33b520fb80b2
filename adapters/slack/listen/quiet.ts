import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../../src/ports.ts';

/** Bolt's and its sockets' own lines, without what must not be in a log. Their debug lines hold whole payloads and stay out;
 * information about connections comes as debug lines of ours. */
export function boltLogger(log: Log): Logger {
  const line = (words: readonly unknown[]) => withoutSecrets(words.map(String).join(' '));
  return {
    debug() {},
    info: (...words) => log.debug({ from: 'bolt' }, line(words)),
    warn: (...words) => log.warn({ from: 'bolt' }, line(words)),
    error: (...words) => log.error({ from: 'bolt' }, line(words)),
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}

/** Tokens, and addresses of sockets, which hold a ticket. */
function withoutSecrets(words: string): string {
  return words.replace(/\bx(?:ox[a-z]|app)-[\w.-]+|\bwss?:\/\/\S+/g, '(secret)');
}

/** Where it went wrong, without the sentence: messages of errors may quote what somebody wrote. */
export function framesOf(error: unknown): { error: string; frames: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, frames: [] };
  const frames = (error.stack ?? '').match(/^\s+at .*$/gm) ?? [];
  return { error: error.name, frames: frames.slice(0, 5).map((frame) => frame.trim()) };
}
