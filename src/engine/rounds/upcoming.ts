import type { Ritual } from '../../core/ritual.ts';
import { turnOf } from '../../core/rotation/turn.ts';
import { nextOccurrence } from '../../core/round/plan.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { addDays, dateAt, instantAt } from '../../core/time/zone.ts';
import type { CivilDate, Instant } from '../../core/time.ts';
import type { Reads, Tx } from '../../ports.ts';

/** A ritual's date to come: when it begins on the team's clock, and who leads it if that is fixed. */
export interface Upcoming {
  ritual: Ritual;
  date: CivilDate;
  at: Instant;
  facilitator?: PersonId;
  external?: string;
}

/** Every date of a team's rituals within so many days from `from`, in order of time. */
export async function upcoming(
  source: Tx | Reads,
  team: Team,
  from: Instant,
  days: number,
): Promise<Upcoming[]> {
  const last = addDays(dateAt(team.calendar.zone, from), days);
  const dates = team.rituals.flatMap((ritual) => datesOf(team, ritual, from, last));
  const found = await Promise.all(dates.map((date) => withFacilitator(source, team, date)));
  return found.toSorted((a, b) => a.at - b.at);
}

function datesOf(team: Team, ritual: Ritual, from: Instant, last: CivilDate): Upcoming[] {
  const found: Upcoming[] = [];
  let next = nextOccurrence(team, ritual, undefined, from);
  while (next && next.date <= last) {
    const at = instantAt(
      team.calendar.zone,
      next.date,
      ritual.kind === 'digest' ? team.digest.at : ritual.schedule.at,
    );
    if (!next.skipped && !next.mergedInto && at >= from) found.push({ ritual, date: next.date, at });
    next = nextOccurrence(team, ritual, next.slot, from);
  }
  return found;
}

async function withFacilitator(source: Tx | Reads, team: Team, next: Upcoming): Promise<Upcoming> {
  const rounds = await source.rounds.find({ team: team.id, ritual: next.ritual.id, date: next.date });
  const at = turnOf(team, next.ritual, next.date);
  const leads =
    rounds.find(({ facilitator }) => facilitator)?.facilitator ?? (at && (await source.turns.get(at.id)));
  return {
    ...next,
    ...(leads?.person ? { facilitator: leads.person } : {}),
    ...(leads && 'external' in leads && leads.external ? { external: leads.external } : {}),
  };
}
