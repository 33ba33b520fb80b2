import type { Effect } from '../../core/decision.ts';
import type { Ritual } from '../../core/ritual.ts';
import { boardOf, settle } from '../../core/round/asking.ts';
import type { Round } from '../../core/round.ts';
import type { Team } from '../../core/team.ts';
import { showBoard } from '../board.ts';
import { type Call, noted } from '../call.ts';
import { carryOut } from '../commit.ts';
import { endWithRound } from '../retro/course.ts';
import { viewOf } from '../rounds/load.ts';
import { todayOf } from './target.ts';

/** What a person does to one round. */
export interface Hand {
  call: Call;
  team: Team;
  ritual: Ritual;
}

/** Whoever was asked before is told by the message they have. */
export async function settlePrompts({ call, team, ritual }: Hand, round: Round, why: string): Promise<void> {
  const { tx, context, now } = call;
  const view = await viewOf(context, tx, round, now);
  for (const prompt of await tx.prompts.find({ round: round.id })) {
    await tx.jobs.cancel(`prompt:${prompt.id}`);
    await tx.jobs.cancel(`due:${prompt.id}`);
    for (const { key } of await tx.jobs.list(`remind:${prompt.id}:`)) await tx.jobs.cancel(key);
    if (prompt.askedAt === undefined || !view) await tx.prompts.delete(prompt.id);
    else {
      const left = `${ritual.name} of ${team.name} was left out: ${why}`;
      const decision = settle(prompt, view, now, 'skipped', left);
      await tx.prompts.update(decision.state);
      await carryOut(tx, decision, now);
    }
  }
  if (view) await endWithRound(context, tx, view, now, 'It does not take place.');
  for (const kind of ['turn', 'pass-on', 'open', 'start', 'close'])
    await tx.jobs.cancel(`${kind}:${round.id}`);
}

/** One line of the log about the round. */
export function record(call: Call, { id, team }: Round, what: string, why: string): Promise<void> {
  return noted(call, { team, about: `round:${id}` }, what, why);
}

/** What shows these rounds is made anew, and more is told. */
export async function show(
  { call: { tx, now }, team }: Hand,
  rounds: readonly Round[],
  more: readonly Effect[],
): Promise<void> {
  if (more.some((one) => one.do === 'tell' && 'channel' in one.item.to))
    await showBoard(tx, team, todayOf(team, now), now);
  const things = rounds.flatMap(({ id, team, date }) => [`round:${id}`, boardOf(team, date)]);
  const refreshed = [...new Set(things)].map((thing): Effect => ({ do: 'refresh', thing }));
  await carryOut(tx, { events: [], effects: [...refreshed, ...more] }, now);
}
