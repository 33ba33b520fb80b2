import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ClaimedJob, Jobs, Store } from '../../src/ports.ts';
import { action, job, type Opened, type Place, type Places } from './place.ts';

/** What every `Jobs` promises, together with its store. */
export function jobsContract(name: string, places: Places): void {
  describe(`${name}: jobs`, () => {
    let place: Place;
    let opened: Opened;
    let store: Store;
    let jobs: Jobs;

    beforeEach(async () => {
      place = await places();
      await open();
    });

    afterEach(async () => {
      await store.close();
      await place.remove();
    });

    async function open(): Promise<void> {
      opened = await place.open();
      ({ store, jobs } = opened);
    }

    const arm = (...all: ReturnType<typeof job>[]) =>
      store.transact(async (tx) => {
        for (const one of all) await tx.jobs.arm(one);
      });
    const cancel = (key: string) => store.transact((tx) => tx.jobs.cancel(key));
    const keys = (all: readonly { key: string }[]) => all.map(({ key }) => key);
    const nothing = async () => {};

    async function claimOne(now = 100): Promise<ClaimedJob> {
      const [claimed] = await jobs.claim(now, 1);
      if (!claimed) throw new Error('Nothing was due.');
      return claimed;
    }

    describe('armed', () => {
      test('can be looked at by key and by the beginning of the key', async () => {
        await arm(
          job('round/b', 3),
          job('round/a', 2, { payload: { n: [1, 'é'], deep: { yes: true } } }),
          job('other', 1),
        );
        expect(await store.read.jobs.get('round/a')).toEqual(
          job('round/a', 2, { payload: { n: [1, 'é'], deep: { yes: true } } }),
        );
        expect(await store.read.jobs.get('round/c')).toBeUndefined();
        expect(keys(await store.read.jobs.list('round/'))).toEqual(['round/a', 'round/b']);
        expect(keys(await store.read.jobs.list('', 2))).toEqual(['other', 'round/a']);
      });

      test('say how often in a row they failed, until they are armed anew', async () => {
        await arm(job('a', 1));
        expect(await store.read.jobs.failures('a')).toBe(0);
        await jobs.retry(await claimOne(), 2);
        await jobs.retry(await claimOne(), 3);
        expect(await store.read.jobs.failures('a')).toBe(2);
        expect(await store.read.jobs.failures('b')).toBe(0);
        await arm(job('a', 4));
        expect(await store.read.jobs.failures('a')).toBe(0);
      });

      test('inside a unit are there at once', async () => {
        await store.transact(async (tx) => {
          await tx.jobs.arm(job('a', 1));
          expect(await tx.jobs.get('a')).toEqual(job('a', 1));
          expect(keys(await tx.jobs.list('a'))).toEqual(['a']);
        });
      });

      test('again are replaced', async () => {
        await arm(job('a', 1), job('a', 50, { kind: 'warn', payload: {} }));
        expect(await store.read.jobs.list('')).toEqual([{ key: 'a', kind: 'warn', due: 50, payload: {} }]);
        expect(await jobs.claim(49, 10)).toEqual([]);
      });

      test('can be cancelled once', async () => {
        await arm(job('a', 1));
        expect(await cancel('a')).toBe(true);
        expect(await cancel('a')).toBe(false);
        expect(await jobs.claim(100, 10)).toEqual([]);
      });
    });

    describe('claiming', () => {
      test('gives what is due, in due order, equal ones as they were armed, and no more than asked', async () => {
        await arm(job('late', 101), job('z', 50), job('y', 50), job('first', 10), job('now', 100));
        expect(keys(await jobs.claim(100, 2))).toEqual(['first', 'z']);
        expect(keys(await jobs.claim(100, 10))).toEqual(['y', 'now']);
        expect(await jobs.claim(100, 10)).toEqual([]);
        expect(keys(await jobs.claim(101, 10))).toEqual(['late']);
      });

      test('gives the whole job, and how often it was tried', async () => {
        await arm(job('a', 10, { payload: { epoch: 2 } }));
        expect(await claimOne()).toMatchObject({ ...job('a', 10, { payload: { epoch: 2 } }), attempts: 0 });
      });

      test('never gives a job to two at once', async () => {
        await arm(...Array.from({ length: 40 }, (_, i) => job(`k${i}`, i)));
        const claims = await Promise.all(Array.from({ length: 8 }, () => jobs.claim(100, 7)));
        expect(new Set(keys(claims.flat())).size).toBe(40);
        expect(claims.flat()).toHaveLength(40);
      });

      test('asked for nothing gives nothing', async () => {
        await arm(job('a', 1));
        expect(await jobs.claim(100, 0)).toEqual([]);
        expect(keys(await jobs.claim(100, 1))).toEqual(['a']);
      });

      test('finds the claims of an earlier life free again', async () => {
        await arm(job('a', 1));
        await jobs.claim(100, 10);
        await store.close();
        await open();
        expect(keys(await jobs.claim(100, 10))).toEqual(['a']);
      });
    });

    describe('running', () => {
      test('does the work and takes the job away', async () => {
        await arm(job('a', 1));
        const result = await jobs.run(
          await claimOne(),
          async (tx) => void (await tx.actions.insert(action('x'))),
        );
        expect(result).toBe('done');
        expect(await store.read.actions.get('x')).toBeDefined();
        expect(await store.read.jobs.get('a')).toBeUndefined();
      });

      test('keeps the job and nothing else when the work throws', async () => {
        await arm(job('a', 1));
        const claimed = await claimOne();
        const run = jobs.run(claimed, async (tx) => {
          await tx.actions.insert(action('x'));
          throw new Error('no');
        });
        await expect(run).rejects.toThrow('no');
        expect(await store.read.actions.get('x')).toBeUndefined();
        expect(await store.read.jobs.get('a')).toEqual(job('a', 1));
        expect(await jobs.claim(100, 1)).toEqual([]);
        await jobs.retry(claimed, 200);
        expect(keys(await jobs.claim(200, 1))).toEqual(['a']);
      });

      test.each([
        ['cancelled', () => cancel('a')],
        ['armed again', () => arm(job('a', 1))],
        ['cancelled and armed again', async () => (await cancel('a')) && arm(job('a', 1))],
        ['done', async () => {}],
      ])('finds a job gone that was %s meanwhile, and leaves nothing', async (what, meanwhile) => {
        await arm(job('a', 1));
        const claimed = await claimOne();
        if (what === 'done') await jobs.run(claimed, nothing);
        await meanwhile();
        const result = await jobs.run(claimed, async (tx) => void (await tx.actions.insert(action('x'))));
        expect(result).toBe('gone');
        expect(await store.read.actions.count({})).toBe(0);
      });

      test('leaves the new arming alone when the old one is gone', async () => {
        await arm(job('a', 1));
        const old = await claimOne();
        await arm(job('a', 2));
        const fresh = await claimOne();
        expect(await jobs.run(old, nothing)).toBe('gone');
        expect(await jobs.run(fresh, nothing)).toBe('done');
      });

      test('lets the work arm its own key again', async () => {
        await arm(job('a', 1));
        const claimed = await claimOne();
        expect(await jobs.run(claimed, (tx) => tx.jobs.arm(job('a', 60)))).toBe('done');
        expect(await claimOne()).toMatchObject({ ...job('a', 60), attempts: 0 });
      });

      test('lets one job of a batch cancel another', async () => {
        await arm(job('a', 1), job('b', 2));
        const [a, b] = await jobs.claim(100, 2);
        const results = await Promise.all([
          jobs.run(a!, async (tx) => void (await tx.jobs.cancel('b'))),
          jobs.run(b!, async (tx) => void (await tx.actions.insert(action('x')))),
        ]);
        expect(results).toEqual(['done', 'gone']);
        expect(await store.read.actions.count({})).toBe(0);
      });

      test('of many at once does each once, and the failing ones not at all', async () => {
        await arm(...Array.from({ length: 50 }, (_, i) => job(`k${i}`, i)));
        const claimed = await jobs.claim(100, 50);
        const runs = claimed.map((one, i) =>
          jobs.run(one, async (tx) => {
            await tx.actions.insert(action(one.key));
            if (i % 10 === 0) throw new Error('no');
          }),
        );
        const results = await Promise.allSettled(runs);
        expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(5);
        expect(await store.read.actions.count({})).toBe(45);
        expect(await store.read.jobs.list('')).toHaveLength(5);
      });

      test('is a unit like any other: it cannot start one inside', async () => {
        await arm(job('a', 1));
        await jobs.run(await claimOne(), async () => {
          await expect(store.transact(async () => 1)).rejects.toThrow(/use its tx/);
        });
      });
    });

    describe('giving back', () => {
      test('lets a job be claimed again when its new time comes, and counts the try', async () => {
        await arm(job('a', 1));
        await jobs.retry(await claimOne(), 200);
        expect(await jobs.claim(199, 1)).toEqual([]);
        const second = await claimOne(200);
        expect(second).toMatchObject({ key: 'a', due: 200, attempts: 1 });
        await jobs.retry(second, 300);
        expect(await claimOne(300)).toMatchObject({ attempts: 2 });
      });

      test('ends the claim: running it afterwards finds the job gone', async () => {
        await arm(job('a', 1));
        const claimed = await claimOne();
        await jobs.retry(claimed, 50);
        expect(await jobs.run(claimed, nothing)).toBe('gone');
        expect(keys(await jobs.claim(100, 1))).toEqual(['a']);
      });

      test('of a job that is gone does nothing', async () => {
        await arm(job('a', 1));
        const claimed = await claimOne();
        await cancel('a');
        await jobs.retry(claimed, 50);
        expect(await store.read.jobs.list('')).toEqual([]);
      });
    });

    describe('the next due instant', () => {
      test('is the earliest of those that nobody has claimed', async () => {
        expect(await jobs.next()).toBeUndefined();
        await arm(job('b', 20), job('a', 10));
        expect(await jobs.next()).toBe(10);
        const claimed = await claimOne(10);
        expect(await jobs.next()).toBe(20);
        await jobs.run(claimed, (tx) => tx.jobs.arm(job('a', 15)));
        expect(await jobs.next()).toBe(15);
        await jobs.claim(100, 10);
        expect(await jobs.next()).toBeUndefined();
      });

      test('is told after each commit that armed something', async () => {
        const told: unknown[] = [];
        jobs.onArmed((due) => void jobs.next().then((next) => told.push({ due, next })));
        await arm(job('b', 20), job('a', 10), job('c', 30));
        await store.transact((tx) => tx.actions.insert(action('x')));
        const claimed = await claimOne(10);
        await jobs.retry(claimed, 15);
        expect(told).toEqual([
          { due: 10, next: 10 },
          { due: 15, next: 15 },
        ]);
      });

      test('is not told of a unit that left nothing', async () => {
        const told: number[] = [];
        jobs.onArmed((due) => told.push(due));
        const failing = store.transact(async (tx) => {
          await tx.jobs.arm(job('a', 1));
          throw new Error('no');
        });
        await Promise.allSettled([failing, arm(job('b', 20))]);
        await arm(job('c', 30));
        expect(told).toEqual([20, 30]);
      });
    });
  });
}
