import type { Decision, Reply } from '../../core/decision.ts';
import type { Doing } from '../../core/planning/saying.ts';
import type { Team } from '../../core/team.ts';
import { type Call, idOf, refused } from '../call.ts';
import { carryOut } from '../commit.ts';
import { showPlans } from './shown.ts';

/** Who calls, and from where. */
export function doing({ caller, command }: Call): Doing {
  return { by: caller.person, from: command.platform };
}

/** A row of one of the caller's teams, by its thing key; undefined for any other, as if it were not there. */
export async function theirs<R extends { team: string }>(
  call: Call,
  thing: string,
  rows: { get(id: string): Promise<R | undefined> },
): Promise<{ row: R; team: Team } | undefined> {
  const row = await rows.get(idOf(thing));
  const team = row && call.caller.teams.find(({ id }) => id === row.team);
  return row && team ? { row, team } : undefined;
}

/** The caller's team that a button or form is about. */
export function teamIn(call: Call, thing: string): Team | undefined {
  return call.caller.teams.find(({ id }) => id === idOf(thing));
}

export function notTheirs(what: string): Reply {
  return refused(`This ${what} is not there any more, or belongs to a team that you are not in.`);
}

/** A form that was opened before somebody else changed what it is about. */
export function changedMeanwhile(what: string): Reply {
  return refused(
    `Somebody has changed this ${what} in the meantime. Nothing was saved; please open it again.`,
  );
}

/** Writes what was decided about a versioned row, and lets messages about the team's plans show it. */
export async function saveDecided<S>(
  call: Call,
  team: Team,
  before: S,
  decision: Decision<S>,
  rows: { update(row: S): Promise<void> },
): Promise<Reply> {
  if (decision.state !== before) await rows.update(decision.state);
  await carryOut(call.tx, decision, call.now);
  if (decision.state !== before) await showPlans(call, team);
  return decision.reply ?? { reply: 'said', text: ['Done.'] };
}
