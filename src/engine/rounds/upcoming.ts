import { minuteOfDigest } from '../../core/digest/period.ts';
import type { Ritual } from '../../core/ritual.ts';
import { turnOf } from '../../core/rotation/turn.ts';
import { nextOccurrence } from '../../core/round/plan.ts';
import type { Round } from '../../core/round.ts';
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
  /** What was written down of it already. */
  round?: Round;
}

/** Every date of a team's rituals within so many days from `from`, in order of time; what people have left out or moved is where
 * they put it. */
export async function upcoming(
  source: Tx | Reads,
  team: Team,
  from: Instant,
  days: number,
): Promise<Upcoming[]> {
  if (team.archived) return [];
  const today = dateAt(team.calendar.zone, from);
  const span = { from, last: addDays(today, days) };
  const written = await source.rounds.find({ team: team.id, date: { atLeast: addDays(today, -BEFORE) } });
  const dates = team.rituals.flatMap((ritual) =>
    datesOf(
      team,
      ritual,
      span,
      written.filter((round) => round.ritual === ritual.id),
    ),
  );
  const found = await Promise.all(dates.map((date) => withFacilitator(source, team, date)));
  return found.toSorted((a, b) => a.at - b.at);
}

/** A holiday or a person moves a round back by at most so many days, as far as it is looked for here. */
const BEFORE = 10;

interface Span {
  from: Instant;
  last: CivilDate;
}

function datesOf(team: Team, ritual: Ritual, span: Span, written: readonly Round[]): Upcoming[] {
  const byHand = written.filter((round) => round.byHand);
  const slots = new Set(byHand.map(({ slot }) => slot));
  const planned = occurring(team, ritual, span).filter(({ slot }) => !slots.has(slot));
  const rounds = new Map(written.map((round) => [round.slot, round]));
  const held = byHand.filter(
    ({ state, date, byHand: how }) => state === 'planned' && how?.what === 'moved' && date <= span.last,
  );
  return [
    ...planned.map(({ slot, ...one }) => ({ ...one, ...roundIn(rounds.get(slot)) })),
    ...held
      .map((round) => ({ ritual, date: round.date, at: round.startsAt ?? round.opensAt, round }))
      .filter(({ at }) => at >= span.from),
  ];
}

function roundIn(round: Round | undefined): { round?: Round } {
  return round ? { round } : {};
}

function occurring(team: Team, ritual: Ritual, { from, last }: Span): (Upcoming & { slot: string })[] {
  const found: (Upcoming & { slot: string })[] = [];
  const minute = ritual.kind === 'digest' ? minuteOfDigest(team, ritual) : ritual.schedule.at;
  let next = nextOccurrence(team, ritual, undefined, from);
  while (next && next.date <= last) {
    const at = instantAt(team.calendar.zone, next.date, minute);
    if (!next.skipped && !next.mergedInto && at >= from)
      found.push({ ritual, date: next.date, at, slot: next.slot });
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
