import type { Item } from './decision.ts';
import { type Element, note } from './message.ts';
import { count } from './wording.ts';

/** How many nags one person gets on one of their own civil days, over all teams, rituals and blockers. Six leave room for
 * two rituals, a blocker and a few actions; what comes more often than that is no longer read. */
export const BUDGET = 6;

/** After how many working days the same reminder comes again at the latest. */
const RAREST = 8;

/** What asks somebody again for what they were asked before, by the kind of its thing. First asks, messages about a climb
 * and whatever the person asked for themselves are not here. */
const NAGS: Readonly<Record<string, readonly string[]>> = {
  prompt: ['reminder'],
  escalation: ['respond-reminder', 'warning', 'still-stuck', 'exhausted-reminder'],
  action: ['due'],
  retro: ['vote'],
};

/** True for what asks a person again. Channels are not nagged. */
export function isNag({ thing, kind, to }: Pick<Item, 'thing' | 'kind' | 'to'>): boolean {
  const subject = thing.slice(0, thing.indexOf(':'));
  return 'person' in to && (NAGS[subject] ?? []).includes(kind);
}

/** A nag that is about to be sent. */
export interface Nag extends Pick<Item, 'priority'> {
  /** Quiet hours have delayed it: it spends nothing, so it always goes. */
  slept?: boolean;
  /** About a blocker at level 3: it always goes, and spends one all the same. */
  pressing: boolean;
}

const URGENCY: Readonly<Record<Item['priority'], number>> = { deadline: 0, prompt: 1, digest: 2 };

/** Which nags still go on a day on which `spent` have gone, the most urgent first, and which are left out. `spending`:
 * those of them that count. */
export function ration<N extends Nag>(
  nags: readonly N[],
  spent: number,
): { going: N[]; spending: N[]; left: N[] } {
  const going: N[] = [];
  const spending: N[] = [];
  const left: N[] = [];
  for (const nag of nags.toSorted(urgentFirst)) {
    const goes = nag.slept || nag.pressing || spent + spending.length < BUDGET;
    if (!goes) left.push(nag);
    else going.push(nag);
    if (goes && !nag.slept) spending.push(nag);
  }
  return { going, spending, left };
}

function urgentFirst(a: Nag, b: Nag): number {
  return Number(b.pressing) - Number(a.pressing) || URGENCY[a.priority] - URGENCY[b.priority];
}

/** Why a nag was left out, for the log. */
export const TOO_MANY = `It would have been more than ${BUDGET} reminders to one person on one day. The next message to them counts it.`;

/** The one line about nags that were left out. */
export function moreWaits(left: number): Element {
  const many = left === 1 ? ' waits' : ' wait';
  return note(`And ${count(left, 'more thing')}${many} for you: `, { code: '/rondo me' });
}

/** The working days from a reminder to the next one about the same thing, when `times` (from 1) have gone: 1, 2, 4, and
 * 8 from then on. */
export function daysToNext(times: number): number {
  return Math.min(2 ** (times - 1), RAREST);
}
