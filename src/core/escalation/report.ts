import { aligned } from '../columns.ts';
import type { Spread } from '../spread.ts';
import type { LevelNumber } from '../team.ts';
import { HOUR, MINUTE, SECOND, type Span } from '../time.ts';
import { AGES, type Delivery, type Open } from './backlog.ts';
import { LEVEL_NAMES, LEVELS } from './escalation.ts';
import type { Times } from './lengths.ts';
import type { Counts, Figures, LevelFigures, Share } from './numbers.ts';

/** The figures as lines to read: what happened, how long it took by level, what is open, how late messages came. */
export function reportLines(figures: Figures): string[] {
  return [
    countsLine(figures.counts),
    '',
    ...aligned(timesRows(figures)),
    '',
    byTeamLine(figures.byTeam),
    '',
    ...aligned(openRows(figures.open)),
    '',
    ...aligned(deliveryRows(figures.delivery)),
    deliveryRest(figures.delivery),
  ];
}

/** The same as tables under titles; the first row of each names its columns. */
export function reportTables(figures: Figures): { title: string; rows: string[][] }[] {
  return [
    { title: 'What happened', rows: transposed(Object.entries(countsOf(figures.counts))) },
    { title: 'How long it took', rows: timesRows(figures) },
    {
      title: 'Resolved by the team for good',
      rows: [['Of those resolved', 'Less than seven days ago'], byTeamCells(figures.byTeam)],
    },
    { title: 'Open', rows: openRows(figures.open) },
    { title: 'Messages', rows: [...deliveryRows(figures.delivery), [deliveryRest(figures.delivery)]] },
  ];
}

function transposed(pairs: readonly (readonly [string, number])[]): string[][] {
  return [pairs.map(([name]) => name), pairs.map(([, n]) => String(n))];
}

function byTeamCells({ young, ...share }: Figures['byTeam']): string[] {
  return [shareWords(share), String(young)];
}

function countsLine({
  opened,
  private: hidden,
  told,
  reopened,
  resolved,
  cancelled,
  exhausted,
}: Counts): string {
  const parts = [
    `opened ${opened} (${hidden} private, ${told} just told)`,
    `reopened ${reopened}`,
    `resolved ${resolved}`,
    `cancelled ${cancelled}`,
    `exhausted ${exhausted}`,
  ];
  return parts.join(' · ');
}

function timesRows({ levels, whole }: Figures): string[][] {
  const rows = (name: string, of: (figures: LevelFigures) => [Times, Share]) =>
    LEVELS.map((level, at) => {
      const [times, share] = of(levels[level]);
      return [at === 0 ? name : '', LEVEL_NAMES[level], ...timesCells(times), shareWords(share)];
    });
  return [
    ['', '', 'n', 'working p50', 'p90', 'elapsed p50', 'p90', 'in time'],
    ...rows('time to acknowledge', ({ acknowledge, answered }) => [acknowledge, answered]),
    ...rows('time to resolve', ({ resolve, kept }) => [resolve, kept]),
    ['raised to resolved', 'all levels', ...timesCells(whole)],
  ];
}

function timesCells({ working, elapsed }: Times): string[] {
  return [String(working.n), ...spreadCells(working).slice(0, 2), ...spreadCells(elapsed).slice(0, 2)];
}

function spreadCells(spread: Spread): string[] {
  return 'p50' in spread ? [spread.p50, spread.p90, spread.max].map(spanWords) : ['–', '–', '–'];
}

/** `40 s`, `12 min`, `7.5 h`. */
function spanWords(span: Span): string {
  if (span < MINUTE) return `${Math.round(span / SECOND)} s`;
  return span < HOUR ? `${Math.round(span / MINUTE)} min` : `${(span / HOUR).toFixed(1)} h`;
}

function shareWords({ met, of }: Share): string {
  return of === 0 ? '–' : `${met} of ${of} (${Math.round((100 * met) / of)} %)`;
}

function byTeamLine({ young, ...share }: Figures['byTeam']): string {
  const rest = young > 0 ? `; ${young} more less than seven days ago` : '';
  return `resolved by the team for good: ${shareWords(share)}${rest}`;
}

function openRows(open: Open): string[][] {
  const row = (name: string, level: LevelNumber | 'none') => [name, ...open[level].map(String)];
  return [
    ['open now', ...AGES.map(({ label }) => label)],
    ...LEVELS.map((level) => row(LEVEL_NAMES[level], level)),
    row('Without a clock', 'none'),
  ];
}

function deliveryRows({ sinceDue, sinceReady }: Delivery): string[][] {
  return [
    ['delivery', 'n', 'p50', 'p90', 'longest'],
    ['since due', String(sinceDue.n), ...spreadCells(sinceDue)],
    ['since it might be sent', String(sinceReady.n), ...spreadCells(sinceReady)],
  ];
}

function deliveryRest({ dropped, waiting }: Delivery): string {
  return `${dropped} dropped, ${waiting} waiting`;
}

/** One figure as data. Without values to tell from there is no value. */
export interface Figure {
  figure: string;
  level?: LevelNumber | 'none';
  measure: string;
  unit: 'count' | 'working hours' | 'hours' | 'seconds';
  value?: number;
}

/** All figures as a flat list, for JSON and spreadsheets. Hours to two places, seconds to three. */
export function reportFigures({ counts, levels, whole, byTeam, open, delivery }: Figures): Figure[] {
  return [
    ...countsList(counts),
    ...LEVELS.flatMap((level) => levelList(levels[level]).map((figure) => ({ ...figure, level }))),
    ...timesList('raised to resolved', whole),
    ...shareList('resolved by the team for good', byTeam),
    one('resolved by the team for good', 'young', 'count', byTeam.young),
    ...([...LEVELS, 'none'] as const).flatMap((level) =>
      AGES.map(({ label }, at) => ({ ...one('open now', label, 'count', open[level][at]), level })),
    ),
    ...delayList('delivery since due', delivery.sinceDue),
    ...delayList('delivery since it might be sent', delivery.sinceReady),
    one('delivery', 'dropped', 'count', delivery.dropped),
    one('delivery', 'waiting', 'count', delivery.waiting),
  ];
}

function countsList(counts: Counts): Figure[] {
  return Object.entries(countsOf(counts)).map(([figure, value]) => one(figure, 'n', 'count', value));
}

function countsOf({ opened, told, private: hidden, ...ended }: Counts): Record<string, number> {
  return { opened, 'opened, private': hidden, 'opened, just told': told, ...ended };
}

function levelList({ acknowledge, answered, resolve, kept }: LevelFigures): Figure[] {
  return [
    ...timesList('time to acknowledge', acknowledge),
    ...shareList('acknowledged in time', answered),
    ...timesList('time to resolve', resolve),
    ...shareList('resolved in time', kept),
  ];
}

function timesList(figure: string, { working, elapsed }: Times): Figure[] {
  return [
    one(figure, 'n', 'count', working.n),
    ...spreadList(figure, working, 'working hours'),
    ...spreadList(figure, elapsed, 'hours'),
  ];
}

function delayList(figure: string, delay: Spread): Figure[] {
  return [one(figure, 'n', 'count', delay.n), ...spreadList(figure, delay, 'seconds')];
}

function spreadList(figure: string, spread: Spread, unit: Exclude<Figure['unit'], 'count'>): Figure[] {
  const { p50, p90, max } = 'p50' in spread ? spread : {};
  return Object.entries({ p50, p90, max }).map(([measure, span]) =>
    one(figure, measure, unit, inUnit(span, unit)),
  );
}

function inUnit(span: Span | undefined, unit: Figure['unit']): number | undefined {
  if (span === undefined) return undefined;
  return unit === 'seconds' ? span / SECOND : Math.round((100 * span) / HOUR) / 100;
}

function shareList(figure: string, { met, of }: Share): Figure[] {
  return [one(figure, 'met', 'count', met), one(figure, 'of', 'count', of)];
}

function one(figure: string, measure: string, unit: Figure['unit'], value: number | undefined): Figure {
  return { figure, measure, unit, ...(value === undefined ? {} : { value }) };
}
