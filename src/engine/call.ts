import type { Command } from '../core/command.ts';
import type { Reply } from '../core/decision.ts';
import { text } from '../core/message.ts';
import type { Instant } from '../core/time.ts';
import type { Tx } from '../ports.ts';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';

/** One command being handled: everything a verb needs, inside the one transaction that it may write in. */
export interface Call {
  context: Context;
  tx: Tx;
  command: Command;
  caller: Caller;
  now: Instant;
}

/** A verb typed after a slash command's name; `words` is what followed. */
export type Verb = (call: Call, words: string) => Promise<Reply>;
/** A button; `thing` is what it is about, without its kind. */
export type Press = (call: Call, thing: string, epoch: number) => Promise<Reply>;
/** A form that came back. */
export type Submit = (
  call: Call,
  thing: string,
  epoch: number,
  values: import('../core/form.ts').FormValues,
) => Promise<Reply>;

export function said(...spans: Parameters<typeof text>): Reply {
  return { reply: 'said', text: text(...spans) };
}

export function refused(...spans: Parameters<typeof text>): Reply {
  return { reply: 'refused', text: text(...spans) };
}

/** The id of a thing key, without its kind: `escalation:atlas-3` → `atlas-3`. */
export function idOf(thing: string): string {
  return thing.slice(thing.indexOf(':') + 1);
}

/** One line of the log: what the caller has done to a thing of a team, and why. */
export async function noted(
  { tx, caller, command, now }: Call,
  { team, about }: { team: string; about: string },
  what: string,
  why: string,
): Promise<void> {
  const from = command.platform;
  await tx.events.append({ team, about, what, who: caller.person, at: now, from, why });
}
