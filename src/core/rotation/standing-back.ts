import type { Member, PersonId, Team } from '../team.ts';
import { isWorkday } from '../time/calendar.ts';
import { addDays, showDate } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import type { Rotation, Skip } from './rotation.ts';

/** Joiners are not picked in so many of their first working days. */
const FIRST_DAYS = 10;
/** So many days hold ten working days of nearly everybody; whoever works less often than that is no joiner after them. */
const LONGEST_START = 90;

/** Whether a date is one of somebody's first ten working days in the team, or before them. Somebody without `since` has been
 * there from the start. */
export function isNew({ since, calendar }: Pick<Member, 'since' | 'calendar'>, date: CivilDate): boolean {
  if (since === undefined) return false;
  if (date < since) return true;
  if (date >= addDays(since, LONGEST_START)) return false;
  let worked = 0;
  for (let day = since; day <= date && worked <= FIRST_DAYS; day = addDays(day, 1))
    if (isWorkday(calendar, day)) worked += 1;
  return worked <= FIRST_DAYS;
}

/** Why a rotation does not pick a member for a date, though they are at work: they are new, or have asked to be skipped. They
 * may still volunteer. Where everybody of the list is new, nobody is spared. */
export function standsBack(
  roster: readonly Member[],
  rotation: Rotation | undefined,
  member: Member,
  date: CivilDate,
): string | undefined {
  const skip = skipOn(rotation, member.id, date);
  if (skip) return `asked to be skipped until ${showDate(skip.to)}`;
  const spared = isNew(member, date) && !roster.every((one) => isNew(one, date));
  return spared ? 'has just joined the team' : undefined;
}

/** What somebody has asked for that holds on a date. */
function skipOn(rotation: Rotation | undefined, person: PersonId, date: CivilDate): Skip | undefined {
  return rotation?.skips?.find((one) => one.person === person && one.from <= date && date <= one.to);
}

/** The rotation with somebody left out from one date to another, both included; what has passed is forgotten. */
export function withSkip(rotation: Rotation, skip: Skip, today: CivilDate): Rotation {
  const kept = (rotation.skips ?? []).filter(
    (one) => one.to >= today && !(one.person === skip.person && one.from === skip.from && one.to === skip.to),
  );
  return { ...rotation, skips: [...kept, skip] };
}

/** The rotation without what somebody has asked for. */
export function withoutSkips(rotation: Rotation, person: PersonId): Rotation {
  return { ...rotation, skips: (rotation.skips ?? []).filter((one) => one.person !== person) };
}

/** The names of a team's rotations, each once. */
export function rotationsOf({ rituals }: Team): string[] {
  return [...new Set(rituals.flatMap(({ facilitator }) => facilitator?.rotation ?? []))];
}
