import type { Reply } from '../../core/decision.ts';
import { learnedFrom, presentLearned } from '../../core/escalation/learned.ts';
import { maySee } from '../../core/escalation/people.ts';
import type { Call } from '../call.ts';

/** `/escalate learned staging disk`: what the caller's teams have learned; private ones only for those who may read them. */
export async function learned({ tx, caller }: Call, words: string): Promise<Reply> {
  const ended = await Promise.all(
    caller.teams.map(async (team) => {
      const all = await tx.escalations.find({ team: team.id, live: false });
      return all.filter((one) => maySee(one, team, caller.person));
    }),
  );
  return { reply: 'message', message: presentLearned(learnedFrom(ended.flat(), words), words.trim()) };
}
