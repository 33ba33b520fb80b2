import type { FollowUps } from '../../core/present/action.ts';
import type { Action } from '../../core/record.ts';
import type { RoundView } from '../../core/round/asking.ts';
import { DAY, type Instant } from '../../core/time.ts';
import type { Reads } from '../../ports.ts';
import { readByAll } from './readable.ts';

/** Where no review was held before, so much is looked back on. */
const FIRST_LOOK = 7 * DAY;

/** What a review looks back on: open actions that it has not made itself, and those that were done since the last review, up
 * to the end of this one. Nothing for rounds of other kinds. */
export async function followUpsOf(
  read: Reads,
  view: RoundView,
  now: Instant,
): Promise<{ followUps?: FollowUps }> {
  const { team, ritual, round } = view;
  if (ritual.kind !== 'review') return {};
  const open = await readByAll(read, await read.actions.find({ team: team.id, open: true }));
  const done = await doneSince(read, view, round.closed?.at ?? now);
  return { followUps: { open: open.filter(({ from }) => from !== `round:${round.id}`), done } };
}

async function doneSince(read: Reads, { team, round }: RoundView, until: Instant): Promise<Action[]> {
  const [last] = await read.rounds.find(
    { team: team.id, ritual: round.ritual, state: 'closed', closesAt: { below: round.closesAt } },
    { order: 'closesAt', newest: true, limit: 1 },
  );
  const since = last?.closed?.at ?? round.opensAt - FIRST_LOOK;
  const over = await read.actions.find({ team: team.id, open: false });
  const done = over.filter((one) => one.done && one.done.at > since && one.done.at <= until);
  return (await readByAll(read, done)).toSorted((a, b) => (a.done?.at ?? 0) - (b.done?.at ?? 0));
}
