import { shiftOf } from '../../core/absence/availability.ts';
import { dayOn } from '../../core/absence/day.ts';
import type { Member, Presence } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { beginAbsence, endAbsences } from '../absence/absences.ts';
import { askAboutHint } from '../absence/hint.ts';
import type { Context } from '../context.ts';

/** Makes absences of what people's status in the chat says: away while it says “out of office”, back when it no longer does.
 * One that says no end lasts until the end of the person's day, and goes on the next day if it still stands. Whoever has said
 * that they are back stays back, until their status says something else. One that only hints at it asks the person first. */
export async function followStatus(
  context: Context,
  tx: Tx,
  member: Member,
  { presence, platform }: { presence: Presence; platform: string },
  now: Instant,
): Promise<void> {
  const running = await tx.absences.find({ person: member.id, to: { atLeast: now + 1 } });
  const until = presence.outOfOffice && (presence.outOfOffice.until ?? endOfDay(member, now));
  const over = running.filter(({ source, to }) => source === 'status' && to !== until);
  const saying = { by: member.id, from: platform };
  await endAbsences(context, tx, member.id, over, saying, NO_LONGER, now, 'status');
  if (until !== undefined && until > now) await begin(context, tx, member, { until, platform }, now);
  else if (presence.maybeAway) await askAboutHint(context, tx, member, { source: 'status' }, now);
}

const NO_LONGER = 'their status no longer says that they are away';

/** The end is part of the id: somebody who has come back in between is not sent away again by the same status. */
function begin(
  context: Context,
  tx: Tx,
  { id: person }: Member,
  { until, platform }: { until: Instant; platform: string },
  now: Instant,
): Promise<boolean> {
  const id = `${person}/status/${until}`;
  const absence = { id, person, from: now, to: until, source: 'status', by: person, version: 1 } as const;
  return beginAbsence(context, tx, absence, now, platform, 'their status says that they are away');
}

/** A night shift ends in the morning. */
function endOfDay(member: Member, now: Instant): Instant {
  return dayOn(member.calendar, shiftOf(member, now)).to;
}
