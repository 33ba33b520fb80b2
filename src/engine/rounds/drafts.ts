import { type Asked, promptsOf as promptIdsOf } from '../../core/answers/asked.ts';
import { DRAFT, keepDraft, readDraft, sendsAt } from '../../core/answers/draft.ts';
import { LONGEST } from '../../core/answers/reading.ts';
import type { Reply } from '../../core/decision.ts';
import { type DraftShown, presentDraft } from '../../core/present/draft.ts';
import { personOf } from '../../core/round/asking.ts';
import type { Prompt } from '../../core/round.ts';
import type { Person } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { type Call, refused, said } from '../call.ts';
import { callerNamed } from '../caller.ts';
import { carryOut } from '../commit.ts';
import type { Context, Handler } from '../context.ts';
import { askedOf, loadAsked } from './answerable.ts';
import { saveAnswers } from './answers.ts';
import { promptsOf } from './load.ts';

/** Keeps what was typed with its prompt and shows it. What no field could hold is refused, as in the form. */
export async function draft(call: Call, asked: Asked, person: Person, text: string): Promise<Reply> {
  const { tx, now, command } = call;
  const decision = keepDraft(asked, text, now, command.platform);
  const drafted = { ...asked, prompt: decision.state };
  const read = readDraft(drafted, person, now);
  if (read && !read.ok && [...text].length > LONGEST) return notKept(Object.values(read.errors));
  await tx.prompts.update(decision.state);
  await carryOut(tx, decision, now);
  return show(call, drafted, person, asked.prompt.draft ? 'This replaces what you typed before.' : undefined);
}

/** Chat has no field to put an error at, so it is said, and what was typed still stands above. */
function notKept(errors: readonly string[]): Reply {
  return refused(`Nothing was saved. ${errors.join(' ')} `, { code: '/standup' }, ' opens the form.');
}

/** The draft as it stands, for its writer alone. */
export async function show(call: Call, asked: Asked, person: Person, first?: string): Promise<Reply> {
  const open = (await askedOf(call, [])).filter(({ update }) => !update);
  const how: DraftShown = { open, ...(first === undefined ? {} : { first }) };
  return { reply: 'message', message: presentDraft(asked, person, call.now, how) };
}

/** “Send”: publishes what the message with the button showed; when something newer was typed since, that is shown. */
export async function sendDraft(call: Call, thing: string, epoch: number): Promise<Reply> {
  const [asked] = await loadAsked(call, promptIdsOf(thing));
  const person = asked && personOf(asked.team, call.caller.person);
  if (!asked || !person)
    return refused('These questions are not yours to answer, or their team is gone. Nothing was sent.');
  const kept = asked.prompt.draft;
  const read = readDraft(asked, person, call.now);
  if (!kept || !read) return asked.update ? sentAlready() : nothingKept();
  if (kept.at !== epoch)
    return show(call, asked, person, 'You have typed something newer. This is it; nothing was sent yet.');
  if (!read.ok) return show(call, asked, person);
  const reply = await saveAnswers(call, [asked], person, read);
  const more = (await askedOf(call, [])).filter(({ update }) => !update).length;
  return reply.reply === 'said' && more > 0
    ? said(reply.text, ` ${more} more ${more === 1 ? 'waits' : 'wait'} for you: `, { code: '/standup' }, '.')
    : reply;
}

function sentAlready(): Reply {
  return said(
    'This is sent already. To change your answer, write it here or use ',
    { code: '/standup' },
    '.',
  );
}

function nothingKept(): Reply {
  return refused('There is nothing typed to send any more. ', { code: '/standup' }, ' opens the form.');
}

/** Nobody has said anything of a draft until its due: words that were written as an answer are not lost. */
export function draftDue(context: Context): Handler {
  return async (due, tx, now) => {
    const prompt = await tx.prompts.get(String(due.payload.id));
    const at = prompt && sendsAt(prompt);
    if (!prompt || at === undefined) return;
    if (now >= at) {
      const errors = await sendByItself(context, tx, prompt, now);
      return errors.length > 0 ? carryOut(tx, notSent(prompt, errors, now), now) : undefined;
    }
    await tx.jobs.arm({ key: due.key, kind: due.kind, due: at, payload: { id: prompt.id } });
  };
}

/** A round closes after what was typed in time for it has been sent. */
export function afterDrafts(context: Context, close: Handler): Handler {
  return async (due, tx, now) => {
    for (const prompt of await promptsOf(tx, String(due.payload.id))) {
      const at = sendsAt(prompt);
      if (at !== undefined && now >= at) await sendByItself(context, tx, prompt, now);
    }
    await close(due, tx, now);
  };
}

/** Gives the reasons why it could not be sent; none when it was, or when its team is gone. */
async function sendByItself(context: Context, tx: Tx, prompt: Prompt, now: Instant): Promise<string[]> {
  const caller = callerNamed(context, prompt.person);
  if (!caller) return [];
  const act = { act: 'press', button: 'prompt.send', thing: `prompt:${prompt.id}`, epoch: 0 } as const;
  const command = {
    id: `${DRAFT}:${prompt.id}`,
    workspace: '',
    platform: 'engine',
    user: prompt.person,
    act,
  };
  const call = { context, tx, command, caller, now };
  const [asked] = await loadAsked(call, [prompt.id]);
  const person = asked && personOf(asked.team, prompt.person);
  const read = person && readDraft(asked, person, now);
  if (!asked || !person || !read) return [];
  if (!read.ok) return Object.values(read.errors);
  await saveAnswers(call, [asked], person, read, { byItself: true });
  return [];
}

/** The draft stays: the form still starts with it. */
function notSent({ id, team, person }: Prompt, errors: readonly string[], at: Instant) {
  const about = `prompt:${id}`;
  const why = `what was typed could not be sent: ${errors.join(' ')}`;
  const event = {
    team,
    about,
    what: 'draft not sent',
    who: 'timer',
    at,
    from: 'engine',
    why,
    person,
  } as const;
  return { events: [event], effects: [{ do: 'refresh', thing: about } as const] };
}
