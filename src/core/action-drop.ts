import { awayOn } from './absence/availability.ts';
import { type Decided, happened, mayReadAction, refused, said, shown, tell } from './action-decision.ts';
import { type ActionView, armings, endings } from './action-reminder.ts';
import { leadsOf, nameOf, personOf, unique } from './escalation/people.ts';
import type { Action } from './record.ts';
import type { PersonId } from './team.ts';
import { dateAt } from './time/zone.ts';
import type { Instant } from './time.ts';

/** An action that is not needed any more. What followed from a blocker that others had to deal with goes only when the
 * coordinator says so, too. */

interface Dropping {
  by: PersonId;
  from: string;
  why: string;
}

/** Drops it, or asks whoever has to confirm that. */
export function drop(
  action: Action,
  { by, from, why: words }: Dropping,
  view: ActionView,
  now: Instant,
): Decided {
  const why = words.trim();
  const to = (view.origin?.level ?? 1) > 1 ? whoConfirms(action, by, view, now) : by;
  if (to === undefined || to === by) return gone(action, { by, from, why }, now);
  if (action.dropAsked?.to === to)
    return said(action, `${nameOf(view.team, to)} was asked already whether it can go.`);
  const number = action.version + 1;
  const state: Action = { ...action, dropAsked: { number, by, to, at: now, why }, version: number };
  const asked = { ...happened(action, 'asked to drop', by, now, from, why), person: to };
  return {
    state,
    events: [asked],
    effects: [tell(state, 'drop-asked', to, now, { epoch: number }), shown(state)],
    reply: {
      reply: 'said',
      text: [`${nameOf(view.team, to)} is asked whether it can go, because it follows from an escalation.`],
    },
  };
}

/** The coordinator's answers: it goes, or stays. `number`: which question is answered. */
export function answerDrop(
  action: Action,
  { by, from, number, goes }: { by: PersonId; from: string; number: number; goes: boolean },
  view: ActionView,
  now: Instant,
): Decided {
  const { dropAsked } = action;
  if (dropAsked?.number !== number) return said(action, 'This is not asked any more. Nothing was changed.');
  if (!mayConfirm(action, view, by))
    return refused(action, 'Only ', { person: dropAsked.to }, ' or a lead can say this.');
  return goes
    ? letGo(action, { by, from }, dropAsked, now)
    : keep(action, { by, from }, dropAsked, view, now);
}

type Asked = NonNullable<Action['dropAsked']>;

function letGo(action: Action, { by, from }: Omit<Dropping, 'why'>, asked: Asked, now: Instant): Decided {
  const decision = gone(action, { by: asked.by, from, why: asked.why }, now, by);
  const answer = tell(decision.state, 'answered', asked.by, now, {
    epoch: asked.number,
    facts: { as: 'dropped', by },
  });
  return { ...decision, effects: [...decision.effects, answer] };
}

function keep(
  action: Action,
  { by, from }: Omit<Dropping, 'why'>,
  asked: Asked,
  view: ActionView,
  now: Instant,
): Decided {
  const { dropAsked: _, ...rest } = action;
  const state: Action = { ...rest, version: action.version + 1 };
  const facts = { as: 'kept', by };
  return {
    state,
    events: [happened(action, 'kept', by, now, from)],
    effects: [
      tell(state, 'answered', asked.by, now, { epoch: asked.number, facts }),
      ...armings(state, view, now),
      shown(state),
    ],
    reply: { reply: 'said', text: ['It stays on the list.'] },
  };
}

function gone(action: Action, { by, from, why }: Dropping, now: Instant, confirmed?: PersonId): Decided {
  const { dropAsked: _, ...rest } = action;
  const dropped = { by, at: now, why, ...(confirmed === undefined ? {} : { confirmed }) };
  const state: Action = { ...rest, open: false, dropped, version: action.version + 1 };
  return {
    state,
    events: [happened(action, 'not needed', confirmed ?? by, now, from, why)],
    effects: [...endings(state), shown(state)],
    reply: { reply: 'said', text: ['It is off the list.'] },
  };
}

/** The coordinator; a lead where that is the owner, or away. The owner never confirms alone, unless nobody else is left. */
function whoConfirms(action: Action, by: PersonId, view: ActionView, now: Instant): PersonId | undefined {
  const able = confirmers(action, view);
  const there = (id: PersonId) => {
    const person = personOf(view.team, id);
    const today = person && dateAt(person.calendar.zone, now);
    return id === by || (person && today && awayOn(person, view.absences, today) === undefined);
  };
  return able.find(there) ?? able[0];
}

export function mayConfirm(action: Action, view: ActionView, person: PersonId): boolean {
  return confirmers(action, view).includes(person);
}

function confirmers(action: Action, view: ActionView): PersonId[] {
  const { team } = view;
  return unique([team.coordinator, ...leadsOf(team)]).filter(
    (id) => id !== action.owner && personOf(team, id)?.active === true && mayReadAction(view, id),
  );
}
