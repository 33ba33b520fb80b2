import type { Rehearsal } from '../../core/changes.ts';
import { beginsAs, whoSetsUp } from '../../core/rehearsal.ts';
import { boardOf } from '../../core/round/asking.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import { type Instant, MINUTE } from '../../core/time.ts';
import type { StoredItem, Tx } from '../../ports.ts';
import type { Context } from '../context.ts';
import { changeItem, enqueue, refresh } from '../delivery/outbox.ts';
import { closeIfComplete } from '../rounds/rounds.ts';

/** Decides once for each team whether it begins in rehearsal; a file that says `rehearsal: false` ends one. */
export async function beginRehearsals(
  context: Context,
  tx: Tx,
  teams: readonly Team[],
  now: Instant,
): Promise<void> {
  for (const team of teams) {
    const row = await tx.rehearsals.get(team.id);
    if (!row) await begin(context, tx, team, now);
    else if (row.state === 'rehearsing' && team.rehearsal === false)
      await goLive(context, tx, team, row, 'files', now);
  }
}

async function begin(context: Context, tx: Tx, team: Team, now: Instant): Promise<void> {
  const by = whoSetsUp(team);
  const platforms = context.rhythm.homes().filter((home) => home.team === team.id);
  const real = platforms.some(({ platform }) => platform !== 'playground');
  const state = by ? beginsAs(team, { known: await isKnown(tx, team), real }) : 'live';
  await tx.rehearsals.insert({ id: team.id, state, by: by ?? team.coordinator, since: now, version: 1 });
  if (state === 'rehearsing') await sayBegun(tx, team, by ?? team.coordinator, now);
}

/** Whether anything has been planned or told for the team before. */
async function isKnown(tx: Tx, { id, was }: Team): Promise<boolean> {
  for (const team of [id, ...(was === undefined ? [] : [was])]) {
    if ((await tx.rounds.count({ team })) > 0 || (await tx.events.count({ team })) > 0) return true;
    const plans = await tx.definitions.find({ kind: 'plan' });
    if (plans.some(({ source }) => source === team)) return true;
  }
  return false;
}

export async function sayBegun(tx: Tx, team: Team, person: PersonId, now: Instant): Promise<void> {
  const why = 'new teams rehearse until somebody says /rondo go-live';
  const about = `rehearsal:${team.id}`;
  await tx.events.append({
    team: team.id,
    about,
    what: 'rehearsing',
    who: 'files',
    at: now,
    from: 'engine',
    why,
    person,
  });
  await enqueue(
    tx,
    { team: team.id, thing: about, epoch: 0, kind: 'begun', to: { person }, due: now, priority: 'prompt' },
    now,
  );
}

/** From now on everything reaches whom it is for. What was rehearsed is not sent again, but for blockers that are still open and the
 * day's board. */
export async function goLive(
  context: Context,
  tx: Tx,
  team: Team,
  row: Rehearsal,
  by: PersonId,
  now: Instant,
): Promise<{ told: number }> {
  await tx.rehearsals.update({ ...row, state: 'live', live: { by, at: now }, version: row.version + 1 });
  const about = `rehearsal:${team.id}`;
  const why = 'the rehearsal is over';
  await tx.events.append({ team: team.id, about, what: 'gone live', who: by, at: now, from: 'engine', why });
  await dropHeld(tx, team, now);
  await forgetRehearsed(context, tx, team, row.by, now);
  await showToday(tx, team, now);
  return { told: await tellOpen(tx, team, now) };
}

/** What waits for whoever saw the rehearsal was never meant for them. */
async function dropHeld(tx: Tx, team: Team, now: Instant): Promise<void> {
  for (const item of await tx.items.find({ state: 'waiting' })) {
    if (item.team !== team.id || !item.rehearsed) continue;
    const why = 'The rehearsal has ended before it was shown.';
    await changeItem(tx, item, { state: 'dropped', why });
    const { thing } = item;
    await tx.events.append({
      team: team.id,
      about: thing,
      what: 'dropped',
      who: 'delivery',
      at: now,
      from: 'engine',
      why,
    });
  }
}

/** Whoever was only asked in the rehearsal was not silent. */
async function forgetRehearsed(
  context: Context,
  tx: Tx,
  team: Team,
  by: PersonId,
  now: Instant,
): Promise<void> {
  for (const round of await tx.rounds.find({ team: team.id, state: 'open' })) {
    for (const prompt of await tx.prompts.find({ round: round.id, state: 'asked' })) {
      if (prompt.person === by) continue;
      const why = 'was only asked in the rehearsal';
      await tx.prompts.update({ ...prompt, state: 'skipped', why, version: prompt.version + 1 });
      for (const { key } of await tx.jobs.list(`remind:${prompt.id}:`)) await tx.jobs.cancel(key);
      await refresh(tx, [`prompt:${prompt.id}`, `round:${round.id}`], now);
    }
    await closeIfComplete(context, tx, round.id, now);
  }
}

async function showToday(tx: Tx, team: Team, now: Instant): Promise<void> {
  const thing = boardOf(team.id, dateAt(team.calendar.zone, now));
  const shown = await tx.items.find({ thing });
  // One from before the rehearsal has stood still.
  await refresh(tx, [thing], now);
  if (!shown.some(({ rehearsed }) => rehearsed)) return;
  const due = now - (now % MINUTE);
  const to = { channel: team.channel };
  await enqueue(tx, { team: team.id, thing, epoch: 1, kind: 'board', to, due, priority: 'prompt' }, now);
}

/** The newest card of each open blocker, to everybody it was for. */
async function tellOpen(tx: Tx, team: Team, now: Instant): Promise<number> {
  let told = 0;
  for (const { id, epoch } of await tx.escalations.find({ team: team.id, live: true })) {
    const items = await tx.items.find({ thing: `escalation:${id}` });
    const cards = items.filter((item) => item.rehearsed && item.epoch === epoch && isCard(item));
    const once = new Map(cards.map((item) => [JSON.stringify(item.rehearsed?.to), item]));
    for (const item of once.values()) await sendAnew(tx, item, now);
    if (once.size > 0) told += 1;
  }
  return told;
}

function isCard({ kind }: StoredItem): boolean {
  return kind === 'card' || kind.startsWith('outside') || kind === 'escalated';
}

async function sendAnew(
  tx: Tx,
  { team, thing, epoch, kind, rehearsed, priority, loud, facts }: StoredItem,
  now: Instant,
) {
  if (!rehearsed) return;
  const more = { ...(loud ? { loud } : {}), ...(facts ? { facts } : {}) };
  await enqueue(tx, { team, thing, epoch, kind, to: rehearsed.to, due: now, priority, ...more }, now);
}
