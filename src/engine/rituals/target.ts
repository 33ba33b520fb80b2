import { leadsOf, nameOf } from '../../core/escalation/people.ts';
import { whoPauses } from '../../core/pause.ts';
import type { Ritual } from '../../core/ritual.ts';
import { turnOf } from '../../core/rotation/turn.ts';
import { untilExpiry } from '../../core/round/expiry.ts';
import type { Round } from '../../core/round.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { type Occurrence, occurrences } from '../../core/time/schedule.ts';
import { addDays, dateAt, showDate } from '../../core/time/zone.ts';
import type { CivilDate } from '../../core/time.ts';
import { listed } from '../../core/wording.ts';
import type { Tx } from '../../ports.ts';
import type { Call } from '../call.ts';
import { roundOfSlot } from '../rounds/planning.ts';

/** What a person means by a ritual and a date: the round that is written down, or the date that will be. */
export type Target =
  | { target: 'round'; round: Round }
  | { target: 'date'; occurrence: Occurrence }
  | { target: 'none'; why: string };

/** How far a holiday moves a date, in days. */
const MOVED = 14;

export async function targetOn(
  tx: Tx,
  team: Team,
  ritual: Ritual,
  date: CivilDate,
  today: CivilDate,
): Promise<Target> {
  const written = await tx.rounds.find({ team: team.id, ritual: ritual.id, date });
  const round =
    written.find(({ state, slot }) => state !== 'merged' && !slot.startsWith('run-')) ?? written[0];
  if (round) return { target: 'round', round };
  if (ritual.kind === 'digest')
    return { target: 'none', why: `${ritual.name} goes out by itself; its preview can be held instead.` };
  const occurrence = occurrenceOn(team, ritual, date);
  const moved = occurrence && (await roundOfSlot(tx, team.id, ritual.id, occurrence));
  if (moved)
    return {
      target: 'none',
      why: `${ritual.name} of ${showDate(date)} was moved to ${showDate(moved.date)}.`,
    };
  if (occurrence) return { target: 'date', occurrence };
  const next = nextDates(team, ritual, today);
  const known =
    next.length > 0 ? `The next ones are on ${listed(next.map(showDate))}.` : 'It has no dates to come.';
  return { target: 'none', why: `${ritual.name} does not fall on ${showDate(date)}. ${known}` };
}

/** The date's own occurrence, also one that a holiday moved to it. */
export function occurrenceOn(team: Team, ritual: Ritual, date: CivilDate): Occurrence | undefined {
  for (const found of occurrences(untilExpiry(ritual), team.calendar, date)) {
    if (found.date === date && !found.mergedInto) return found;
    if (found.slot > addDays(date, MOVED)) return undefined;
  }
  return undefined;
}

function nextDates(team: Team, ritual: Ritual, today: CivilDate): CivilDate[] {
  const dates: CivilDate[] = [];
  for (const { date, skipped, mergedInto } of occurrences(untilExpiry(ritual), team.calendar, today)) {
    if (!skipped && !mergedInto && date >= today) dates.push(date);
    if (dates.length === 3) break;
  }
  return dates;
}

/** Why this person may not hold, leave out or move a round; `undefined` if they may: whoever facilitates it, the coordinator, the
 * leads, the admins, and who run this Rondo. */
export async function whyNotTheirs(
  { tx, caller, context }: Call,
  team: Team,
  ritual: Ritual,
  round: { date: CivilDate; facilitator?: Round['facilitator'] },
): Promise<string | undefined> {
  const onDuty = await onDutyOf(tx, team, ritual, round);
  const allowed = [...whoPauses(team, context.operators ?? []), ...onDuty];
  if (allowed.includes(caller.person)) return undefined;
  const names = [...new Set([...onDuty, team.coordinator, ...leadsOf(team)])].map((id) => nameOf(team, id));
  return `Only whoever facilitates it, the coordinator, a lead or an admin of ${team.name} may do that: ${listed(names, 'or')}. Nothing was changed.`;
}

export async function onDutyOf(
  tx: Tx,
  team: Team,
  ritual: Ritual,
  { date, facilitator }: { date: CivilDate; facilitator?: Round['facilitator'] },
): Promise<PersonId[]> {
  if (facilitator?.person) return [facilitator.person, ...(facilitator.also ?? [])];
  const at = turnOf(team, ritual, date);
  const turn = at && (await tx.turns.get(at.id));
  return turn?.person ? [turn.person] : [];
}

/** The one team that a ritual of theirs means; else a sentence that asks which. */
export function teamWith({ caller }: Call, ritual: string): { team: Team; ritual: Ritual } | string {
  const found = caller.meant.flatMap((team) => {
    const known = team.rituals.find(({ id }) => id === ritual);
    return known ? [{ team, ritual: known }] : [];
  });
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  const channels = found.map(({ team }) => team.channel);
  return `Several of your teams have this ritual. Say it in the channel of the one you mean: ${listed(channels, 'or')}. Nothing was changed.`;
}

export function todayOf(team: Team, now: number): CivilDate {
  return dateAt(team.calendar.zone, now);
}
