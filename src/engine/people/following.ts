import type { Joiner } from '../../core/people/joiner.ts';
import type { Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import type { Context } from '../context.ts';
import { applyChange } from '../definitions/changes.ts';
import type { Reloaded } from '../definitions/reload.ts';
import { holdingsIn } from './holdings.ts';
import { oweAll } from './introduction.ts';
import { offerLeave } from './offers.ts';

/** Reads the definitions, and does what follows for people: who is new is owed an introduction, and who has left the channel of
 * their team is no longer in it once somebody else has what they held. */
export function followingPeople(context: Context, reload: () => Promise<Reloaded>): () => Promise<Reloaded> {
  return async () => {
    const result = await reload();
    if (!result.ok) return result;
    const now = context.clock.now();
    const teams = context.rhythm.teams();
    await oweAll(context, teams, now);
    for (const team of teams) await context.store.transact((tx) => followOutside(context, tx, team, now));
    return result;
  };
}

async function followOutside(context: Context, tx: Tx, team: Team, now: Instant): Promise<void> {
  const rows = await tx.joiners.find({ team: team.id });
  for (const row of rows) if (row.outside && row.state !== 'gone') await letGo(context, tx, team, row, now);
}

/** Whoever holds something stays until it is handed over; the coordinator is asked. Whoever holds nothing goes at once. */
async function letGo(context: Context, tx: Tx, team: Team, row: Joiner, now: Instant): Promise<void> {
  const today = dateAt(team.calendar.zone, now);
  const member = team.members.find(({ id }) => id === row.person);
  const left = member?.left !== undefined && member.left <= today;
  if (member && !left) {
    const { holdings } = await holdingsIn(tx, team, row.person, now);
    if (holdings.length > 0) return offerLeave(tx, team, row.person, 'channel', now);
    const about = `member:${team.id}/${row.person}`;
    const why = `${row.name} has left the channel and holds nothing.`;
    const wanted = { team: team.id, about, fields: { left: today }, by: row.person, at: now, why };
    if ((await tx.changes.find({ about, open: true })).length > 0) await applyChange(context, tx, wanted);
  }
  await tx.joiners.update({ ...row, state: 'gone', version: row.version + 1 });
}
