import {
  buttons,
  type Element,
  heading,
  type Message,
  message,
  paragraph,
  type Text,
  text,
} from '../message.ts';
import type { OpenPhase, Retro } from '../retro/retro.ts';
import { closesAt } from '../retro/telling.ts';
import { facilitatorsOf, type RetroView } from '../retro/view.ts';
import { showDate } from '../time/zone.ts';
import type { Instant } from '../time.ts';
import { atMoment } from './moment.ts';
import { buttonsOf } from './retro-buttons.ts';
import { presentEnded } from './retro-ended.ts';
import { takenLine } from './retro-lines.ts';
import { BODIES } from './retro-steps.ts';

/** A retro's one message: its phase, what to do now, what is there, and the buttons that help. Nobody is named for cards, votes
 * or silence. */
export function presentRetro(retro: Retro, view: RetroView, now: Instant): Message {
  const title = titleOfRetro(retro);
  if (retro.phase === 'ended') return presentEnded(retro, view, title);
  const { name, does } = SAID[retro.phase];
  return message(
    `${title}: ${name}`,
    heading(title),
    paragraph({ bold: sentenceOf(retro) }, ` ${does}`, leadLine(retro, view)),
    BODIES[retro.phase](retro, view, now),
    takenLine(retro),
    buttons(buttonsOf(retro, view)),
    closing(retro, view, now),
  );
}

export function titleOfRetro({ name, date }: Pick<Retro, 'name' | 'date'>): string {
  return `${name} · ${showDate(date)}`;
}

const SAID: Readonly<Record<OpenPhase, { name: string; does: string }>> = {
  review: {
    name: 'look back',
    does: 'What became of what we wanted to do? Cards can be written already.',
  },
  collect: {
    name: 'write cards',
    does: 'Everybody writes what they think. Nobody sees a card before all are shown, and no card has a name.',
  },
  reveal: {
    name: 'read',
    does: 'All cards are here. Read them, and ask in the thread what you do not understand.',
  },
  group: { name: 'group', does: 'Cards that say the same are put together.' },
  vote: {
    name: 'vote',
    does: 'What should we talk about? Who voted for what is shown to nobody, and deleted.',
  },
  discuss: {
    name: 'discuss',
    does: 'One topic at a time, most votes first. Write in the thread if we do not meet.',
  },
};

const STEPS: readonly OpenPhase[] = ['review', 'collect', 'reveal', 'group', 'vote', 'discuss'];

function sentenceOf({ phase }: Retro): string {
  const at = STEPS.indexOf(phase === 'ended' ? 'discuss' : phase);
  const { name } = SAID[STEPS[at] ?? 'review'];
  return `Step ${at + 1} of ${STEPS.length}: ${name}.`;
}

function leadLine(retro: Retro, view: RetroView): Text {
  const leads = facilitatorsOf(retro, view);
  if (leads.length === 0 || retro.phase !== 'collect') return [];
  return text(' ', ...leads.flatMap((id, at) => [at > 0 && ' and ', { person: id }]), ' leads on.');
}

function closing(retro: Retro, view: RetroView, now: Instant): Element | undefined {
  const closes = closesAt(retro, view);
  if (closes === undefined || view.ritual?.mode === 'live') return undefined;
  return paragraph('Ends by itself ', atMoment(closes, now, view.team.calendar.zone), ' with what is there.');
}
