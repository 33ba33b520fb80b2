import { boardOf } from '../../core/round/asking.ts';
import type { Team } from '../../core/team.ts';
import type { CivilDate } from '../../core/time.ts';
import type { StoredItem, Tx } from '../../ports.ts';
import { changeItem, recipientKey } from '../delivery/outbox.ts';

/** Where planning has come to: what is planned already is not planned again under the new id. */
export async function movePlans(tx: Tx, was: string, team: Team): Promise<void> {
  const plans = await tx.definitions.find({ kind: 'plan' });
  for (const plan of plans.filter(({ source }) => source === was)) {
    const ritual = plan.id.slice(`planned:${was}/`.length);
    await movePlan(tx, { team: was, ritual }, { team: team.id, ritual });
  }
}

interface Planned {
  team: string;
  ritual: string;
}

/** One ritual's planning under another name. */
export async function movePlan(tx: Tx, from: Planned, to: Planned): Promise<void> {
  const id = ({ team, ritual }: Planned) => `${team}/${ritual}`;
  const plan = await tx.definitions.get(`planned:${id(from)}`);
  if (plan) {
    await tx.definitions.delete(plan.id);
    await tx.definitions.insert({ ...plan, id: `planned:${id(to)}`, source: to.team, version: 1 });
  }
  const job = await tx.jobs.get(`plan:${id(from)}`);
  if (!job) return;
  await tx.jobs.cancel(job.key);
  await tx.jobs.arm({ ...job, key: `plan:${id(to)}`, payload: { ...job.payload, ...to } });
}

/** Digests are found by their team and date: those that are not out yet get the new id. */
export async function moveDigests(tx: Tx, was: string, team: Team): Promise<void> {
  for (const digest of await tx.digests.find({ team: was })) {
    if (digest.state === 'sent' || digest.state === 'held') continue;
    const id = team.id + digest.id.slice(was.length);
    await tx.digests.delete(digest.id);
    await tx.digests.insert({ ...digest, id, team: team.id, version: 1 });
    for (const kind of ['digest-cut', 'digest-send']) {
      const job = await tx.jobs.get(`${kind}:${digest.id}`);
      if (!job) continue;
      await tx.jobs.cancel(job.key);
      await tx.jobs.arm({ ...job, key: `${kind}:${id}`, payload: { ...job.payload, id } });
    }
    await moveThing(tx, `digest:${digest.id}`, `digest:${id}`, team);
  }
}

/** The day's board goes on: what comes later hangs under it. */
export async function moveBoards(tx: Tx, was: string, team: Team, today: CivilDate): Promise<void> {
  const [from, to] = [boardOf(was, today), boardOf(team.id, today)];
  await moveThing(tx, from, to, team);
  for (const item of await tx.items.find({ state: 'waiting' }))
    if ('channel' in item.to && item.to.under === from)
      await changeItem(tx, item, { ...under(item, to), team: team.id });
}

function under(item: StoredItem, thing: string): Partial<StoredItem> {
  if (!('channel' in item.to)) return {};
  const to = { ...item.to, under: thing };
  return { to, recipient: recipientKey(to) };
}

/** What is told of a thing is told of it under its new name. */
export async function moveThing(tx: Tx, from: string, to: string, team: Team): Promise<void> {
  for (const item of await tx.items.find({ thing: from }))
    await changeItem(tx, item, { thing: to, team: team.id });
}
