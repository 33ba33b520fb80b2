import type { ActionView } from './action-reminder.ts';
import type { AuditEvent, Decision, Effect, Item } from './decision.ts';
import { text } from './message.ts';
import type { Action } from './record.ts';
import type { PersonId } from './team.ts';
import type { Instant } from './time.ts';

/** What decisions about an action are made of. */

export type Decided = Decision<Action>;

/** The thing key under which messages carry an action. */
export function thingOfAction({ id }: Pick<Action, 'id'>): string {
  return `action:${id}`;
}

export function happened(
  action: Action,
  what: string,
  who: AuditEvent['who'],
  at: Instant,
  from: string,
  why = '',
): AuditEvent {
  const about = thingOfAction(action);
  return { team: action.team, about, what, who, at, from, ...(why ? { why } : {}) };
}

/** Every message about it shows how it stands now. */
export function shown(action: Action): Effect {
  return { do: 'refresh', thing: thingOfAction(action) };
}

/** One message about it. `epoch`: which of several questions it asks or answers. */
export function tell(
  action: Action,
  kind: string,
  person: PersonId,
  now: Instant,
  { epoch = 0, ...how }: Partial<Pick<Item, 'epoch' | 'facts' | 'priority' | 'until'>> = {},
): Effect {
  const { team } = action;
  const item: Item = {
    team,
    thing: thingOfAction(action),
    epoch,
    kind,
    to: { person },
    due: now,
    priority: 'prompt',
    ...how,
  };
  return { do: 'tell', item };
}

export function said(state: Action, words: string): Decided {
  return { ...unchanged(state), reply: { reply: 'said', text: [words] } };
}

export function refused(state: Action, ...words: Parameters<typeof text>): Decided {
  return { ...unchanged(state), reply: { reply: 'refused', text: text(...words) } };
}

export function unchanged(state: Action): Decided {
  return { state, events: [], effects: [] };
}

/** Who may read it: everybody in the team, or those who may see the private blocker that it follows from. */
export function mayReadAction(view: ActionView, person: PersonId): boolean {
  const { readers } = view.origin ?? {};
  return readers === undefined || readers.includes(person);
}
