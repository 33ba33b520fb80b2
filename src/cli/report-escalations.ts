import { csv } from '../core/csv.ts';
import { thingOf } from '../core/escalation/escalation.ts';
import { COUNTED, type Figures, figuresOf, type Material } from '../core/escalation/numbers.ts';
import { reportFigures, reportLines } from '../core/escalation/report.ts';
import type { Team } from '../core/team.ts';
import { instantAt, isCivilDate, showInstant } from '../core/time/zone.ts';
import type { CivilDate, Instant, Interval } from '../core/time.ts';
import { toldAbout } from '../engine/delivery/told.ts';
import type { Reads } from '../ports.ts';
import { lookInto, placesOf } from './database.ts';
import { definitionsIn, Refused, teamIn } from './definitions.ts';

export interface ReportOptions {
  team: string;
  from: string;
  to: string;
  json?: boolean;
  csv?: boolean;
  data?: string;
  rituals?: string;
}

/** Prints the figures of a team's escalations from the first date's midnight up to the second one's, on the team's clock.
 * `now` ends what is known: what is open, and whether seven days have passed. */
export async function reportEscalations(options: ReportOptions, now: Instant = Date.now()): Promise<void> {
  if (options.json && options.csv) throw new Refused('Choose one of --json and --csv.');
  const dates = datesIn(options);
  const places = placesOf(options);
  const team = teamIn(await definitionsIn(places.rituals, now), options.team);
  const material = await lookInto(places.data, (read) => materialOf(read, team));
  const known = material.events.reduce((latest, { at }) => Math.max(latest, at), now);
  process.stdout.write(
    written(figuresOf(material, spanOf(team, dates), known), { team, ...dates, known }, options),
  );
}

interface Frame {
  team: Team;
  from: CivilDate;
  to: CivilDate;
  /** A playground's clock may be ahead of this machine's. */
  known: Instant;
}

function datesIn({ from, to }: ReportOptions): { from: CivilDate; to: CivilDate } {
  for (const [option, text] of Object.entries({ '--from': from, '--to': to }))
    if (!isCivilDate(text)) throw new Refused(`${option}: expected a date like 2026-11-02, found ${text}.`);
  if (from < to) return { from, to };
  throw new Refused(`--to: expected a date after ${from}, found ${to}. It is not part of the span.`);
}

function spanOf({ calendar: { zone } }: Team, { from, to }: { from: CivilDate; to: CivilDate }): Interval {
  return { from: instantAt(zone, from, 0), to: instantAt(zone, to, 0) };
}

async function materialOf(read: Reads, team: Team): Promise<Material> {
  const escalations = await read.escalations.find({ team: team.id });
  const events = [];
  for (const what of COUNTED) events.push(...(await read.events.find({ team: team.id, what })));
  const tellings = [];
  for (const one of escalations) tellings.push(...(await toldAbout(read, thingOf(one))));
  return { escalations, events, tellings, calendar: team.calendar };
}

function written(figures: Figures, frame: Frame, how: { json?: boolean; csv?: boolean }): string {
  const { team, from, to, known } = frame;
  const { zone } = team.calendar;
  const rows = reportFigures(figures);
  if (how.json)
    return `${JSON.stringify({ team: team.id, from, to, zone, at: iso(known), figures: rows })}\n`;
  if (how.csv)
    return csv([
      HEAD,
      ...rows.map((row) => [team.id, from, to, row.figure, row.level, row.measure, row.unit, row.value]),
    ]);
  const headline = `Escalations of ${team.name}, from ${from} up to ${to} (not included), ${zone}`;
  return `${[headline, `As known on ${showInstant(zone, known, 'both')}`, '', ...reportLines(figures)].join('\n')}\n`;
}

const HEAD = ['team', 'from', 'to', 'figure', 'level', 'measure', 'unit', 'value'];

function iso(at: Instant): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
