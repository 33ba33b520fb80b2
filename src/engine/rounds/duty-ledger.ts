import type { Reply } from '../../core/decision.ts';
import { join } from '../../core/message.ts';
import { presentLedger } from '../../core/present/ledger.ts';
import { type Call, refused } from '../call.ts';
import { withoutLapsed } from './duty-lapse.ts';

/** `/rondo duty ledger`: the turns of everybody in the caller's teams against an even share. Only a team's own people read it. */
export async function ledger({ caller, tx, now }: Call): Promise<Reply> {
  const own = caller.meant.filter(({ members }) => members.some(({ id }) => id === caller.person));
  if (own.length === 0) return refused('Only a team’s own people see its turns, and you are in no team.');
  const shown = [];
  for (const team of own) {
    const rotations = await tx.rotations.find({ team: team.id });
    shown.push(presentLedger(team, await withoutLapsed(tx, team, rotations, now)));
  }
  return { reply: 'message', message: join(shown) };
}
