import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Ritual } from '../../src/core/ritual.ts';
import { loadDefinitions } from '../../src/sources/definitions.ts';
import { atlas, people } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';
import { raise } from './blockers.ts';
import { quiet } from './digests.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', 'rituals');

async function reporting(...ids: string[]): Promise<Harness> {
  const { rituals } = await loadDefinitions({ shipped: SHIPPED, today: '2026-01-01' });
  const kept = ids.map((id): Ritual => rituals.find((one) => one.id === id)!);
  const team = await atlas(people('mia', 'tom'), (one) => ({ ...one, rituals: kept }));
  return harness({ at: '2026-10-20T07:00:00Z', teams: [team] });
}

test('a monthly report goes out by itself on the first working day, after a preview, and covers since the one before', async () => {
  const story = await reporting('monthly-report', 'weekly-digest');
  await raise(story, 'tom', { what: 'The lift is slow', when: 'just_telling' });
  story.ignore(/atlas-1|^You raised/);
  await story.until('2026-11-02T08:29:00Z');
  story.ignore(/^(Preview: )?Atlas: digest/);
  story.expectNothing();
  await story.until('2026-11-02T08:30:00Z');
  expect(story.expectMessage('mia', /^Preview: Atlas: monthly report, /).text).toContain(
    'goes out at 10:00.',
  );
  await story.until('2026-11-02T09:00:00Z');
  const first = story.expectMessage('dana', /^Atlas: monthly report, Fri 2 Oct to Mon 2 Nov\n/);
  expect(first.text).toMatch(/In this first report: 1 blocker raised\./);
  expect(first.text).toMatch(/What changed most in the numbers\n• There is nothing yet to compare with\./);
  expect(first.text).toMatch(/Numbers\n[\s\S]*• Blockers opened: 1 \(0 private, 1 just told\)\./);
  story.ignore(/^Atlas: monthly report/);
  await story.until('2026-12-01T09:00:00Z');
  const second = story.expectMessage('dana', /^Atlas: monthly report, Mon 2 Nov to Tue 1 Dec\n/);
  expect(second.text).toMatch(/Blockers opened: 0 \(0 private, 0 just told\), down from 1\./);
  const reports = (await story.store.read.digests.find({ state: 'sent' }, { order: 'date' })).filter(
    ({ ritual }) => ritual === 'monthly-report',
  );
  expect(reports.map(({ id }) => id)).toEqual([
    'atlas/2026-11-02/monthly-report',
    'atlas/2026-12-01/monthly-report',
  ]);
  expect(reports[1]?.from).toBe(reports[0]?.to);
  quiet(story);
  story.ignore(/digest|monthly report/);
});

test('the numbers of a report are those that its reader is shown in chat', async () => {
  const story = await reporting('monthly-report', 'morning-sync');
  await story.until('2026-10-30T12:30:00Z');
  await story.answer('mia', { done: 'Maps', today: 'Keys' });
  await story.until('2026-11-02T09:00:00Z');
  const report = story.expectMessage('dana', /^Atlas: monthly report/).text;
  const [, share] = report.match(/• Participation: (\d+ % \(\d+ answered, \d+ asked)/) ?? [];
  expect(share).toBeDefined();
  expect(report.split('[Ask the team]')[0]).not.toMatch(/Mia|Tom/);
  expect(story.words(await story.slash('ivo', '/rondo report last month'))).toContain(
    `Participation: ${share}`,
  );
  story.ignore(/(?:)/);
});

test('a quarterly and a yearly report have their own name and their own time', async () => {
  const story = await reporting('quarterly-report', 'yearly-report');
  await story.until('2027-01-04T09:00:00Z');
  const both = story.expectMessage('dana', /^Digests of Atlas\n/);
  expect(both.text).toMatch(/Atlas \(quarterly report\): [\s\S]*Atlas \(yearly report\): /);
  expect(story.words(await story.press('dana', both, 'Atlas, yearly report: … more'))).toMatch(
    /^Atlas: yearly report, Sun 4 Jan to Mon 4 Jan\n/,
  );
  story.ignore(/report/);
});
