import type { AuditEvent } from '../../core/decision.ts';
import { type Escalation, LEVEL_SAID } from '../../core/escalation/escalation.ts';
import { HOUR, type Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { type Context, teamOf } from '../context.ts';
import { endTrouble, raiseTrouble } from '../watch/alarm.ts';

/** Nobody at a level can be reached: the people who run this Rondo hear of it too, again each working morning on which it is
 * still so. It is over once somebody has taken the blocker, can be asked again, or it has ended. */
export async function tellOperators(
  context: Context,
  tx: Tx,
  escalation: Escalation,
  events: readonly AuditEvent[],
  now: Instant,
): Promise<void> {
  const operators = context.operators ?? [];
  const key = `unreachable:${escalation.id}`;
  if (!events.some(({ what }) => what === 'alarm')) {
    const { live, targets, owner } = escalation;
    if (!live || targets.length > 0 || owner !== undefined) await endTrouble(tx, key, operators, now);
    return;
  }
  const text = wordsFor(escalation, teamOf(context, escalation.team).name, events);
  context.log.error({ alarm: key, team: escalation.team }, text);
  await raiseTrouble(tx, { key, text, team: escalation.team, lasts: true, every: MORNING }, operators, now);
}

/** A little less than a day: mornings are not always a whole day apart. */
const MORNING = 20 * HOUR;

/** It leaves the house: no word of the blocker. */
function wordsFor({ id, level }: Escalation, team: string, events: readonly AuditEvent[]): string {
  const { why, facts } = events.findLast(({ what }) => what === 'alarm') ?? {};
  const said = why ?? `Nobody can be reached at ${LEVEL_SAID[level]}.`;
  const next = facts?.level === level ? '' : ` It is at ${LEVEL_SAID[level]} now.`;
  return `Blocker ${id} of ${team}: ${said}${next} Look at “who” and “deputies” of its levels in the team file, or take it over with “/escalate ${id}”.`;
}
