import { titleOfSection } from '../core/digest/section.ts';
import { composeDigest } from '../core/digest.ts';
import type { Digest, DigestLine } from '../core/record.ts';
import { showInstant } from '../core/time/zone.ts';
import type { Instant } from '../core/time.ts';
import { materialOf } from '../engine/digest/digest-material.ts';
import type { Reads } from '../ports.ts';
import { type Frame, type Report, type ReportOptions, report, type Section } from './report.ts';

export interface DigestOptions extends ReportOptions {
  /** Those that were written then, instead of a new one. */
  sent?: boolean;
}

/** Prints the digest of a span as it would be written now; with `sent`, those of the span as they were written then. */
export async function reportDigest(options: DigestOptions, now: Instant = Date.now()): Promise<void> {
  await report(options, now, options.sent ? writtenReport : newReport);
}

async function newReport(read: Reads, frame: Frame): Promise<Report> {
  const { team, to, span, known } = frame;
  const [from, until] = [span.from - 1, Math.min(span.to - 1, Math.max(known, span.from))];
  const lines = told(
    composeDigest({ team, from, to: until, ...(await materialOf(read, team, from, until)) }),
  );
  return {
    title: `Digest of ${team.name}`,
    notes: ['As it would be written now. Those that were written then: --sent'],
    sections: [...Map.groupBy(lines, ({ section }) => section)].map(([section, own]) => ({
      title: titleOfSection(section),
      rows: own.map(({ text }) => [text]),
    })),
    records: [COLUMNS, ...lines.map((line) => recordOf(team.id, to, 'new', line))],
    data: { lines: lines.map(dataOf) },
  };
}

async function writtenReport(read: Reads, frame: Frame): Promise<Report> {
  const { team, from, to } = frame;
  const dates = { atLeast: from, below: to };
  const found = await read.digests.find({ team: team.id, date: dates }, { order: 'date' });
  const digests = found.filter(({ state }) => state !== 'planned');
  return {
    title: `Digests of ${team.name}`,
    notes: digests.length === 0 ? ['No digest was written in this time.'] : [],
    sections: digests.map((digest) => sectionOf(digest, frame)),
    records: [
      COLUMNS,
      ...digests.flatMap(({ date, state, lines }) =>
        told(lines).map((line) => recordOf(team.id, date, state, line)),
      ),
    ],
    data: {
      digests: digests.map(({ date, from: since, to: until, state, late, lines }) => ({
        date,
        from: iso(since),
        to: iso(until),
        state,
        late,
        lines: told(lines).map(dataOf),
      })),
    },
  };
}

const COLUMNS = ['team', 'date', 'state', 'section', 'text', 'source'];

const STATES: Readonly<Record<Digest['state'], string>> = {
  planned: 'not written yet',
  preview: 'shown to its approver',
  sent: 'sent',
  held: 'held back',
};

function sectionOf({ date, from, to, state, late, lines }: Digest, { team }: Frame): Section {
  const at = (instant: Instant) => showInstant(team.calendar.zone, instant, 'both');
  return {
    title: `${date}: ${STATES[state]}${late ? ', late' : ''}; tells of ${at(from)} to ${at(to)}`,
    rows: [['About', 'Line'], ...told(lines).map(({ section, text }) => [titleOfSection(section), text])],
  };
}

/** What its approver has left out was told to nobody. */
function told(lines: readonly DigestLine[]): DigestLine[] {
  return lines.filter(({ leftOut }) => !leftOut);
}

function recordOf(team: string, date: string, state: string, { section, text, source }: DigestLine) {
  return [team, date, state, section, text, source];
}

function dataOf({ section, text, source }: DigestLine): object {
  return { section, text, source };
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}
