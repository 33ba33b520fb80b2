import type { Instant, Span } from '../../core/time.ts';
import type { StoredMessage } from '../../ports.ts';

/** `count` calls every `per` ms, at most `burst` of them at once. */
export interface Rate {
  count: number;
  per: Span;
  burst: number;
}

/** One chat's limits; a rate that is absent does not limit. */
export interface Pace {
  /** All posts of the workspace. */
  workspace?: Rate;
  /** Posts to one channel or person. */
  channel?: Rate;
  /** All edits of the workspace. */
  edits?: Rate;
}

/** Where a call goes: what it draws its tokens from. */
export interface Lane {
  workspace: string;
  channel: string;
  call: 'post' | 'edit';
}

/** One look at the queue. */
export interface Turns {
  /** Takes a token: `undefined` means go, an instant means not before then. Those turned away in one look are given one
   * slot after the other, so that each comes back when it is its turn. */
  take(lane: Lane): Instant | undefined;
}

/** Keeps a platform's limits. It never sleeps: it says when. */
export interface Pacer {
  look(now: Instant): Turns;
  /** The platform said to wait. A second channel that is told so while the first one waits stops the whole workspace. */
  pause(lane: Lane, until: Instant): void;
}

/** A millisecond earns `count`, a call costs `per`: whole numbers, so that nothing is lost to rounding. */
interface Bucket {
  rate: Rate;
  balance: number;
  at: Instant;
}

/** Paces by workspace id; a workspace without an entry is not limited except by what it says itself. */
export function createPacer(paces: Readonly<Record<string, Pace>>): Pacer {
  const buckets = new Map<string, Bucket>();
  const pauses = new Map<string, Instant>();

  function look(now: Instant): Turns {
    forgetThePast(now);
    const turnedAway = new Map<string, number>();
    return { take: (lane) => take(lane, now, turnedAway) };
  }

  function take(lane: Lane, now: Instant, turnedAway: Map<string, number>): Instant | undefined {
    const drawn = drawnFrom(lane, now);
    const paused = pausedUntil(lane, now);
    if (paused === undefined && drawn.every(([, bucket]) => bucket.balance >= bucket.rate.per)) {
      for (const [, bucket] of drawn) bucket.balance -= bucket.rate.per;
      return undefined;
    }
    const slots = drawn.map(([key, bucket]) => slot(bucket, now, countUp(turnedAway, key)));
    return Math.max(now + 1, paused ?? 0, ...slots);
  }

  function drawnFrom(lane: Lane, now: Instant): [string, Bucket][] {
    const pace = paces[lane.workspace];
    const drawn: [string, Bucket][] = [];
    const draw = (key: string, rate: Rate | undefined) => {
      if (rate) drawn.push([key, refilled(key, rate, now)]);
    };
    draw(`${lane.workspace}|${lane.call}`, lane.call === 'edit' ? pace?.edits : pace?.workspace);
    draw(channelKey(lane), pace?.channel);
    return drawn;
  }

  function refilled(key: string, rate: Rate, now: Instant): Bucket {
    const bucket = buckets.get(key) ?? { rate, balance: full(rate), at: now };
    buckets.set(key, bucket);
    bucket.balance = balanceAt(bucket, now);
    bucket.at = now;
    return bucket;
  }

  function pause(lane: Lane, until: Instant): void {
    const others = [...pauses.keys()].some(
      (key) => key.startsWith(`${lane.workspace}|`) && key !== channelKey(lane),
    );
    pauses.set(channelKey(lane), until);
    if (others) pauses.set(lane.workspace, Math.max(until, pauses.get(lane.workspace) ?? 0));
  }

  function pausedUntil(lane: Lane, now: Instant): Instant | undefined {
    const until = Math.max(pauses.get(lane.workspace) ?? 0, pauses.get(channelKey(lane)) ?? 0);
    return until > now ? until : undefined;
  }

  function forgetThePast(now: Instant): void {
    for (const [key, until] of pauses) if (until <= now) pauses.delete(key);
    for (const [key, bucket] of buckets) if (balanceAt(bucket, now) >= full(bucket.rate)) buckets.delete(key);
  }

  return { look, pause };
}

/** Where a message draws its turns from: a thread counts as its channel. */
export function laneOf({ workspace, recipient, state }: StoredMessage): Lane {
  const [channel = recipient] = recipient.split('>');
  return { workspace, channel, call: state === 'posted' ? 'edit' : 'post' };
}

function channelKey(lane: Lane): string {
  return `${lane.workspace}|in|${lane.channel}`;
}

function full(rate: Rate): number {
  return rate.burst * rate.per;
}

/** A clock that went back earns nothing. */
function balanceAt({ balance, rate, at }: Bucket, now: Instant): number {
  return Math.min(full(rate), balance + Math.max(0, now - at) * rate.count);
}

/** When the bucket will hold `nth` calls. */
function slot({ balance, rate }: Bucket, now: Instant, nth: number): Instant {
  return now + Math.ceil((nth * rate.per - balance) / rate.count);
}

function countUp(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
}
