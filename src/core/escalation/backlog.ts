import { type Spread, spreadOf } from '../spread.ts';
import type { LevelNumber } from '../team.ts';
import { DAY, type Instant, type Span } from '../time.ts';
import type { Escalation } from './escalation.ts';
import type { Telling } from './timeline.ts';

/** How many are open by level, each level by the brackets of `AGES`. `none`: without a clock, because it was just told or
 * waits for its day. */
export type Open = Readonly<Record<LevelNumber | 'none', readonly number[]>>;

/** How late what was posted came: since it was due, and since it might be posted, so without quiet hours and without the
 * time that Rondo itself was down. What was dropped or waits is only counted. */
export interface Delivery {
  sinceDue: Spread;
  sinceReady: Spread;
  dropped: number;
  waiting: number;
}

/** The brackets of the time since the raising: up to this long, the last without an end. */
export const AGES: readonly { label: string; below: Span }[] = [
  { label: 'under 1 day', below: DAY },
  { label: '1 to 3 days', below: 3 * DAY },
  { label: '3 to 7 days', below: 7 * DAY },
  { label: 'over 7 days', below: Number.POSITIVE_INFINITY },
];

/** What is live now. */
export function openAt(escalations: readonly Escalation[], now: Instant): Open {
  const live = escalations.filter((one) => one.live);
  const ages = (level: LevelNumber | 'none') => {
    const brackets = live.filter((one) => clockOf(one) === level).map((one) => bracketOf(now - one.raisedAt));
    return AGES.map((_, bracket) => brackets.filter((one) => one === bracket).length);
  };
  return { 1: ages(1), 2: ages(2), 3: ages(3), none: ages('none') };
}

function clockOf({ level, resolveBy, state }: Escalation): LevelNumber | 'none' {
  return resolveBy !== undefined || state === 'held' || state === 'exhausted' ? level : 'none';
}

function bracketOf(age: Span): number {
  return AGES.findIndex(({ below }) => age < below);
}

export function deliveryOf(tellings: readonly Telling[]): Delivery {
  const posted = tellings.flatMap(({ due, ready = due, postedAt }) =>
    postedAt === undefined ? [] : [{ due, ready, postedAt }],
  );
  const dropped = tellings.filter(({ state }) => state === 'dropped').length;
  return {
    sinceDue: spreadOf(posted.map(({ due, postedAt }) => postedAt - due)),
    sinceReady: spreadOf(posted.map(({ ready, postedAt }) => postedAt - ready)),
    dropped,
    waiting: tellings.length - posted.length - dropped,
  };
}
