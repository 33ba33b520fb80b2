import type { Asked } from '../../core/answers/asked.ts';
import { readTyped } from '../../core/answers/typed.ts';
import type { Reply } from '../../core/decision.ts';
import { personOf } from '../../core/round/asking.ts';
import { type Call, refused, said } from '../call.ts';
import { askedOf, changeableOf, missedOf } from './answerable.ts';
import { saveAnswers } from './answers.ts';

/** Somebody wrote to the bot instead of using the form: with a question open it is their answer to it, else a late one
 * to the day's last round that they missed. */
export async function answerTyped(call: Call, text: string): Promise<Reply> {
  const open = (await askedOf(call, [])).filter(({ update }) => !update);
  const asked = open[0] ?? (await missedOf(call)).at(-1);
  const person = asked && personOf(asked.team, call.caller.person);
  if (!asked || !person) return (await changeableOf(call)).length > 0 ? answeredAlready() : notUnderstood();
  const reply = await saveAnswers(call, [asked], person, readTyped(asked, person, call.now, text));
  if (reply.reply === 'invalid') return notKept(Object.values(reply.errors));
  return open.length > 1 && reply.reply === 'said'
    ? said(reply.text, ...waiting(asked, open.length - 1))
    : reply;
}

/** Chat has no field to put an error at, so it is said, and what was typed still stands above. */
function notKept(errors: readonly string[]): Reply {
  return refused(`Nothing was saved. ${errors.join(' ')} `, { code: '/standup' }, ' opens the form.');
}

function waiting({ ritual, team }: Asked, more: number) {
  const words = ` That was ${ritual.name} of ${team.name}; ${more} more ${more === 1 ? 'waits' : 'wait'} for you: `;
  return [words, { code: '/standup' }, '.'];
}

function answeredAlready(): Reply {
  return refused(
    'Your answer is in already, so I left it as it is. To change it: “Edit” in the message above, or ',
    { code: '/standup' },
    '.',
  );
}

function notUnderstood(): Reply {
  return refused(
    'Nothing was saved: I have no question open for you. I read commands and answers to my questions; ',
    { code: '/rondo help' },
    ' shows what I can do.',
  );
}
