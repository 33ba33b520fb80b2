import type { Effect } from '../../core/decision.ts';
import { beginByHand, beginFor, opened } from '../../core/retro/beginning.ts';
import { advance } from '../../core/retro/course.ts';
import { end, leftBehind } from '../../core/retro/ending.ts';
import { event, type Moved } from '../../core/retro/moved.ts';
import { type Retro, thingOfRetro } from '../../core/retro/retro.ts';
import { invitations, placeOf, retroJob, timeIsUp } from '../../core/retro/telling.ts';
import type { RoundView } from '../../core/round/asking.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { showBoard } from '../board.ts';
import { carryOut, job } from '../commit.ts';
import type { Context, Handler } from '../context.ts';
import { type Loaded, loadRetro, openRetros, viewOfRetro } from './load.ts';

/** A round has opened: a retro with cards begins with it. One that was left out and taken back begins again, with the cards
 * that are there. */
export async function beginRetro(context: Context, tx: Tx, view: RoundView, now: Instant): Promise<void> {
  const { ritual, round } = view;
  if (!ritual.retro || round.state !== 'open') return;
  const retro = beginFor(view, ritual.retro.columns, now);
  const before = await tx.retros.get(round.id);
  if (!before) await begin(context, tx, retro, 'schedule', now);
  else if (!before.open) await beginAgain(context, tx, before, retro, now);
}

async function beginAgain(
  context: Context,
  tx: Tx,
  before: Retro,
  fresh: Retro,
  now: Instant,
): Promise<void> {
  for (const { id } of leftBehind(before)) await tx.topics.delete(id);
  const again = { ...fresh, step: before.step + 1, version: before.version + 1 };
  const loaded = await viewOfRetro(context, tx, again, now);
  await tx.retros.update(loaded ? opened(again, loaded.view) : again);
  const began = event(again, 'began', 'schedule', now, `${again.name} began again.`);
  await carryOut(tx, { events: [began], effects: [{ do: 'refresh', thing: thingOfRetro(again) }] }, now);
}

/** Somebody starts one that no round was planned for. */
export async function startRetro(
  context: Context,
  tx: Tx,
  { team, by }: { team: Team; by: PersonId },
  columns: readonly string[],
  now: Instant,
): Promise<void> {
  const date = dateAt(team.calendar.zone, now);
  const id = `${team.id}/retro-by-hand/${await tx.next(`retro:${team.id}`)}`;
  const retro = beginByHand({ id, team, by, date }, columns, now);
  await showBoard(tx, team, date, now);
  await begin(context, tx, retro, by, now);
  if (retro.closesAt !== undefined) await tx.jobs.arm(retroJob('close', retro, retro.closesAt));
}

async function begin(
  context: Context,
  tx: Tx,
  retro: Retro,
  who: PersonId | 'schedule',
  now: Instant,
): Promise<void> {
  const loaded = await viewOfRetro(context, tx, retro, now);
  if (!loaded) return;
  const state = opened(retro, loaded.view);
  await tx.retros.insert(state);
  const effects: Effect[] = [
    { do: 'tell', item: placeOf(state, loaded.view, now) },
    ...invitations(state, loaded.view, 'collect', now),
  ];
  const began = event(state, 'began', who, now, `${state.name} began: ${state.columns.join(', ')}.`);
  await carryOut(tx, { events: [began], effects }, now);
}

/** The next phase or topic. */
export async function moveOn(tx: Tx, { retro, view }: Loaded, by: PersonId, now: Instant): Promise<Retro> {
  return save(tx, retro, advance(retro, view, by, now), now);
}

/** Its end by hand. Held for an async round, that ends with it. */
export async function endByHand(tx: Tx, { retro, view }: Loaded, by: PersonId, now: Instant): Promise<Retro> {
  return save(tx, retro, end(retro, view, { by, why: 'It was ended by hand.' }, now), now);
}

/** The round of a retro is over: one that nobody has ended yet ends with what there is. */
export async function endWithRound(
  context: Context,
  tx: Tx,
  view: RoundView,
  now: Instant,
  why = view.ritual.mode === 'live' ? 'The meeting is over.' : TIME_IS_UP,
): Promise<void> {
  const loaded = await loadRetro(context, tx, view.round.id, now);
  if (!loaded?.retro.open) return;
  await save(tx, loaded.retro, end(loaded.retro, loaded.view, { by: 'schedule', why }, now), now);
}

const TIME_IS_UP = 'Its time is up.';

/** Writes what was decided. Votes are there only as long as people vote. */
async function save(
  tx: Tx,
  before: Retro,
  { state, events, effects, topics }: Moved,
  now: Instant,
): Promise<Retro> {
  await tx.retros.update(state);
  if (before.phase === 'vote')
    for (const { id } of await tx.ballots.find({ retro: before.id })) await tx.ballots.delete(id);
  for (const topic of topics.changed) await tx.topics.update(topic);
  for (const topic of topics.added) await tx.topics.insert(topic);
  await carryOut(tx, { events, effects }, now);
  if (!state.open && state.round !== undefined) await closeRound(tx, state.round, now);
  return state;
}

/** Nothing more is expected of an async round; a meeting ends by itself or by command. */
async function closeRound(tx: Tx, id: string, now: Instant): Promise<void> {
  const round = await tx.rounds.get(id);
  if (round?.state === 'open' && round.startsAt === undefined && round.closesAt > now)
    await tx.jobs.arm(job('close', id, now));
}

/** What each kind of job of a retro does. */
export const retroJobs = (context: Context): Readonly<Record<string, Handler>> => ({
  'retro-close': closeByItself(context),
  'retro-time': timeBoxOver(context),
});

function closeByItself(context: Context): Handler {
  return async (due, tx, now) => {
    const loaded = await loadRetro(context, tx, String(due.payload.id), now);
    if (!loaded?.retro.open) return;
    await save(
      tx,
      loaded.retro,
      end(loaded.retro, loaded.view, { by: 'schedule', why: TIME_IS_UP }, now),
      now,
    );
  };
}

/** The topic may have been left meanwhile. */
function timeBoxOver(context: Context): Handler {
  return async (due, tx, now) => {
    const loaded = await loadRetro(context, tx, String(due.payload.id), now);
    if (!loaded?.retro.open || loaded.retro.step !== due.payload.step) return;
    await carryOut(tx, { events: [], effects: timeIsUp(loaded.retro, loaded.view, now) }, now);
  };
}

/** Every retro that is going on in the team shows its newest state. */
export async function showRetros(tx: Tx, team: string, now: Instant): Promise<void> {
  const effects = (await openRetros(tx, team)).map(
    (retro): Effect => ({ do: 'refresh', thing: thingOfRetro(retro) }),
  );
  await carryOut(tx, { events: [], effects }, now);
}
