import type { EChartsCoreOption } from 'echarts/core';
import type { WeekFigures } from '../core/metrics/week.ts';
import { showDate } from '../core/time/zone.ts';

/** Pixels of the drawing; a phone shows it at less than half of that, so everything in it is large. */
export const WIDTH = 800;
export const HEIGHT = 1_000;

const FONT = 'DejaVu Sans, Verdana, sans-serif';
/** Told apart also by who sees no red or green, and on light and dark ground. */
const COLOURS = { opened: '#d55e00', resolved: '#0072b2', levels: ['#56b4e9', '#e69f00', '#cc4778'] };
const PARTICIPATION = '#0072b2';
const MOOD = '#d55e00';

/** Three panels under one another over the same weeks: blockers raised and resolved, how many reached each level, participation
 * with mood. */
export function trendOption(weeks: readonly WeekFigures[]): EChartsCoreOption {
  // It takes the colour of the text around it.
  const ink = 'currentColor';
  const text = { color: ink, fontFamily: FONT, fontSize: 24 };
  const lines = { lineStyle: { color: '#88888855' } };
  const dates = weeks.map(({ week }) => showDate(week).replace(/^\w+ /, ''));
  const panels = [0, 1, 2];
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: text,
    title: panels.map((at) => ({
      text: TITLES[at],
      left: 16,
      top: topOf(at),
      textStyle: { ...text, fontSize: 28, fontWeight: 'bold' },
    })),
    legend: panels.map((at) => ({
      data: NAMES[at],
      left: 16,
      top: topOf(at) + 40,
      itemGap: 28,
      textStyle: text,
    })),
    grid: panels.map((at) => ({ left: 100, right: 60, top: topOf(at) + 92, height: 170 })),
    xAxis: panels.map((at) => ({
      type: 'category',
      gridIndex: at,
      data: dates,
      axisLabel: { ...text, fontSize: 20, show: at === 2, interval: Math.ceil(dates.length / 4) - 1 },
      axisLine: { lineStyle: { color: ink } },
      axisTick: { show: false },
    })),
    yAxis: [
      countAxis(0, text, lines),
      countAxis(1, text, lines),
      {
        ...valueAxis(2, text, lines),
        min: 0,
        max: 100,
        interval: 50,
        axisLabel: { ...text, formatter: '{value} %' },
      },
      { ...valueAxis(2, text, { show: false }), min: 1, max: 5, interval: 2, position: 'right' },
    ],
    series: [
      bars(
        'raised',
        0,
        COLOURS.opened,
        weeks.map(({ opened }) => opened),
      ),
      bars(
        'resolved',
        0,
        COLOURS.resolved,
        weeks.map(({ resolved }) => resolved),
      ),
      ...([1, 2, 3] as const).map((level) => ({
        ...bars(
          `level ${level}`,
          1,
          COLOURS.levels[level - 1] ?? PARTICIPATION,
          weeks.map(({ levels }) => levels[level]),
        ),
        stack: 'levels',
      })),
      curve(
        'participation',
        2,
        PARTICIPATION,
        'circle',
        weeks.map(({ participation }) => percent(participation)),
      ),
      curve(
        'mood, 1 to 5',
        3,
        MOOD,
        'rect',
        weeks.map(({ mood }) => mood ?? null),
      ),
    ],
  };
}

const TITLES = ['Blockers a week', 'Came to level 1, 2, 3', 'Participation and mood'];
const NAMES = [
  ['raised', 'resolved'],
  ['level 1', 'level 2', 'level 3'],
  ['participation', 'mood, 1 to 5'],
];

function topOf(panel: number): number {
  return 16 + panel * 318;
}

type Look = Readonly<Record<string, unknown>>;

function valueAxis(panel: number, axisLabel: Look, splitLine: Look) {
  return { type: 'value', gridIndex: panel, axisLabel, splitLine };
}

function countAxis(panel: number, axisLabel: Look, splitLine: Look) {
  return { ...valueAxis(panel, axisLabel, splitLine), min: 0, minInterval: 1, splitNumber: 3 };
}

function bars(name: string, axis: number, colour: string, data: readonly number[]) {
  return {
    name,
    type: 'bar',
    xAxisIndex: axis,
    yAxisIndex: axis,
    data,
    itemStyle: { color: colour },
    barMaxWidth: 26,
  };
}

/** Weeks without a value are gaps; a single one is still seen by its mark. */
function curve(name: string, axis: number, colour: string, symbol: string, data: readonly (number | null)[]) {
  return {
    name,
    type: 'line',
    xAxisIndex: 2,
    yAxisIndex: axis,
    data,
    symbol,
    symbolSize: 12,
    lineStyle: { color: colour, width: 4 },
    itemStyle: { color: colour },
  };
}

function percent(share: number | undefined): number | null {
  return share === undefined ? null : Math.round(share * 100);
}
