import { isReport, minuteOfDigest, sendsAt } from '../../core/digest/period.ts';
import { approversOf } from '../../core/digest/readers.ts';
import { numbersOnly } from '../../core/digest.ts';
import type { Digest } from '../../core/record.ts';
import type { Ritual } from '../../core/ritual.ts';
import { LATE } from '../../core/round/asking.ts';
import type { Team } from '../../core/team.ts';
import { instantAt } from '../../core/time/zone.ts';
import { type CivilDate, type Instant, MINUTE } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { job } from '../commit.ts';
import { type Context, type Handler, teamOf } from '../context.ts';
import { cutOff } from './cutting.ts';
import { lastSent } from './rows.ts';
import { hold, send, showPreview } from './sending.ts';

/** The digest's course: its cut-off when the review it follows has closed, a preview for the approver, and out at the
 * time the team set, or at once when the approver says so. */

/** The least time an approver has. */
const TO_LOOK = 30 * MINUTE;

/** A digest is planned for a date: it goes out at the team's time, a report at its ritual's; it is cut by then at the latest. */
export async function planDigest(tx: Tx, team: Team, ritual: Ritual, date: CivilDate): Promise<void> {
  const at = instantAt(team.calendar.zone, date, minuteOfDigest(team, ritual));
  const digest: Digest = {
    ...(isReport(ritual)
      ? { id: `${team.id}/${date}/${ritual.id}`, ritual: ritual.id }
      : { id: `${team.id}/${date}` }),
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
  if (digest?.state !== 'planned' || now >= sendsAt(team, digest)) return;
  await tx.jobs.cancel(`digest-cut:${digest.id}`);
  await showPreview(context, tx, await cutOff(context, tx, digest, now), now);
}

/** Half an hour before it goes out, whatever the review does: the approver must have time to look. */
export function cutDigest(context: Context): Handler {
  return async (due, tx, now) => {
    const digest = await tx.digests.get(String(due.payload.id));
    if (digest?.state === 'planned' && now < sendsAt(teamOf(context, digest.team), digest))
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
async function isCovered(tx: Tx, digest: Digest, due: Instant): Promise<boolean> {
  const last = await lastSent(tx, digest);
  return last !== undefined && last.id !== digest.id && last.to >= due;
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
