import { nameOf } from '../core/escalation/people.ts';
import type { DutyFairness } from '../core/metrics/fairness.ts';
import { shownAs } from '../core/metrics/measure.ts';
import type { Team } from '../core/team.ts';
import type { Instant } from '../core/time.ts';
import { metricsFor } from '../engine/metrics/metrics.ts';
import type { Reads } from '../ports.ts';
import { type Frame, type Report, type ReportOptions, report } from './report.ts';

/** Prints who has had which duty how often: in the span, and so far against an even share. Turns of duty are the one number
 * about people that others see. */
export async function reportFairness(options: ReportOptions, now: Instant = Date.now()): Promise<void> {
  await report(options, now, fairnessReport);
}

async function fairnessReport(read: Reads, { team, from, to, span }: Frame): Promise<Report> {
  const { duties } = await metricsFor(read, team, span);
  return {
    title: `Duties of ${team.name}`,
    notes: [
      'Taken: turns in the span. So far: all turns, announced ones included. Even: how many would be fair.',
      ...(duties.length === 0 ? ['No ritual here hands out turns by a rotation.'] : []),
    ],
    sections: duties.map((duty) => ({
      title: `${duty.name}: the furthest from even is ${shownAs(duty.furthest, 'turns')} away`,
      rows: [['Person', 'Taken', 'So far', 'Even', 'Difference'], ...rowsOf(team, duty)],
    })),
    records: [
      ['team', 'from', 'to', 'duty', 'person', 'taken', 'turns', 'share'],
      ...duties.flatMap(({ rotation, people }) =>
        people.map((one) => [
          team.id,
          from,
          to,
          rotation,
          one.person,
          one.taken,
          one.turns,
          rounded(one.share),
        ]),
      ),
    ],
    data: { duties },
  };
}

function rowsOf(team: Team, { people }: DutyFairness): string[][] {
  return people.map(({ person, taken, turns, share }) => {
    const difference = rounded(turns - share);
    const signed = difference > 0 ? `+${difference}` : String(difference);
    return [nameOf(team, person), String(taken), String(turns), String(rounded(share)), signed];
  });
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
