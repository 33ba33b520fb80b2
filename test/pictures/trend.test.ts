import { describe, expect, test } from 'vitest';
import type { WeekFigures } from '../../src/core/metrics/week.ts';
import { addDays } from '../../src/core/time/zone.ts';
import { createPictures } from '../../src/pictures/pictures.ts';
import { HEIGHT, WIDTH } from '../../src/pictures/trend.ts';

const pictures = createPictures();

/** Without the ids that the drawing numbers its parts with. */
const bare = (svg: string) => svg.replace(/zr\d[\w-]*/g, '');

/** Twelve weeks; the mood of the fifth and seventh is not known. */
const weeks: WeekFigures[] = Array.from({ length: 12 }, (_, n) => ({
  week: addDays('2026-09-07', n * 7),
  opened: (n * 7) % 9,
  resolved: (n * 5) % 8,
  open: n % 3,
  levels: { 1: (n * 7) % 9, 2: n % 4, 3: n % 5 === 0 ? 1 : 0 },
  participation: 0.6 + n * 0.03,
  ...(n === 4 || n === 6 ? {} : { mood: 3 + (n % 3) / 4 }),
}));

describe('the chart of twelve weeks', () => {
  test('is the same whenever it is drawn, and another with other numbers', async () => {
    const other = weeks.map((week, n) => (n === 3 ? { ...week, opened: 1 } : week));
    const [first, second] = [await pictures.trendSvg(weeks), await pictures.trendSvg(other)];
    expect(bare(await pictures.trendSvg(weeks))).toBe(bare(first));
    expect(bare(second)).not.toBe(bare(first));
    expect(first).toContain(`width="${WIDTH}" height="${HEIGHT}"`);
  });

  test('on a page takes the colour of the text, holds no script and nothing from elsewhere', async () => {
    const svg = await pictures.trendSvg(weeks);
    expect(svg).toMatch(/^<svg/);
    expect(svg).toContain('currentColor');
    expect(svg).not.toMatch(/<script|javascript:|href="http/i);
  });

  test('is drawn without a week, too', async () => {
    expect(await pictures.trendSvg([])).toMatch(/^<svg/);
  });
});
