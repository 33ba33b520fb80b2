import type { Instant } from '../../core/time.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { createJumpWatch, isSteady } from '../watch/jump.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { createWork, type WorkNeeds } from './work.ts';

export interface DutyNeeds extends WorkNeeds {
  delivery: Pick<Delivery, 'bind' | 'send' | 'next'>;
  /** The clock is moved by hand, so a leap is no fault. */
  stepped?: boolean;
}

/** What is done when something is due. Everything gives how much moved on. */
export interface Duty {
  /** Runs due jobs, then puts what they told into messages. Never overlaps itself, so that everything that fell due together
   * is told together. */
  work(): Promise<number>;
  /** Posts and edits; never overlaps itself, and goes on beside `work`. */
  send(): Promise<number>;
  /** Both, until nothing is left at the present instant. */
  settle(): Promise<void>;
  /** The earliest instant at which something is due. */
  next(): Promise<Instant | undefined>;
  /** Resolves when nothing is in flight. */
  idle(): Promise<void>;
}

/** After so many rounds at one instant the work feeds itself. */
const MOST_ROUNDS = 10_000;

/** Does nothing while a leap of the clock is not confirmed. */
export function createDuty(needs: DutyNeeds): Duty {
  const { clock, jobs, delivery } = needs;
  const isSteady = steadiness(needs);
  const runDueJobs = createWork(needs);
  const working = oneAtATime(async () => {
    const ran = await runDueJobs(isSteady);
    return isSteady(clock.now()) ? ran + (await delivery.bind()) : ran;
  });
  const sending = oneAtATime(async () => (isSteady(clock.now()) ? delivery.send() : 0));

  async function settle(): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const moved = (await working.run()) + (await sending.run());
      if (moved === 0) return;
    }
    throw new Error(`The work at ${new Date(clock.now()).toISOString()} does not come to an end.`);
  }

  async function next(): Promise<Instant | undefined> {
    const instants = [await jobs.next(), await delivery.next()].filter((at) => at !== undefined);
    return instants.length > 0 ? Math.min(...instants) : undefined;
  }

  async function idle(): Promise<void> {
    await Promise.all([working.idle(), sending.idle()]);
  }

  return { work: working.run, send: sending.run, settle, next, idle };
}

function steadiness({ stepped, alarm }: DutyNeeds): (now: Instant) => boolean {
  if (stepped) return () => true;
  const judge = createJumpWatch();
  return (now) => {
    const verdict = judge(now);
    if (verdict === 'jumped') void alarm({ key: 'clock', text: LEAPT });
    if (verdict === 'went back') void alarm({ key: 'clock', text: WENT_BACK });
    return isSteady(verdict);
  };
}

const LEAPT =
  'The clock leapt forward by over 5 minutes. Nothing is sent or escalated until the next beat confirms the new time. Look after the clock of this machine.';
const WENT_BACK =
  'The clock went back by over 5 minutes. Nothing is done twice, and what is due waits until the clock is there again. Look after the clock of this machine.';
