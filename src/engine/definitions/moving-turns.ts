import { heirOf, type Succession } from '../../core/definition/succession.ts';
import type { Rotation, Turn } from '../../core/rotation/rotation.ts';
import type { Team } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { job } from '../commit.ts';
import { refresh } from '../delivery/outbox.ts';
import { moveThing } from './moving-plans.ts';

/** Rotations keep their accounts; a turn that is announced stays with its person, in the team where they are. */
export async function moveTurns(tx: Tx, succession: Succession, now: Instant): Promise<void> {
  const { was, heirs } = succession;
  const turns = await tx.turns.find({ team: was });
  for (const rotation of await tx.rotations.find({ team: was })) {
    for (const heir of heirs) await tx.rotations.insert(inherited(rotation, succession, heir));
    await tx.rotations.delete(rotation.id);
  }
  for (const turn of turns) await moveTurn(tx, turn, succession, now);
  if (heirs.length > 1) await freeRounds(tx, succession, now);
}

/** The heir's own book: the accounts of its people, and the turns that stay with it. */
function inherited(rotation: Rotation, succession: Succession, heir: Team): Rotation {
  const stays = (person: string) =>
    succession.heirs.length === 1 || heirOf(succession, person)?.id === heir.id;
  const entries = Object.entries(rotation.accounts).filter(([person]) => isIn(heir, person) || stays(person));
  const renamed = <T extends { turn: string }>(one: T): T => ({
    ...one,
    turn: idFor(one.turn, succession.was, heir),
  });
  const { announced, ahead } = rotation;
  return {
    ...rotation,
    id: `${heir.id}/${rotation.name}`,
    team: heir.id,
    accounts: Object.fromEntries(entries),
    ...(announced ? { announced: announced.filter(({ person }) => stays(person)).map(renamed) } : {}),
    ...(ahead ? { ahead: ahead.filter(({ person }) => stays(person)).map(renamed) } : {}),
    version: 1,
  };
}

function isIn({ members }: Team, person: string): boolean {
  return members.some(({ id }) => id === person);
}

function idFor(turn: string, was: string, heir: Team): string {
  return turn.startsWith(`${was}/`) ? `${heir.id}${turn.slice(was.length)}` : turn;
}

async function moveTurn(tx: Tx, turn: Turn, succession: Succession, now: Instant): Promise<void> {
  const heir = heirOf(succession, turn.person);
  if (!heir) return;
  const id = idFor(turn.id, succession.was, heir);
  await tx.turns.delete(turn.id);
  // Questions about it are numbered by its version: it goes on, so that no old answer fits a new question.
  await tx.turns.insert({ ...turn, id, team: heir.id });
  await moveThing(tx, `turn:${turn.id}`, `turn:${id}`, heir);
  // The buttons of what is still to come are those of the turn's new name.
  if (turn.countedAt === undefined) await refresh(tx, [`turn:${id}`], now);
}

/** A round that is planned and whose facilitator is in the other team now gets another one. */
async function freeRounds(tx: Tx, { was, heirs }: Succession, now: Instant): Promise<void> {
  const [first] = heirs;
  for (const round of await tx.rounds.find({ team: was, state: 'planned' })) {
    const { facilitator, ...free } = round;
    if (!facilitator?.person || !first || isIn(first, facilitator.person)) continue;
    await tx.rounds.update({ ...free, version: round.version + 1 });
    await tx.jobs.arm(job('turn', round.id, now));
  }
}
