import type { Effect, Recipient } from '../../core/decision.ts';
import { nameOf } from '../../core/escalation/people.ts';
import type { Ritual } from '../../core/ritual.ts';
import { boardOf } from '../../core/round/asking.ts';
import { byHandWords } from '../../core/round/by-hand.ts';
import type { ByHand, Round } from '../../core/round.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { isWorkday, nextWorkday } from '../../core/time/calendar.ts';
import { dateAt, instantAt, showDate } from '../../core/time/zone.ts';
import { DAY } from '../../core/time.ts';
import type { Call } from '../call.ts';

/** Who hears of a round that was left out or moved, or put back: whoever has its duty; and the team, in the thread of the day, when it is
 * about today or the next working day. */
export function tellOf(
  hand: { call: Call; team: Team; ritual: Ritual },
  round: Round,
  act: ByHand,
  { told, before, undone }: { told: readonly PersonId[]; before: Round; undone?: true },
): Effect[] {
  const { call, team, ritual } = hand;
  const by = nameOf(team, act.by);
  const words = undone
    ? `${ritual.name} takes place on ${showDate(round.date)} after all (${by}).`
    : byHandWords(round, ritual, act, by);
  const duty = undone ? `${words} It is still yours.` : forDuty(act, words);
  const people = told.filter((person) => person !== call.caller.person);
  return [
    ...people.map((person) => item(hand, round, act, { person }, duty)),
    ...inThread(hand, before).map((to) => item(hand, round, act, to, words)),
  ];
}

function forDuty({ what }: ByHand, words: string): string {
  if (what === 'moved') return `${words} You still facilitate it.`;
  return `Not today: ${words} Your turn does not count, so you keep your place in the list.`;
}

/** No root of its own: the thread of today's board. On a day off the next board says it by itself. */
function inThread({ call: { now }, team }: { call: Call; team: Team }, { date }: Round): Recipient[] {
  const { calendar, channel } = team;
  const today = dateAt(calendar.zone, now);
  if (!isWorkday(calendar, today) || date > nextWorkday(calendar, today)) return [];
  return [{ channel, under: boardOf(team.id, today) }];
}

function item(
  { call: { now }, team }: { call: Call; team: Team },
  { id }: Round,
  { at }: ByHand,
  to: Recipient,
  text: string,
): Effect {
  const until = 'person' in to ? now + 2 * DAY : endOfDay(team, now);
  return {
    do: 'tell',
    item: {
      team: team.id,
      thing: `round:${id}`,
      epoch: at,
      kind: 'person' in to ? 'by-hand-duty' : 'by-hand',
      to,
      due: now,
      until,
      priority: 'prompt',
      facts: { text },
    },
  };
}

function endOfDay({ calendar: { zone } }: Team, now: number): number {
  return instantAt(zone, dateAt(zone, now), 24 * 60);
}
