import type { Command } from '../../../src/core/command.ts';
import type { Reply } from '../../../src/core/decision.ts';
import { notSaved } from '../../../src/core/present/notice.ts';
import type { Commands, Log } from '../../../src/ports.ts';

export interface Handled {
  reply: Promise<Reply>;
  /** The same thing was handled a moment ago: it has been answered, or is about to be. */
  again: boolean;
}

/** How many of the newest commands are kept. */
const KEPT = 500;

const NOT_SAVED = JSON.stringify(notSaved());

/** Hands each command on once. What Slack sends again, because an acknowledgement was lost, gets the same reply, as long as
 * this process remembers it; after that the engine still does nothing twice, but says so. What was not done may be tried
 * again. Never rejects. */
export function handleOnce(commands: Commands, log: Log): (command: Command) => Handled {
  const known = new Map<string, Promise<Reply>>();

  function remember(id: string, reply: Promise<Reply>): void {
    known.set(id, reply);
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  }

  async function handle(command: Command): Promise<Reply> {
    try {
      return await commands.handle(command);
    } catch (error) {
      const cause = error instanceof Error ? error.stack : String(error);
      log.error({ command: command.id, error: cause }, 'A command from Slack failed.');
      return notSaved();
    }
  }

  async function forgetUnsaved(id: string, reply: Promise<Reply>): Promise<void> {
    if (JSON.stringify(await reply) === NOT_SAVED && known.get(id) === reply) known.delete(id);
  }

  return (command) => {
    const before = known.get(command.id);
    if (before) return { reply: before, again: true };
    const reply = handle(command);
    remember(command.id, reply);
    void forgetUnsaved(command.id, reply);
    return { reply, again: false };
  };
}
