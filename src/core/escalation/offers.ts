import type { Button } from '../message.ts';
import type { Person, PersonId } from '../team.ts';
import type { Instant } from '../time.ts';
import type { Asker, EscalationView, PersonCommand } from './command.ts';
import { may } from './decide.ts';
import type { Escalation } from './escalation.ts';
import { leadersOf, maySee } from './people.ts';

/** An escalation before somebody who may want to do something about it. */
export interface Setting {
  escalation: Escalation;
  view: EscalationView;
  now: Instant;
}

/** Something that can be done by pressing a button. `command` is what it comes to before anybody has written a word. */
export interface Offer {
  label: string;
  style?: Button['style'];
  command: (asker: Asker, setting: Setting) => PersonCommand;
}

/** Everything that people can do about an escalation that is there, by the verb that its button carries. */
export const OFFERS = {
  acknowledge: {
    label: 'I take it',
    style: 'primary',
    command: (asker) => ({ ...asker, do: 'acknowledge' }),
  },
  resolve: { label: 'Resolve', command: (asker) => ({ ...asker, do: 'resolve', how: '' }) },
  escalate: { label: 'Escalate', command: (asker) => ({ ...asker, do: 'escalate', reason: '' }) },
  stuck: { label: 'Still stuck', command: (asker) => ({ ...asker, do: 'note', text: '' }) },
  takeBack: {
    label: 'Take it back',
    style: 'primary',
    command: (asker) => ({ ...asker, do: 'takeBack' }),
  },
  takeOver: { label: 'Take over', command: (asker) => ({ ...asker, do: 'takeOver' }) },
  keep: { label: 'Let it go on', command: (asker) => ({ ...asker, do: 'keep' }) },
  grantHold: {
    label: 'Grant the hold',
    style: 'primary',
    command: (asker) => ({ ...asker, do: 'grantHold' }),
  },
  declineHold: { label: 'Decline the hold', command: (asker) => ({ ...asker, do: 'declineHold' }) },
  endHold: { label: 'End the hold', command: (asker) => ({ ...asker, do: 'endHold' }) },
  note: { label: 'Add a note', command: (asker) => ({ ...asker, do: 'note', text: '' }) },
  plan: { label: 'Record a plan', command: (asker) => ({ ...asker, do: 'plan', text: '' }) },
  askHold: {
    label: 'Ask for a hold',
    command: (asker, { now }) => ({ ...asker, do: 'askHold', until: now + 1, reason: '' }),
  },
  reassign: {
    label: 'Hand over',
    command: (asker, setting) => ({ ...asker, do: 'reassign', to: someOwner(setting) }),
  },
  deescalate: {
    label: 'Send back down',
    command: (asker) => ({ ...asker, do: 'deescalate', reason: '' }),
  },
  word: { label: 'Line for outsiders', command: (asker) => ({ ...asker, do: 'word', text: '' }) },
  sendLine: {
    label: 'Send it',
    style: 'primary',
    command: (asker) => ({ ...asker, do: 'sendLine' }),
  },
  editLine: { label: 'Edit the line', command: (asker) => ({ ...asker, do: 'sendLine', text: '' }) },
  neutralLine: {
    label: 'Send only the neutral line',
    command: (asker) => ({ ...asker, do: 'sendLine', neutral: true }),
  },
  book: { label: 'Book it', style: 'primary', command: (asker) => ({ ...asker, do: 'book' }) },
  rebook: { label: 'Another time', command: (asker, { now }) => ({ ...asker, do: 'book', start: now + 1 }) },
  minutes: { label: 'Notes', command: (asker) => ({ ...asker, do: 'minutes', notes: {} }) },
  share: {
    label: 'Share it',
    command: (asker, setting) => ({
      ...asker,
      do: 'share',
      people: notInside(setting).map(({ id }) => id),
    }),
  },
  join: { label: 'I am stuck on it too', command: (asker) => ({ ...asker, do: 'join' }) },
  close: { label: 'Close it', command: (asker) => ({ ...asker, do: 'close' }) },
  reopen: { label: 'Reopen', command: (asker) => ({ ...asker, do: 'reopen', reason: '' }) },
  cancel: {
    label: 'Cancel blocker',
    style: 'danger',
    command: (asker) => ({ ...asker, do: 'cancel', reason: '' }),
  },
} satisfies Readonly<Record<string, Offer>>;

export type Verb = keyof typeof OFFERS;

/** Whether this person may do it now; without a person, whether anybody may. */
export function offered(verb: Verb, setting: Setting, person: PersonId | undefined): boolean {
  // Nothing of a private one leaves the team.
  if (verb === 'word' && setting.escalation.private) return false;
  // It is the neutral line already.
  if (verb === 'neutralLine' && setting.escalation.outside === undefined) return false;
  const offer: Offer = OFFERS[verb];
  const command = offer.command({ by: person ?? '', from: 'card' }, setting);
  return may(setting.escalation, command, setting.view, setting.now, person === undefined);
}

/** Those of the team and its leadership to whom it can be handed now. */
export function possibleOwners({ escalation, view, now }: Setting): Person[] {
  return insidePeople(view).filter(({ id }) =>
    may(escalation, { by: id, from: 'card', do: 'reassign', to: id }, view, now, true),
  );
}

/** With nobody to hand it to, the refusal is about somebody who is there. */
function someOwner(setting: Setting): PersonId {
  return (possibleOwners(setting)[0] ?? insidePeople(setting.view)[0])?.id ?? '';
}

/** Those of the team and its leadership who may not read a private one. */
export function notInside({ escalation, view }: Setting): Person[] {
  return insidePeople(view).filter(({ id }) => !maySee(escalation, view.team, id));
}

function insidePeople({ team }: EscalationView): Person[] {
  const leaders = leadersOf(team);
  const people: Person[] = [...team.members, ...team.others.filter(({ id }) => leaders.includes(id))];
  return people.filter(({ active }) => active);
}

/** Those who can do what has to follow: of a private one only who may read it. */
export function followers({ escalation, view }: Setting): Person[] {
  const { members } = view.team;
  return members.filter(({ active, id }) => active && maySee(escalation, view.team, id));
}
