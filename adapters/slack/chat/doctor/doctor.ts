import type { Clock, Log } from '../../../../src/ports.ts';
import { createClient } from '../client.ts';
import { openLine } from '../line.ts';
import { checkClock, createWatch } from './clock.ts';
import { checkEvents } from './events.ts';
import { checkScopes, checkToken } from './token.ts';
import { checkChannels, checkGroups, checkPeople } from './workspace.ts';

/** One thing that was looked at. `todo` says what to do; with `ok`, what one may do. */
export interface Finding {
  ok: boolean;
  what: string;
  todo?: string;
}

export interface DoctorNeeds {
  token: string;
  /** For Socket Mode. */
  appToken?: string;
  /** Rondo's own address from outside, without a slash at its end. */
  url?: string;
  apiUrl?: string;
  /** As team files write them: `#atlas`, or an id. */
  channels: readonly string[];
  /** A person's name, and handle, e-mail or id of the user. */
  people: readonly { name: string; user: string }[];
  /** Handles of the user groups that are kept up to date. */
  groups?: readonly string[];
  clock: Clock;
  log: Log;
}

/** Looks through everything that has to be right between Rondo and one Slack workspace. Nothing is posted or changed. */
export async function askDoctor(needs: DoctorNeeds): Promise<Finding[]> {
  const watch = createWatch(needs.clock);
  const line = openLine(createClient({ ...needs, fetch: watch.fetch }), () => {});
  const { findings: token, works } = await checkToken(line);
  const rest = works
    ? [
        ...checkScopes(line),
        ...(await checkChannels(line, needs)),
        ...(await checkPeople(line, needs)),
        ...(await checkGroups(line, needs)),
      ]
    : [];
  return [...token, ...rest, ...checkClock(watch), ...(await checkEvents(needs))];
}
