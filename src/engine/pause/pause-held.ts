import type { Job } from '../../core/decision.ts';
import { ASIDE, type Choice, takenUp } from '../../core/pause.ts';
import type { Instant } from '../../core/time.ts';
import type { StoredItem, StoredMessage, Tx } from '../../ports.ts';
import { drop } from '../delivery/giving-up.ts';
import { changeItem, changeMessage } from '../delivery/outbox.ts';
import { lastSent } from '../digest/rows.ts';

/** What a pause has kept of a team, and how it is let go. */

/** Items that nobody was told because of the pause; also those that were in a message already. */
export async function heldIn(tx: Tx, team: string): Promise<StoredItem[]> {
  const waiting = await tx.items.find({ state: 'waiting', at: { atLeast: ASIDE, below: ASIDE + 1 } });
  const inMessages = [];
  for (const message of await unsentOf(tx, team)) inMessages.push(...(await boundIn(tx, message)));
  return [...waiting, ...inMessages].filter((item) => item.team === team);
}

/** What is posted already shows its newest state as soon as the team goes on. */
export async function editsGoOn(tx: Tx, team: string, now: Instant): Promise<void> {
  for (const { id, state } of await keptMessages(tx, team))
    if (state === 'posted') await changeMessage(tx, id, () => ({ at: now, why: undefined }));
}

/** Sends, merges or drops everything of the team that is still held. */
export async function letGo(
  tx: Tx,
  team: string,
  jobs: readonly Job[],
  how: Choice,
  now: Instant,
): Promise<void> {
  // The first digest of all covers a week only: where none went out before, the next one would miss some of it.
  for (const job of jobs) {
    if (job.kind === 'digest-send' && (await isCovered(tx, job, how))) await leaveOut(tx, job, now);
    else await tx.jobs.arm(takenUp(job, how));
  }
  const items = (await heldIn(tx, team)).toSorted((a, b) => a.due - b.due);
  const stale = how === 'drop' ? items : how === 'merge' ? olderWords(items) : [];
  await drop(tx, stale, how === 'drop' ? DROPPED : MERGED, now);
  const gone = new Set(stale.map(({ id }) => id));
  for (const item of items)
    if (!gone.has(item.id) && item.state === 'waiting')
      await changeItem(tx, item, { at: now, why: undefined });
  for (const message of await unsentOf(tx, team)) await messageGoesOn(tx, message, how, now);
}

async function isCovered(tx: Tx, { payload }: Job, how: Choice): Promise<boolean> {
  if (how !== 'merge') return how === 'drop';
  const digest = await tx.digests.get(String(payload.id));
  return digest !== undefined && (await lastSent(tx, digest)) !== undefined;
}

const DROPPED = 'The team was paused, and what was held was dropped.';
const MERGED = 'The team was paused, and a newer word about the same thing goes out instead.';

/** All but the newest about each thing for each recipient. */
function olderWords(items: readonly StoredItem[]): StoredItem[] {
  const waiting = items.filter(({ state }) => state === 'waiting');
  return [...Map.groupBy(waiting, ({ thing, recipient }) => `${recipient}|${thing}`).values()].flatMap(
    (same) => same.slice(0, -1),
  );
}

/** The next digest covers everything since the last one that went out. */
async function leaveOut(tx: Tx, { key, payload }: Job, now: Instant): Promise<void> {
  const id = String(payload.id);
  await tx.jobs.cancel(key);
  await tx.jobs.cancel(`digest-cut:${id}`);
  const digest = await tx.digests.get(id);
  if (digest?.state !== 'planned' && digest?.state !== 'preview') return;
  await tx.digests.delete(id);
  const why = 'the team was paused; the next digest covers the time since the last one';
  const about = `digest:${id}`;
  await tx.events.append({
    team: digest.team,
    about,
    what: 'left out',
    who: 'schedule',
    at: now,
    from: 'engine',
    why,
  });
}

/** A message to somebody of several teams may tell of another one too: that is not dropped. */
async function messageGoesOn(tx: Tx, message: StoredMessage, how: Choice, now: Instant): Promise<void> {
  const isEmpty = how === 'drop' && (await boundIn(tx, message)).length === 0;
  await changeMessage(tx, message.id, () =>
    isEmpty ? { state: 'dropped', pending: false, why: DROPPED } : { at: now, due: now, why: undefined },
  );
}

function boundIn(tx: Tx, { id }: StoredMessage): Promise<StoredItem[]> {
  return tx.items.find({ message: id, state: 'bound' });
}

async function unsentOf(tx: Tx, team: string): Promise<StoredMessage[]> {
  return (await keptMessages(tx, team)).filter(({ state }) => state !== 'posted');
}

async function keptMessages(tx: Tx, team: string): Promise<StoredMessage[]> {
  const pending = await tx.messages.find({ pending: true, at: { atLeast: ASIDE, below: ASIDE + 1 } });
  return pending.filter((message) => message.team === team);
}
