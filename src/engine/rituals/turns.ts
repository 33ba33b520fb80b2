import type { Ritual } from '../../core/ritual.ts';
import { type Rotation, type Turn, withdraw } from '../../core/rotation/rotation.ts';
import { passOnAt, turnOf } from '../../core/rotation/turn.ts';
import type { Round } from '../../core/round.ts';
import type { PersonId, Team } from '../../core/team.ts';
import type { CivilDate } from '../../core/time.ts';
import type { Call } from '../call.ts';
import { job } from '../commit.ts';
import { sightOf } from '../rounds/duty-books.ts';

/** A round is left out: a turn that was only for it does not count. Gives whoever knew of having it. */
export async function withdrawTurn(
  call: Call,
  team: Team,
  ritual: Ritual,
  round: Round,
): Promise<PersonId[]> {
  const { tx } = call;
  const at = turnOf(team, ritual, round.date);
  const turn = at && (await tx.turns.get(at.id));
  const told = turn?.person && round.facilitator ? [turn.person] : [];
  if (!turn || turn.countedAt !== undefined || !(await isOnlyFor(call, team, turn.id, ritual))) return told;
  await tx.turns.delete(turn.id);
  const rotation = await tx.rotations.get(at.rotation);
  if (rotation) await keep(call, rotation, withdraw(rotation, turn.id));
  return told;
}

/** A round is moved: a turn that is only for it goes with it. False when the new date has a turn of its own. */
export async function followMove(
  call: Call,
  team: Team,
  ritual: Ritual,
  round: Round,
  to: CivilDate,
): Promise<boolean> {
  const { tx } = call;
  const [from, there] = [turnOf(team, ritual, round.date), turnOf(team, ritual, to)];
  if (!from || !there || from.id === there.id) return true;
  const turn = await tx.turns.get(from.id);
  if (!turn || turn.countedAt !== undefined) return false;
  if ((await tx.turns.get(there.id)) || !(await isOnlyFor(call, team, turn.id, ritual))) {
    await withdrawTurn(call, team, ritual, round);
    return false;
  }
  await tx.turns.delete(turn.id);
  await tx.turns.insert({ ...turn, id: there.id, date: there.date });
  const rotation = await tx.rotations.get(from.rotation);
  if (rotation) await keep(call, rotation, renamed(rotation, turn, there));
  return true;
}

/** Silence passes the turn of a meeting on, at its new time too. */
export async function armSilence({ tx, now }: Call, team: Team, ritual: Ritual, round: Round): Promise<void> {
  const at = turnOf(team, ritual, round.date) && passOnAt(team, ritual, round.date);
  if (round.facilitator && at !== undefined && at > now) await tx.jobs.arm(job('pass-on', round.id, at));
}

/** Whether no other round to come shares the turn. */
async function isOnlyFor({ tx, now }: Call, team: Team, turn: string, ritual: Ritual): Promise<boolean> {
  if (ritual.facilitator?.turns === 'round') return true;
  const { duties } = await sightOf(tx, team, now);
  const duty = duties.find((one) => one.turn.id === turn);
  return !duty || (duty.dates.length === 1 && duty.rituals.length === 1);
}

function renamed(rotation: Rotation, { id }: Turn, to: { id: string; date: CivilDate }): Rotation {
  const known = <T extends { turn: string; date: CivilDate }>(one: T): T =>
    one.turn === id ? { ...one, turn: to.id, date: to.date } : one;
  return {
    ...rotation,
    ...(rotation.announced ? { announced: rotation.announced.map(known) } : {}),
    ...(rotation.ahead ? { ahead: rotation.ahead.map(known) } : {}),
  };
}

async function keep({ tx }: Call, before: Rotation, after: Rotation): Promise<void> {
  if (after !== before) await tx.rotations.update({ ...after, version: before.version + 1 });
}
