import { awayAt } from '../../core/absence/availability.ts';
import type { Decision, Reply } from '../../core/decision.ts';
import { answer, ask, whyNot } from '../../core/digest/asking.ts';
import type { AskedQuestion } from '../../core/digest/question.ts';
import type { FormValues } from '../../core/form.ts';
import { answerForm, askForm, presentAnswered, presentAsked } from '../../core/present/asked-question.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { DAY } from '../../core/time.ts';
import { type Call, idOf, type Press, refused, type Submit, said } from '../call.ts';
import { carryOut } from '../commit.ts';
import { absencesFrom } from '../context.ts';
import type { Presenter } from '../delivery/present.ts';
import { digestOf, type Found } from './found.ts';
import { readsAs } from './reading-as.ts';

/** "Ask the team" under a digest. */
export const openAsk: Press = async (call, thing) => {
  const found = await askable(call, thing);
  if ('refusal' in found) return found.refusal;
  return { reply: 'form', form: askForm(found.digest, found.team) };
};

/** The question goes to whoever looks after the team. */
export const submitAsk: Submit = async (call, thing, _epoch, values) => {
  const found = await askable(call, thing);
  if ('refusal' in found) return found.refusal;
  const text = textIn(values);
  if (text === '') return { reply: 'invalid', errors: { text: 'Please write your question.' } };
  const { tx, context, caller, command, now } = call;
  const { team, digest } = found;
  const absences = await absencesFrom(tx, now);
  const isThere = (id: PersonId) =>
    team.members.some((member) => member.id === id && member.active && !awayAt(member, absences, now));
  const before = await tx.questions.find({ team: team.id, at: { atLeast: now - 7 * DAY } });
  const asking = { by: caller.person, from: command.platform, id: `${team.id}/${context.id()}`, text };
  const decided = ask({ ...asking, digest: digest.id }, team, before, isThere, now);
  if (decided.state) await tx.questions.insert(decided.state);
  return replied(call, decided);
};

export const openAnswer: Press = async (call, thing) => {
  const found = await asked(call, thing);
  if ('refusal' in found) return found.refusal;
  const problem = whyNot(found.question, call.caller.person, found.team)?.reply;
  return problem ?? { reply: 'form', form: answerForm(found.question, found.team) };
};

export const submitAnswer: Submit = async (call, thing, _epoch, values) => {
  const text = textIn(values);
  if (text === '') return { reply: 'invalid', errors: { text: 'Please write your answer.' } };
  return end(call, thing, text);
};

/** The team has no answer; whoever asked is told kindly. */
export const decline: Press = (call, thing) => end(call, thing);

async function end(call: Call, thing: string, text?: string): Promise<Reply> {
  const found = await asked(call, thing);
  if ('refusal' in found) return found.refusal;
  const how = {
    by: call.caller.person,
    from: call.command.platform,
    ...(text === undefined ? {} : { text }),
  };
  const decided = answer(found.question, how, found.team, call.now);
  if (decided.state !== found.question) await call.tx.questions.update(decided.state);
  return replied(call, decided);
}

async function replied({ tx, now }: Call, decided: Decision<AskedQuestion | undefined>): Promise<Reply> {
  await carryOut(tx, decided, now);
  return decided.reply ?? said('Done.');
}

/** A digest that was sent to the caller, or to their team. */
async function askable(call: Call, thing: string): Promise<Found> {
  const found = await digestOf(call, thing);
  if ('refusal' in found) return found;
  const may = found.digest.state === 'sent' && readsAs(call, found.team) !== undefined;
  return may ? found : { refusal: refused('You can ask a team whose digest you get.') };
}

async function asked(
  { tx, context }: Call,
  thing: string,
): Promise<{ question: AskedQuestion; team: Team } | { refusal: Reply }> {
  const question = await tx.questions.get(idOf(thing));
  const team = question && context.rhythm.team(question.team);
  return question && team ? { question, team } : { refusal: refused('This question is no longer there.') };
}

function textIn({ text }: FormValues): string {
  return typeof text === 'string' ? text.trim() : '';
}

/** The words of what is told about a question. */
export const presentQuestionItem: Presenter = async ([item], { context, read }) => {
  const question = item && (await read.questions.get(idOf(item.thing)));
  const team = question && context.rhythm.team(question.team);
  if (!item || !question || !team) return { drop: 'the question is gone' };
  return item.kind === 'asked' ? presentAsked(question, team) : presentAnswered(question, team);
};
