import type { Button } from '../message.ts';
import { type Phase, type Retro, thingOfRetro } from '../retro/retro.ts';
import { removable } from '../retro/taking-out.ts';
import type { RetroView } from '../retro/view.ts';

/** The buttons of a step: what everybody does, and what leads it on. */
export function buttonsOf(retro: Retro, view: Pick<RetroView, 'cards'>): Button[] {
  const common = { thing: thingOfRetro(retro), epoch: retro.step };
  const end: Button = {
    id: 'retro.end',
    label: 'End the retro',
    style: 'danger',
    confirm: 'End the retro now? What was not discussed goes on the list for the next one.',
    ...common,
  };
  return [...doing(retro.phase, common), next(retro, common), ...takingOut(retro, view), end];
}

/** For a card that hurts somebody, also when it was only read after the end. */
export function takingOut(retro: Retro, view: Pick<RetroView, 'cards'>): Button[] {
  const button = {
    id: 'retro.take-out',
    label: 'Take a card out',
    thing: thingOfRetro(retro),
    epoch: retro.step,
  };
  return removable(retro, view).length > 0 ? [button] : [];
}

type Common = Pick<Button, 'thing' | 'epoch'>;

function doing(phase: Phase, common: Common): Button[] {
  switch (phase) {
    case 'review':
    case 'collect':
      return [{ id: 'retro.write', label: 'Write cards', style: 'primary', ...common }];
    case 'group':
      return [{ id: 'retro.group', label: 'Group', ...common }];
    case 'vote':
      return [{ id: 'retro.vote', label: 'Vote', style: 'primary', ...common }];
    case 'discuss':
      return [
        { id: 'retro.action', label: 'Action', style: 'primary', ...common },
        { id: 'retro.decision', label: 'Decision', ...common },
      ];
    default:
      return [];
  }
}

function next({ phase, current, groups }: Retro, common: Common): Button {
  const button = { id: 'retro.next', ...common };
  switch (phase) {
    case 'review':
      return { ...button, label: 'Go on to the cards' };
    case 'collect':
      return { ...button, label: 'Show the cards', confirm: 'Show all cards? No more are taken then.' };
    case 'reveal':
      return { ...button, label: groups.length < 2 ? 'Discuss' : 'Group them' };
    case 'group':
      return { ...button, label: groups.length < 2 ? 'Discuss' : 'Vote' };
    case 'vote':
      return {
        ...button,
        label: 'End the vote',
        confirm: 'End the vote? Votes are counted and cannot be changed then.',
      };
    default:
      return { ...button, label: current + 1 < groups.length ? 'Next topic' : 'That was the last' };
  }
}
