import { thingOf } from '../core/escalation/escalation.ts';
import { COUNTED, figuresOf, type Material } from '../core/escalation/numbers.ts';
import { reportFigures, reportLines, reportTables } from '../core/escalation/report.ts';
import type { Team } from '../core/team.ts';
import type { Instant } from '../core/time.ts';
import { toldAbout } from '../engine/delivery/told.ts';
import type { Reads } from '../ports.ts';
import { type Frame, type Report, type ReportOptions, report, textOf } from './report.ts';
import { courseOf } from './report-weeks.ts';

/** Prints the figures of a team's escalations from the first date's midnight up to the second one's, on the team's clock, and
 * their course by weeks. `now` ends what is known: what is open, and whether seven days have passed. */
export async function reportEscalations(options: ReportOptions, now: Instant = Date.now()): Promise<void> {
  await report(options, now, escalationsReport);
}

async function escalationsReport(read: Reads, frame: Frame): Promise<Report> {
  const { team, from, to, span, known } = frame;
  const figures = figuresOf(await materialOf(read, team), span, known);
  const rows = reportFigures(figures);
  const { weeks, sections } = await courseOf(read, frame);
  const course = sections.map((section) => ({ ...section, rows: section.rows.map(ofBlockers) }));
  return {
    title: `Escalations of ${team.name}`,
    notes: [],
    text: [...reportLines(figures), ...(course.length > 0 ? ['', ...textOf(course)] : [])],
    sections: [...reportTables(figures), ...course],
    records: [
      HEAD,
      ...rows.map((row) => [team.id, from, to, row.figure, row.level, row.measure, row.unit, row.value]),
    ],
    data: {
      figures: rows,
      weeks: weeks.map(({ week, opened, resolved, open, levels }) => ({
        week,
        opened,
        resolved,
        open,
        levels,
      })),
    },
  };
}

const HEAD = ['team', 'from', 'to', 'figure', 'level', 'measure', 'unit', 'value'];

/** The first columns of the weeks: date, raised, levels, resolved, open. */
function ofBlockers(row: readonly string[]): readonly string[] {
  return row.slice(0, 6);
}

async function materialOf(read: Reads, team: Team): Promise<Material> {
  const escalations = await read.escalations.find({ team: team.id });
  const events = [];
  // What happened under an earlier id of the team is in the log under that id.
  for (const id of team.was === undefined ? [team.id] : [team.was, team.id])
    for (const what of COUNTED) events.push(...(await read.events.find({ team: id, what })));
  const tellings = [];
  for (const one of escalations) tellings.push(...(await toldAbout(read, thingOf(one))));
  return { escalations, events, tellings, calendar: team.calendar };
}
