import type { BlockerAnswer } from '../round.ts';
import type { LevelNumber, PersonId, Policy } from '../team.ts';
import type { Deadline } from '../time/deadline.ts';
import type { CivilDate, Instant, Span } from '../time.ts';

export type EscalationState =
  | 'open'
  | 'acknowledged'
  | 'held'
  | 'exhausted'
  | 'resolved'
  | 'closed'
  | 'cancelled';

export type TimerName =
  | 'start'
  | 'respond'
  | 'warn'
  | 'resolve'
  | 'remind'
  | 'hold'
  | 'back'
  /** Nobody has looked at the line for outsiders. */
  | 'word'
  /** The session begins, or the time that was offered for it has come. */
  | 'session'
  | 'sessionOver';

/** What the presser of an old button is told: one change. */
export interface Happening {
  /** The epoch that it led to, or happened within. */
  epoch: number;
  within?: true;
  at: Instant;
  by?: PersonId;
  /** A clause that follows a name, or a whole one for a timer: "acknowledged this", "it climbed to Level 2, mediation". */
  what: string;
}

/** A blocker and its climb. `id` = `<team>-<number>`; its thing key is `escalation:<id>`. */
export interface Escalation {
  id: string;
  team: string;
  number: number;
  state: EscalationState;
  /** False once resolved, closed or cancelled. */
  live: boolean;
  raiser: PersonId;
  raisedAt: Instant;
  /** The raiser's words. */
  what: string;
  /** Who wrote them, where somebody else speaks for it by now. */
  author?: PersonId;
  /** The line for outsiders: what is proposed to whoever looks at it before it goes out. */
  outside?: string;
  /** The line waits for somebody's look. */
  preview?: Preview;
  /** What outsiders were let read: without a line only the neutral one. `at`: when the line was last worded.
   * `neutralAt`: when the neutral one went out after it, beside what stood already. */
  outsiders?: { line?: string; level: LevelNumber; at: Instant; neutralAt?: Instant };
  /** Level 2's session, also after it. */
  session?: Session;
  needs: readonly string[];
  link?: string;
  /** When help is needed; `just_telling` runs no clocks until somebody escalates. */
  when?: BlockerAnswer['when'];
  /** Seen by the raiser, the lead and these people; only counted elsewhere. */
  private?: { people: readonly PersonId[] };
  /** Who is stuck on the same thing, besides the raiser. */
  alsoStuck?: readonly PersonId[];
  /** The ended escalation that this one follows. */
  after?: string;
  /** The overdue action it is about: nobody has raised it, the team's rule has. */
  action?: string;
  /** The round it came out of. */
  round?: string;
  /** "by DATE": level 1 starts that morning. */
  startsOn?: CivilDate;
  policy: Policy;
  level: LevelNumber;
  /** When the present level began. */
  levelSince: Instant;
  /** Why it came to the present level: what passed, or who sent it there and why. */
  came?: { why: string; by?: PersonId };
  /** Resolved at the level's start, looked at again whenever something is sent. */
  targets: readonly PersonId[];
  /** Targets who were not asked, each with its reason. */
  passedOver: readonly { person: PersonId; why: string }[];
  /** Everybody who was told, for the last word: `person:mia`, `channel:#atlas` (a message of its own), `board:#atlas`
   * (under the day's board), and for those who get the outsiders' line only `outside-person:…`, `outside-channel:…`. */
  told: readonly string[];
  owner?: PersonId;
  acknowledged?: { by: PersonId; at: Instant };
  /** Deputies are asked after the targets' `respondBy`, or at once when no target can be reached. */
  deputised?: { at: Instant; people?: readonly PersonId[] };
  /** The owner who fell away; asked whether to take it back on return. */
  former?: { person: PersonId; at: Instant; back?: Instant };
  /** The lead was asked what becomes of it without its raiser. */
  raiserGone?: { at: Instant };
  respondBy?: Instant;
  warnAt?: Instant;
  resolveBy?: Instant;
  /** When this level's clocks began, if later than `levelSince`: the first reachable target's opening. */
  delayedTo?: Instant;
  /** Set once a level's clocks were delayed: it happens once per escalation. */
  delayedOnce?: true;
  /** What the running clocks count from, so that a changed calendar can move them. */
  clock?: {
    from: Instant;
    resolve: Deadline;
    respondFrom?: Instant;
    /** After a pause: what was left of the time to answer, and until the warning. */
    respond?: Deadline;
    warn?: Deadline;
  };
  /** Its team is paused. `due`: the deadlines that ran then; the rest is what was left of each in open time. */
  paused?: { at: Instant; due: readonly Instant[]; resolve?: Span; warn?: Span; respond?: Span };
  /** The 75 % warning went out, or came too late to. */
  warned?: { at: Instant };
  holdAsked?: { until: Instant; by: PersonId; why: string; at: Instant };
  /** `left`: open time kept for afterwards; `spent`: the length of earlier holds. */
  hold?: {
    until: Instant;
    by: PersonId;
    why: string;
    left: Span;
    spent: Span;
    since?: Instant;
    was?: 'open' | 'acknowledged' | 'exhausted';
  };
  /** The length of all ended holds; 30 days in all are allowed. */
  heldFor?: Span;
  /** A plan or a decision. `level`: where it was recorded. */
  plan?: { text: string; by: PersonId; at: Instant; until?: CivilDate; level?: LevelNumber };
  resolved?: { by: PersonId; at: Instant; how: string; learning?: string };
  cancelled?: { by: PersonId; at: Instant; why: string };
  closed?: { by: PersonId; at: Instant; followUp?: FollowUp; review?: string };
  exhausted?: { at: Instant };
  /** The newest note. */
  note?: { text: string; by: PersonId; at: Instant };
  /** The newest changes, oldest first. */
  happened?: readonly Happening[];
  downs: number;
  /** Rises with every change: compare-and-set. */
  version: number;
  /** Rises when targets, level or clocks change: buttons and items carry it. */
  epoch: number;
  /** Per timer, how often it was armed. */
  armings: Readonly<Partial<Record<TimerName, number>>>;
}

/** The line for outsiders before it leaves the team. `person`: who was asked to look at it, if anybody could be. After
 * `lasts` of the team's working time from `from` on, at `by`, only the neutral line goes out; without `by` that clock stands
 * still. `at` tells one preview from the next. */
export interface Preview {
  at: Instant;
  person?: PersonId;
  from: Instant;
  lasts: Span;
  by?: Instant;
  /** Somebody stands in for whoever was asked first, so the time has begun anew once. */
  again?: true;
}

/** The session of level 2. `cannot`: those invited for whom it is outside their hours or who are away. */
export interface Session {
  mediator: PersonId;
  /** Everybody invited, the mediator first. */
  people: readonly PersonId[];
  /** The earliest time that suits most; without it none is left before the deadline. */
  offer?: Slot;
  booked?: Slot & { by: PersonId };
  /** A link or words; without it the thread. */
  place?: string;
  notes?: SessionNotes & { by: PersonId; at: Instant };
  /** The booked time has come. */
  begun?: { at: Instant };
  /** Its booked time is over. */
  over?: { at: Instant };
  /** The level or the blocker ended: nothing comes of it any more. */
  ended?: { at: Instant };
}

/** A time for a session: half-open. */
export interface Slot {
  from: Instant;
  to: Instant;
  cannot: readonly PersonId[];
}

/** What was said, by the points of the agenda. The fourth, the plan, is the escalation's own. */
export interface SessionNotes {
  facts?: string;
  options?: string;
  decision?: string;
}

/** What is done so that it does not happen again. */
export interface FollowUp {
  what: string;
  owner: PersonId;
  due: CivilDate;
}

export const LEVELS: readonly LevelNumber[] = [1, 2, 3];

export const LEVEL_NAMES: Readonly<Record<LevelNumber, string>> = {
  1: 'Level 1, team',
  2: 'Level 2, mediation',
  3: 'Level 3, leadership',
};

/** The same within a sentence. */
export const LEVEL_SAID: Readonly<Record<LevelNumber, string>> = {
  1: 'level 1 (team)',
  2: 'level 2 (mediation)',
  3: 'level 3 (leadership)',
};

/** The thing key under which messages carry an escalation. */
export function thingOf(escalation: { id: string }): string {
  return `escalation:${escalation.id}`;
}
