import { listedTopics } from '../../core/retro/groups.ts';
import { type Retro, takesCards } from '../../core/retro/retro.ts';
import { type Press, refused, said } from '../call.ts';
import { endByHand, moveOn } from './course.ts';
import { leadIn, stale } from './guard.ts';
import type { Loaded } from './load.ts';

/** “Next”: once for each phase and topic, however often it is pressed. */
export const next: Press = async (call, thing, epoch) => {
  const guarded = await leadIn(call, thing);
  if (!guarded.ok) return guarded.reply;
  const { loaded } = guarded;
  const late = stale(loaded.retro, epoch);
  if (late) return late;
  if (loaded.retro.phase === 'collect' && isEmpty(loaded))
    return refused('There are no cards yet, and no topics on the list. Wait a little, or end the retro.');
  const state = await moveOn(call.tx, loaded, call.caller.person, call.now);
  return { ...said(wentOn(loaded.retro, state)), ...SHOWN };
};

/** The message that was pressed says by itself what has changed. */
const SHOWN = { shown: true } as const;

function isEmpty({ view }: Loaded): boolean {
  return view.cards.length === 0 && listedTopics(view.topics).length === 0;
}

function wentOn(before: Retro, after: Retro): string {
  if (after.phase === 'ended') return 'The retro is over. Thank you for leading it.';
  if (before.phase === after.phase) return 'On to the next topic.';
  return takesCards(before) && !takesCards(after) ? 'All cards are shown now.' : 'The retro goes on.';
}

export const endRetro: Press = async (call, thing, epoch) => {
  const guarded = await leadIn(call, thing);
  if (!guarded.ok) return guarded.reply;
  const late = stale(guarded.loaded.retro, epoch);
  if (late) return late;
  await endByHand(call.tx, guarded.loaded, call.caller.person, call.now);
  return { ...said('The retro is over. Thank you for leading it.'), ...SHOWN };
};
