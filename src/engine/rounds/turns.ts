import type { AuditEvent, Effect, Facts } from '../../core/decision.ts';
import { nameOf } from '../../core/escalation/people.ts';
import {
  type Chosen,
  chooseFacilitator,
  handOver,
  type Known,
  startTurn,
} from '../../core/rotation/facilitation.ts';
import type { Rotation, Turn } from '../../core/rotation/rotation.ts';
import { passOnAt, silenceCounts, toldAt, turnOf } from '../../core/rotation/turn.ts';
import { personOf, type RoundView, roundEvent, showRound } from '../../core/round/asking.ts';
import { isEverybodyAway, whyNotHeld } from '../../core/round/course.ts';
import type { Round } from '../../core/round.ts';
import type { PersonId, Team } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { carryOut, job } from '../commit.ts';
import type { Context, Handler } from '../context.ts';
import { withoutLapsed } from './duty-lapse.ts';
import { loadRound, viewOf } from './load.ts';

/** The team's opening on the working day before: who facilitates is fixed, and told in their next waking moment. A round
 * that nobody will be at, or that asks nothing, needs nobody; whether anybody is bound is known when it opens. */
export function fixTurn(context: Context): Handler {
  return async (job, tx, now) => {
    const view = await loadRound(context, tx, String(job.payload.id), now);
    if (view?.round.state !== 'planned' || view.round.facilitator || isEverybodyAway(view)) return;
    if (view.ritual.with === 'dependencies' || whyNotHeld(view)) return;
    await appoint(tx, view, now);
  };
}

/** Somebody is away from now on: the next in line takes over what they would have facilitated and has not begun. */
export async function passTurnsOn(
  context: Context,
  tx: Tx,
  team: Team,
  person: PersonId,
  now: Instant,
): Promise<void> {
  for (const state of ['planned', 'open'] as const) {
    for (const round of await tx.rounds.find({ team: team.id, state })) {
      const begun = round.startedAt !== undefined || (round.startsAt === undefined && state === 'open');
      if (begun || round.facilitator?.person !== person) continue;
      const view = await viewOf(context, tx, round, now);
      if (view && !isEverybodyAway(view)) await appoint(tx, view, now);
    }
  }
}

/** A meeting is announced: whoever was not appointed before is now. */
export async function fillTurn(tx: Tx, view: RoundView, now: Instant): Promise<void> {
  const { ritual, round } = view;
  if (ritual.facilitator && !round.facilitator && !isEverybodyAway(view)) await appoint(tx, view, now);
}

/** The round starts: somebody who is away by now is replaced, and the turn counts. Gives back the round as stored. */
export async function beginTurn(tx: Tx, view: RoundView, now: Instant): Promise<Round> {
  if (!view.ritual.facilitator || isEverybodyAway(view)) return view.round;
  const round = await appoint(tx, view, now);
  const known = await knownFor(tx, view, now);
  if (!known.turn || !known.rotation) return round;
  const begun = startTurn(known.turn, known.rotation, now);
  if (begun.turn === known.turn) return round;
  await tx.turns.update({ ...begun.turn, version: known.turn.version + 1 });
  await tx.rotations.update({ ...begun.rotation, version: known.rotation.version + 1 });
  return round;
}

/** People have changed these turns: the rounds that were planned with them show it. */
export async function followTurns(
  context: Context,
  tx: Tx,
  team: Team,
  turns: ReadonlySet<string>,
  now: Instant,
): Promise<void> {
  for (const state of ['planned', 'open'] as const) {
    for (const round of await tx.rounds.find({ team: team.id, state })) {
      const begun = round.startedAt !== undefined || (round.startsAt === undefined && state === 'open');
      if (begun || !round.facilitator) continue;
      const view = await viewOf(context, tx, round, now);
      if (!view || !turns.has(turnOf(team, view.ritual, round.date)?.id ?? '')) continue;
      await appoint(tx, view, now);
      await carryOut(tx, { events: [], effects: showRound(view) }, now);
    }
  }
}

/** Half an hour before a meeting: whoever has its turn and has not said a word is relieved, if somebody else of the list can
 * do it. Whoever got it only just keeps it, and once the start has passed nothing moves. */
export function passOnSilence(context: Context): Handler {
  return async (due, tx, now) => {
    const view = await loadRound(context, tx, String(due.payload.id), now);
    if (!view || (view.round.state !== 'planned' && view.round.state !== 'open')) return;
    const known = await knownFor(tx, view, now);
    const { turn } = known;
    const { facilitator, startedAt } = view.round;
    if (!turn || turn.accepted || !facilitator || facilitator.person !== turn.person) return;
    if (startedAt !== undefined || !silenceCounts(due.due, facilitator.since)) return;
    const over = handOver(view.team, view.ritual, view.round.date, { ...known, turn, now }, SILENT);
    if (over.ok && over.turn?.person !== undefined) await settle(tx, view, over, known, now);
  };
}

const SILENT = 'did not say that they will do it';

async function appoint(tx: Tx, view: RoundView, now: Instant): Promise<Round> {
  const known = await knownFor(tx, view, now);
  const chosen = chooseFacilitator(view.team, view.ritual, view.round.date, known);
  return settle(tx, view, chosen, known, now);
}

/** Writes down who leads the round, tells them, and arms what silence leads to. */
async function settle(
  tx: Tx,
  view: RoundView,
  chosen: Chosen,
  known: Known & { turn?: Turn },
  now: Instant,
): Promise<Round> {
  const { round } = view;
  await keep(tx, chosen, known);
  if (isSame(round, chosen)) return round;
  const { person, also, external, why } = chosen.facilitator;
  const changed: Round = {
    ...round,
    facilitator: {
      ...(person ? { person } : {}),
      ...(also ? { also } : {}),
      ...(external ? { external } : {}),
      why,
      since: now,
    },
    version: round.version + 1,
  };
  await tx.rounds.update(changed);
  const effects = [...showRound(view), ...announce(view, chosen, known, now), ...silence(view, now)];
  await carryOut(tx, { events: eventsOf(view, chosen, known, now), effects }, now);
  return changed;
}

/** A turn has this instant from the moment somebody leads the round. */
function silence({ team, ritual, round }: RoundView, now: Instant): Effect[] {
  const at = turnOf(team, ritual, round.date) && passOnAt(team, ritual, round.date);
  return at !== undefined && at > now ? [{ do: 'arm', job: job('pass-on', round.id, at) }] : [];
}

async function knownFor(
  tx: Tx,
  view: RoundView,
  now: Instant,
): Promise<Known & { turn?: Turn; rotation?: Rotation }> {
  const at = turnOf(view.team, view.ritual, view.round.date);
  const stored = at && (await tx.rotations.get(at.rotation));
  const [rotation] = stored ? await withoutLapsed(tx, view.team, [stored], now) : [];
  const turn = at && (await tx.turns.get(at.id));
  const appointed = view.round.facilitator?.person;
  return {
    absences: view.absences,
    now,
    ...(appointed ? { appointed } : {}),
    ...(rotation ? { rotation } : {}),
    ...(turn ? { turn } : {}),
  };
}

async function keep(tx: Tx, chosen: Chosen, known: Known): Promise<void> {
  if (chosen.turn) {
    if (known.turn) await tx.turns.update({ ...chosen.turn, version: known.turn.version + 1 });
    else await tx.turns.insert({ ...chosen.turn, version: 1 });
  } else if (known.turn?.early) {
    const { early: _, ...turn } = known.turn;
    await tx.turns.update({ ...turn, version: turn.version + 1 });
  }
  if (!chosen.rotation || chosen.rotation === known.rotation) return;
  if (known.rotation) await tx.rotations.update({ ...chosen.rotation, version: known.rotation.version + 1 });
  else await tx.rotations.insert({ ...chosen.rotation, version: 1 });
}

function isSame(round: Round, { facilitator }: Chosen): boolean {
  const before = round.facilitator;
  return (
    before !== undefined &&
    before.person === facilitator.person &&
    before.external === facilitator.external &&
    (before.also ?? []).join() === (facilitator.also ?? []).join()
  );
}

/** Who got it and why, and each who was passed over: both may ask "why?". */
function eventsOf(view: RoundView, chosen: Chosen, known: Known, now: Instant): AuditEvent[] {
  const { round } = view;
  const { person, why } = chosen.facilitator;
  // What people agreed on has left its own line.
  if (round.facilitator && known.turn?.changes?.at(-1)?.at === now && person === known.turn.person) return [];
  const what = round.facilitator === undefined ? 'picked' : 'took over';
  const before = new Set(known.turn?.passed.map((one) => one.person));
  const passed = chosen.passed.filter((one) => !before.has(one.person));
  const about = `round:${round.id}`;
  return [
    ...passed.map((one) => roundEvent(view, about, 'passed over', 'schedule', now, one.why, one.person)),
    roundEvent(view, about, what, 'schedule', now, why, person),
  ];
}

/** Only a turn of a rotation is told in person, once: somebody who holds a fixed role knows. Whoever stands in is told
 * instead of whom. */
function announce(view: RoundView, chosen: Chosen, known: Known, now: Instant): Effect[] {
  const { team, ritual, round } = view;
  const { person } = chosen.facilitator;
  if (!person || !turnOf(team, ritual, round.date)) return [];
  if (person === known.turn?.person && !known.turn.early) return [];
  const before = round.facilitator?.person ?? known.turn?.person;
  const why = chosen.passed.find((one) => one.person === before)?.why;
  const who = personOf(team, person);
  const facts: Facts = before && why ? { instead: `${nameOf(team, before)}: ${why}` } : {};
  return [
    {
      do: 'tell',
      item: {
        team: team.id,
        thing: `round:${round.id}`,
        epoch: 0,
        kind: 'turn',
        to: { person },
        due: who ? toldAt(who, view.absences, now) : now,
        until: round.closesAt,
        priority: 'prompt',
        facts,
      },
    },
  ];
}
