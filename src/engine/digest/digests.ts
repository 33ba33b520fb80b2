import { awayAt } from '../../core/absence/availability.ts';
import type { Effect, Item, Recipient } from '../../core/decision.ts';
import { composeDigest, numbersOnly } from '../../core/digest.ts';
import type { Digest } from '../../core/record.ts';
import type { Ritual } from '../../core/ritual.ts';
import { LATE } from '../../core/round/asking.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { instantAt } from '../../core/time/zone.ts';
import { type CivilDate, DAY, type Instant, MINUTE } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { carryOut, job } from '../commit.ts';
import { absencesFrom, type Context, type Handler, teamOf } from '../context.ts';
import { materialOf } from './digest-material.ts';

/** The digest's course: its cut-off when the review it follows has closed, a preview for the approver, and out at the
 * time the team set, or at once when the approver says so. */

/** The least time an approver has. */
const TO_LOOK = 30 * MINUTE;

/** A digest is planned for a date: it goes out at the team's time, cut by then at the latest. */
export async function planDigest(tx: Tx, team: Team, date: CivilDate): Promise<void> {
  const at = sendsAt(team, date);
  const digest: Digest = {
    id: `${team.id}/${date}`,
    team: team.id,
    date,
    from: 0,
    to: 0,
    state: 'planned',
    late: false,
    lines: [],
    version: 1,
  };
  if (!(await tx.digests.insert(digest))) return;
  await tx.jobs.arm(job('digest-send', digest.id, at));
  if (approversOf(team).length > 0) await tx.jobs.arm(job('digest-cut', digest.id, at - TO_LOOK));
}

/** The review of that date is closed: the approver need not wait any longer. Without one it goes out at its time. */
export async function reviewClosed(
  context: Context,
  tx: Tx,
  team: Team,
  ritual: Ritual,
  date: CivilDate,
  now: Instant,
): Promise<void> {
  if (team.digest.after !== ritual.id || approversOf(team).length === 0) return;
  const digest = await tx.digests.get(`${team.id}/${date}`);
  if (digest?.state !== 'planned' || now >= sendsAt(team, date)) return;
  await tx.jobs.cancel(`digest-cut:${digest.id}`);
  await showPreview(context, tx, await cutOff(context, tx, digest, now), now);
}

/** Half an hour before it goes out, whatever the review does: the approver must have time to look. */
export function cutDigest(context: Context): Handler {
  return async (due, tx, now) => {
    const digest = await tx.digests.get(String(due.payload.id));
    if (digest?.state === 'planned' && now < sendsAt(teamOf(context, digest.team), digest.date))
      await showPreview(context, tx, await cutOff(context, tx, digest, now), now);
  };
}

/** The team's time has come. Silence of the approver sends, unless the team has set it to hold. */
export function sendDigestAtTime(context: Context): Handler {
  return async (due, tx, now) => {
    const digest = await tx.digests.get(String(due.payload.id));
    if (!digest || digest.state === 'sent' || digest.state === 'held') return;
    const late = now - due.due > LATE;
    if (late && (await isCovered(tx, digest, due.due))) return leaveOut(tx, digest, now);
    const cut = digest.state === 'planned' ? await cutOff(context, tx, digest, now) : digest;
    await decideInSilence(context, tx, { ...cut, late }, now);
  };
}

async function decideInSilence(context: Context, tx: Tx, digest: Digest, now: Instant): Promise<void> {
  const team = teamOf(context, digest.team);
  const silence = approversOf(team).length > 0 ? team.digest.silence : 'send';
  const lines = silence === 'numbers_only' ? numbersOnly(digest.lines) : digest.lines;
  if (silence !== 'hold') return send(context, tx, { ...digest, lines }, now);
  // Nobody could say anything while Rondo was not running.
  if (digest.late) await showPreview(context, tx, digest, now);
  return hold(tx, digest, 'schedule', now, 'the approver said nothing');
}

/** Several digests were missed at once: the first one that goes out late tells of all that time. */
async function isCovered(tx: Tx, { team, id }: Digest, due: Instant): Promise<boolean> {
  const last = await lastSent(tx, team);
  return last !== undefined && last.id !== id && last.to >= due;
}

async function leaveOut(tx: Tx, digest: Digest, at: Instant): Promise<void> {
  await tx.digests.delete(digest.id);
  const why = 'the late digest before it covers this time too';
  const about = `digest:${digest.id}`;
  await tx.events.append({
    team: digest.team,
    about,
    what: 'left out',
    who: 'schedule',
    at,
    from: 'engine',
    why,
  });
}

/** Sends a digest that was cut, now. */
export async function send(
  context: Context,
  tx: Tx,
  digest: Digest,
  now: Instant,
  by?: PersonId,
): Promise<void> {
  const team = teamOf(context, digest.team);
  await change(tx, digest, { state: 'sent', ...(by ? { approval: { by, at: now } } : {}) });
  await tx.jobs.cancel(`digest-send:${digest.id}`);
  const effects = team.stakeholders.map((to) => tells(digest, 'digest', to, now));
  const why = by ? 'the approver said so' : 'its time has come';
  await note(tx, digest, { what: 'sent', who: by ?? 'schedule', why }, effects, now);
}

/** Keeps a digest back until somebody sends it. */
export async function hold(tx: Tx, digest: Digest, who: PersonId, now: Instant, why: string): Promise<void> {
  await change(tx, digest, { state: 'held' });
  await note(tx, digest, { what: 'held', who, why }, [], now);
}

/** Who may look at the digest before it goes out: the approvers, then the deputies; a role or a person. */
export function approversOf(team: Team): PersonId[] {
  const named = [team.digest.approver, team.digest.deputy].flatMap((word) =>
    team.members.filter(
      ({ active, id, roles }) => active && word !== undefined && (id === word || roles.includes(word)),
    ),
  );
  return [...new Set(named.map(({ id }) => id))];
}

/** The newest digest that went out. */
export async function lastSent(tx: Tx, team: string): Promise<Digest | undefined> {
  const [last] = await tx.digests.find({ team, state: 'sent' }, { order: 'to', newest: true, limit: 1 });
  return last;
}

async function firstHeld(tx: Tx, team: string): Promise<Digest | undefined> {
  const [first] = await tx.digests.find({ team, state: 'held' }, { order: 'date', limit: 1 });
  return first;
}

/** Covers everything since the last one that went out: what was held back and never sent is told by the next. The first of
 * all covers a week. */
async function cutOff(context: Context, tx: Tx, digest: Digest, now: Instant): Promise<Digest> {
  const team = teamOf(context, digest.team);
  const before = await lastSent(tx, team.id);
  const from = before?.to ?? (await firstHeld(tx, team.id))?.from ?? sendsAt(team, digest.date) - 7 * DAY;
  const lines = composeDigest({
    team,
    from,
    to: now,
    ...(await materialOf(tx, team, from, now)),
    ...(before ? { previous: before } : {}),
  });
  const cut = await change(tx, digest, { from, to: now, lines, state: 'preview' });
  const why = 'covers what was said since the last one';
  await note(tx, digest, { what: 'cut', who: 'schedule', why }, [], now);
  return cut;
}

/** The first approver who is at work looks at it; when nobody is, the first of all. It is of no use once it is sent. */
async function showPreview(context: Context, tx: Tx, digest: Digest, now: Instant): Promise<void> {
  const team = teamOf(context, digest.team);
  const absences = await absencesFrom(tx, now);
  const isThere = (id: PersonId) =>
    team.members.some((member) => member.id === id && !awayAt(member, absences, now));
  const approvers = approversOf(team);
  const approver = approvers.find(isThere) ?? approvers[0];
  if (!approver) return;
  const until = team.digest.silence === 'hold' ? undefined : sendsAt(team, digest.date);
  const preview = tells(digest, 'digest-preview', { person: approver }, now, until);
  await carryOut(tx, { events: [], effects: [preview] }, now);
}

function tells({ team, id }: Digest, kind: string, to: Recipient, due: Instant, until?: Instant): Effect {
  const item: Item = {
    team,
    thing: `digest:${id}`,
    epoch: 0,
    kind,
    to,
    due,
    priority: kind === 'digest' ? 'digest' : 'prompt',
    ...(until === undefined ? {} : { until }),
  };
  return { do: 'tell', item };
}

async function change(tx: Tx, digest: Digest, fields: Partial<Digest>): Promise<Digest> {
  const before = await tx.digests.get(digest.id);
  const changed = { ...digest, ...fields, version: (before?.version ?? digest.version) + 1 };
  await tx.digests.update(changed);
  return changed;
}

async function note(
  tx: Tx,
  { team, id }: Digest,
  what: { what: string; who: PersonId; why: string },
  effects: readonly Effect[],
  at: Instant,
): Promise<void> {
  const about = `digest:${id}`;
  const event = { team, about, ...what, at, from: 'engine' };
  await carryOut(tx, { events: [event], effects: [...effects, { do: 'refresh', thing: about }] }, at);
}

function sendsAt(team: Team, date: CivilDate): Instant {
  return instantAt(team.calendar.zone, date, team.digest.at);
}
