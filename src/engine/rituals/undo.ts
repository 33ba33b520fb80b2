import type { Reply } from '../../core/decision.ts';
import { byHandWords, timed, undoneUntil } from '../../core/round/by-hand.ts';
import type { Round } from '../../core/round.ts';
import { instantAt, showDate, showMinute } from '../../core/time/zone.ts';
import { idOf, type Press, refused, said } from '../call.ts';
import { forget, roundOfSlot, writeRound } from '../rounds/planning.ts';
import { type Hand, record, settlePrompts, show } from './hand.ts';
import { whyNotTheirs } from './target.ts';
import { tellOf } from './telling.ts';
import { armSilence, followMove } from './turns.ts';

/** Takes back what was done to a round, until it would take place. */
export const undo: Press = async (call, thing, epoch) => {
  const { tx, context, now, caller } = call;
  const round = await tx.rounds.get(idOf(thing));
  const team = round && context.rhythm.team(round.team);
  const ritual = team?.rituals.find(({ id }) => id === round?.ritual);
  if (!round?.byHand || !team || !ritual || round.byHand.at !== epoch)
    return refused('This was undone or changed since. ', { code: '/rituals' }, ' shows what is planned.');
  const act = round.byHand;
  const theirs = act.by === caller.person ? undefined : await whyNotTheirs(call, team, ritual, round);
  if (theirs) return refused(theirs);
  const hand = { call, team, ritual };
  if (act.what === 'run') return callOff(hand, round);
  const { date, at } = act.from ?? round;
  const begins = instantAt(team.calendar.zone, date, at ?? ritual.schedule.at);
  if (begins <= now)
    return refused(`${showDate(date)} ${showMinute(at ?? ritual.schedule.at)} has passed, so this stays.`);
  if (act.what === 'moved' && (round.state !== 'planned' || undoneUntil(round) <= now))
    return refused('It has begun, so it cannot be moved back.');
  const stays = act.what === 'moved' && (await followMove(call, team, ritual, round, date));
  await forget(tx, round, await tx.prompts.find({ round: round.id }));
  const kept = {
    ...(round.ahead ? { ahead: true as const } : {}),
    ...(at === undefined ? {} : { at }),
    ...(act.before ? { byHand: act.before } : {}),
    ...(stays && round.facilitator ? { facilitator: round.facilitator } : {}),
  };
  await writeRound(tx, team, timed(ritual, at), { slot: round.slot, date }, now, kept);
  const back = await roundOfSlot(tx, team.id, ritual.id, { slot: round.slot, date });
  if (!back) throw new Error(`The round ${round.id} was put back and is not there.`);
  await armSilence(call, team, timed(ritual, at), back);
  await record(
    call,
    back,
    'put back',
    `${caller.name} undid: ${byHandWords(round, ritual, act, caller.name)}`,
  );
  const told = stays && round.facilitator?.person ? [round.facilitator.person] : [];
  await show(
    hand,
    [round, back],
    tellOf(hand, back, { ...act, by: caller.person, at: now }, { told, before: round, undone: true }),
  );
  return said(`Undone. ${ritual.name} takes place on ${showDate(date)} as planned.`);
};

/** A round that was begun by hand ends, as long as nobody has answered. */
async function callOff(hand: Hand, round: Round): Promise<Reply> {
  const { call, ritual } = hand;
  const { tx, now, caller } = call;
  if (round.state !== 'planned' && round.state !== 'open') return refused('It is over already.');
  if ((await tx.updates.count({ round: round.id })) > 0 || (round.notes?.length ?? 0) > 0)
    return refused('Somebody has answered already, so it goes on.');
  await settlePrompts(hand, round, `${caller.name} called it off`);
  const closed = { at: now, why: `${caller.name} called it off` };
  const { byHand: _, ...rest } = round;
  await tx.rounds.update({ ...rest, state: 'skipped', closed, version: round.version + 1 });
  await record(call, round, 'skipped', closed.why);
  await show(hand, [round], []);
  return said(`Undone. ${ritual.name} is called off.`);
}
