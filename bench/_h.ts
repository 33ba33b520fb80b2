import { mkdtempSync, rmSync } from 'node:fs';
import { openStore } from '../data/sqlite/store.ts';
import { drain } from './loop.ts';

const many = 10000;
for (let r = 0; r < 10; r++) {
  const d = mkdtempSync('/work/main/data/local/bx-');
  const { store, jobs } = await openStore(d + '/rondo.db', { owner: 'bench' });
  await store.transact(async (tx) => {
    for (let i = 0; i < many; i++)
      await tx.jobs.arm({
        key: `escalation/atlas-${i}/respond`,
        kind: 'respond',
        due: i,
        payload: { escalation: `atlas-${i}`, epoch: 1 },
      });
  });
  const s = performance.now();
  await drain(
    jobs,
    () => many,
    (job, tx) =>
      tx.events.append({
        team: 'atlas',
        about: job.key,
        what: 'reminded',
        who: 'timer',
        at: job.due,
        from: 'engine',
        why: 'nobody had answered when the time for it had passed',
        person: 'mia',
      }),
  );
  console.log((performance.now() - s).toFixed(0));
  await store.close();
  rmSync(d, { recursive: true });
}
