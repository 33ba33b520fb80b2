import type { Asked } from '../../core/answers/asked.ts';
import { waitsOn } from '../../core/dependency.ts';
import { weekOfRound } from '../../core/planning/week.ts';
import type { Dependency } from '../../core/record.ts';
import type { RoundView } from '../../core/round/asking.ts';
import type { Prompt, Round, Update } from '../../core/round.ts';
import type { Instant } from '../../core/time.ts';
import type { Reads, Tx } from '../../ports.ts';
import type { Context } from '../context.ts';
import { objectivesOf } from '../planning/shown.ts';
import { viewOf } from './load.ts';

/** How many earlier answers are looked through for the last one of the same ritual. */
const LOOK_BACK = 30;

/** A prompt with all that its words and its form are made from; undefined when its team or ritual is gone. */
export async function askedFor(
  context: Context,
  source: Tx | Reads,
  prompt: Prompt,
  now: Instant,
): Promise<Asked | undefined> {
  const round = await source.rounds.get(prompt.round);
  const view = round && (await viewOf(context, source, round, now));
  if (!round || !view) return undefined;
  const update = await source.updates.get(prompt.id);
  const last = await lastUpdate(source, round, prompt.person, view.ritual.was);
  return {
    round,
    ritual: view.ritual,
    team: view.team,
    prompt,
    own: {
      escalations: await source.escalations.find({ team: round.team, live: true, raiser: prompt.person }),
      actions: await source.actions.find({ team: round.team, open: true, owner: prompt.person }),
      dependencies: await waitsOf(source, round, prompt.person),
      ...(await objectivesAsked(source, view, prompt.person)),
    },
    ...(update ? { update } : {}),
    ...(last ? { last } : {}),
  };
}

/** The person's own objectives of the round's week, where it asks how they stand or what became of them. */
async function objectivesAsked(source: Tx | Reads, { team, ritual, round }: RoundView, person: string) {
  if (!ritual.questions.some(({ type }) => type === 'standing' || type === 'score')) return {};
  const week = weekOfRound(team.calendar, ritual, round);
  const all = await objectivesOf(source, team, week);
  return { objectives: all.filter(({ owner }) => owner === person) };
}

/** The dependencies of the round's team that somebody is either side of. */
async function waitsOf(source: Tx | Reads, { team, date }: Round, person: string): Promise<Dependency[]> {
  const waiting = await source.dependencies.find({ team, open: true, waiting: person });
  const waitedFor = await source.dependencies.find({ team, open: true, on: person });
  return [...waiting, ...waitedFor].filter((one) => waitsOn(one, date));
}

async function lastUpdate(
  source: Tx | Reads,
  round: Round,
  person: string,
  was: string | undefined,
): Promise<Update | undefined> {
  // Rounds from before a rename keep their ids.
  const names = new Set([round.ritual, ...(was === undefined ? [] : [was])]);
  const before = await source.updates.find(
    { person, team: round.team },
    { order: 'date', newest: true, limit: LOOK_BACK },
  );
  return before.find(({ round: id, date }) => date < round.date && names.has(id.split('/')[1] ?? ''));
}
