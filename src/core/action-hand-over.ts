import { type Decided, happened, mayReadAction, refused, said, shown, tell } from './action-decision.ts';
import { type ActionView, armings } from './action-reminder.ts';
import { leadsOf, nameOf, personOf } from './escalation/people.ts';
import type { Action } from './record.ts';
import type { PersonId } from './team.ts';
import type { Instant } from './time.ts';

/** An action that changes hands: its owner asks somebody, who has to say yes; whoever looks after the team may give it on. */

/** Who could have it: active members who may read it. */
export function couldHave(action: Action, view: ActionView): PersonId[] {
  return view.team.members
    .filter(({ id, active }) => active && id !== action.owner && mayReadAction(view, id))
    .map(({ id }) => id);
}

/** Asks somebody to take it; said by who looks after the team about what is not theirs, it changes hands at once. */
export function give(
  action: Action,
  { by, from, to }: { by: PersonId; from: string; to: PersonId },
  view: ActionView,
  now: Instant,
): Decided {
  const { team } = view;
  if (to === action.owner) return said(action, `${nameOf(team, to)} has it already.`);
  if (!couldHave(action, view).includes(to))
    return refused(action, 'Pick somebody of the team who may read it. Nothing was changed.');
  const looksAfter = by !== action.owner && [team.coordinator, ...leadsOf(team)].includes(by);
  if (by === to || looksAfter) return handOver(action, { by, from, to }, view, now);
  const open = action.offer && !action.offer.settled ? action.offer : undefined;
  if (open?.to === to && open.owner === action.owner)
    return said(action, `${nameOf(team, to)} was asked already. It stays yours until they say yes.`);
  return ask(action, { by, from, to }, view, now);
}

function ask(
  action: Action,
  { by, from, to }: { by: PersonId; from: string; to: PersonId },
  { team }: ActionView,
  now: Instant,
): Decided {
  const number = action.version + 1;
  const offer = { number, by, owner: action.owner, to, at: now };
  const state: Action = { ...action, offer, version: number };
  return {
    state,
    events: [{ ...happened(action, 'offered', by, now, from), person: to }],
    effects: [tell(state, 'offer', to, now, { epoch: number }), shown(state)],
    reply: {
      reply: 'said',
      text: [`${nameOf(team, to)} is asked once. It stays yours until they say yes.`],
    },
  };
}

/** The answer of whoever was asked. `number`: which question is answered. */
export function answerOffer(
  action: Action,
  { by, from, number, yes }: { by: PersonId; from: string; number: number; yes: boolean },
  view: ActionView,
  now: Instant,
): Decided {
  const { offer } = action;
  if (by === action.owner && yes) return said(action, 'You have it already.');
  if (offer?.number !== number || offer.settled || offer.owner !== action.owner)
    return said(action, 'This is not asked any more. Nothing was changed.');
  if (offer.to !== by) return refused(action, 'Only ', { person: offer.to }, ' was asked.');
  return yes ? accept(action, { by, from }, view, now) : decline(action, { by, from }, offer, now);
}

function accept(
  action: Action,
  { by, from }: { by: PersonId; from: string },
  view: ActionView,
  now: Instant,
): Decided {
  return handOver(action, { by, from, to: by }, view, now);
}

function decline(
  action: Action,
  { by, from }: { by: PersonId; from: string },
  offer: NonNullable<Action['offer']>,
  now: Instant,
): Decided {
  const settled = { as: 'declined', at: now } as const;
  const state: Action = { ...action, offer: { ...offer, settled }, version: action.version + 1 };
  return {
    state,
    events: [{ ...happened(action, 'declined', by, now, from), person: offer.by }],
    effects: [
      tell(state, 'answered', offer.by, now, { epoch: offer.number, facts: { as: 'declined', by } }),
      shown(state),
    ],
    reply: { reply: 'said', text: ['Thank you for saying so. It stays where it is.'] },
  };
}

/** Whoever was asked cannot answer any more: whoever asked hears why, and it stays where it is. `undefined` when nobody waits
 * for an answer of theirs. */
export function handOverFails(
  action: Action,
  { to, why }: { to: PersonId; why: string },
  from: string,
  now: Instant,
): Decided | undefined {
  const { offer } = action;
  if (!offer || offer.settled || offer.owner !== action.owner || offer.to !== to) return undefined;
  const settled = { as: 'overtaken', at: now } as const;
  const state: Action = { ...action, offer: { ...offer, settled }, version: action.version + 1 };
  const facts = { as: 'unanswered', by: to };
  return {
    state,
    events: [{ ...happened(action, 'not answered', offer.by, now, from, why), person: offer.by }],
    effects: [tell(state, 'answered', offer.by, now, { epoch: offer.number, facts }), shown(state)],
  };
}

/** Changes its owner at once: nobody has to say yes. Both hear of it, other than whoever does it; its reminders begin anew.
 * Also for who leaves. */
export function handOver(
  action: Action,
  { by, from, to, why }: { by: PersonId; from: string; to: PersonId; why?: string },
  view: ActionView,
  now: Instant,
): Decided {
  const { team } = view;
  const { reminded: _, ...rest } = action;
  const version = action.version + 1;
  const state: Action = { ...rest, owner: to, ...overtaken(action, to, now), version };
  const before =
    personOf(team, action.owner)?.active === true && action.owner !== by ? action.owner : undefined;
  const because = why ?? `From ${nameOf(team, action.owner)} to ${nameOf(team, to)}.`;
  return {
    state,
    events: [{ ...happened(action, 'handed over', by, now, from, because), person: to }],
    effects: [
      ...(to === by ? [] : [tell(state, 'given', to, now, { epoch: version, facts: { by } })]),
      ...(before === undefined
        ? []
        : [tell(state, 'answered', before, now, { epoch: version, facts: { as: 'taken', by: to } })]),
      ...armings(state, view, now),
      shown(state),
    ],
    reply: { reply: 'said', text: [to === by ? 'It is yours now.' : `${nameOf(team, to)} has it now.`] },
  };
}

/** A question that is still open is answered by that, one way or the other. */
function overtaken({ offer }: Action, to: PersonId, at: Instant): Pick<Action, 'offer'> {
  if (!offer || offer.settled) return {};
  const as = offer.to === to ? 'accepted' : 'overtaken';
  return { offer: { ...offer, settled: { as, at } } };
}
