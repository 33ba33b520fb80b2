import type { Reply } from '../../core/decision.ts';
import { whoPauses } from '../../core/pause.ts';
import { presentStatus, type StatusShown } from '../../core/present/standup-status.ts';
import { counted } from '../../core/round/asking.ts';
import type { Team } from '../../core/team.ts';
import { type Call, refused, type Verb } from '../call.ts';
import { openAnswers } from '../rounds/answers.ts';
import { promptsOf, viewOf } from '../rounds/load.ts';
import { todayOf } from './target.ts';

/** `/standup` opens the form; `/standup status` says how far the day's rounds are. */
export const standup: Verb = (call, words) =>
  words.trim().toLowerCase() === 'status' ? status(call) : openAnswers(call);

/** Whoever is on duty, the coordinator, leads and admins see who has not answered and why; everybody else the counts. */
async function status(call: Call): Promise<Reply> {
  const { caller } = call;
  if (caller.meant.length === 0) return refused('You are in no team, so there is nothing to show.');
  const shown = (await Promise.all(caller.meant.map((team) => ofTeam(call, team)))).flat();
  return { reply: 'message', message: presentStatus(shown, caller.meant) };
}

async function ofTeam({ tx, caller, context, now }: Call, team: Team): Promise<StatusShown[]> {
  const rounds = await tx.rounds.find({ team: team.id, date: todayOf(team, now) });
  const views = await Promise.all(rounds.map((round) => viewOf(context, tx, round, now)));
  const looksAfter = whoPauses(team, context.operators ?? []).includes(caller.person);
  const asking = views.filter((view) => view !== undefined && view.ritual.mode === 'async');
  const found = asking.map(async (view): Promise<StatusShown[]> => {
    if (!view || (view.round.state !== 'open' && view.round.state !== 'closed')) return [];
    const prompts = counted(await promptsOf(tx, view.round.id), view);
    const lists = looksAfter || view.round.facilitator?.person === caller.person;
    return [{ ...view, prompts, lists }];
  });
  return (await Promise.all(found)).flat();
}
