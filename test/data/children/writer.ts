/** Writes whole units to the database it is given, several at a time, until it is killed or a write fails. Prints each
 * unit's number once it is committed, and in the end the error. */
import { openStore } from '../../../data/sqlite/store.ts';
import { action, event, job } from '../../contract/place.ts';

const { store } = await openStore(process.argv[2] ?? '', { owner: 'writer' });

async function write(): Promise<void> {
  const number = await store.transact(async (tx) => {
    const number = await tx.next('units');
    await tx.actions.insert(action(`a${number}`, { what: 'x'.repeat(500) }));
    await tx.jobs.arm(job(`a${number}`, number));
    await tx.events.append(event({ about: `action:a${number}` }));
    return number;
  });
  process.stdout.write(`${number}\n`);
}

try {
  while (true) await Promise.all([write(), write(), write()]);
} catch (error) {
  const kept = await store.read.actions.count({});
  process.stdout.write(`${JSON.stringify({ error: String(error), kept })}\n`);
}
