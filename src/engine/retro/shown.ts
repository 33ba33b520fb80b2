import type { Message } from '../../core/message.ts';
import { presentRetro } from '../../core/present/retro.ts';
import { presentInvitation, presentTimeUp, presentVoteInvitation } from '../../core/present/retro-asking.ts';
import { takesCards } from '../../core/retro/retro.ts';
import type { StoredItem } from '../../ports.ts';
import { idOf } from '../call.ts';
import type { Showing } from '../delivery/present.ts';
import { type Loaded, loadRetro } from './load.ts';

/** The words of everything that is told about a retro. What has become pointless before it was sent is dropped. */
export async function presentRetroItem(
  item: StoredItem,
  { context, read, reader, now }: Showing,
): Promise<Message | { drop: string }> {
  const loaded = await loadRetro(context, read, idOf(item.thing), now);
  if (!loaded) return { drop: 'what it was about is gone' };
  const { retro, view } = loaded;
  if (item.kind === 'place') return presentRetro(retro, view, now);
  if (item.state !== 'sent' && isPointless(item, loaded)) return { drop: 'the retro has gone on meanwhile' };
  if (item.kind === 'collect') return presentInvitation(retro, view, reader.zone, now);
  return item.kind === 'vote'
    ? presentVoteInvitation(retro, view, reader.zone, now)
    : presentTimeUp(retro, view, item.epoch);
}

function isPointless({ kind, epoch }: StoredItem, { retro }: Loaded): boolean {
  if (kind === 'collect') return !takesCards(retro);
  return kind === 'vote' ? retro.phase !== 'vote' : epoch !== retro.step;
}
