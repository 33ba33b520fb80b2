import type { AuditEvent } from '../../core/decision.ts';
import type { Escalation } from '../../core/escalation/escalation.ts';
import { COUNTED } from '../../core/escalation/numbers.ts';
import type { Team } from '../../core/team.ts';
import type { Interval } from '../../core/time.ts';
import { happenedTo, rowsOf } from './happened.ts';
import type { Source } from './source.ts';

/** The blockers that something happened to in the span, and all that ever happened to them: whether a deadline was kept may
 * have been settled before. */
export async function touchedIn(
  read: Source,
  team: Team,
  span: Interval,
): Promise<{ escalations: Escalation[]; events: AuditEvent[] }> {
  const touched = await happenedTo(read, team, span, 'escalation:', COUNTED);
  const things = [...new Set(touched.map(({ about }) => about))];
  const events = await Promise.all(things.map((about) => read.events.find({ about })));
  return { escalations: await rowsOf(read.escalations, touched), events: events.flat() };
}
