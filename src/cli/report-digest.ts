import type { Digest, DigestLine } from '../core/record.ts';
import { showInstant } from '../core/time/zone.ts';
import type { Instant } from '../core/time.ts';
import type { Reads } from '../ports.ts';
import { type Frame, type Report, type ReportOptions, report } from './report.ts';

/** Prints the digests of a span as they were written: what stakeholders were told, and what was held back. */
export async function reportDigest(options: ReportOptions, now: Instant = Date.now()): Promise<void> {
  await report(options, now, digestReport);
}

async function digestReport(read: Reads, frame: Frame): Promise<Report> {
  const { team, from, to } = frame;
  const found = await read.digests.find(
    { team: team.id, date: { atLeast: from, below: to } },
    { order: 'date' },
  );
  const digests = found.filter(({ state }) => state !== 'planned');
  return {
    title: `Digests of ${team.name}`,
    notes: digests.length === 0 ? ['No digest was written in this time.'] : [],
    sections: digests.map((digest) => ({
      title: titleOf(digest, frame),
      rows: [['About', 'Line'], ...told(digest).map(({ section, text }) => [section, text])],
    })),
    records: [
      ['team', 'date', 'state', 'section', 'text', 'source'],
      ...digests.flatMap((digest) =>
        told(digest).map(({ section, text, source }) => [
          team.id,
          digest.date,
          digest.state,
          section,
          text,
          source,
        ]),
      ),
    ],
    data: { digests: digests.map((digest) => dataOf(digest)) },
  };
}

const STATES: Readonly<Record<Digest['state'], string>> = {
  planned: 'not written yet',
  preview: 'shown to its approver',
  sent: 'sent',
  held: 'held back',
};

function titleOf({ date, from, to, state, late }: Digest, { team }: Frame): string {
  const at = (instant: Instant) => showInstant(team.calendar.zone, instant, 'both');
  return `${date}: ${STATES[state]}${late ? ', late' : ''}; tells of ${at(from)} to ${at(to)}`;
}

/** What its approver has left out was told to nobody. */
function told({ lines }: Digest): DigestLine[] {
  return lines.filter(({ leftOut }) => !leftOut);
}

function dataOf(digest: Digest): object {
  const { date, from, to, state, late } = digest;
  const lines = told(digest).map(({ section, text, source }) => ({ section, text, source }));
  return { date, from: iso(from), to: iso(to), state, late, lines };
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}
