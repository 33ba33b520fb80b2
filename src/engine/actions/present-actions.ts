import type { Message } from '../../core/message.ts';
import { presentDue } from '../../core/present/action.ts';
import {
  presentAnswered,
  presentDropAsked,
  presentGiven,
  presentOffer,
} from '../../core/present/action-asked.ts';
import type { Action } from '../../core/record.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import type { StoredItem } from '../../ports.ts';
import { idOf } from '../call.ts';
import type { Showing } from '../delivery/present.ts';
import { readByAll } from './readable.ts';

type Presented = Message | { drop: string };

const GONE: Presented = { drop: 'what it was about is gone' };

/** What an item about an action says. What follows from a private blocker is read by nobody but its owner, and whoever is
 * asked about it. */
export async function presentActionItem(item: StoredItem, showing: Showing): Promise<Presented> {
  const { context, read, viewer, now } = showing;
  const action = await read.actions.get(idOf(item.thing));
  const team = action && context.rhythm.team(action.team);
  if (!action || !team || !viewer) return GONE;
  if (item.state !== 'sent') {
    const over = overBefore(item, action);
    if (over !== undefined) return { drop: over };
  }
  const theirs = [action.owner, action.offer?.to, action.dropAsked?.to].includes(viewer.id);
  const readable = theirs || item.kind === 'answered' || (await readByAll(read, [action])).length > 0;
  if (!readable) return { drop: 'it follows from a private blocker' };
  return wordsFor(item, action, team, viewer.id, dateAt(viewer.calendar.zone, now));
}

/** Why it is not worth sending any more. */
function overBefore(
  { kind, epoch }: StoredItem,
  { open, offer, dropAsked, owner }: Action,
): string | undefined {
  if (kind !== 'answered' && !open) return 'it was done or taken off the list in the meantime';
  const asked = offer?.number === epoch && !offer.settled && offer.owner === owner;
  if (kind === 'offer' && !asked) return 'it is not asked any more';
  return kind === 'drop-asked' && dropAsked?.number !== epoch ? 'it is not asked any more' : undefined;
}

function wordsFor(
  { kind, epoch, facts }: StoredItem,
  action: Action,
  team: Team,
  viewer: PersonId,
  today: string,
): Presented {
  const by = String(facts?.by);
  switch (kind) {
    case 'due':
      return presentDue(action, team, viewer, today);
    case 'offer':
      return presentOffer(action, team, viewer, epoch);
    case 'given':
      return presentGiven(action, team, viewer, by);
    case 'drop-asked':
      return presentDropAsked(action, team, viewer, epoch);
    case 'answered':
      return presentAnswered(action, team, String(facts?.as), by) ?? GONE;
    default:
      return GONE;
  }
}
