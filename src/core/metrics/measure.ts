import type { Times } from '../escalation/lengths.ts';
import type { Share } from '../escalation/numbers.ts';
import type { Spread } from '../spread.ts';
import type { LevelNumber } from '../team.ts';
import { DAY, HOUR, type Span } from '../time.ts';
import type { Scored } from './satisfaction.ts';

export type Unit =
  | 'count'
  | 'share'
  | 'working hours'
  | 'hours'
  | 'days'
  | 'minutes'
  | '1 to 5'
  | 'turns'
  | 'sum';

/** One number of a metric. Without `value` nothing is known. */
export interface Measure {
  level?: LevelNumber;
  /** Which duty, or which number from outside. */
  of?: string;
  measure: string;
  unit: Unit;
  value?: number;
}

/** Decimals that are kept of each unit; all others are whole. */
const DECIMALS: Readonly<Partial<Record<Unit, number>>> = {
  share: 4,
  'working hours': 2,
  hours: 2,
  days: 2,
  '1 to 5': 2,
  turns: 2,
  sum: 6,
};

export function measured(measure: string, unit: Unit, value: number | undefined): Measure {
  return { measure, unit, ...(value === undefined ? {} : { value: rounded(value, unit) }) };
}

function rounded(value: number, unit: Unit): number {
  return Number(value.toFixed(DECIMALS[unit] ?? 0));
}

export function counted(counts: Readonly<Record<string, number>>): Measure[] {
  return Object.entries(counts).map(([name, n]) => measured(name, 'count', n));
}

/** The share itself, then its two numbers under these names. */
export function shared(share: Share | undefined, met: string, of: string): Measure[] {
  const part = share && share.of > 0 ? share.met / share.of : undefined;
  return [measured('share', 'share', part), ...counted({ [met]: share?.met ?? 0, [of]: share?.of ?? 0 })];
}

/** Median, nine in ten, and how many. */
export function spread(values: Spread, unit: 'working hours' | 'hours' | 'days', before = ''): Measure[] {
  const of = (span: Span | undefined) => span && span / (unit === 'days' ? DAY : HOUR);
  const { p50, p90 } = 'p50' in values ? values : {};
  return [measured(`${before}p50`, unit, of(p50)), measured(`${before}p90`, unit, of(p90))];
}

export function timed({ working, elapsed }: Times): Measure[] {
  return [
    ...spread(working, 'working hours'),
    ...spread(elapsed, 'hours', 'elapsed '),
    ...counted({ n: working.n }),
  ];
}

export function scored(score: Scored | undefined): Measure[] {
  return [measured('mean', '1 to 5', score?.mean), ...counted({ answers: score?.n ?? 0 })];
}

/** A value as people read it: `83 %`, `2.5 h`, `4.2 of 5`; a dash where nothing is known. */
export function shownAs(value: number | undefined, unit: Unit): string {
  if (value === undefined) return '–';
  switch (unit) {
    case 'share':
      return `${Math.round(value * 100)} %`;
    case 'working hours':
    case 'hours':
      return value < 1 ? `${Math.round(value * 60)} min` : `${tenths(value)} h`;
    case 'days':
      return inWords(tenths(value), 'day');
    case 'minutes':
      return `${value} min`;
    case '1 to 5':
      return `${tenths(value)} of 5`;
    case 'turns':
      return inWords(tenths(value), 'turn');
    case 'count':
    case 'sum':
      return String(value);
  }
}

function inWords(value: string, one: string): string {
  return `${value} ${value === '1' ? one : `${one}s`}`;
}

function tenths(value: number): string {
  return String(Number(value.toFixed(1)));
}
