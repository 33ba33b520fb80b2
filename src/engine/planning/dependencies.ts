import type { Reply } from '../../core/decision.ts';
import { join, type Message } from '../../core/message.ts';
import { endWait } from '../../core/planning/waits.ts';
import { presentWaits } from '../../core/present/dependency.ts';
import type { Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import { type Call, type Press, refused } from '../call.ts';
import { doing, notTheirs, saveDecided, teamIn, theirs } from './theirs.ts';

/** `/rondo dependencies`: who waits for whom in the caller's teams. */
export async function dependencies(call: Call): Promise<Reply> {
  const { caller } = call;
  if (caller.meant.length === 0) return refused('You are in no team, so nobody waits for you here.');
  return {
    reply: 'message',
    message: join(await Promise.all(caller.meant.map((team) => listOf(call, team)))),
  };
}

export const listWaits: Press = async (call, thing) => {
  const team = teamIn(call, thing);
  return team ? { reply: 'message', message: await listOf(call, team) } : notTheirs('team');
};

async function listOf({ tx, caller, now }: Call, team: Team): Promise<Message> {
  const open = await tx.dependencies.find({ team: team.id, open: true });
  return presentWaits(open, team, caller.person, dateAt(team.calendar.zone, now));
}

export const noLongerWaiting: Press = async (call, thing) => {
  const { tx, now } = call;
  const found = await theirs(call, thing, tx.dependencies);
  if (!found) return notTheirs('dependency');
  const { row, team } = found;
  return saveDecided(call, team, row, endWait(row, doing(call), team, now), tx.dependencies);
};
