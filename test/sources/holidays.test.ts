import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publicHolidays } from '../../src/sources/holidays.ts';

const holidays = publicHolidays();

async function days(region: string, today = '2026-11-02'): Promise<ReadonlyMap<string, string>> {
  const found = await holidays(region, today);
  if ('known' in found) throw new Error(`${region} is not known`);
  return found.days;
}

test('only public holidays count', async () => {
  const found = await days('DE-BE');
  expect(found.get('2026-12-25')).toBe('1. Weihnachtstag');
  expect(found.has('2026-12-24')).toBe(false);
  expect(found.has('2027-02-14')).toBe(false);
});

test('a region has its own, a country only what all regions share', async () => {
  expect((await days('DE-BE')).has('2027-03-08')).toBe(true);
  expect((await days('DE')).has('2027-03-08')).toBe(false);
});

test('they reach two years ahead, and a month back', async () => {
  expect((await days('DE')).has('2028-12-25')).toBe(true);
  expect((await days('DE', '2027-01-10')).has('2026-12-25')).toBe(true);
  expect((await days('DE', '2027-06-10')).has('2026-12-25')).toBe(false);
});

test('a holiday that begins at sunset closes the day after, one of several days all of them', async () => {
  const israel = await days('IL');
  expect(israel.has('2026-09-21')).toBe(true);
  expect(israel.has('2026-09-20')).toBe(false);
  const turkey = await days('TR');
  expect(['19', '20', '21', '22', '23'].filter((day) => turkey.has(`2026-03-${day}`))).toEqual([
    '20',
    '21',
    '22',
  ]);
});

test('half a day is not a holiday', async () => {
  expect((await days('CN')).has('2026-05-04')).toBe(false);
});

test('a region nobody knows gives the names there are', async () => {
  expect(await holidays('DE-XX', '2026-11-02')).toMatchObject({
    known: expect.arrayContaining(['DE', 'DE-BE', 'FR']),
  });
  expect(await holidays('XX', '2026-11-02')).toHaveProperty('known');
});

test('a country knows the zones it lies in', async () => {
  const found = await holidays('PT', '2026-11-02');
  expect('zones' in found && [...found.zones]).toContain('Europe/Lisbon');
});

test('what was looked up is kept in a file, and a damaged file is begun anew', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'rondo-holidays-')), 'holidays.json');
  const first = await publicHolidays(file)('DE-BE', '2026-11-01');
  expect(readFileSync(file, 'utf8')).toContain('"DE-BE/2026-11"');
  expect(await publicHolidays(file)('DE-BE', '2026-11-20')).toEqual(first);
  writeFileSync(file, '{"version":');
  expect(await publicHolidays(file)('DE-BE', '2026-11-20')).toEqual(first);
});

test('what another release of the library worked out is not used', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'rondo-holidays-')), 'holidays.json');
  writeFileSync(
    file,
    JSON.stringify({
      version: '0.0.1',
      regions: { 'DE-BE/2026-11': { days: [['2026-11-02', 'No such day']], zones: [] } },
    }),
  );
  const found = await publicHolidays(file)('DE-BE', '2026-11-20');
  expect('days' in found && found.days.has('2026-11-02')).toBe(false);
});
