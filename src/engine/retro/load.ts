import { carriedInto } from '../../core/retro/carried.ts';
import { originOf, type Retro } from '../../core/retro/retro.ts';
import type { RetroView } from '../../core/retro/view.ts';
import { DAY, type Instant } from '../../core/time.ts';
import type { Reads, Tx } from '../../ports.ts';
import { readByAll } from '../actions/readable.ts';
import { absencesFrom, type Context } from '../context.ts';
import { loadRound } from '../rounds/load.ts';

type Source = Tx | Reads;

export interface Loaded {
  retro: Retro;
  view: RetroView;
}

/** A retro with everything its decisions and words look at; undefined when it or its team is gone. */
export async function loadRetro(
  context: Context,
  source: Source,
  id: string,
  now: Instant,
): Promise<Loaded | undefined> {
  const retro = await source.retros.get(id);
  return retro && viewOfRetro(context, source, retro, now);
}

export async function viewOfRetro(
  context: Context,
  source: Source,
  retro: Retro,
  now: Instant,
): Promise<Loaded | undefined> {
  const team = context.rhythm.team(retro.team);
  if (!team) return undefined;
  const held = retro.round === undefined ? undefined : await loadRound(context, source, retro.round, now);
  const actions = await source.actions.find({ team: team.id });
  const from = (row: { from: string }) => row.from === originOf(retro);
  const view: RetroView = {
    team,
    ...(held ? { round: held.round, ritual: held.ritual } : {}),
    cards: await source.cards.find({ retro: retro.id }),
    topics: await topicsFor(source, retro),
    ballots: retro.phase === 'vote' ? await source.ballots.find({ retro: retro.id }) : [],
    carried: carriedInto(retro, team, await readByAll(source, actions)),
    actions: actions.filter(from),
    decisions: (await source.decisions.find({ team: team.id, at: { atLeast: retro.at } })).filter(from),
    absences: held?.absences ?? (await absencesFrom(source, now - 2 * DAY)),
  };
  return { retro, view };
}

async function topicsFor(source: Source, { id, team }: Retro) {
  const topics = await source.topics.find({ team }, { order: 'at', newest: true, limit: 200 });
  return topics.filter(
    ({ open, covered, ritual }) => ritual === undefined && (open || covered?.round === id),
  );
}

/** The team's retros that are going on, the newest first. */
export async function openRetros(source: Source, team: string): Promise<Retro[]> {
  return source.retros.find({ team, open: true }, { order: 'at', newest: true });
}
