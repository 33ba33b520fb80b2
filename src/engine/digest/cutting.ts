import { standingOf } from '../../core/digest/headline.ts';
import { firstBegin, reportOf } from '../../core/digest/period.ts';
import { linesForAny } from '../../core/digest/readers.ts';
import { composeDigest, composeReport } from '../../core/digest.ts';
import type { Digest } from '../../core/record.ts';
import type { Team } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { type Context, teamOf } from '../context.ts';
import { metricsFor } from '../metrics/metrics.ts';
import { openTopics } from '../topics.ts';
import { materialOf } from './digest-material.ts';
import { change, firstHeld, lastSent, note } from './rows.ts';

/** Covers everything since the last one of its kind that went out: what was held back and never sent is told by the next. The
 * first of all covers a week, or the length of its ritual. */
export async function cutOff(context: Context, tx: Tx, digest: Digest, now: Instant): Promise<Digest> {
  const team = teamOf(context, digest.team);
  const before = await lastSent(tx, digest);
  const from = before?.to ?? (await firstHeld(tx, digest))?.from ?? firstBegin(team, digest);
  const isReport = reportOf(team, digest) !== undefined;
  const whole = {
    team,
    from,
    to: now,
    ...(await materialOf(tx, team, from, now, isReport)),
    ...(digest.week ? { week: digest.week } : {}),
    ...(before ? { previous: before } : {}),
  };
  const lines = isReport
    ? composeReport({ ...whole, ...(await beside(tx, team, { from, to: now }, before)) })
    : linesForAny(team, composeDigest(whole));
  const standing = standingOf(whole);
  const cut = await change(tx, digest, { from, to: now, lines, standing, state: 'preview' });
  const why = 'covers what was said since the last one';
  await note(tx, digest, { what: 'cut', who: 'schedule', why }, [], now);
  return cut;
}

/** What a report stands beside: the time of the one before it, or as long a time before it. Of a time in which nothing was
 * ever asked and nothing raised there are no numbers. */
async function beside(tx: Tx, team: Team, { from, to }: { from: Instant; to: Instant }, previous?: Digest) {
  const began = previous?.from ?? from - (to - from);
  const before = await metricsFor(tx, team, { from: began + 1, to: from + 1 });
  const topics = await openTopics(tx, team.id);
  const wasThere = previous !== undefined || before.participation !== undefined || before.blockers.opened > 0;
  return { topics, ...(wasThere ? { before } : {}) };
}
