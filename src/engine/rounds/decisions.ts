import type { Reply } from '../../core/decision.ts';
import { decisionsOf } from '../../core/escalation/decided.ts';
import { maySee } from '../../core/escalation/people.ts';
import { decidedAbout, presentDecisions, type Taken } from '../../core/present/decisions.ts';
import type { DecisionRecord } from '../../core/record.ts';
import type { Team } from '../../core/team.ts';
import { type Call, idOf, refused } from '../call.ts';

/** `decisions …`: what the caller's team has decided, in meetings and about blockers. */
export async function decisions(call: Call, words: string): Promise<Reply> {
  const { caller } = call;
  if (caller.meant.length === 0) return refused('You are in no team, so there are no decisions to show.');
  const taken = await Promise.all(caller.meant.map((team) => takenBy(call, team)));
  return { reply: 'message', message: presentDecisions(decidedAbout(taken.flat(), words), words.trim()) };
}

/** What was decided about a private blocker is read by those who may see that. */
async function takenBy({ tx, caller }: Call, team: Team): Promise<Taken[]> {
  const escalations = await tx.escalations.find({ team: team.id });
  const hidden = new Set(escalations.filter((one) => !maySee(one, team, caller.person)).map(({ id }) => id));
  const seen = ({ from }: DecisionRecord) => !from.startsWith('escalation:') || !hidden.has(idOf(from));
  const all = [...(await tx.decisions.find({ team: team.id })), ...escalations.flatMap(decisionsOf)];
  return all.filter(seen).map((decision) => ({ decision, team }));
}
