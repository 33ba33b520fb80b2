import type { Asked } from '../../core/answers/asked.ts';
import { type SmallTalk, smallTalkIn } from '../../core/answers/small-talk.ts';
import { anonymousIn } from '../../core/answers/typed.ts';
import type { Reply } from '../../core/decision.ts';
import { firstName } from '../../core/present/asking.ts';
import { personOf } from '../../core/round/asking.ts';
import type { Person } from '../../core/team.ts';
import { type Call, refused, said } from '../call.ts';
import { askedOf, changeableOf, missedOf } from './answerable.ts';
import { draft, show } from './drafts.ts';

/** Somebody wrote to the bot instead of using the form: with a question open it is kept as their answer to it, else as a late
 * one to the day's last round that they missed, else as a change of the answer they gave last. Nothing is published before
 * they say so, or its time comes. */
export async function answerTyped(call: Call, text: string): Promise<Reply> {
  const asked = await meantBy(call);
  const person = asked && personOf(asked.team, call.caller.person);
  const talk = smallTalkIn(text, asked);
  if (talk) return kindWord(call, talk, asked, person);
  if (!asked || !person) return notUnderstood();
  const anonymous = anonymousIn(asked, text);
  return anonymous === undefined ? draft(call, asked, person, text) : onlyInTheForm(anonymous);
}

async function meantBy(call: Call): Promise<Asked | undefined> {
  const open = (await askedOf(call, [])).find(({ update }) => !update);
  if (open) return open;
  const missed = (await missedOf(call)).at(-1);
  return missed ?? (await changeableOf(call)).toSorted((a, b) => givenAt(a) - givenAt(b)).at(-1);
}

function givenAt({ update }: Asked): number {
  return update?.editedAt ?? update?.at ?? 0;
}

/** Small talk is nobody's answer. */
async function kindWord(
  call: Call,
  talk: SmallTalk,
  asked: Asked | undefined,
  person: Person | undefined,
): Promise<Reply> {
  const word = { thanks: 'You are welcome.', greeting: `Hello ${nameOf(call, person)}.`, fine: '👍' }[talk];
  if (asked?.prompt.draft && person) return show(call, asked, person, `${word} This is still waiting:`);
  if (!asked || asked.update) return said(word);
  const open = `${word} ${asked.ritual.name} still waits for your answer: write it here, or use `;
  return said(open, { code: '/standup' }, '.');
}

function nameOf({ caller }: Call, person: Person | undefined): string {
  return person ? firstName(person) : (caller.name.split(' ')[0] ?? caller.name);
}

function onlyInTheForm(question: string): Reply {
  return refused(
    `“${question}” is anonymous, so it can only be answered in the form. Nothing of your message was kept. `,
    { code: '/standup' },
    ' opens the form.',
  );
}

function notUnderstood(): Reply {
  return refused(
    'Nothing was saved: I have no question open for you. I read commands and answers to my questions; ',
    { code: '/rondo help' },
    ' shows what I can do.',
  );
}
