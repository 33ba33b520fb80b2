import type { AuditEvent, Decision, Effect } from '../decision.ts';
import type { Ritual } from '../ritual.ts';
import type { Answer, Prompt, Update } from '../round.ts';
import type { Instant } from '../time.ts';
import { boardOf, type RoundView, roundEvent, showRound } from './asking.ts';

export interface Answered {
  prompt: Prompt;
  update: Update;
}

/** Somebody's answers to one round: the first time, as an edit, or late (marked). The published text follows; an
 * answer given before the round has its place in the channel waits for it. The same answers once more change nothing. What was
 * typed goes with them; sent by itself, it came when it was typed. */
export function takeAnswers(
  view: RoundView,
  before: { prompt: Prompt; update?: Update },
  answers: Readonly<Record<string, Answer>>,
  now: Instant,
  from: string,
  how: { byItself?: true } = {},
): Decision<Answered> {
  const prompt = withoutDraft(before.prompt, how);
  if (before.update && isSame(before.update.answers, answers))
    return same(before.prompt, prompt, before.update);
  const given = (how.byItself && before.prompt.draft?.at) || now;
  const late = given >= prompt.due;
  const update = before.update
    ? edited(before.update, answers, now)
    : first(view, prompt, answers, now, late);
  const what = before.update ? 'edited' : update.late ? 'answered late' : 'answered';
  const event: AuditEvent = {
    ...roundEvent(view, `prompt:${prompt.id}`, what, prompt.person, now, whyTaken(what, how), prompt.person),
    from,
  };
  return {
    state: { prompt: answered(prompt), update },
    events: [event],
    effects: [
      { do: 'refresh', thing: `prompt:${prompt.id}` },
      { do: 'refresh', thing: `update:${update.id}` },
      ...showRound(view),
      ...(before.update ? [] : publish(view, update, now)),
    ],
  };
}

function same(before: Prompt, prompt: Prompt, update: Update): Decision<Answered> {
  const refresh = { do: 'refresh', thing: `prompt:${prompt.id}` } as const;
  return { state: { prompt, update }, events: [], effects: prompt === before ? [] : [refresh] };
}

function withoutDraft(prompt: Prompt, { byItself }: { byItself?: true }): Prompt {
  if (!prompt.draft && !prompt.sentByItself) return prompt;
  const { draft: _sent, sentByItself: _before, ...rest } = prompt;
  return { ...rest, ...(byItself ? { sentByItself: true } : {}) };
}

function isSame(before: Update['answers'], after: Update['answers']): boolean {
  const inOrder = (answers: Update['answers']) =>
    JSON.stringify(Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)));
  return inOrder(before) === inOrder(after);
}

function first(
  view: RoundView,
  prompt: Prompt,
  answers: Update['answers'],
  now: Instant,
  late: boolean,
): Update {
  return {
    id: prompt.id,
    round: prompt.round,
    team: prompt.team,
    person: prompt.person,
    date: view.round.date,
    answers,
    at: now,
    late,
    version: 1,
  };
}

function edited(update: Update, answers: Update['answers'], now: Instant): Update {
  return { ...update, answers, editedAt: now, version: update.version + 1 };
}

function answered(prompt: Prompt): Prompt {
  return { ...prompt, state: 'answered', version: prompt.version + 1 };
}

/** Each answer is a message of its own under the round, unless the ritual publishes one summary. What was written for a
 * meeting stands in its announcement and its minutes. */
function publish(view: RoundView, update: Update, now: Instant): Effect[] {
  const { ritual, round, team } = view;
  if (ritual.publish.as === 'summary' || ritual.mode === 'live' || isAnonymous(ritual)) return [];
  const channel = ritual.publish.to === 'channel' ? team.channel : ritual.publish.to;
  const under = ritual.loud || channel !== team.channel ? `round:${round.id}` : boardOf(team.id, round.date);
  return [
    {
      do: 'tell',
      item: {
        team: team.id,
        thing: `update:${update.id}`,
        epoch: 0,
        kind: 'update',
        to: { channel, under },
        due: Math.max(now, round.opensAt),
        priority: 'prompt',
      },
    },
  ];
}

/** With nothing but anonymous questions, a message with a name in it would only say who has taken part. */
export function isAnonymous({ questions }: Ritual): boolean {
  return questions.length > 0 && questions.every(({ anonymous }) => anonymous);
}

/** Whether a person's answers to this prompt may still be given or changed: changed until its due, given at any time, and
 * what was given late may be put right late. */
export function mayAnswer(
  prompt: Prompt,
  update: Update | undefined,
  now: Instant,
): { ok: true } | { ok: false; why: string } {
  if (update && now >= prompt.due && !update.late)
    return { ok: false, why: 'The round is over, so this answer can no longer be changed.' };
  return { ok: true };
}

function whyTaken(what: string, { byItself }: { byItself?: true }): string {
  if (byItself) return 'what was typed was sent by itself, as nobody said otherwise';
  return what === 'edited'
    ? 'the answers were changed'
    : what === 'answered'
      ? 'answered in time'
      : 'answered after the due';
}
