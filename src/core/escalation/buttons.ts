import type { Button } from '../message.ts';
import type { Asker, PersonCommand } from './command.ts';
import { may } from './decide.ts';
import { thingOf } from './escalation.ts';
import { unique } from './people.ts';
import type { Shown } from './present.ts';

type Offer = {
  verb: string;
  label: string;
  style?: Button['style'];
  command: (asker: Asker) => PersonCommand;
};

const TAKE: Offer = {
  verb: 'acknowledge',
  label: 'I take it',
  style: 'primary',
  command: (asker) => ({ ...asker, do: 'acknowledge' }),
};
const RESOLVE: Offer = {
  verb: 'resolve',
  label: 'Resolve',
  command: (asker) => ({ ...asker, do: 'resolve', how: '' }),
};
const ESCALATE: Offer = {
  verb: 'escalate',
  label: 'Escalate',
  command: (asker) => ({ ...asker, do: 'escalate', reason: '' }),
};
const CANCEL: Offer = {
  verb: 'cancel',
  label: 'Cancel',
  style: 'danger',
  command: (asker) => ({ ...asker, do: 'cancel', reason: '' }),
};
const STUCK: Offer = {
  verb: 'stuck',
  label: 'Still stuck',
  command: (asker) => ({ ...asker, do: 'note', text: '' }),
};
const TAKE_BACK: Offer = {
  verb: 'takeBack',
  label: 'Take it back',
  style: 'primary',
  command: (asker) => ({ ...asker, do: 'takeBack' }),
};
const TAKE_OVER: Offer = {
  verb: 'takeOver',
  label: 'Take over',
  command: (asker) => ({ ...asker, do: 'takeOver' }),
};
const KEEP: Offer = { verb: 'keep', label: 'Let it go on', command: (asker) => ({ ...asker, do: 'keep' }) };
const GRANT: Offer = {
  verb: 'grantHold',
  label: 'Grant',
  style: 'primary',
  command: (asker) => ({ ...asker, do: 'grantHold' }),
};
const DECLINE: Offer = {
  verb: 'declineHold',
  label: 'Decline',
  command: (asker) => ({ ...asker, do: 'declineHold' }),
};

/** The buttons of some kinds come before the usual ones. */
const FIRST: Readonly<Record<string, readonly Offer[]>> = {
  'still-stuck': [STUCK],
  'offer-back': [TAKE_BACK],
  'raiser-away': [TAKE_OVER, KEEP],
  'hold-asked': [GRANT, DECLINE],
};
const USUAL = [TAKE, RESOLVE, ESCALATE, CANCEL];
const IN_CHANNELS = [TAKE, RESOLVE, ESCALATE];

/** The buttons that this reader may use now. A channel has many readers: each press is looked at when it comes. */
export function buttonsFor(shown: Shown, kinds: readonly string[]): Button[] {
  const { viewer, escalation } = shown;
  const offers = viewer.person === undefined ? IN_CHANNELS : offersFor(kinds);
  return unique(offers)
    .filter((offer) => offered(offer, shown, viewer.person))
    .map(({ verb, label, style }) => ({
      id: `escalation.${verb}`,
      label,
      thing: thingOf(escalation),
      epoch: escalation.epoch,
      ...(style ? { style } : {}),
    }));
}

/** Taking it back is taking it. */
function offersFor(kinds: readonly string[]): Offer[] {
  const first = kinds.flatMap((kind) => FIRST[kind] ?? []);
  return [...first, ...USUAL.filter((offer) => offer !== TAKE || !first.includes(TAKE_BACK))];
}

function offered({ command }: Offer, { escalation, view, now }: Shown, person: string | undefined): boolean {
  return may(escalation, command({ by: person ?? '', from: 'card' }), view, now, person === undefined);
}
