import type { Asked } from '../../core/answers/asked.ts';
import { waitsOn } from '../../core/dependency.ts';
import type { Dependency } from '../../core/record.ts';
import type { Prompt, Round, Update } from '../../core/round.ts';
import type { Instant } from '../../core/time.ts';
import type { Reads, Tx } from '../../ports.ts';
import type { Context } from '../context.ts';
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
  const last = await lastUpdate(source, round, prompt.person);
  return {
    round,
    ritual: view.ritual,
    team: view.team,
    prompt,
    own: {
      escalations: await source.escalations.find({ team: round.team, live: true, raiser: prompt.person }),
      actions: await source.actions.find({ team: round.team, open: true, owner: prompt.person }),
      dependencies: await waitsOf(source, round, prompt.person),
    },
    ...(update ? { update } : {}),
    ...(last ? { last } : {}),
  };
}

/** The dependencies of the round's team that somebody is either side of. */
async function waitsOf(source: Tx | Reads, { team, date }: Round, person: string): Promise<Dependency[]> {
  const waiting = await source.dependencies.find({ team, open: true, waiting: person });
  const waitedFor = await source.dependencies.find({ team, open: true, on: person });
  return [...waiting, ...waitedFor].filter((one) => waitsOn(one, date));
}

async function lastUpdate(source: Tx | Reads, round: Round, person: string): Promise<Update | undefined> {
  const before = await source.updates.find(
    { person, team: round.team },
    { order: 'date', newest: true, limit: LOOK_BACK },
  );
  return before.find(
    ({ round: id, date }) => date < round.date && id.startsWith(`${round.team}/${round.ritual}/`),
  );
}
