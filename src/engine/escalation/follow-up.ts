import type { Escalation } from '../../core/escalation/escalation.ts';
import { thingOf } from '../../core/escalation/escalation.ts';
import { maySee } from '../../core/escalation/people.ts';
import type { Team } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { beginAction } from '../actions/begin.ts';
import type { Context } from '../context.ts';

/** What has to follow becomes an action when the escalation is closed. One that is reopened and closed again has another: the
 * epoch tells them apart. */
export async function keepFollowUp(
  context: Context,
  tx: Tx,
  escalation: Escalation,
  now: Instant,
): Promise<void> {
  const { id, team, epoch, state, closed } = escalation;
  if (state !== 'closed' || !closed?.followUp) return;
  const from = thingOf(escalation);
  const action = { ...closed.followUp, id: `${id}/follow-up-${epoch}`, team, from, open: true, version: 1 };
  await beginAction(context, tx, action, now);
}

/** The ended one that somebody's words name (“atlas-3 is back”): the new one follows it. */
export async function namedIn(
  tx: Tx,
  team: Team,
  person: string,
  words: string,
): Promise<string | undefined> {
  for (const [id] of words.toLowerCase().matchAll(/[\w-]+-\d+/g)) {
    const before = await tx.escalations.get(id);
    if (before?.team === team.id && !before.live && maySee(before, team, person)) return id;
  }
  return undefined;
}
