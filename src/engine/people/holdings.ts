import { insiders } from '../../core/escalation/people.ts';
import { type Holding, holdingsOf, type Material, remarksOn } from '../../core/people/holdings.ts';
import type { Action } from '../../core/record.ts';
import type { PersonId, Team } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { idOf } from '../call.ts';
import { sightOf } from '../rounds/duty-books.ts';

/** Everything in a team that is somebody's, with who could have it, and what else there is to say of it. */
export async function holdingsIn(
  tx: Tx,
  team: Team,
  person: PersonId,
  now: Instant,
): Promise<{ holdings: Holding[]; remarks: string[] }> {
  const material = await materialOf(tx, team, now);
  return { holdings: holdingsOf(team, person, material), remarks: remarksOn(team, person, material) };
}

async function materialOf(tx: Tx, team: Team, now: Instant): Promise<Material> {
  const here = { team: team.id, open: true };
  const sight = await sightOf(tx, team, now);
  const actions = await tx.actions.find(here, { order: 'due' });
  return {
    escalations: await tx.escalations.find({ team: team.id, live: true }, { order: 'raisedAt' }),
    actions,
    readers: await readersOf(tx, team, actions),
    dependencies: await tx.dependencies.find(here),
    objectives: await tx.objectives.find(here),
    risks: await tx.risks.find(here),
    duties: sight.duties.filter(({ fixed }) => fixed),
    absences: sight.absences,
    now,
  };
}

/** Of each action that follows from a private blocker. */
async function readersOf(tx: Tx, team: Team, actions: readonly Action[]): Promise<Map<string, PersonId[]>> {
  const readers = new Map<string, PersonId[]>();
  for (const { id, from } of actions) {
    const origin = from.startsWith('escalation:') ? await tx.escalations.get(idOf(from)) : undefined;
    if (origin?.private) readers.set(id, insiders(origin, team));
  }
  return readers;
}
