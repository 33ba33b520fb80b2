import { presentAsk, presentChange, presentSkipped } from '../../core/present/duty.ts';
import { turnButtons } from '../../core/present/turn.ts';
import type { StoredItem } from '../../ports.ts';
import { idOf } from '../call.ts';
import type { Showing } from '../delivery/present.ts';

const GONE = { drop: 'what it was about is gone' } as const;

/** A question about a turn, or the news of a change. */
export async function presentDutyItem(item: StoredItem, { context, read, viewer }: Showing) {
  const turn = await read.turns.get(idOf(item.thing));
  const team = turn && context.rhythm.team(turn.team);
  const { text, number, yours } = item.facts ?? {};
  if (!turn || !team || !viewer || typeof text !== 'string') return GONE;
  if (item.kind === 'asked' && typeof number === 'number') {
    const open = turn.ask?.number === number && !turn.ask.settled;
    if (item.state !== 'sent' && !open) return { drop: 'it was settled in the meantime' };
    return presentAsk({ text, number }, turn, team);
  }
  if (item.state !== 'sent' && yours === true && turn.person !== viewer.id)
    return { drop: 'somebody else has the turn by now' };
  const ritual = team.rituals.find(({ facilitator }) => facilitator?.rotation === turn.rotation);
  const row = ritual && yours === true ? turnButtons({ turn, ritual, team }, viewer) : [];
  return presentChange(text, { turn, team, yours: yours === true, row }, viewer.id);
}

/** Somebody else has asked that the viewer is not picked for a while. */
export async function presentSkippedItem({ facts }: StoredItem) {
  return typeof facts?.text === 'string' ? presentSkipped(facts.text, facts.ended === true) : GONE;
}
