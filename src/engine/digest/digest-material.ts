import type { Team } from '../../core/team.ts';
import { DAY, type Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { type Upcoming, upcoming } from '../rounds/upcoming.ts';

/** Everything of a team that may touch `(from, to]`. */
export async function materialOf(tx: Tx, team: Team, from: Instant, to: Instant) {
  const span = { atLeast: from + 1, below: to + 1 };
  const rounds = await tx.rounds.find({
    team: team.id,
    closesAt: { atLeast: from - 7 * DAY, below: to + 7 * DAY },
  });
  const prompts = await Promise.all(rounds.map(({ id }) => tx.prompts.find({ round: id })));
  return {
    rounds,
    prompts: prompts.flat(),
    updates: await tx.updates.find({ team: team.id, at: span }, { order: 'at' }),
    escalations: await tx.escalations.find({ team: team.id }),
    events: await tx.events.find({ team: team.id, at: span }, { order: 'at' }),
    actions: await tx.actions.find({ team: team.id }),
    decisions: await tx.decisions.find({ team: team.id, at: span }),
    risks: await tx.risks.find({ team: team.id, at: span }),
    next: (await upcoming(tx, team, to, 7)).map((next) => named(team, next)),
  };
}

/** Stakeholders read names. */
function named(team: Team, { ritual, date, facilitator, external }: Upcoming) {
  const name = team.members.find(({ id }) => id === facilitator)?.name ?? external;
  return { ritual, date, ...(name ? { facilitator: name } : {}) };
}
