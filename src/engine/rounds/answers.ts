import { type Asked, promptsOf as promptIdsOf } from '../../core/answers/asked.ts';
import { DRAFT, startingWithDrafts } from '../../core/answers/draft.ts';
import { blockerOf } from '../../core/answers/kinds.ts';
import type { OwnAction } from '../../core/answers/own.ts';
import { formFor, type RoundAnswers, readAnswers } from '../../core/answers.ts';
import { alike } from '../../core/blocker.ts';
import type { Reply } from '../../core/decision.ts';
import type { FormValues } from '../../core/form.ts';
import { standingOf } from '../../core/present/asking.ts';
import { mayAnswer, takeAnswers } from '../../core/round/answering.ts';
import { personOf } from '../../core/round/asking.ts';
import type { Answer, BlockerAnswer, Prompt, Round } from '../../core/round.ts';
import type { Person, PersonId, Team } from '../../core/team.ts';
import { showDate } from '../../core/time/zone.ts';
import { listed } from '../../core/wording.ts';
import { actOnAction } from '../actions/actions.ts';
import { showBoard } from '../board.ts';
import { type Call, refused, said } from '../call.ts';
import { carryOut } from '../commit.ts';
import { act, applyOwnBlocker, raiseFrom } from '../escalation/escalations.ts';
import { recordFigures } from '../metrics/figure-answers.ts';
import { recordPlans } from '../planning/answers.ts';
import { askedOf, besides, loadAsked } from './answerable.ts';
import { viewOf } from './load.ts';
import { closeIfComplete } from './rounds.ts';
import { keepUnnamed } from './unnamed.ts';
import { recordWaits } from './waits.ts';

/** Opens the one form for everything this person is asked: the clicked prompts and all others that wait for an answer.
 * Without any, what they have missed on this working day; else the answers that can still be changed, and those of the
 * next date that can be given ahead. */
export async function openAnswers(call: Call, clicked: readonly string[] = []): Promise<Reply> {
  const all = await askedOf(call, clicked);
  const open = all.filter((asked) => mayAnswer(asked.prompt, asked.update, call.now).ok);
  if (all.length > 0 && open.length === 0) return overBecause(call, all);
  const asked = open.length > 0 ? open : await besides(call);
  const person = asked[0] && personOf(asked[0].team, call.caller.person);
  if (!person) return said(NOTHING_TO_ANSWER);
  return { reply: 'form', form: startingWithDrafts(formFor(asked, person, call.now), asked, person) };
}

const NOTHING_TO_ANSWER =
  'There is nothing to answer at the moment. You get a message in your own morning when there is.';

/** Takes the form that came back: all of it is saved, or the errors are shown at their fields and nothing is. */
export async function submitAnswers(call: Call, thing: string, values: FormValues): Promise<Reply> {
  const asked = await loadAsked(call, promptIdsOf(thing));
  const person = asked[0] && personOf(asked[0].team, call.caller.person);
  if (!person)
    return refused('These questions are not yours to answer, or their team is gone. Nothing was saved.');
  const reply = await saveAnswers(call, asked, person, readAnswers(asked, person, call.now, values));
  return reply.reply === 'said' && isShown(call, asked) ? { ...reply, shown: true } : reply;
}

/** What was asked by a message is answered in time: that message, with the person, says by itself that the answer is in and
 * until when it can be changed. */
function isShown({ command, now }: Call, asked: readonly Asked[]): boolean {
  return (
    command.channel === undefined &&
    asked.every(({ prompt }) => prompt.askedAt !== undefined && now < prompt.due)
  );
}

/** Saves answers that were read, from a form or from a typed message. What is over stays as it was, and the reply says so. */
export async function saveAnswers(
  call: Call,
  asked: readonly Asked[],
  person: Person,
  read: ReturnType<typeof readAnswers>,
  how: { byItself?: true } = {},
): Promise<Reply> {
  const open = asked.filter(({ prompt, update }) => how.byItself || mayAnswer(prompt, update, call.now).ok);
  if (open.length === 0) return overBecause(call, asked);
  if (!read.ok) return { reply: 'invalid', errors: read.errors };
  for (const given of read.perRound) {
    const one = open.find(({ round }) => round.id === given.round);
    if (one) await saveRound(call, one, person, given, how);
  }
  return thanks(call, open, asked);
}

async function saveRound(
  call: Call,
  asked: Asked,
  person: Person,
  given: RoundAnswers,
  how: { byItself?: true } = {},
): Promise<void> {
  const { tx, context, now, command } = call;
  const round = await copyDefinition(call, asked);
  const view = await viewOf(context, tx, round, now);
  if (!view) return;
  const decision = takeAnswers(view, asked, given.answers, now, command.platform, how);
  const { update } = decision.state;
  if (!asked.update) await tx.updates.insert(update);
  else if (update !== asked.update) await tx.updates.update(update);
  const prompt = await keepAnonymous(call, decision.state.prompt, given);
  if (prompt !== asked.prompt) await tx.prompts.update({ ...prompt, version: asked.prompt.version + 1 });
  if (round.state !== 'planned') await showBoard(tx, view.team, round.date, now);
  await carryOut(tx, decision, now);
  for (const { key } of await tx.jobs.list(`remind:${prompt.id}:`)) await tx.jobs.cancel(key);
  if (asked.prompt.draft) await tx.jobs.cancel(`${DRAFT}:${prompt.id}`);
  await recordWaits(call, round, asked.update, given);
  await recordPlans(call, view, asked.update, given);
  await recordFigures(call, view);
  for (const own of given.ownBlockers) await applyOwnBlocker(call, own);
  for (const own of given.ownActions) await applyOwnAction(call, person.id, own);
  for (const blocker of given.blockers) await raiseNew(call, homeOf(call, view.team), blocker, round, asked);
  await closeIfComplete(context, tx, round.id, now);
}

/** Where a blocker of the caller's belongs: the round's team, or the part of it they are in since it has split. */
function homeOf({ caller }: Call, team: Team): Team {
  if (team.members.some(({ id }) => id === caller.person)) return team;
  return caller.teams.find(({ was }) => was !== undefined && was === team.was) ?? team;
}

/** A round takes its copy of the definition with its first early answer, so that a later edit does not change what was
 * answered. */
async function copyDefinition({ tx }: Call, { round, ritual }: Asked): Promise<Round> {
  // Another answer of the same form may have closed or copied it meanwhile.
  const fresh = (await tx.rounds.get(round.id)) ?? round;
  if (fresh.definition) return fresh;
  const copied: Round = { ...fresh, definition: ritual, version: fresh.version + 1 };
  await tx.rounds.update(copied);
  return copied;
}

async function keepAnonymous({ tx }: Call, prompt: Prompt, given: RoundAnswers): Promise<Prompt> {
  const entries = Object.entries(given.anonymous);
  if (entries.length === 0) return prompt;
  await keepUnnamed(tx, prompt.round, entries);
  return {
    ...prompt,
    anonymous: [...(prompt.anonymous ?? []), ...entries.map(([question]) => question)],
  };
}

/** A blocker is raised once. The same one in an edited answer is left alone, and one that was only put into better words
 * gets them as a note. */
async function raiseNew(
  call: Call,
  team: Team,
  blocker: BlockerAnswer,
  round: Round,
  asked: Asked,
): Promise<void> {
  const before = Object.values(asked.update?.answers ?? {}).flatMap((answer) => blockerOf(answer) ?? []);
  if (before.some((one) => JSON.stringify(one) === JSON.stringify(blocker))) return;
  const mine = { team: team.id, live: true, raiser: call.caller.person } as const;
  const open = (await call.tx.escalations.find(mine)).filter((one) => one.round === round.id);
  const same = open.find(({ what }) => before.some((one) => one.what === what) && alike(what, blocker.what));
  if (!same) await raiseFrom(call, team, blocker, round);
  else if (same.what !== blocker.what)
    await act(call, same.id, {
      by: call.caller.person,
      from: call.command.platform,
      do: 'note',
      text: blocker.what,
    });
}

/** What somebody said about an action of their own. */
async function applyOwnAction(call: Call, by: PersonId, { id, state, due, note }: OwnAction): Promise<void> {
  const said = { by, from: call.command.platform };
  if (state === 'done') await actOnAction(call, id, { do: 'done', ...said });
  else if (state === 'moved' && due !== undefined)
    await actOnAction(call, id, { do: 'move', ...said, due, ...(note ? { why: note } : {}) });
  else await actOnAction(call, id, { do: 'still', ...said, ...(note ? { note } : {}) });
}

/** Says what became of it: in time, late, or waiting for its round; and what was over already. */
function thanks({ now }: Call, saved: readonly Asked[], asked: readonly Asked[]): Reply {
  const over = asked.filter((one) => !saved.includes(one));
  const left = over.length > 0 ? ` ${titles(over)} is over and stays as it was.` : '';
  const late = saved.filter(({ prompt }) => now >= prompt.due);
  const early = saved.filter(({ round }) => round.state === 'planned' && now < round.opensAt);
  if (late.length === saved.length) return said(`Saved, and marked as late. Thank you.${left}`);
  if (early.length === saved.length && saved[0])
    return said(
      `Saved for ${showDate(saved[0].round.date)}. It is published when the round opens; you can change it with `,
      { code: '/standup' },
      `.${left}`,
    );
  const until = Math.min(...saved.filter((one) => !late.includes(one)).map(({ prompt }) => prompt.due));
  return said('Saved. You can change it until ', { time: until, as: 'both' }, `.${left}`);
}

function overBecause({ now }: Call, asked: readonly Asked[]): Reply {
  const [first] = asked;
  const may = first && mayAnswer(first.prompt, first.update, now);
  return refused(may && !may.ok ? `${titles(asked)}: ${may.why}` : NOTHING_TO_ANSWER);
}

function titles(asked: readonly Asked[]): string {
  return listed(asked.map(({ ritual, round }) => `${ritual.name} of ${showDate(round.date)}`));
}

/** Marks what the button belongs to as answered with "nothing new"; other rounds are left alone. */
export async function answerNothingNew(call: Call, clicked: readonly string[]): Promise<Reply> {
  const asked = (await loadAsked(call, clicked)).filter((one) => standingOf(one, call.now) === 'open');
  const person = asked[0] && personOf(asked[0].team, call.caller.person);
  if (!person)
    return said('This is answered already, or over. ', { code: '/standup' }, ' shows what waits for you.');
  for (const one of asked) {
    const first = one.ritual.questions.find(({ type, anonymous }) => type === 'text' && !anonymous);
    // For a meeting, nothing to say beforehand is not worth a line.
    const answers: Record<string, Answer> =
      first && one.ritual.mode === 'async' ? { [first.id]: 'Nothing new.' } : {};
    await saveRound(call, one, person, { ...NOTHING, round: one.round.id, prompt: one.prompt.id, answers });
  }
  return thanks(call, asked, asked);
}

const NOTHING = {
  anonymous: {},
  blockers: [],
  dependencies: [],
  risks: [],
  ownBlockers: [],
  ownActions: [],
} as const;
