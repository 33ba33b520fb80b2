import type { Escalation } from '../../core/escalation/escalation.ts';
import { thingOf } from '../../core/escalation/escalation.ts';
import { maySee } from '../../core/escalation/people.ts';
import type { Action } from '../../core/record.ts';
import type { Team } from '../../core/team.ts';
import type { Reads, Tx } from '../../ports.ts';

/** What has to follow becomes an action when the escalation is closed. One that is reopened and closed again has another: the
 * epoch tells them apart. */
export async function keepFollowUp(tx: Tx, escalation: Escalation): Promise<void> {
  const { id, team, epoch, state, closed } = escalation;
  if (state !== 'closed' || !closed?.followUp) return;
  const from = thingOf(escalation);
  await tx.actions.insert({
    ...closed.followUp,
    id: `${id}/follow-up-${epoch}`,
    team,
    from,
    open: true,
    version: 1,
  });
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

/** Actions that everybody in the team may read: what follows from a private escalation is its owner's own. */
export async function readByAll(read: Reads, actions: readonly Action[]): Promise<Action[]> {
  const origins = actions.map(({ from }) =>
    from.startsWith('escalation:') ? read.escalations.get(from.slice('escalation:'.length)) : undefined,
  );
  const found = await Promise.all(origins);
  return actions.filter((_, at) => found[at]?.private === undefined);
}
