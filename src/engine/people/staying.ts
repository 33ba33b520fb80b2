import type { Facts, Json, Reply } from '../../core/decision.ts';
import { nameOf } from '../../core/escalation/people.ts';
import { type Move, STAYS_WITHIN, thingOfLeaving } from '../../core/people/leaving.ts';
import type { PersonId, Team } from '../../core/team.ts';
import type { Tx } from '../../ports.ts';
import { type Call, refused, said } from '../call.ts';
import { callerNamed } from '../caller.ts';
import { carryOut } from '../commit.ts';
import type { Context, Handler } from '../context.ts';
import { undoChange } from '../definitions/changes.ts';
import { refresh } from '../delivery/outbox.ts';
import { giveBack } from './hand-over.ts';
import { itemFor, lastLeft, movesIn } from './leaving.ts';
import { callOff } from './planned-leave.ts';

/** Somebody stays after all: a leave to come is called off; one of the last seven days is taken back. What stands in the
 * definitions is undone now; the rest goes back once they are a member again. */
export async function stay(call: Call, team: Team, person: PersonId): Promise<Reply> {
  const { context, tx, caller, now } = call;
  const name = nameOf(team, person);
  if (await callOff(call, team, person)) {
    await note(call, team, person);
    return said(`${name} stays. Nothing was handed over.`);
  }
  const last = await lastLeft(tx, team, person);
  if (!last) return refused(`${name} is not leaving ${team.name}. Nothing was changed.`);
  if (now - last.at > STAYS_WITHIN)
    return refused(
      `${name} left more than seven days ago, so this cannot be taken back in one go. Add them to the team again, and hand things back one by one.`,
    );
  const { changes, moves } = last.left;
  for (const id of changes.toReversed()) await undoChange(context, tx, id, caller.person, now);
  await note(call, team, person);
  const payload: Facts = {
    team: team.id,
    person,
    by: caller.person,
    moves: moves.map((move) => ({ ...move })),
  };
  const key = `staying:${team.id}/${person}`;
  // A moment later: the definitions are in force again by then.
  await tx.jobs.arm({ key, kind: 'staying', due: now + 1, payload });
  return said(`${name} stays. Roles and duties are as before; what nobody has finished goes back to them.`);
}

async function note({ tx, caller, command, now }: Call, team: Team, person: PersonId): Promise<void> {
  const about = thingOfLeaving(team.id, person);
  const why = `${nameOf(team, person)} stays in ${team.name}`;
  const event = { team: team.id, about, what: 'stays', who: caller.person, at: now, why, person };
  await tx.events.append({ ...event, from: command.platform });
  await refresh(tx, [about], now);
}

/** What was handed over and is still where it went, goes back. */
export function stayingDue(context: Context): Handler {
  return async (due, tx, now) => {
    const { team: id, person, by, moves } = due.payload;
    const team = context.rhythm.team(String(id));
    const caller = callerNamed(context, String(by));
    if (!team || !caller) return;
    const act = { act: 'slash', name: '/rondo', text: '' } as const;
    const command = { id: due.key, workspace: '', platform: 'engine', user: caller.person, act };
    const call: Call = { context, tx, command, caller, now };
    await returnAll(call, team, String(person), moves);
  };
}

async function returnAll(call: Call, team: Team, person: PersonId, moves: Json | undefined): Promise<void> {
  const back: Move[] = [];
  for (const move of movesIn(moves)) if (await giveBack(call, team, person, move)) back.push(move);
  await tellReturned(call.tx, team, person, back, call);
}

async function tellReturned(
  tx: Tx,
  team: Team,
  person: PersonId,
  back: readonly Move[],
  { now, caller }: Call,
): Promise<void> {
  const others = Map.groupBy(
    back.filter(({ to }) => to !== caller.person),
    ({ to }) => to,
  );
  const effects = [...others].map(([to, theirs]) => ({
    do: 'tell' as const,
    item: {
      ...itemFor(team, person, to, now),
      kind: 'returned',
      facts: { things: theirs.map(({ what }) => what) },
    },
  }));
  await carryOut(tx, { events: [], effects }, now);
}
