import type { Reply } from '../../core/decision.ts';
import type { RoundView } from '../../core/round/asking.ts';
import { isKeeping, type Kept, LATE_NOTES } from '../../core/round/minuting.ts';
import type { Round } from '../../core/round.ts';
import type { Team } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { Reads, Tx } from '../../ports.ts';
import { type Call, idOf, refused } from '../call.ts';
import { loadRound, viewOf } from './load.ts';

/** The live meetings that the caller may mean: announced, going on, or over for less than half an hour. */
export async function meetingsMeant({ context, tx, caller, now }: Call): Promise<RoundView[]> {
  const rounds = await Promise.all(caller.meant.map((team) => recentOf(tx, team, now)));
  const views = await Promise.all(rounds.flat().map((round) => viewOf(context, tx, round, now)));
  return views.filter((view) => view !== undefined).filter((view) => isKeeping(view, now));
}

async function recentOf(tx: Tx, team: Team, now: Instant): Promise<Round[]> {
  const open = await tx.rounds.find({ team: team.id, state: 'open' });
  const closesAt = { atLeast: now - LATE_NOTES };
  return [...open, ...(await tx.rounds.find({ team: team.id, state: 'closed', closesAt }))];
}

/** The live meeting that a button or a form is about, for those of its team and whoever takes part. */
export async function meetingAt({ context, tx, now }: Call, thing: string): Promise<RoundView | undefined> {
  const view = await loadRound(context, tx, idOf(thing), now);
  return view?.ritual.mode === 'live' ? view : undefined;
}

export function noSuchMeeting(): Reply {
  return refused('This meeting is no longer there, so nothing was changed.');
}

export function noMeeting(what: string): Reply {
  return refused(
    `No meeting is announced or going on, so there is ${what}. `,
    { code: '/rituals' },
    ' shows when the next one is.',
  );
}

/** What was kept of a round so far, by anybody. */
export async function keptOf(
  source: Tx | Reads,
  { id, team, date, opensAt, notes = [] }: Round,
): Promise<Kept> {
  const from = ({ from: origin }: { from: string }) => origin === `round:${id}`;
  const decisions = await source.decisions.find({ team, at: { atLeast: opensAt } }, { order: 'at' });
  const open = await source.actions.find({ team, open: true });
  // What is done by now was due on the round's day or later.
  const over = await source.actions.find({ team, open: false, due: { atLeast: date } });
  return { notes, decisions: decisions.filter(from), actions: [...open, ...over].filter(from) };
}
