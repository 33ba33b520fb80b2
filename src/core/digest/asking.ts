import { sameWords } from '../blocker.ts';
import type { AuditEvent, Decision, Effect } from '../decision.ts';
import { nameOf } from '../escalation/people.ts';
import { alreadySo, type Doing, happened, refusedWith, stewards } from '../planning/saying.ts';
import type { PersonId, Team } from '../team.ts';
import { DAY, type Instant } from '../time.ts';
import { listed } from '../wording.ts';
import type { AskedQuestion } from './question.ts';

/** So many questions of one person to one team within a week. */
const MOST = 3;
const WITHIN = 7 * DAY;
/** The longest question or answer, in characters. */
export const LONGEST_QUESTION = 1000;

export type Asking = Doing & { id: string; digest: string; text: string };

/** A question to a team: it goes to whoever looks after it and is at work. `before`: the team's questions of the last week. */
export function ask(
  asking: Asking,
  team: Team,
  before: readonly AskedQuestion[],
  isThere: (person: PersonId) => boolean,
  now: Instant,
): Decision<AskedQuestion | undefined> {
  const { by, id, digest } = asking;
  const others = stewards(team).filter((person) => person !== by);
  const to = others.find(isThere) ?? others[0];
  const problem = to === undefined ? 'You look after this team yourself.' : tooMany(before, by, now);
  if (problem !== undefined || to === undefined) return refusedWith(undefined, problem ?? '');
  const text = asking.text.trim().slice(0, LONGEST_QUESTION);
  if (before.some((one) => one.open && one.by === by && sameWords(one.text, text)))
    return alreadySo(undefined, 'You have asked this already. The answer comes to you here.');
  const state: AskedQuestion = { id, team: team.id, digest, by, text, at: now, open: true, version: 1 };
  return {
    state,
    events: [eventOf(state, 'asked', asking, now)],
    effects: [tell(state, 'asked', to, now)],
    reply: {
      reply: 'said',
      text: [`Your question went to ${nameOf(team, to)}. The answer comes to you here.`],
    },
  };
}

function tooMany(before: readonly AskedQuestion[], by: PersonId, now: Instant): string | undefined {
  const own = before.filter((one) => one.by === by && one.at > now - WITHIN);
  if (own.length < MOST) return undefined;
  return `You have asked this team ${MOST} questions within a week. Please wait a little, or talk to them directly.`;
}

/** The answer goes to whoever asked, once; without `text` the team says kindly that it does not answer. */
export function answer(
  question: AskedQuestion,
  { text, ...how }: Doing & { text?: string },
  team: Team,
  now: Instant,
): Decision<AskedQuestion> {
  const refusal = whyNot(question, how.by, team);
  if (refusal) return refusal;
  const said = { by: how.by, at: now };
  const end =
    text === undefined
      ? { declined: said }
      : { answered: { ...said, text: text.trim().slice(0, LONGEST_QUESTION) } };
  const state: AskedQuestion = { ...question, ...end, open: false, version: question.version + 1 };
  const who = nameOf(team, question.by);
  return {
    state,
    events: [eventOf(state, text === undefined ? 'declined' : 'answered', how, now)],
    effects: [tell(state, 'answered', question.by, now), { do: 'refresh', thing: `question:${question.id}` }],
    reply: {
      reply: 'said',
      text: [
        text === undefined ? `${who} is told that you do not answer this.` : `Your answer goes to ${who}.`,
      ],
    },
  };
}

/** Why somebody cannot answer it: it is answered, or it is not theirs. */
export function whyNot(
  question: AskedQuestion,
  by: PersonId,
  team: Team,
): Decision<AskedQuestion> | undefined {
  const may = stewards(team);
  if (!may.includes(by)) {
    const names = listed(
      may.map((id) => nameOf(team, id)),
      'or',
    );
    return refusedWith(question, `Only ${names} can answer for ${team.name}.`);
  }
  const over = question.answered ?? question.declined;
  return over ? alreadySo(question, `${nameOf(team, over.by)} has answered this already.`) : undefined;
}

function tell({ team, id }: AskedQuestion, kind: string, person: PersonId, due: Instant): Effect {
  const to = { person };
  return {
    do: 'tell',
    item: { team, thing: `question:${id}`, epoch: 0, kind, to, due, priority: 'prompt' },
  };
}

/** What was asked and answered is theirs: the log says only that it was. */
function eventOf(question: AskedQuestion, what: string, how: Doing, now: Instant): AuditEvent {
  return happened({ thing: `question:${question.id}`, team: question.team }, what, how, now, {
    person: question.by,
  });
}
