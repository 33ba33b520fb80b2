import { addDays, dateAt, instantAt } from '../../src/core/time/zone.ts';
import type { Instant, Zone } from '../../src/core/time.ts';
import { DAY, HOUR } from '../../src/core/time.ts';
import { type SettableClock, type Stepper, stepTo } from './clock.ts';

/** The next thing that happens, in words. */
export interface Upcoming {
  at: Instant;
  what: string;
}

export type Move = 'next' | 'hour' | 'tomorrow';

/** A walk that is under way. */
export interface Moving {
  from: Instant;
  to: Instant;
  at: Instant;
  steps: number;
}

/** What the clock bar shows. */
export interface ClockView {
  now: Instant;
  next: Upcoming | null;
  moving: Moving | null;
  /** What went wrong with the last walk. */
  problem: string | null;
}

export interface Travel {
  view(): Promise<ClockView>;
  /** Sets out; gives back a sentence when it cannot. The walk itself goes on in the background. */
  set(move: Move, zone: Zone): Promise<string | undefined>;
  /** Ends the walk at the step it is in, and waits for that. */
  stop(): Promise<void>;
  /** The end of the walk that is under way, if there is one. */
  arrived(): Promise<void>;
}

export interface TravelSetup {
  clock: SettableClock;
  stepper: Stepper;
  upcoming: () => Promise<Upcoming | undefined>;
  /** How many messages were ever posted: "next event" goes on until there is one more. */
  posts: () => number;
  /** Called whenever the clock bar would show something else. */
  changed: () => void;
  log: (problem: unknown) => void;
}

/** How far "next event" looks for something that people see. */
const FURTHEST = 60 * DAY;

/** Nine in the morning, in minutes. */
const MORNING = 9 * 60;

/** The clock bar's engine: one walk at a time, which can be stopped. */
export function travelWith(setup: TravelSetup): Travel {
  let moving: Moving | null = null;
  let problem: string | null = null;
  let stopping = new AbortController();
  let walk: Promise<void> = Promise.resolve();

  /** `enough` may end it earlier. */
  async function go(to: Instant, enough?: () => boolean): Promise<void> {
    const from = setup.clock.now();
    moving = { from, to, at: from, steps: 0 };
    setup.changed();
    const progress = (at: Instant, steps: number) => {
      moving = { from, to, at, steps };
      setup.changed();
    };
    try {
      await stepTo(setup.clock, to, setup.stepper, {
        progress,
        signal: stopping.signal,
        ...(enough ? { enough } : {}),
      });
    } catch (caught) {
      problem = 'Time stopped, because something went wrong on the way. The terminal says what.';
      setup.log(caught);
    }
    moving = null;
    setup.changed();
  }

  return {
    async view() {
      const next = moving ? undefined : await setup.upcoming();
      return { now: setup.clock.now(), next: next ?? null, moving, problem };
    },
    async set(move, zone) {
      const next = move === 'next' ? await setup.upcoming() : undefined;
      if (moving) return 'Time is already moving. Wait until it has arrived, or stop it.';
      if (move === 'next' && !next) return 'Nothing is planned, so there is nothing to go to.';
      problem = null;
      stopping = new AbortController();
      const before = setup.posts();
      walk = next
        ? go(next.at + FURTHEST, () => setup.posts() > before)
        : go(targetOf(move, setup.clock.now(), zone));
      return undefined;
    },
    stop() {
      stopping.abort();
      return walk;
    },
    arrived: () => walk,
  };
}

function targetOf(move: Move, now: Instant, zone: Zone): Instant {
  if (move === 'tomorrow') return instantAt(zone, addDays(dateAt(zone, now), 1), MORNING);
  return move === 'hour' ? now + HOUR : now;
}
