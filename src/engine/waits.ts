import { dependencyOf } from '../core/answers/kinds.ts';
import type { RoundAnswers } from '../core/answers.ts';
import type { DependencyAnswer, Round, Update } from '../core/round.ts';
import type { Call } from './call.ts';

/** Dependencies and risks out of an answer become rows of their own; the same one said again is the same row, and one
 * that an edited answer no longer holds is over. */
export async function recordWaits(
  call: Call,
  round: Round,
  before: Update | undefined,
  given: RoundAnswers,
): Promise<void> {
  for (const one of withdrawn(before, given.dependencies)) await endWait(call, round, one);
  for (const one of given.dependencies) await beginWait(call, round, one);
  for (const risk of given.risks) {
    const id = `${round.team}/${sameness(risk.what)}`;
    const by = call.caller.person;
    await call.tx.risks.insert({ id, team: round.team, ...risk, by, at: call.now, open: true, version: 1 });
  }
}

function withdrawn(before: Update | undefined, now: readonly DependencyAnswer[]): DependencyAnswer[] {
  const kept = new Set(now.map(keyOf));
  const earlier = Object.values(before?.answers ?? {}).flatMap((answer) => dependencyOf(answer) ?? []);
  return earlier.filter((one) => !kept.has(keyOf(one)));
}

async function beginWait({ tx, caller, now }: Call, round: Round, wait: DependencyAnswer): Promise<void> {
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
}

async function endWait({ tx, caller }: Call, round: Round, wait: DependencyAnswer): Promise<void> {
  const known = await tx.dependencies.get(idOf(round.team, caller.person, wait));
  if (known?.open) await tx.dependencies.update({ ...known, open: false, version: known.version + 1 });
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
