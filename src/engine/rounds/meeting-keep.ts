import type { Reply } from '../../core/decision.ts';
import { text } from '../../core/message.ts';
import { lineOf } from '../../core/present/kept.ts';
import type { RoundView } from '../../core/round/asking.ts';
import { isKept, type Keeping, traceOf, withNote } from '../../core/round/minuting.ts';
import { beginAction } from '../actions/begin.ts';
import type { Call } from '../call.ts';
import { carryOut } from '../commit.ts';
import { keptOf } from './meetings.ts';

/** Keeps it, once, and says so. */
export async function keepIn(call: Call, view: RoundView, one: Keeping): Promise<Reply> {
  const { tx, caller, command, now } = call;
  const line = lineOf(one, view.team);
  if (isKept(await keptOf(tx, view.round), one))
    return {
      reply: 'said',
      text: text(line, ' – that is in the minutes of ', { bold: view.ritual.name }, ' already.'),
    };
  await write(call, view, one);
  await carryOut(tx, traceOf(view, one, caller.person, { at: now, from: command.platform }), now);
  const where = text('Kept for the minutes of ', { bold: view.ritual.name }, '. ');
  return { reply: 'said', text: text(where, line, '. ', { code: '/rondo minutes' }, ' takes it back.') };
}

async function write(call: Call, { round, team }: RoundView, one: Keeping): Promise<void> {
  const { context, tx, caller, command, now } = call;
  const { person: by } = caller;
  const id = `${one.keep}-${context.id()}`;
  const row = { id: `${round.id}/${id}`, team: team.id, what: one.text, by, from: `round:${round.id}` };
  switch (one.keep) {
    case 'note': {
      const { link } = command;
      return tx.rounds.update(
        withNote(round, { id, text: one.text, by, at: now, ...(link ? { link } : {}) }),
      );
    }
    case 'decision':
      await tx.decisions.insert({ ...row, at: now });
      return;
    case 'action': {
      const { owner, due } = one;
      return beginAction(context, tx, { ...row, owner, due, open: true, version: 1 }, now);
    }
  }
}
