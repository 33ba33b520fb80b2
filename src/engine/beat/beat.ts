import { DAY, type Instant, MINUTE, SECOND } from '../../core/time.ts';
import { createDuty, type DutyNeeds } from './duty.ts';
import { createSleep } from './sleep.ts';
import type { Sweep, Task } from './sweep.ts';

export interface BeatNeeds extends DutyNeeds {
  /** The minute sweep and housekeeping run on it; without one, only `Clock.wake` drives the beat. */
  sweep?: Sweep;
  housekeeping?: readonly Task[];
  /** The trouble of that key is over. */
  over?(key: string): Promise<void>;
}

export interface Beat {
  /** From now on everything happens when it is due. */
  start(): void;
  /** Looks for work now: something was put into the outbox. */
  nudge(): void;
  /** Does what is due at the present instant until nothing is left. Errors of the store come out. */
  settle(): Promise<void>;
  /** The earliest instant at which a job or the delivery has something to do. */
  next(): Promise<Instant | undefined>;
  /** Nothing new is begun; what is in flight gets up to 10 s. */
  stop(): Promise<void>;
}

/** The longest sleep: with it a leap of the clock is seen, and a wake-up that got lost is made up for. */
const LONGEST = MINUTE;
const AFTER_TROUBLE = SECOND;
const PATIENCE = 10 * SECOND;

/** Wakes at the earliest due instant, at most a minute away, and earlier when a commit arms something earlier. */
export function createBeat(needs: BeatNeeds): Beat {
  const { clock, jobs, delivery, log, alarm } = needs;
  const duty = createDuty(needs);
  const sleep = createSleep(clock, beat);
  const underWay = new Set<Promise<void>>();
  let live = false;
  let stopSweep: (() => void) | undefined;

  function start(): void {
    if (live) return;
    live = true;
    jobs.onArmed(wakeBy);
    const sweep: Task = { name: 'minute sweep', at: '* * * * *', run: async () => beat() };
    stopSweep = needs.sweep?.([sweep, ...(needs.housekeeping ?? []).map(withAlarm)]);
    beat();
  }

  function beat(): void {
    if (!live) return;
    wakeBy(clock.now() + LONGEST);
    void begin(() => watched(work));
  }

  async function work(): Promise<void> {
    const began = clock.now();
    const moved = await duty.work();
    if (!live) return;
    void begin(() => watched(send));
    sleepUntil(await jobs.next(), moved > 0, began);
  }

  async function send(): Promise<void> {
    const began = clock.now();
    const moved = await duty.send();
    if (!live) return;
    if (moved > 0) beat();
    else sleepUntil(await delivery.next(), false, began);
  }

  function wakeBy(at: Instant): void {
    if (live) sleep.atMostUntil(at);
  }

  /** What was due when the work began and is still there is looked at again a little later: nothing could be done about it.
   * What fell due meanwhile is not held up. */
  function sleepUntil(due: Instant | undefined, moved: boolean, began: Instant): void {
    if (due === undefined) return;
    wakeBy(due <= began && !moved ? clock.now() + AFTER_TROUBLE : due);
  }

  function begin(some: () => Promise<void>): Promise<void> {
    const one = some().finally(() => underWay.delete(one));
    underWay.add(one);
    return one;
  }

  /** The store may be away for a while: the beat goes on, and says so. */
  async function watched(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error({ error: error instanceof Error ? error.stack : String(error) }, 'A beat failed.');
      wakeBy(clock.now() + AFTER_TROUBLE);
      const text = 'A beat failed: jobs and messages wait. Rondo tries again; the log says what went wrong.';
      await alarm({ key: 'beat', text, cause: String(error) });
    }
  }

  /** A task that failed is in trouble until it succeeds. */
  function withAlarm(task: Task): Task {
    const key = `task:${task.name}`;
    const text = `The task “${task.name}” failed. It is tried again at its next time; the log says what went wrong.`;
    const run = () =>
      task.run().then(
        () => needs.over?.(key),
        (error) => alarm({ key, text, cause: String(error), lasts: true, every: DAY }),
      );
    return { ...task, run: () => begin(run) };
  }

  async function stop(): Promise<void> {
    live = false;
    sleep.end();
    stopSweep?.();
    let giveUp = () => {};
    const late = new Promise<void>((resolve) => {
      giveUp = clock.wake(clock.now() + PATIENCE, resolve);
    });
    await Promise.race([Promise.all([duty.idle(), ...underWay]), late]);
    giveUp();
  }

  return { start, nudge: beat, settle: duty.settle, next: duty.next, stop };
}
