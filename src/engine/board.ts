import { boardOf } from '../core/round/asking.ts';
import type { Team } from '../core/team.ts';
import { type CivilDate, type Instant, MINUTE } from '../core/time.ts';
import type { Tx } from '../ports.ts';
import { enqueue } from './delivery/outbox.ts';

/** One root message a team and day: the first thing of the day brings it, and everything else hangs under it. */
export async function showBoard(tx: Tx, team: Team, date: CivilDate, now: Instant): Promise<void> {
  const thing = boardOf(team.id, date);
  if ((await tx.items.count({ thing })) > 0) return;
  const to = { channel: team.channel };
  const due = now - (now % MINUTE);
  await enqueue(tx, { team: team.id, thing, epoch: 0, kind: 'board', to, due, priority: 'prompt' }, now);
}
