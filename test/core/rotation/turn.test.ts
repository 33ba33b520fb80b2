import { expect, test } from 'vitest';
import { toldAt } from '../../../src/core/rotation/turn.ts';
import { instantAt } from '../../../src/core/time/zone.ts';
import { absence, calendar, member } from '../fixtures.ts';

const lea = member('lea', 'Europe/Paris', {
  calendar: calendar('Europe/Paris', { days: [1, 2, 3], closed: { '2026-11-09': 'Harvest day' } }),
});
const at = (date: string, hour: number) => instantAt('Europe/Paris', date, hour * 60);

test('what can wait is told at once on a day at work, at whatever hour', () => {
  expect(toldAt(lea, [], at('2026-11-03', 9))).toBe(at('2026-11-03', 9));
  expect(toldAt(lea, [], at('2026-11-03', 22))).toBe(at('2026-11-03', 22));
});

test('on a free day, a holiday or an absence it waits for the first opening of the next day at work', () => {
  expect(toldAt(lea, [], at('2026-11-05', 9))).toBe(at('2026-11-10', 9));
  const away = [absence('lea', '2026-11-10', '2026-11-10', 'Europe/Paris')];
  expect(toldAt(lea, away, at('2026-11-05', 9))).toBe(at('2026-11-11', 9));
});
