import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Conflict, type Store } from '../../src/ports.ts';
import { action, event, job, type Opened, type Place, type Places } from './place.ts';

/** What every `Store` promises. */
export function storeContract(name: string, places: Places): void {
  describe(`${name}: store`, () => {
    let place: Place;
    let opened: Opened;
    let store: Store;

    beforeEach(async () => {
      place = await places();
      opened = await place.open();
      store = opened.store;
    });

    afterEach(async () => {
      await store.close();
      await place.remove();
    });

    async function put(...rows: ReturnType<typeof action>[]): Promise<void> {
      await store.transact(async (tx) => {
        for (const row of rows) await tx.actions.insert(row);
      });
    }

    describe('rows', () => {
      test('come back as they were written', async () => {
        const row = action('a', { done: { by: 'sam', at: 1_790_000_000_123 }, open: false });
        await put(row);
        expect(await store.read.actions.get('a')).toEqual(row);
        expect(await store.read.actions.get('b')).toBeUndefined();
      });

      test('come back without what they left out', async () => {
        await store.transact(async (tx) => {
          await tx.turns.insert({
            id: 'atlas/duty/2026-11-02',
            team: 'atlas',
            rotation: 'duty',
            date: '2026-11-02',
            why: 'nobody is at work',
            fixedAt: 1,
            passed: [{ person: 'mia', why: 'away' }],
            version: 1,
          });
        });
        const turn = await store.read.turns.get('atlas/duty/2026-11-02');
        expect(turn).not.toHaveProperty('person');
        expect(turn?.passed).toEqual([{ person: 'mia', why: 'away' }]);
      });

      test('are inserted once: the second insert gives false and changes nothing', async () => {
        const results = await store.transact(async (tx) => [
          await tx.actions.insert(action('a')),
          await tx.actions.insert(action('a', { owner: 'sam' })),
          await tx.actions.insert(action('b')),
        ]);
        expect(results).toEqual([true, false, true]);
        expect(await store.read.actions.get('a')).toMatchObject({ owner: 'mia' });
      });

      test('are updated from the version before, in what is stored and in what they are found by', async () => {
        await put(action('a'));
        await store.transact((tx) => tx.actions.update(action('a', { version: 2, owner: 'sam' })));
        expect(await store.read.actions.find({ owner: 'mia' })).toEqual([]);
        expect(await store.read.actions.find({ owner: 'sam' })).toEqual([
          action('a', { version: 2, owner: 'sam' }),
        ]);
      });

      test.each([1, 3])('refuse an update to version %i over version 1', async (version) => {
        await put(action('a'));
        const update = store.transact((tx) => tx.actions.update(action('a', { version, owner: 'sam' })));
        await expect(update).rejects.toThrow(Conflict);
        expect(await store.read.actions.get('a')).toEqual(action('a'));
      });

      test('refuse an update of what is not there', async () => {
        const update = store.transact((tx) => tx.actions.update(action('a', { version: 2 })));
        await expect(update).rejects.toThrow(Conflict);
      });

      test('let one of two units win that change the same version', async () => {
        await put(action('a'));
        const change = (owner: string) =>
          store.transact((tx) => tx.actions.update(action('a', { version: 2, owner })));
        const results = await Promise.allSettled([change('sam'), change('kim')]);
        expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
      });

      test('without a version are updated as they are', async () => {
        const decision = { id: 'd', team: 'atlas', what: 'ship', by: 'mia', at: 5, from: 'round:x' };
        await store.transact(async (tx) => {
          await tx.decisions.insert(decision);
          await tx.decisions.update({ ...decision, what: 'wait' });
        });
        expect(await store.read.decisions.get('d')).toEqual({ ...decision, what: 'wait' });
      });

      test('are deleted once', async () => {
        await put(action('a'));
        const results = await store.transact(async (tx) => [
          await tx.actions.delete('a'),
          await tx.actions.delete('a'),
        ]);
        expect(results).toEqual([true, false]);
        expect(await store.read.actions.get('a')).toBeUndefined();
      });
    });

    describe('a search', () => {
      const ids = (rows: readonly { id: string }[]) => rows.map((row) => row.id);

      beforeEach(async () => {
        await put(
          action('d', { due: '2026-11-04', owner: 'sam' }),
          action('b', { due: '2026-11-02' }),
          action('a', { due: '2026-11-03' }),
          action('c', { due: '2026-11-03', open: false }),
        );
      });

      test('finds everything by id when nothing is asked', async () => {
        expect(ids(await store.read.actions.find({}))).toEqual(['a', 'b', 'c', 'd']);
        expect(ids(await store.read.actions.find({}, { newest: true }))).toEqual(['d', 'c', 'b', 'a']);
      });

      test('takes every condition together', async () => {
        expect(ids(await store.read.actions.find({ team: 'atlas', open: true, owner: 'mia' }))).toEqual([
          'a',
          'b',
        ]);
        expect(ids(await store.read.actions.find({ team: 'other', open: true }))).toEqual([]);
      });

      test('takes false as a value and undefined as no condition', async () => {
        expect(ids(await store.read.actions.find({ open: false }))).toEqual(['c']);
        expect(ids(await store.read.actions.find({ open: undefined, owner: 'sam' }))).toEqual(['d']);
      });

      test('takes a range with its beginning and without its end', async () => {
        const find = (due: { atLeast?: string; below?: string }) => store.read.actions.find({ due });
        expect(ids(await find({ atLeast: '2026-11-03', below: '2026-11-04' }))).toEqual(['a', 'c']);
        expect(ids(await find({ atLeast: '2026-11-03' }))).toEqual(['a', 'c', 'd']);
        expect(ids(await find({ below: '2026-11-03' }))).toEqual(['b']);
      });

      test('orders as asked, equal ones by id, newest first if wanted, and stops at the limit', async () => {
        const find = (how: { newest?: boolean; limit?: number }) =>
          store.read.actions.find({ team: 'atlas' }, { order: 'due', ...how });
        expect(ids(await find({}))).toEqual(['b', 'a', 'c', 'd']);
        expect(ids(await find({ newest: true }))).toEqual(['d', 'c', 'a', 'b']);
        expect(ids(await find({ newest: true, limit: 2 }))).toEqual(['d', 'c']);
        expect(ids(await find({ limit: 0 }))).toEqual([]);
      });

      test('counts what it would find', async () => {
        expect(await store.read.actions.count({})).toBe(4);
        expect(await store.read.actions.count({ owner: 'mia', due: { atLeast: '2026-11-03' } })).toBe(2);
        expect(await store.read.actions.count({ owner: 'nobody' })).toBe(0);
      });

      test('inside a unit sees what the unit has written', async () => {
        await store.transact(async (tx) => {
          await tx.actions.insert(action('e', { owner: 'sam' }));
          await tx.actions.delete('d');
          expect(ids(await tx.actions.find({ owner: 'sam' }))).toEqual(['e']);
          expect(await tx.actions.count({})).toBe(4);
        });
      });
    });

    describe('a unit', () => {
      test('resolves to what it gives, after its writes can be read', async () => {
        const given = await store.transact(async (tx) => {
          await tx.actions.insert(action('a'));
          return 'given';
        });
        expect(given).toBe('given');
        expect(await store.read.actions.get('a')).toBeDefined();
      });

      test('that throws rejects with its own error and leaves nothing', async () => {
        const failing = store.transact(async (tx) => {
          await tx.actions.insert(action('a'));
          await tx.events.append(event());
          await tx.jobs.arm(job('k', 1));
          await tx.inbound.first('m1', 1);
          await tx.next('n');
          throw new Error('no');
        });
        await expect(failing).rejects.toThrow('no');
        expect(await store.read.actions.count({})).toBe(0);
        expect(await store.read.events.count({})).toBe(0);
        expect(await store.read.jobs.get('k')).toBeUndefined();
        await store.transact(async (tx) => {
          expect(await tx.inbound.first('m1', 1)).toBe(true);
          expect(await tx.next('n')).toBe(1);
        });
      });

      test('keeps its other writes when it handles a conflict itself', async () => {
        await store.transact(async (tx) => {
          await tx.actions.insert(action('a'));
          await expect(tx.actions.update(action('a', { version: 9 }))).rejects.toThrow(Conflict);
          await tx.actions.insert(action('b'));
        });
        expect(await store.read.actions.count({})).toBe(2);
      });

      test('among many at once neither harms the others nor is harmed', async () => {
        const units = Array.from({ length: 60 }, (_, i) =>
          store.transact(async (tx) => {
            await tx.actions.insert(action(`a${i}`));
            await tx.next('units');
            if (i % 3 === 0) throw new Error(`no ${i}`);
            await tx.events.append(event({ about: `action:a${i}` }));
            return i;
          }),
        );
        const results = await Promise.allSettled(units);
        results.forEach((result, i) => {
          if (i % 3 === 0)
            expect(result).toMatchObject({ status: 'rejected', reason: { message: `no ${i}` } });
          else expect(result).toEqual({ status: 'fulfilled', value: i });
        });
        expect(await store.read.actions.count({})).toBe(40);
        expect(await store.read.events.count({})).toBe(40);
        expect(await store.transact((tx) => tx.next('units'))).toBe(41);
      });

      test('never reads what one that failed has written, and reads what one before it has', async () => {
        await put(action('a'), action('b'));
        const give = (id: string, owner: string, fails = false) =>
          store.transact(async (tx) => {
            const row = await tx.actions.get(id);
            if (!row) throw new Error('gone');
            await tx.actions.update({ ...row, owner, version: row.version + 1 });
            const [found] = await tx.actions.find({ owner });
            if (fails) throw new Error(`${found?.owner} no`);
            return `${row.owner} to ${(await tx.actions.get(id))?.owner}, found ${found?.id}`;
          });
        const results = await Promise.allSettled([
          give('a', 'sam'),
          give('b', 'lea', true),
          give('b', 'tom'),
          give('a', 'lea', true),
          give('a', 'kim'),
        ]);
        expect(results.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message))).toEqual([
          'mia to sam, found a',
          'lea no',
          'mia to tom, found b',
          'lea no',
          'sam to kim, found a',
        ]);
        expect(await store.read.actions.count({ owner: 'kim' })).toBe(1);
        expect(await store.read.actions.count({ owner: 'lea' })).toBe(0);
        expect(await store.read.actions.count({ owner: 'mia' })).toBe(0);
      });

      test('cannot start another, and goes on when it tries', async () => {
        await store.transact(async (tx) => {
          await expect(store.transact(async () => 1)).rejects.toThrow(/use its tx/);
          await tx.actions.insert(action('a'));
        });
        expect(await store.read.actions.get('a')).toBeDefined();
      });

      test('may be started from what follows another', async () => {
        const both = await store
          .transact(async (tx) => tx.next('n'))
          .then(() => store.transact((tx) => tx.next('n')));
        expect(both).toBe(2);
      });
    });

    test('events get ids that rise in the order of appending', async () => {
      for (const about of ['x:1', 'x:2', 'x:1']) {
        await store.transact(async (tx) => {
          await tx.events.append(event({ about, facts: { n: 1 } }));
          await tx.events.append(event({ about, at: 500, what: 'told', person: 'sam' }));
        });
      }
      const events = await store.read.events.find({});
      const ids = events.map(({ id }) => Number(id));
      expect(ids).toEqual([...ids].sort((a, b) => a - b));
      expect(new Set(ids).size).toBe(6);
      expect(await store.read.events.get(events[0]!.id)).toEqual({
        ...event({ about: 'x:1', facts: { n: 1 } }),
        id: events[0]!.id,
      });
      expect((await store.read.events.find({ about: 'x:1' })).map(({ what }) => what)).toEqual([
        'raised',
        'told',
        'raised',
        'told',
      ]);
    });

    test('an inbound id is new once, until it is forgotten', async () => {
      const first = (id: string, at: number) => store.transact((tx) => tx.inbound.first(id, at));
      expect(await first('m1', 10)).toBe(true);
      expect(await first('m2', 20)).toBe(true);
      expect(await first('m1', 30)).toBe(false);
      expect(await opened.prune(20)).toBe(1);
      expect(await first('m2', 40)).toBe(false);
      expect(await first('m1', 40)).toBe(true);
    });

    test('a counter counts from 1, each for itself', async () => {
      const numbers = await store.transact(async (tx) => [
        await tx.next('atlas'),
        await tx.next('atlas'),
        await tx.next('orion'),
      ]);
      expect(numbers).toEqual([1, 2, 1]);
      expect(await store.transact((tx) => tx.next('atlas'))).toBe(3);
    });

    test('closing finishes what is in flight, takes nothing new, and loses nothing', async () => {
      const inFlight = store.transact((tx) => tx.actions.insert(action('a')));
      const closing = store.close();
      await expect(store.transact((tx) => tx.actions.insert(action('b')))).rejects.toThrow(/closed/);
      expect(await inFlight).toBe(true);
      await closing;
      opened = await place.open();
      store = opened.store;
      expect((await store.read.actions.find({})).map(({ id }) => id)).toEqual(['a']);
    });
  });
}
