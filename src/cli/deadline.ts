import { createInterface } from 'node:readline';
import { respondDue } from '../core/escalation/reach.ts';
import type { LevelNumber, Team } from '../core/team.ts';
import { dueAt } from '../core/time/deadline.ts';
import { deadlineLine } from '../core/time/deadline-line.ts';
import { dateAt, showInstant } from '../core/time/zone.ts';
import type { Instant } from '../core/time.ts';
import { definitionsIn, Refused, teamIn } from './definitions.ts';

export interface DeadlineOptions {
  team?: string;
  level?: string;
  at?: string;
  respond?: string;
  rituals?: string;
  json?: boolean;
}

/** One deadline of a team's policy, or, without a team, one line out for each line of standard input. */
export async function deadline(options: DeadlineOptions): Promise<void> {
  if (options.team === undefined) return fromInput();
  const level = levelIn(options.level);
  const at = instantIn(options.at);
  const date = dateAt('UTC', at);
  const asked = { from: date, until: date };
  const team = teamIn(await definitionsIn(options.rituals, Date.now(), asked), options.team);
  const due =
    options.respond === undefined ? resolveBy(team, level, at) : respondBy(team, level, at, options.respond);
  const zone = team.calendar.zone;
  const iso = new Date(due).toISOString().replace('.000Z', 'Z');
  console.log(
    options.json ? JSON.stringify({ due: iso }) : `${iso} (${showInstant(zone, due, 'both')} in ${zone})`,
  );
}

async function fromInput(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    console.log(JSON.stringify(deadlineLine(line)));
  }
}

function resolveBy(team: Team, level: LevelNumber, at: Instant): Instant {
  return dueAt(team.policy[level].resolve, team.calendar, at);
}

function respondBy(team: Team, level: LevelNumber, at: Instant, person: string): Instant {
  const everybody = [...team.members, ...team.others].map(({ id }) => id);
  if (!everybody.includes(person))
    throw new Refused(`--respond: ${person} is not in team ${team.id}. People: ${everybody.join(', ')}.`);
  const due = respondDue(person, { team, absences: [], onDuty: [] }, team.policy[level].respond, at);
  if (due === undefined) throw new Refused(`${person} has no open hours within 90 days.`);
  return due;
}

function levelIn(text: string | undefined): LevelNumber {
  if (text === '1' || text === '2' || text === '3') return Number(text) as LevelNumber;
  throw new Refused(`--level: expected 1, 2 or 3, found ${text ?? 'nothing'}.`);
}

function instantIn(text: string | undefined): Instant {
  const exact = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
  const at = text !== undefined && exact.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at))
    throw new Refused(
      `--at: expected an instant like 2026-11-02T10:00:00+01:00, found ${text ?? 'nothing'}.`,
    );
  return at;
}
