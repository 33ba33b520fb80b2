import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Conflict, type Store, type Tx } from '../../src/ports.ts';
import { action, type Places } from './place.ts';

/** What one unit does to a few rows: words change what nothing is found by, an owner what rows are found by; a stale one
 * writes on top of what it has read at the very beginning. */
type Step = { do: 'word' | 'owner' | 'stale' | 'insert' | 'delete'; id: string };
interface Unit {
  steps: readonly Step[];
  fails: boolean;
}

const IDS = ['a', 'b'] as const;
const steps = fc.record({
  do: fc.constantFrom<Step['do'][]>('word', 'word', 'word', 'owner', 'owner', 'stale', 'insert', 'delete'),
  id: fc.constantFrom(...IDS),
});
const units: fc.Arbitrary<Unit[]> = fc.array(
  fc.record({ steps: fc.array(steps, { minLength: 1, maxLength: 4 }), fails: fc.boolean() }),
  { minLength: 1, maxLength: 8 },
);

type Rows = Map<string, ReturnType<typeof action>>;

/** What must come of a step, on rows that a map holds. */
function expected(rows: Rows, { do: what, id }: Step, mark: string): string {
  const row = rows.get(id);
  if (what === 'insert') {
    if (!row) rows.set(id, action(id, { what: mark }));
    return row ? 'was there' : 'inserted';
  }
  if (what === 'delete') return rows.delete(id) ? 'deleted' : 'was not there';
  if (!row) return 'gone';
  if (what === 'stale' && row.version > 1) return 'conflict';
  const change = what === 'owner' ? { owner: mark } : { what: mark };
  rows.set(id, { ...row, ...change, version: row.version + 1 });
  return 'updated';
}

async function changed(tx: Tx, what: Step['do'], id: string, mark: string): Promise<string> {
  const row = await tx.actions.get(id);
  if (!row) return 'gone';
  const change = what === 'owner' ? { owner: mark } : { what: mark };
  try {
    await tx.actions.update({ ...row, ...change, version: what === 'stale' ? 2 : row.version + 1 });
    return 'updated';
  } catch (error) {
    if (error instanceof Conflict) return 'conflict';
    throw error;
  }
}

async function taken(tx: Tx, { do: what, id }: Step, mark: string): Promise<string> {
  if (what === 'insert')
    return (await tx.actions.insert(action(id, { what: mark }))) ? 'inserted' : 'was there';
  if (what === 'delete') return (await tx.actions.delete(id)) ? 'deleted' : 'was not there';
  return changed(tx, what, id, mark);
}

async function done(store: Store, { steps: all, fails }: Unit, name: string): Promise<string[]> {
  const said: string[] = [];
  const unit = store.transact(async (tx) => {
    for (const [at, step] of all.entries()) {
      said.push(await taken(tx, step, `${name}.${at}`));
      said.push((await tx.actions.find({ team: 'atlas' })).map(lineOf).join());
    }
    if (fails) throw new Error('no');
  });
  await (fails ? expect(unit).rejects.toThrow('no') : unit);
  return said;
}

function lineOf({ id, version, what, owner }: ReturnType<typeof action>): string {
  return `${id}${version} ${what} ${owner}`;
}

/** Units that wait at the same time do what they would do one after the other, whatever they do and whichever fail. */
export function mixedContract(name: string, places: Places): void {
  describe(`${name}: any mix of units`, () => {
    test('is as if they had come one after the other, and those that fail had not come at all', async () => {
      const place = await places();
      const { store } = await place.open();
      await fc.assert(
        fc.asyncProperty(units, async (all) => {
          await store.transact(async (tx) => {
            for (const id of IDS) await tx.actions.delete(id);
            for (const id of IDS) await tx.actions.insert(action(id));
          });
          const said = await Promise.all(all.map((unit, at) => done(store, unit, `u${at}`)));
          let rows: Rows = new Map(IDS.map((id) => [id, action(id)]));
          for (const [at, unit] of all.entries()) {
            const trial: Rows = new Map(rows);
            const words = unit.steps.flatMap((step, i) => [
              expected(trial, step, `u${at}.${i}`),
              [...trial.values()]
                .toSorted((x, y) => (x.id < y.id ? -1 : 1))
                .map(lineOf)
                .join(),
            ]);
            expect(said[at]).toEqual(words);
            if (!unit.fails) rows = trial;
          }
          for (const id of IDS) expect(await store.read.actions.get(id)).toEqual(rows.get(id));
        }),
        { numRuns: 300 },
      );
      await store.close();
      await place.remove();
    });
  });
}
