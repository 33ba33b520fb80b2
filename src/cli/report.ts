import { aligned } from '../core/columns.ts';
import { csv } from '../core/csv.ts';
import { spanOfDates } from '../core/metrics/span.ts';
import type { Team } from '../core/team.ts';
import { isCivilDate, showInstant } from '../core/time/zone.ts';
import type { CivilDate, Instant, Interval } from '../core/time.ts';
import type { Reads } from '../ports.ts';
import { lookInto, placesOf } from './database.ts';
import { definitionsIn, Refused, teamIn } from './definitions.ts';
import { pageOf } from './report-page.ts';

export interface ReportOptions {
  team: string;
  from: string;
  to: string;
  json?: boolean;
  csv?: boolean;
  html?: boolean;
  data?: string;
  rituals?: string;
}

/** What a report is about: a team, from the first date's midnight up to the second one's, on the team's clock. */
export interface Frame {
  team: Team;
  from: CivilDate;
  to: CivilDate;
  span: Interval;
  /** Until when everything is known. A playground's clock may be ahead of this machine's. */
  known: Instant;
}

/** A table to read: the first row is its head, where it has more than one column. */
export interface Section {
  title: string;
  rows: readonly (readonly string[])[];
}

/** One report in all its forms. */
export interface Report {
  title: string;
  /** Sentences above the tables, besides those that every report has. */
  notes: readonly string[];
  sections: readonly Section[];
  /** Where the text to read is not just the tables. */
  text?: readonly string[];
  /** For a spreadsheet: the names of the columns, then the rows. */
  records: readonly (readonly (string | number | undefined)[])[];
  /** For programs, besides team, dates, zone and instant. */
  data: object;
}

/** Reads the database, makes the report and prints it in the form that was asked for. Throws `Refused` with a sentence. */
export async function report(
  options: ReportOptions,
  now: Instant,
  make: (read: Reads, frame: Frame) => Promise<Report>,
): Promise<void> {
  const { json, csv: lines, html } = options;
  if ([json, lines, html].filter(Boolean).length > 1)
    throw new Refused('Choose one of --json, --csv and --html.');
  const dates = datesIn(options);
  const places = placesOf(options);
  const team = teamIn(await definitionsIn(places.rituals, now), options.team);
  const span = spanOfDates(team.calendar.zone, dates.from, dates.to);
  const [frame, made] = await lookInto(places.data, async (read) => {
    const frame = { team, ...dates, span, known: await knownTo(read, team, now) };
    return [frame, await make(read, frame)] as const;
  });
  process.stdout.write(written(made, frame, options));
}

function datesIn({ from, to }: ReportOptions): { from: CivilDate; to: CivilDate } {
  for (const [option, text] of Object.entries({ '--from': from, '--to': to }))
    if (!isCivilDate(text)) throw new Refused(`${option}: expected a date like 2026-11-02, found ${text}.`);
  if (from < to) return { from, to };
  throw new Refused(`--to: expected a date after ${from}, found ${to}. It is not part of the span.`);
}

async function knownTo(read: Reads, { id: team }: Team, now: Instant): Promise<Instant> {
  const [last] = await read.events.find({ team }, { order: 'at', newest: true, limit: 1 });
  return Math.max(now, last?.at ?? 0);
}

function written(made: Report, frame: Frame, { json, csv: lines, html }: ReportOptions): string {
  const { team, from, to, known } = frame;
  const { zone } = team.calendar;
  if (json) return `${JSON.stringify({ team: team.id, from, to, zone, at: iso(known), ...made.data })}\n`;
  if (lines) return csv(made.records);
  const about = `${made.title}, from ${from} up to ${to} (not included), ${zone}`;
  const notes = [`As known on ${showInstant(zone, known, 'both')}`, ...made.notes];
  if (html) return pageOf({ about, notes, sections: made.sections });
  return `${[about, ...notes, '', ...(made.text ?? textOf(made.sections))].join('\n')}\n`;
}

/** Tables under their titles, with an empty line between them. */
export function textOf(sections: readonly Section[]): string[] {
  return sections.flatMap(({ title, rows }, at) => [
    ...(at > 0 ? [''] : []),
    ...(title === '' ? [] : [title]),
    ...aligned(rows),
  ]);
}

function iso(at: Instant): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
