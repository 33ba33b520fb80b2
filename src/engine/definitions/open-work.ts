import { nameOf } from '../../core/escalation/people.ts';
import type { Team } from '../../core/team.ts';
import { type Instant, MINUTE } from '../../core/time.ts';
import { oneLine } from '../../core/wording.ts';
import type { Tx } from '../../ports.ts';
import { enqueue } from '../delivery/outbox.ts';

/** Once, to whoever looks after the team: what is open and needs an heir. */
export async function tellOpenWork(tx: Tx, team: Team, now: Instant): Promise<void> {
  const live = await tx.escalations.find({ team: team.id, live: true }, { order: 'raisedAt' });
  const actions = await tx.actions.find({ team: team.id, open: true }, { order: 'due' });
  const lines = [
    ...live.map(
      ({ id, owner, private: hidden, what }) =>
        `• ${id}: ${hidden ? 'a private blocker' : oneLine(what, 100)} (${owner ? nameOf(team, owner) : 'nobody has it'})`,
    ),
    ...actions.map(({ what, owner }) => `• action: ${oneLine(what, 100)} (${nameOf(team, owner)})`),
  ];
  const next =
    lines.length > 0
      ? 'This is still open. Give it to somebody, or end it: “/escalate” with its id, and “/rondo actions”.'
      : 'Nothing is open.';
  const text = [`${team.name} is archived: no new rounds are planned. ${next}`, ...lines].join('\n');
  const item = {
    team: team.id,
    thing: `notice:archived/${team.id}`,
    epoch: 0,
    kind: 'archived',
    to: { person: team.coordinator },
    due: now - (now % MINUTE),
    priority: 'deadline',
    facts: { text },
  } as const;
  await enqueue(tx, item, now);
}
