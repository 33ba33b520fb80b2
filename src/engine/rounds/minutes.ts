import type { Reply } from '../../core/decision.ts';
import { meetingFor, minute } from '../../core/round/minuting.ts';
import { type Call, refused, said } from '../call.ts';
import { carryOut } from '../commit.ts';
import { viewOf } from './load.ts';

/** `minutes …`: what was said is kept for the meeting that is going on or announced. */
export async function minutes(call: Call, words: string): Promise<Reply> {
  const { context, tx, caller, command, now } = call;
  if (caller.meant.length === 0) return refused('You are in no team, so there is no meeting to add this to.');
  const text = words.trim();
  if (text === '') return refused('Say what to keep: ', { code: '/rondo minutes We release on Friday' }, '.');
  const rounds = await Promise.all(
    caller.meant.map((team) => tx.rounds.find({ team: team.id, state: 'open' })),
  );
  const views = await Promise.all(rounds.flat().map((round) => viewOf(context, tx, round, now)));
  const view = meetingFor(
    views.filter((one) => one !== undefined),
    now,
  );
  if (!view)
    return refused(
      'No meeting is announced or going on, so there are no minutes to add this to. ',
      { code: '/rituals' },
      ' shows when the next one is.',
    );
  const { link } = command;
  const decision = minute(view, { text, by: caller.person, at: now, ...(link ? { link } : {}) });
  if (decision.state !== view.round) await tx.rounds.update(decision.state);
  await carryOut(tx, decision, now);
  return said('Kept for the minutes of ', { bold: view.ritual.name }, '.');
}
