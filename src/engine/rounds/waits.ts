import { dependencyOf } from '../../core/answers/kinds.ts';
import type { RoundAnswers } from '../../core/answers.ts';
import { endWait, waitEvent } from '../../core/planning/waits.ts';
import type { DependencyAnswer, Round, Update } from '../../core/round.ts';
import type { Call } from '../call.ts';
import { teamOf } from '../context.ts';
import { showPlans } from '../planning/shown.ts';
import { doing, saveDecided } from '../planning/theirs.ts';

/** Dependencies out of an answer become rows of their own; the same one said again is the same row. A dependency
 * is over when an edited answer no longer holds it, or when either side says so. */
export async function recordWaits(
  call: Call,
  round: Round,
  before: Update | undefined,
  given: RoundAnswers,
): Promise<void> {
  const over = (given.ownDependencies ?? []).filter(({ state }) => state === 'over').map(({ id }) => id);
  const id = (one: DependencyAnswer) => idOf(round.team, call.caller.person, one);
  const earlier = waitsIn(before);
  const kept = given.dependencies.map(id);
  for (const one of earlier.map(id).filter((was) => !kept.includes(was))) await endOne(call, one);
  for (const one of over) await endOne(call, one);
  // What only stands there still, from last time or from before the edit, does not begin again what is over.
  for (const one of given.dependencies)
    if (!over.includes(id(one)) && !(await isOver(call, id(one), earlier.map(id))))
      await beginWait(call, round, one);
}

function waitsIn(before: Update | undefined): DependencyAnswer[] {
  return Object.values(before?.answers ?? {}).flatMap((answer) => dependencyOf(answer) ?? []);
}

async function isOver({ tx }: Call, id: string, earlier: readonly string[]): Promise<boolean> {
  return earlier.includes(id) && (await tx.dependencies.get(id))?.open === false;
}

async function beginWait(call: Call, round: Round, wait: DependencyAnswer): Promise<void> {
  const { tx, caller, now } = call;
  const id = idOf(round.team, caller.person, wait);
  const known = await tx.dependencies.get(id);
  const { on, what, until } = wait;
  const row = {
    id,
    team: round.team,
    waiting: caller.person,
    on,
    what,
    ...(until ? { until } : {}),
    since: known?.open ? known.since : now,
    round: round.id,
    open: true,
    version: (known?.version ?? 0) + 1,
  };
  await (known ? tx.dependencies.update(row) : tx.dependencies.insert(row));
  const team = teamOf(call.context, round.team);
  if (!known?.open) await tx.events.append(waitEvent(row, 'waited for', doing(call), team, now));
  await showPlans(call, team);
}

async function endOne(call: Call, id: string): Promise<void> {
  const { tx, caller, now, context } = call;
  const known = await tx.dependencies.get(id);
  if (!known?.open || (known.waiting !== caller.person && known.on !== caller.person)) return;
  const team = teamOf(context, known.team);
  await saveDecided(call, team, known, endWait(known, doing(call), team, now), tx.dependencies);
}

function idOf(team: string, person: string, wait: DependencyAnswer): string {
  return `${team}/${person}/${keyOf(wait)}`;
}

function keyOf({ on, what }: DependencyAnswer): string {
  return `${on}/${sameness(what)}`;
}

function sameness(what: string): string {
  return what.toLowerCase().replace(/\s+/g, ' ').trim().slice(0, 120);
}
