import type { Ritual } from '../../core/ritual.ts';
import type { Team } from '../../core/team.ts';
import type { Tx } from '../../ports.ts';
import { movePlan, moveThing } from './moving-plans.ts';

/** Rituals that have another id now: their rounds, planned ones too, and what was changed of them go on under the new one. */
export async function moveRituals(tx: Tx, teams: readonly Team[]): Promise<void> {
  for (const team of teams) {
    const ids = new Set(team.rituals.map(({ id }) => id));
    for (const ritual of team.rituals)
      if (ritual.was !== undefined && !ids.has(ritual.was)) await moveRitual(tx, team, ritual, ritual.was);
  }
}

async function moveRitual(tx: Tx, team: Team, ritual: Ritual, was: string): Promise<void> {
  await movePlan(tx, { team: team.id, ritual: was }, { team: team.id, ritual: ritual.id });
  for (const { definition, ...round } of await tx.rounds.find({ team: team.id, ritual: was })) {
    const copied = definition ? { definition: { ...definition, id: ritual.id } } : {};
    await tx.rounds.update({ ...round, ritual: ritual.id, ...copied, version: round.version + 1 });
  }
  await moveOwnTurns(tx, team, ritual, was);
  await tx.definitions.delete(`ritual:${was}`);
  const about = `ritual:${team.id}/${was}`;
  for (const change of await tx.changes.find({ about }))
    await tx.changes.update({
      ...change,
      about: `ritual:${team.id}/${ritual.id}`,
      version: change.version + 1,
    });
  for (const row of await tx.renewals.find({ team: team.id }))
    if (row.ritual === was) await tx.renewals.update({ ...row, ritual: ritual.id, version: row.version + 1 });
}

/** Turns of one round each carry the ritual's id. */
async function moveOwnTurns(tx: Tx, team: Team, ritual: Ritual, was: string): Promise<void> {
  const renamed = (id: string) => (id.endsWith(`/${was}`) ? `${id.slice(0, -was.length)}${ritual.id}` : id);
  for (const turn of await tx.turns.find({ team: team.id })) {
    const id = renamed(turn.id);
    if (id === turn.id) continue;
    await tx.turns.delete(turn.id);
    await tx.turns.insert({ ...turn, id });
    await moveThing(tx, `turn:${turn.id}`, `turn:${id}`, team);
  }
  for (const rotation of await tx.rotations.find({ team: team.id })) {
    const known = <T extends { turn: string }>(one: T): T => ({ ...one, turn: renamed(one.turn) });
    const { announced, ahead } = rotation;
    if (![...(announced ?? []), ...(ahead ?? [])].some(({ turn }) => renamed(turn) !== turn)) continue;
    await tx.rotations.update({
      ...rotation,
      ...(announced ? { announced: announced.map(known) } : {}),
      ...(ahead ? { ahead: ahead.map(known) } : {}),
      version: rotation.version + 1,
    });
  }
}
