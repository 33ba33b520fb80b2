import { tooLong } from '../answers/reading.ts';
import { readsAsNone } from '../blocker.ts';
import type { Reply } from '../decision.ts';
import type { EscalationCommand } from './command.ts';
import type { Escalation } from './escalation.ts';
import { missingOutcome, outcomeNeeded } from './outcome.ts';

/** The longest note, reason or plan, in characters. */
export const LONGEST_WORDS = 3000;

type Wrong = [input: string, sentence: string];

/** What a command left out or said at too great a length, by the id of its input. */
export function lacks(escalation: Escalation, command: EscalationCommand): Reply | undefined {
  const wrong = [...missing(escalation, command), ...overlong(command)];
  return wrong.length > 0 ? { reply: 'invalid', errors: Object.fromEntries(wrong) } : undefined;
}

/** Nothing that a reader could see: only blanks, control characters and characters without a width. */
export function isBlank(words: string | undefined): boolean {
  return words === undefined || /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u.test(words);
}

function missing(escalation: Escalation, command: EscalationCommand): Wrong[] {
  switch (command.do) {
    case 'raise':
      return readsAsNone(command.blocker.what) ? [['what', 'Say in a sentence what is stopping you.']] : [];
    case 'escalate':
    case 'deescalate':
    case 'askHold':
    case 'reopen':
    case 'cancel':
      return needed('reason', command.reason, 'Say in a sentence why.');
    case 'resolve':
      return [
        ...needed('how', command.how, 'Say in a sentence how it was solved.'),
        ...(command.later ? [] : lackingOutcome(escalation, command.plan)),
      ];
    case 'plan':
    case 'note':
    case 'word':
      return needed('text', command.text, WRITE);
    case 'close':
      return [
        ...missingToClose(escalation, command.followUp !== undefined, command.review),
        ...lackingOutcome(escalation, command.plan),
      ];
    case 'sendLine':
      return command.text === undefined ? [] : needed('text', command.text, WRITE);
    case 'minutes':
      return [command.plan, ...Object.values(command.notes)].every(isBlank)
        ? [['facts', 'Write down at least one of the four.']]
        : [];
    default:
      return [];
  }
}

const WRITE = 'Write a sentence.';

function needed(input: string, words: string, sentence: string): Wrong[] {
  return isBlank(words) ? [[input, sentence]] : [];
}

function missingToClose({ level }: Escalation, followUp: boolean, review?: string): Wrong[] {
  return [
    ...(level >= 2 && !followUp
      ? [['followUp', 'From level 2 on a follow-up with an owner and a date is needed.'] as Wrong]
      : []),
    ...(level === 3 ? needed('review', review ?? '', LEVEL_3_REVIEW) : []),
  ];
}

const LEVEL_3_REVIEW = 'Level 3 needs a review: what would have helped earlier?';

/** What the level is to end with has to stand somewhere. */
function lackingOutcome(escalation: Escalation, given?: string): Wrong[] {
  const lacking = isBlank(given) && missingOutcome(escalation);
  return lacking ? [['plan', outcomeNeeded(lacking, escalation.level)]] : [];
}

/** A raised blocker has a length of its own. */
function overlong(command: EscalationCommand): Wrong[] {
  return Object.entries(wordsIn(command)).flatMap(([input, words]): Wrong[] => {
    const sentence = words === undefined ? undefined : tooLong(words, LONGEST_WORDS);
    return sentence ? [[input, sentence]] : [];
  });
}

/** Everything somebody wrote, by the id of the input it came from. */
function wordsIn(command: EscalationCommand): Readonly<Record<string, string | undefined>> {
  switch (command.do) {
    case 'escalate':
    case 'deescalate':
    case 'askHold':
    case 'declineHold':
    case 'reopen':
    case 'cancel':
      return { reason: command.reason };
    case 'resolve':
      return { how: command.how, learning: command.learning, plan: command.plan };
    case 'plan':
    case 'note':
    case 'word':
    case 'sendLine':
      return { text: command.text };
    case 'close':
      return { followUp: command.followUp?.what, review: command.review, plan: command.plan };
    case 'minutes':
      return { ...command.notes, plan: command.plan };
    case 'book':
      return { place: command.place };
    default:
      return {};
  }
}
