import type { Succession } from '../../core/definition/succession.ts';
import { thingOfJoiners } from '../../core/people/joiner.ts';
import { thingOfLeaving } from '../../core/people/leaving.ts';
import type { Team } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { refresh } from '../delivery/outbox.ts';
import { moveThing } from './moving-plans.ts';

/** Who has come into the team's channel, and what was said of them: nobody is let in by a rename. */
export async function moveJoiners(tx: Tx, was: string, first: Team, now: Instant): Promise<void> {
  for (const row of await tx.joiners.find({ team: was })) {
    await tx.joiners.delete(row.id);
    await tx.joiners.insert({ ...row, id: renamed(row.id, was, first), team: first.id, version: 1 });
  }
  const [from, to] = [thingOfJoiners(was), thingOfJoiners(first.id)];
  await moveThing(tx, from, to, first);
  await refresh(tx, [to], now);
}

/** Leaves to come are called off and done under the new id, and what was told of a leave has its buttons there. */
export async function moveLeaves(tx: Tx, { was, heirs }: Succession, now: Instant): Promise<void> {
  for (const team of heirs)
    for (const { id } of [...team.members, ...team.others]) {
      if (heirs.find(({ members, others }) => [...members, ...others].some((one) => one.id === id)) !== team)
        continue;
      await moveJob(tx, was, team, id);
      const [from, to] = [thingOfLeaving(was, id), thingOfLeaving(team.id, id)];
      await moveThing(tx, from, to, team);
      await refresh(tx, [to], now);
    }
}

async function moveJob(tx: Tx, was: string, { id: team }: Team, person: string): Promise<void> {
  for (const kind of ['leaving', 'staying']) {
    const job = await tx.jobs.get(`${kind}:${was}/${person}`);
    if (!job) continue;
    await tx.jobs.cancel(job.key);
    await tx.jobs.arm({ ...job, key: `${kind}:${team}/${person}`, payload: { ...job.payload, team } });
  }
}

/** An id that begins with its team's. */
function renamed(id: string, was: string, { id: team }: Pick<Team, 'id'>): string {
  return id.startsWith(`${was}/`) ? `${team}${id.slice(was.length)}` : id;
}
