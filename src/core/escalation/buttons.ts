import type { Button } from '../message.ts';
import { thingOf } from './escalation.ts';
import { OFFERS, type Offer, offered, type Verb } from './offers.ts';
import { unique } from './people.ts';
import type { Shown } from './present.ts';

/** A card that somebody asked for has every button that they may use. */
export const ASKED_FOR = 'shown';

/** The buttons of some kinds come before the usual ones. */
const FIRST: Readonly<Record<string, readonly Verb[]>> = {
  'still-stuck': ['stuck'],
  'offer-back': ['takeBack'],
  'raiser-away': ['takeOver', 'keep', 'cancel'],
  'hold-asked': ['grantHold', 'declineHold'],
  held: ['endHold'],
};
const USUAL: readonly Verb[] = ['acknowledge', 'resolve', 'escalate'];
const AFTERWARDS: readonly Verb[] = ['close', 'reopen'];
/** In the order in which they are needed most. */
const REST: readonly Verb[] = [
  'sendLine',
  'editLine',
  'neutralLine',
  'book',
  'rebook',
  'minutes',
  'grantHold',
  'declineHold',
  'endHold',
  'takeBack',
  'takeOver',
  'keep',
  'note',
  'plan',
  'askHold',
  'reassign',
  'deescalate',
  'word',
  'share',
  'join',
  'close',
  'reopen',
  'cancel',
];

/** A short row that fits a phone: the buttons that this reader may use now, and one for the rest. A channel has many readers:
 * each press is looked at when it comes. */
export function buttonsFor(shown: Shown, kinds: readonly string[]): Button[] {
  const { person } = shown.viewer;
  const row = rowFor(shown, kinds).filter((verb) => offered(verb, shown, person));
  const more = shown.escalation.live && restFor(shown, kinds).some((verb) => mayDo(verb, shown));
  return [...row.map((verb) => button(verb, shown)), ...(more ? [moreButton(shown)] : [])];
}

/** What this reader may do besides. */
export function moreFor(shown: Shown, kinds: readonly string[] = []): Button[] {
  const rest = restFor(shown, kinds).filter((verb) => mayDo(verb, shown));
  return rest.map((verb) => button(verb, shown));
}

function restFor(shown: Shown, kinds: readonly string[]): Verb[] {
  if (kinds.includes(ASKED_FOR)) return [];
  const row = rowFor(shown, kinds);
  return REST.filter((verb) => !row.includes(verb));
}

function mayDo(verb: Verb, shown: Shown): boolean {
  return offered(verb, shown, shown.viewer.person);
}

/** Taking it back is taking it. */
function rowFor({ viewer, escalation }: Shown, kinds: readonly string[]): Verb[] {
  if (viewer.person === undefined) return escalation.live ? [...USUAL] : [];
  if (kinds.includes(ASKED_FOR)) return unique([...USUAL, ...REST]);
  if (!escalation.live) return [...AFTERWARDS];
  const first = kinds.flatMap((kind) => FIRST[kind] ?? []);
  return unique([...first, ...USUAL.filter((verb) => verb !== 'acknowledge' || !first.includes('takeBack'))]);
}

/** Of these, the buttons that this reader may use now; in a channel whatever somebody may. */
export function asideButtons(verbs: readonly Verb[], shown: Shown): Button[] {
  return verbs.filter((verb) => offered(verb, shown, shown.viewer.person)).map((verb) => button(verb, shown));
}

function button(verb: Verb, { escalation }: Shown): Button {
  const { label, style }: Offer = OFFERS[verb];
  return {
    id: `escalation.${verb}`,
    label,
    thing: thingOf(escalation),
    epoch: escalation.epoch,
    ...(style ? { style } : {}),
  };
}

function moreButton({ escalation }: Shown): Button {
  return { id: 'escalation.more', label: 'More…', thing: thingOf(escalation), epoch: escalation.epoch };
}
