import type { AuditEvent } from '../decision.ts';
import type { Hook } from '../hook.ts';
import type { Instant } from '../time.ts';

/** What programs hear of, by the beginning of a thing's key. What is about one person alone is not in it. */
export const THINGS = ['escalation', 'round', 'action', 'decision', 'objective', 'risk', 'digest', 'figure'];

/** What a program is sent: that something happened to a thing, never what somebody wrote about it. */
export interface Told {
  /** The same for every try: what came twice can be left out. */
  id: string;
  /** Like `escalation.raised`. */
  type: string;
  team: string;
  about: string;
  at: string;
  /** The levels that it went from and to. */
  from?: number;
  to?: number;
}

/** Nothing where the hook does not want it, or programs do not hear of such things. */
export function toldOf(hook: Pick<Hook, 'events'>, event: AuditEvent & { id: string }): Told | undefined {
  const kind = event.about.slice(0, event.about.indexOf(':'));
  if (!THINGS.includes(kind)) return undefined;
  if (hook.events.length > 0 && !hook.events.includes(event.what)) return undefined;
  const type = `${kind}.${event.what.replaceAll(' ', '_')}`;
  const { from, to } = event.facts ?? {};
  return {
    id: event.id,
    type,
    team: event.team,
    about: event.about,
    at: new Date(event.at).toISOString(),
    ...(typeof from === 'number' ? { from } : {}),
    ...(typeof to === 'number' ? { to } : {}),
  };
}

const MINUTE = 60_000;
const LONGEST = 256 * MINUTE;
const DAY = 24 * 60 * MINUTE;
/** A hook that has failed for so long is ended. */
const PATIENCE = 3 * DAY;

/** When a post is tried next after so many failures: a minute later, then twice as long each time, up to some four hours. Nothing
 * once a day has passed since it was first to go out. */
export function nextTry(attempts: number, since: Instant, now: Instant): Instant | undefined {
  const at = now + Math.min(MINUTE * 2 ** (attempts - 1), LONGEST);
  return at - since > DAY ? undefined : at;
}

export function isHopeless({ failingSince }: Pick<Hook, 'failingSince'>, now: Instant): boolean {
  return failingSince !== undefined && now - failingSince >= PATIENCE;
}

/** What is wrong with an address, as far as it can be seen without asking anybody; nothing where it may do. */
export function whyNoHook(text: string, isOpen: (address: string) => boolean): string | undefined {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:') return 'A hook needs an address that begins with https://.';
  if (url.username || url.password) return 'The address must hold no user name and no password.';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isAddress = /^[\d.]+$|:/.test(host);
  const isInside = !host.includes('.') || /\.(local|localhost|internal|lan|home\.arpa)\.?$/.test(host);
  if (isAddress ? !isOpen(host) : isInside)
    return 'This address is on a private network. Hooks go to the public internet only.';
  return undefined;
}
