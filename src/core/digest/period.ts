import type { Ritual } from '../ritual.ts';
import type { Team } from '../team.ts';
import { addDays, instantAt } from '../time/zone.ts';
import type { CivilDate, Instant, Minute } from '../time.ts';

/** A digest over months or years: a report. It goes out at its own time; the team's digest at the time of the team file. */
export function isReport({ kind, schedule }: Pick<Ritual, 'kind' | 'schedule'>): boolean {
  return kind === 'digest' && (schedule.every.unit === 'months' || schedule.every.unit === 'years');
}

/** The minute of the team's day at which a digest goes out. */
export function minuteOfDigest(team: Team, ritual: Ritual | undefined): Minute {
  return ritual && isReport(ritual) ? ritual.schedule.at : team.digest.at;
}

/** The report's ritual, as the team has it now; none for the team's own digest. */
export function reportOf(team: Team, { ritual: id }: { ritual?: string }): Ritual | undefined {
  return id === undefined ? undefined : team.rituals.find((ritual) => ritual.id === id);
}

/** When a digest of that date goes out. */
export function sendsAt(team: Team, { date, ritual }: { date: CivilDate; ritual?: string }): Instant {
  const report = reportOf(team, ritual === undefined ? {} : { ritual });
  return instantAt(team.calendar.zone, date, minuteOfDigest(team, report));
}

/** Where the first one of all begins: a week, or the ritual's own length, before it goes out. */
export function firstBegin(team: Team, digest: { date: CivilDate; ritual?: string }): Instant {
  const report = reportOf(team, digest);
  return sendsAt(team, {
    ...digest,
    date: report ? periodBefore(digest.date, report) : addDays(digest.date, -7),
  });
}

/** The same day so many months or years earlier; in a shorter month its 28th. */
function periodBefore(date: CivilDate, { schedule }: Ritual): CivilDate {
  const { n, unit } = schedule.every;
  if (unit === 'days' || unit === 'weeks') return addDays(date, -n * (unit === 'weeks' ? 7 : 1));
  const months =
    Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 - n * (unit === 'years' ? 12 : 1);
  const day = Math.min(28, Number(date.slice(8)));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${two((months % 12) + 1)}-${two(day)}`;
}

/** "digest", "monthly report", "quarterly report", "yearly report", "report". */
export function digestWord(team: Team, digest: { ritual?: string }): string {
  const every = reportOf(team, digest)?.schedule.every;
  if (digest.ritual === undefined) return 'digest';
  if (every?.unit === 'years') return every.n === 1 ? 'yearly report' : 'report';
  return every?.n === 1 ? 'monthly report' : every?.n === 3 ? 'quarterly report' : 'report';
}
