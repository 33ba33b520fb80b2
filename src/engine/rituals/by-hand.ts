import type { Reply } from '../../core/decision.ts';
import { buttons, message, note, paragraph } from '../../core/message.ts';
import type { Ritual } from '../../core/ritual.ts';
import { byHandWords, type HandWords, readByHand, timed, whyNotByHand } from '../../core/round/by-hand.ts';
import type { ByHand, Round } from '../../core/round.ts';
import type { Team } from '../../core/team.ts';
import { isWorkday } from '../../core/time/calendar.ts';
import { instantAt, showDate, showMinute } from '../../core/time/zone.ts';
import type { CivilDate, Minute } from '../../core/time.ts';
import { type Call, refused, type Verb } from '../call.ts';
import { forget, keptByHand, roundOfSlot, writeRound } from '../rounds/planning.ts';
import { type Hand, record, settlePrompts, show } from './hand.ts';
import { occurrenceOn, type Target, targetOn, teamWith, todayOf, whyNotTheirs } from './target.ts';
import { tellOf } from './telling.ts';
import { armSilence, followMove, withdrawTurn } from './turns.ts';

/** `/rituals run|skip|move …`. */
export function byHand(verb: HandWords['do']): Verb {
  return async (call, typed) => {
    const rituals = call.caller.meant.flatMap((team) => team.rituals);
    const [team] = call.caller.meant;
    if (!team) return refused('You are in no team, so there are no rituals to change.');
    const read = readByHand(verb, typed, rituals, todayOf(team, call.now));
    if (!read.ok) return refused(read.why);
    const meant = teamWith(call, read.words.ritual);
    if (typeof meant === 'string') return refused(meant);
    const hand = { call, ...meant };
    if (meant.team.archived) return refused(`${meant.team.name} is archived. Nothing was changed.`);
    switch (read.words.do) {
      case 'run':
        return run(hand, read.words);
      case 'skip':
        return skip(hand, read.words);
      case 'move':
        return move(hand, read.words);
    }
  };
}

async function run(hand: Hand, { why }: Extract<HandWords, { do: 'run' }>): Promise<Reply> {
  const { call, team, ritual } = hand;
  const { tx, now } = call;
  if (ritual.kind === 'digest') return refused(`${ritual.name} goes out by itself. Nothing was changed.`);
  const date = todayOf(team, now);
  const today = await tx.rounds.find({ team: team.id, ritual: ritual.id, date });
  const facilitator = today.find((round) => round.facilitator)?.facilitator;
  const not = await whyNotTheirs(call, team, ritual, { date, ...(facilitator ? { facilitator } : {}) });
  if (not) return refused(not);
  if (today.some(isGoingOn)) return refused(`${ritual.name} is going on already. Nothing was changed.`);
  const slot = await freeSlot(call, team, ritual, date);
  const act = actOf(call, 'run', why);
  await writeRound(tx, team, ritual, { slot, date }, now, { byHand: act });
  const round = await tx.rounds.get(`${team.id}/${ritual.id}/${slot}`);
  if (!round) return refused('It could not be begun. Nothing was changed.');
  if (ritual.facilitator) await tx.jobs.cancel(`turn:${round.id}`);
  await record(call, round, 'run', why ?? 'begun by hand');
  return done(hand, round, act);
}

/** One that was begun by hand a moment ago opens in the next. */
function isGoingOn({ state, byHand }: Round): boolean {
  return state === 'open' || (state === 'planned' && byHand?.what === 'run');
}

/** The count begins anew with a new id; what was held under the old one keeps its slot. */
async function freeSlot({ tx }: Call, team: Team, ritual: Ritual, date: CivilDate): Promise<string> {
  const next = async () => `run-${await tx.next(`run:${team.id}/${ritual.id}`)}`;
  let slot = await next();
  while (await roundOfSlot(tx, team.id, ritual.id, { slot, date })) slot = await next();
  return slot;
}

async function skip(hand: Hand, { date, why }: Extract<HandWords, { do: 'skip' }>): Promise<Reply> {
  const { call, team, ritual } = hand;
  const { tx, now } = call;
  const target = await targetOn(tx, team, ritual, date, todayOf(team, now));
  const ready = await readyFor(hand, target, 'skip');
  if ('reply' in ready) return ready;
  const { round } = ready;
  const act = actOf(call, 'skipped', why, round);
  const told = await withdrawTurn(call, team, ritual, round);
  await settlePrompts(hand, round, why);
  const closed = { at: now, why: `${call.caller.name} left it out: ${why}` };
  const left: Round = { ...round, state: 'skipped', byHand: act, closed, version: round.version + 1 };
  await tx.rounds.update(left);
  await record(call, left, 'skipped', closed.why);
  await show(hand, [round], tellOf(hand, left, act, { told, before: round }));
  return done(hand, left, act);
}

async function move(hand: Hand, words: Extract<HandWords, { do: 'move' }>): Promise<Reply> {
  const { call, team, ritual } = hand;
  const { tx, now } = call;
  const target = await targetOn(tx, team, ritual, words.date, todayOf(team, now));
  const ready = await readyFor(hand, target, 'move', (one) =>
    whyNotThere(hand, one, words.to, words.at ?? one.at),
  );
  if ('reply' in ready) return ready;
  const { round } = ready;
  const at = words.at ?? round.at;
  const from = { date: round.date, ...(round.at === undefined ? {} : { at: round.at }) };
  const act: ByHand = { ...actOf(call, 'moved', words.why, round), from };
  const { facilitator: _, ...kept } = keptByHand(round);
  const stays = await followMove(call, team, ritual, round, words.to);
  await forget(tx, round, await tx.prompts.find({ round: round.id }));
  const again = {
    ...kept,
    byHand: act,
    ...(at === undefined ? {} : { at }),
    ...(stays && round.facilitator ? { facilitator: round.facilitator } : {}),
  };
  await writeRound(tx, team, timed(ritual, at), { slot: round.slot, date: words.to }, now, again);
  const moved = await roundOfSlot(tx, team.id, ritual.id, { slot: round.slot, date: words.to });
  if (!moved) throw new Error(`The round ${round.id} was moved and is not there.`);
  await armSilence(call, team, timed(ritual, at), moved);
  await record(call, moved, 'moved', byHandWords(moved, ritual, act, call.caller.name));
  const told = stays && round.facilitator?.person ? [round.facilitator.person] : [];
  await show(hand, [round, moved], tellOf(hand, moved, act, { told, before: round }));
  return done(hand, moved, act);
}

/** Where a round is now, whether it is written down or not. */
type Where = Pick<Round, 'slot' | 'date' | 'at'>;

/** Why a round cannot be put on that date and time. */
async function whyNotThere(
  { call, team, ritual }: Hand,
  round: Where,
  date: CivilDate,
  at: Minute | undefined,
): Promise<string | undefined> {
  const begins = instantAt(team.calendar.zone, date, at ?? ritual.schedule.at);
  const when = `${showDate(date)} ${showMinute(at ?? ritual.schedule.at)}`;
  if (date === round.date && at === round.at) return `It is on ${when} already. Nothing was changed.`;
  if (begins <= call.now) return `${when} has passed. Choose a later time. Nothing was changed.`;
  if (!isWorkday(team.calendar, date)) {
    const why = team.calendar.closed.get(date) ?? 'nobody works then';
    return `${showDate(date)} is not a working day of ${team.name} (${why}). Choose another day. Nothing was changed.`;
  }
  const there = (await call.tx.rounds.find({ team: team.id, ritual: ritual.id, date })).some(
    ({ slot, state }) => slot !== round.slot && (state === 'planned' || state === 'open'),
  );
  const comes = occurrenceOn(team, ritual, date);
  const known = comes && (await roundOfSlot(call.tx, team.id, ritual.id, comes));
  const own = comes?.slot === round.slot;
  if (there || (comes && !comes.skipped && !own && (!known || known.state === 'planned')))
    return `${ritual.name} takes place on ${showDate(date)} anyway. Leave this one out instead: “/rituals skip ${ritual.id} ${round.date} …”. Nothing was changed.`;
  return undefined;
}

/** The round to change, written down now if planning has not come to it; else what to say. */
async function readyFor(
  hand: Hand,
  target: Target,
  what: 'skip' | 'move',
  against: (where: Where) => Promise<string | undefined> = async () => undefined,
): Promise<{ round: Round } | Reply> {
  const { call, team, ritual } = hand;
  const { tx, now } = call;
  if (target.target === 'none') return refused(`${target.why} Nothing was changed.`);
  if (target.target === 'date') {
    const { occurrence } = target;
    const not = await whyNotTheirs(call, team, ritual, occurrence);
    if (not) return refused(not);
    if (occurrence.skipped)
      return refused(
        `${ritual.name} does not take place on ${showDate(occurrence.date)} anyway: ${occurrence.skipped}.`,
      );
    if (instantAt(team.calendar.zone, occurrence.date, ritual.schedule.at) <= now)
      return refused(`${ritual.name} of ${showDate(occurrence.date)} has passed. Nothing was changed.`);
    const why = await against(occurrence);
    if (why) return refused(why);
    await writeRound(tx, team, ritual, occurrence, now, { ahead: true });
    const round = await roundOfSlot(tx, team.id, ritual.id, occurrence);
    return round ? { round } : refused('This date is not known. Nothing was changed.');
  }
  const { round } = target;
  const not = await whyNotTheirs(call, team, ritual, round);
  if (not) return refused(not);
  const prompts = await tx.prompts.find({ round: round.id });
  const people = prompts.filter(({ askedAt }) => askedAt !== undefined).length;
  const answers = await tx.updates.count({ round: round.id });
  const over = whyNotByHand(round, ritual, what, { people, answers });
  if (over) return refused(`${over} Nothing was changed.`);
  const why = await against(round);
  return why ? refused(why) : { round };
}

function actOf({ caller, now }: Call, what: ByHand['what'], why: string | undefined, round?: Round): ByHand {
  const before = round?.byHand ? { before: round.byHand } : {};
  return { what, by: caller.person, at: now, ...(why ? { why } : {}), ...before };
}

function done({ ritual }: Hand, round: Round, act: ByHand): Reply {
  const words = byHandWords(round, ritual, act, 'you');
  const undoing = { id: 'rituals.undo', label: 'Undo', thing: `round:${round.id}`, epoch: act.at };
  return {
    reply: 'message',
    message: message(words, paragraph(words), buttons([undoing]), note(LASTS[act.what])),
  };
}

const LASTS: Readonly<Record<ByHand['what'], string>> = {
  run: 'Only you see this. You can undo it until somebody answers.',
  skipped: 'Only you see this. You can undo it until it would have begun.',
  moved: 'Only you see this. You can undo it until it would have begun.',
};
