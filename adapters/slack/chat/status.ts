import type { UsersListResponse } from '@slack/web-api';
import { SECOND } from '../../../src/core/time.ts';
import type { DirectoryEntry } from '../../../src/ports.ts';

type Profile = NonNullable<NonNullable<UsersListResponse['members']>[number]['profile']>;

/** The signs and words of a status that says: not at work. "In a meeting" and the like do not. */
const SIGNS: ReadonlySet<string> = new Set([
  ':palm_tree:',
  ':face_with_thermometer:',
  ':airplane:',
  ':airplane_departure:',
  ':no_entry:',
  ':desert_island:',
  ':beach_with_umbrella:',
]);
const WORDS =
  /(?<!\p{L})(out of (the )?office|ooo|pto|on leave|(parental|sick) leave|away|vacation(ing)?|on holidays?|day off|urlaub|abwesend|krank|elternzeit|vacaciones|vacances|congés?)(?!\p{L})/iu;

/** Words that only hint at it: the person is asked. */
const HINTS =
  /(?<!\p{L})(workshop|conference|konferenz|summit|seminar|training|off-?site|travell?ing|unterwegs|dienstreise|tentative)(?!\p{L})/iu;

/** Whether the person's status hints that they may be away, without saying so. */
export function maybeAway(profile: Profile | undefined, now: number): boolean {
  const { status_text = '', status_expiration = 0 } = profile ?? {};
  const over = status_expiration > 0 && status_expiration * SECOND <= now;
  return !over && !outOfOffice(profile, now) && HINTS.test(status_text);
}

/** Whether the person's status says that they are out of office, and until when if it says so. */
export function outOfOffice(profile: Profile | undefined, now: number): DirectoryEntry['outOfOffice'] {
  const { status_text = '', status_emoji = '', status_expiration = 0 } = profile ?? {};
  const until = status_expiration * SECOND;
  if (until > 0 && until <= now) return undefined;
  if (!SIGNS.has(status_emoji) && !WORDS.test(status_text)) return undefined;
  return until > 0 ? { until } : {};
}
