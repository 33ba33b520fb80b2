import type { Command } from '../../../src/core/command.ts';
import type { PersonId } from '../../../src/core/team.ts';

/** What somebody did in Slack, and the ways to answer them. */
export interface Deed {
  command: Command;
  /** What Slack takes as the answer to the request itself. `slash`: a message; `submit`: what becomes of the dialog;
   * `home`: nothing, and the page is shown; `other`: nothing. */
  way: 'slash' | 'submit' | 'home' | 'other';
  /** The conversation it happened in, a direct one too. */
  place?: string;
  /** The message whose thread it happened in. */
  thread?: string;
  /** Opens one dialog, within 3 s. */
  trigger?: string;
  /** Takes five answers within half an hour. */
  responseUrl?: string;
  /** The dialog that was submitted. */
  view?: unknown;
}

/** A workspace as what is heard there needs it. */
export interface Surroundings {
  workspace: string;
  /** Our own user there. */
  bot: string;
  personOf(user: string): PersonId | undefined;
}

interface Doer {
  /** Slack's id of the event or interaction; what is the same is handled once. */
  id: string;
  user: string;
  place?: string;
  link?: string;
}

/** Direct messages are no channel of a team. */
export function commandOf(around: Surroundings, doer: Doer, act: Command['act']): Command {
  const { id, user, place, link } = doer;
  return {
    id: `slack:${id}`,
    workspace: around.workspace,
    platform: 'slack',
    user,
    ...(place === undefined || isDirect(place) ? {} : { channel: place }),
    ...(link === undefined ? {} : { link }),
    act,
  };
}

export function isDirect(place: string): boolean {
  return place.startsWith('D');
}
