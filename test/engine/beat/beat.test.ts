import { expect, onTestFinished, test, vi } from 'vitest';
import { manualClock } from '../../../adapters/playground/clock.ts';
import { openStore } from '../../../data/sqlite/store.ts';
import type { Job } from '../../../src/core/decision.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/core/time.ts';
import { type BeatNeeds, createBeat } from '../../../src/engine/beat/beat.ts';
import type { Task } from '../../../src/engine/beat/sweep.ts';
import type { JobHandler } from '../../../src/engine/beat/work.ts';
import type { Delivery } from '../../../src/engine/delivery/delivery.ts';
import { START, silent } from '../post-office.ts';

async function beating(over: Partial<BeatNeeds> = {}) {
  const clock = manualClock(START);
  const { store, jobs } = await openStore(':memory:', { owner: 'test' });
  onTestFinished(() => store.close());
  const ran: string[] = [];
  const alarms: string[] = [];
  const ended: string[] = [];
  const note: JobHandler = async (job) => void ran.push(job.key);
  const needs: BeatNeeds = {
    clock,
    jobs,
    delivery: { bind: async () => 0, send: async () => 0, next: async () => undefined },
    handlers: { note },
    alarm: async ({ text }) => void alarms.push(text),
    over: async (key) => void ended.push(key),
    log: silent,
    ...over,
  };
  const arm = (...armed: (Partial<Job> & { key: string })[]) =>
    store.transact(async (tx) => {
      for (const job of armed) await tx.jobs.arm({ kind: 'note', due: START, payload: {}, ...job });
    });
  return { clock, store, jobs, ran, alarms, ended, arm, needs, beat: createBeat(needs) };
}

/** Lets everything that is under way come to its end. */
async function quiet(until: () => void): Promise<void> {
  await vi.waitFor(until, { interval: 1 });
}

test('due jobs run in due order, later ones wait', async () => {
  const { arm, beat, ran, clock } = await beating();
  await arm({ key: 'b', due: START - 1 }, { key: 'later', due: START + HOUR }, { key: 'a', due: START - 2 });
  await beat.settle();
  expect(ran).toEqual(['a', 'b']);
  expect(await beat.next()).toBe(START + HOUR);
  clock.set(START + MINUTE);
  await beat.settle();
  expect(ran).toEqual(['a', 'b']);
});

test('what a job arms for now runs too, before anything is told', async () => {
  const told: string[][] = [];
  const delivery = {
    bind: async () => {
      told.push([...ran]);
      return 0;
    },
    send: async () => 0,
    next: async () => undefined,
  };
  const handlers: Record<string, JobHandler> = {
    chain: async (job, tx, now) => {
      ran.push(job.key);
      if (ran.length < 3)
        await tx.jobs.arm({ key: `after ${job.key}`, kind: 'chain', due: now, payload: {} });
    },
  };
  const { arm, beat, ran } = await beating({ delivery, handlers });
  await arm({ key: 'a', kind: 'chain' });
  await beat.settle();
  expect(told[0]).toEqual(['a', 'after a', 'after after a']);
});

test('what is told may lead to more work, until nothing is left', async () => {
  const left = [3, 2, 1];
  const sends: number[] = [];
  const delivery: Pick<Delivery, 'bind' | 'send' | 'next'> = {
    bind: async () => 0,
    send: async () => {
      sends.push(left.length);
      return left.pop() ?? 0;
    },
    next: async () => undefined,
  };
  const { beat } = await beating({ delivery });
  await beat.settle();
  expect(sends).toEqual([3, 2, 1, 0]);
});

test('a job that fails comes back at growing distances, leaves nothing behind, and alarms from the fifth time on', async () => {
  let broken = true;
  const handlers: Record<string, JobHandler> = {
    moody: async (job, tx) => {
      await tx.jobs.arm({ key: 'trace', kind: 'moody', due: START + 1_000 * HOUR, payload: {} });
      if (broken) throw new Error('not today');
      ran.push(job.key);
    },
  };
  const { arm, beat, ran, clock, store, alarms } = await beating({ handlers, stepped: true });
  await arm({ key: 'a', kind: 'moody' });
  const distances: number[] = [];
  for (let n = 1; n <= 10; n += 1) {
    await beat.settle();
    const next = (await beat.next()) ?? 0;
    distances.push((next - clock.now()) / SECOND);
    expect(alarms).toHaveLength(Math.max(0, n - 4));
    clock.set(next);
  }
  expect(distances).toEqual([10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600]);
  expect(alarms[0]).toBe('The job a failed 5 times. Rondo keeps trying; the log says what went wrong.');
  expect(await store.read.jobs.get('trace')).toBeUndefined();
  broken = false;
  await beat.settle();
  expect(ran).toEqual(['a']);
});

test('one job that fails does not hold up the others', async () => {
  const handlers: Record<string, JobHandler> = {
    note: async (job) => {
      if (job.key === 'bad') throw new Error('bad');
      ran.push(job.key);
    },
  };
  const { arm, beat, ran } = await beating({ handlers });
  await arm({ key: 'a' }, { key: 'bad' }, { key: 'c' });
  await beat.settle();
  expect(ran).toEqual(['a', 'c']);
});

test('a job of a kind that nobody knows raises an alarm and waits', async () => {
  const { arm, beat, alarms } = await beating();
  await arm({ key: 'x', kind: 'from the future' });
  await beat.settle();
  expect(alarms).toEqual([
    'Nothing here knows the kind "from the future" of the job x. It waits for a version that does.',
  ]);
  expect(await beat.next()).toBe(START + 10 * MINUTE);
});

test('a started beat runs each job at its instant, also one that is armed for earlier than its next wake-up', async () => {
  const at: Record<string, number> = {};
  const handlers: Record<string, JobHandler> = {
    note: async (job, _, now) => {
      at[job.key] = now - START;
    },
  };
  const { arm, beat, clock } = await beating({ handlers });
  beat.start();
  await arm({ key: 'late', due: START + 50 * SECOND });
  await arm({ key: 'early', due: START + 20 * SECOND });
  clock.set(START + 20 * SECOND);
  await quiet(() => expect(at.early).toBe(20 * SECOND));
  clock.set(START + 50 * SECOND);
  await quiet(() => expect(at.late).toBe(50 * SECOND));
  await beat.stop();
});

test('jobs do not wait for a slow chat, and two sends never overlap', async () => {
  let answer = () => {};
  const slow = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const log: string[] = [];
  const delivery = {
    bind: async () => 0,
    send: async () => {
      log.push('send');
      await slow;
      return 0;
    },
    next: async () => undefined,
  };
  const { arm, beat, clock, ran } = await beating({ delivery });
  await arm({ key: 'a', due: START + SECOND });
  beat.start();
  await quiet(() => expect(log).toContain('send'));
  clock.set(START + SECOND);
  await quiet(() => expect(ran).toEqual(['a']));
  expect(log.filter((line) => line === 'send')).toHaveLength(1);
  answer();
  await beat.stop();
});

test('stopping waits for what is in flight and begins nothing new', async () => {
  let finish = () => {};
  const slow = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let sending = false;
  let sent = false;
  const delivery = {
    bind: async () => 0,
    send: async () => {
      sending = true;
      await slow;
      sent = true;
      return 0;
    },
    next: async () => undefined,
  };
  const { arm, beat, clock, ran } = await beating({ delivery });
  beat.start();
  await quiet(() => expect(sending).toBe(true));
  const stopped = beat.stop().then(() => expect(sent).toBe(true));
  finish();
  await stopped;
  await arm({ key: 'a' });
  clock.set(START + HOUR);
  beat.nudge();
  expect(ran).toEqual([]);
});

test('stopping gives up on what does not end within ten seconds', async () => {
  let sending = false;
  const delivery = {
    bind: async () => 0,
    send: () => {
      sending = true;
      return new Promise<number>(() => {});
    },
    next: async () => undefined,
  };
  const { beat, clock } = await beating({ delivery });
  beat.start();
  await quiet(() => expect(sending).toBe(true));
  const stopped = beat.stop();
  clock.set(START + 10 * SECOND);
  await stopped;
});

test('the clock leaps forward by an hour: an alarm, and nothing runs before a later beat confirms it', async () => {
  const { arm, beat, clock, ran, alarms } = await beating();
  await beat.settle();
  await arm({ key: 'a', due: START + 30 * MINUTE });
  clock.set(START + HOUR);
  await beat.settle();
  clock.set(START + HOUR + 10 * SECOND);
  await beat.settle();
  expect(ran).toEqual([]);
  expect(alarms).toHaveLength(1);
  clock.set(START + HOUR + MINUTE);
  await beat.settle();
  expect(ran).toEqual(['a']);
  expect(alarms).toHaveLength(1);
});

test('five minutes without a beat are no leap, and downtime before the first beat is none either', async () => {
  const { arm, beat, clock, ran, alarms } = await beating();
  await arm({ key: 'old', due: START - 24 * HOUR }, { key: 'a', due: START + MINUTE });
  await beat.settle();
  clock.set(START + 5 * MINUTE);
  await beat.settle();
  expect(ran).toEqual(['old', 'a']);
  expect(alarms).toEqual([]);
});

test('a clock that leaps forward and comes back has run nothing too early', async () => {
  const real = manualClock(START);
  let off = 0;
  const clock = { ...real, now: () => real.now() + off };
  const { arm, beat, ran } = await beating({ clock });
  await beat.settle();
  await arm({ key: 'a', due: START + 30 * MINUTE });
  off = HOUR;
  await beat.settle();
  off = 0;
  real.set(START + MINUTE);
  await beat.settle();
  expect(ran).toEqual([]);
  real.set(START + 5 * MINUTE);
  await beat.settle();
  off = -2 * HOUR;
  await beat.settle();
  expect(ran).toEqual([]);
});

test('a clock that jumps back runs nothing twice, and the operators hear of it', async () => {
  const real = manualClock(START);
  let off = 0;
  const clock = { ...real, now: () => real.now() + off };
  const { arm, beat, ran, alarms } = await beating({ clock });
  await arm({ key: 'a' });
  await beat.settle();
  off = -HOUR;
  await beat.settle();
  real.set(START + 2 * MINUTE);
  await beat.settle();
  expect(ran).toEqual(['a']);
  expect(alarms).toEqual([expect.stringMatching(/^The clock went back/)]);
});

test('a clock that is moved by hand may leap', async () => {
  const { arm, beat, clock, ran } = await beating({ stepped: true });
  await beat.settle();
  await arm({ key: 'a', due: START + HOUR });
  clock.set(START + 24 * HOUR);
  await beat.settle();
  expect(ran).toEqual(['a']);
});

test('a store that is away for a moment does not stop the beat', async () => {
  const { arm, needs, clock, ran, alarms } = await beating();
  let away = true;
  const { claim } = needs.jobs;
  needs.jobs.claim = (now, limit) => (away ? Promise.reject(new Error('disk full')) : claim(now, limit));
  const beat = createBeat(needs);
  beat.start();
  await quiet(() => expect(alarms).toEqual([expect.stringMatching(/^A beat failed/)]));
  away = false;
  await arm({ key: 'a' });
  clock.set(START + SECOND);
  await quiet(() => expect(ran).toEqual(['a']));
  await beat.stop();
});

test('the sweep beats every minute and keeps house; a task that fails raises an alarm, and its success ends it', async () => {
  let tasks: readonly Task[] = [];
  let stopped = false;
  let broken = true;
  const sweep = (given: readonly Task[]) => {
    tasks = given;
    return () => {
      stopped = true;
    };
  };
  const housekeeping: Task[] = [
    {
      name: 'holidays',
      at: '10 3 * * *',
      run: () => (broken ? Promise.reject(new Error('no network')) : Promise.resolve()),
    },
  ];
  const { beat, alarms, ended } = await beating({ sweep, housekeeping });
  beat.start();
  expect(tasks.map(({ name, at }) => [name, at])).toEqual([
    ['minute sweep', '* * * * *'],
    ['holidays', '10 3 * * *'],
  ]);
  for (const task of tasks) await task.run();
  expect(alarms).toEqual([expect.stringMatching(/^The task “holidays” failed/)]);
  expect(ended).toEqual([]);
  broken = false;
  for (const task of tasks) await task.run();
  expect(alarms).toHaveLength(1);
  expect(ended).toEqual(['task:holidays']);
  await beat.stop();
  expect(stopped).toBe(true);
});

test('a job that falls due while the beat looks for the next one is not held up', async () => {
  const { arm, clock, jobs, needs, ran } = await beating();
  const looking = {
    ...jobs,
    async next() {
      const due = await jobs.next();
      if (clock.now() < START + SECOND) clock.set(START + SECOND);
      return due;
    },
  };
  const beat = createBeat({ ...needs, jobs: looking });
  await arm({ key: 'a', due: START + SECOND });
  beat.start();
  await quiet(() => expect(ran).toEqual(['a']));
  expect(clock.now()).toBe(START + SECOND);
  await beat.stop();
});
