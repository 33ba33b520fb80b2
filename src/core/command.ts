import type { FormValues } from './form.ts';

/** What a person did in chat, parsed by an adapter and not yet understood. */
export interface Command {
  /** The platform's id of the event; the same id is handled once. */
  id: string;
  workspace: string;
  platform: string;
  /** The platform's user id. */
  user: string;
  /** Where it happened: the platform's channel name or id; absent in a direct message. */
  channel?: string;
  /** A link to the message that it is about, when it was started from one. */
  link?: string;
  act:
    | { act: 'slash'; name: string; text: string }
    | { act: 'press'; button: string; thing: string; epoch: number }
    | { act: 'submit'; form: string; thing: string; epoch: number; values: FormValues }
    /** A typed message to the bot. */
    | { act: 'say'; text: string }
    /** Somebody opened the bot's own page. */
    | { act: 'home' };
}
