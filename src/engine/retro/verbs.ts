import type { Press, Submit } from '../call.ts';
import { accept, differ, openGrouping, submitGrouping } from './grouping.ts';
import { endRetro, next } from './leading.ts';
import * as back from './looking-back.ts';
import { openAction, openDecision, submitAction, submitDecision } from './outcomes.ts';
import { openTakeOut, submitTakeOut } from './taking-out.ts';
import { openVote, submitVote } from './voting.ts';
import { openCards, submitCards, submitLate } from './writing.ts';

export const retroPresses: Readonly<Record<string, Press>> = {
  'retro.write': openCards,
  'retro.next': next,
  'retro.end': endRetro,
  'retro.done': back.done,
  'retro.move': back.openMove,
  'retro.keep': back.keep,
  'retro.group': openGrouping,
  'retro.accept': accept,
  'retro.differ': differ,
  'retro.take-out': openTakeOut,
  'retro.vote': openVote,
  'retro.action': openAction,
  'retro.decision': openDecision,
};

export const retroForms: Readonly<Record<string, Submit>> = {
  'retro.cards': submitCards,
  'retro.late': submitLate,
  'retro.move': back.submitMove,
  'retro.group': submitGrouping,
  'retro.take-out': submitTakeOut,
  'retro.vote': submitVote,
  'retro.action': submitAction,
  'retro.decision': submitDecision,
};
