import type { Json } from '../../core/decision.ts';
import { personOf } from '../../core/escalation/people.ts';
import { type Message, message, paragraph } from '../../core/message.ts';
import { STAYS_WITHIN } from '../../core/people/leaving.ts';
import { presentIntroduction } from '../../core/present/introduction.ts';
import { presentJoiners } from '../../core/present/joiner.ts';
import {
  presentInheritance,
  presentLeavePlanned,
  presentLeavingOffer,
  presentLeft,
  presentReturned,
} from '../../core/present/leaving.ts';
import type { StoredItem } from '../../ports.ts';
import { idOf } from '../call.ts';
import type { Showing } from '../delivery/present.ts';
import { joinerAt } from './joiners.ts';
import { lastLeft } from './leaving.ts';

const GONE = { drop: 'what it was about is gone' } as const;

/** What is said about somebody who leaves. */
export async function presentLeavingItem(
  { thing, kind, facts = {}, state }: StoredItem,
  { context, read, viewer, now }: Showing,
): Promise<Message | { drop: string }> {
  const [id = '', ...rest] = idOf(thing).split('/');
  const team = context.rhythm.team(id);
  const person = rest.join('/');
  if (!team) return GONE;
  const things = thingsIn(facts.things);
  switch (kind) {
    case 'heir':
      return presentInheritance(team, person, String(facts.by), things, viewer?.id);
    case 'returned':
      return presentReturned(team, person, things);
    case 'planned':
      return presentLeavePlanned(team, person, String(facts.date));
    default: {
      const last = await lastLeft(read, team, person);
      // An earlier leave is not what this offer came to.
      if (last && last.at >= Number(facts.at ?? 0))
        return presentLeft(team, last.left, now - last.at > STAYS_WITHIN ? TOO_LATE : undefined);
      if (kind === 'done') return STAYED;
      const because = facts.because === 'channel' ? 'channel' : 'deactivated';
      const back = because === 'deactivated' && personOf(team, person)?.active;
      if (back && state !== 'sent') return { drop: 'they are there again' };
      return presentLeavingOffer(team, person, because, things);
    }
  }
}

const TOO_LATE = 'More than seven days have passed, so this can no longer be taken back in one go.';
const STAYED = message('They stay', paragraph('They stay after all: what was handed over goes back.'));

/** Those of the item, as they stand now. */
export async function presentJoinersItem(
  { thing, facts = {}, state }: StoredItem,
  { context, read }: Showing,
) {
  const team = context.rhythm.team(idOf(thing));
  if (!team) return GONE;
  const rows = await Promise.all(thingsIn(facts.joiners).map((id) => joinerAt(context, read, id)));
  const joiners = rows.filter((row) => row !== undefined);
  const open = joiners.some((row) => row.state === 'proposed');
  if (!open && state !== 'sent') return { drop: 'all of it is settled already' };
  return presentJoiners(team, joiners);
}

/** In the team that they are a member of, if there is one. */
export async function presentIntroductionItem({ team: id }: StoredItem, { context, viewer }: Showing) {
  const team = (viewer && context.rhythm.teamsOf(viewer.id)[0]) ?? context.rhythm.team(id);
  return team && viewer ? presentIntroduction(team, viewer) : GONE;
}

function thingsIn(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
