import type { Team } from '../../core/team.ts';
import type { Tx } from '../../ports.ts';

/** A team has another id now: numbers from outside are found by it, so they get new ones. Where the new team was told something
 * of that date already, that stays. */
export async function moveFigures(tx: Tx, was: string, team: Team): Promise<void> {
  for (const row of await tx.figures.find({ team: was })) {
    await tx.figures.delete(row.id);
    const id = `${team.id}/${row.name}/${row.date}`;
    await tx.figures.insert({ ...row, id, team: team.id, version: 1 });
  }
}
