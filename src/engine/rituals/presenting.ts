import type { Message } from '../../core/message.ts';
import {
  aQuarterLater,
  presentExpiry,
  presentOutcome,
  presentToFacilitator,
  presentVote,
} from '../../core/renewal.ts';
import type { StoredItem } from '../../ports.ts';
import { idOf } from '../call.ts';
import { ritualOf } from '../context.ts';
import type { Showing } from '../delivery/present.ts';

const GONE = { drop: 'what it was about is gone' } as const;

/** The words of a vote on a ritual: the question, what came of it, and what whoever facilitates is told. */
export async function presentRenewalItem(
  item: StoredItem,
  { context, read }: Showing,
): Promise<Message | { drop: string }> {
  const renewal = await read.renewals.get(idOf(item.thing));
  const team = renewal && context.rhythm.team(renewal.team);
  const ritual = team && ritualOf(team, renewal.ritual);
  if (!renewal || !team || !ritual) return GONE;
  if (item.kind === 'vote') return presentVote(renewal, ritual, team);
  return (item.kind === 'outcome' ? presentOutcome : presentToFacilitator)(renewal, ritual, team);
}

export async function presentExpiryItem(
  item: StoredItem,
  { context }: Showing,
): Promise<Message | { drop: string }> {
  const [id = '', name = ''] = idOf(item.thing).split('/');
  const team = context.rhythm.team(id);
  const ritual = team && ritualOf(team, name);
  const expires = item.facts?.expires;
  if (!team || !ritual || typeof expires !== 'string') return GONE;
  if (item.state !== 'sent' && ritual.expires !== expires) return { drop: 'it has another end by now' };
  return presentExpiry(ritual, team, expires, aQuarterLater(expires));
}
