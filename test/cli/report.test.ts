import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openStore } from '../../data/sqlite/store.ts';
import { Refused } from '../../src/cli/definitions.ts';
import { reportDigest } from '../../src/cli/report-digest.ts';
import { reportEscalations } from '../../src/cli/report-escalations.ts';
import { reportFairness } from '../../src/cli/report-fairness.ts';
import { reportMetrics } from '../../src/cli/report-metrics.ts';
import { valuesOf } from '../../src/core/metrics/table.ts';
import { metricsFor } from '../../src/engine/metrics/metrics.ts';
import type { Store, Tx } from '../../src/ports.ts';
import { atlas } from '../atlas.ts';
import { NOW, SPAN } from '../core/metrics/fixture.ts';
import { folder } from '../data/sqlite.ts';
import { keepFixture } from '../engine/metrics/keeping.ts';

const rituals = join(import.meta.dirname, '../../rituals');

let place: ReturnType<typeof folder>;
let store: Store;

beforeAll(async () => {
  place = folder();
  ({ store } = await openStore(place.file, { owner: 'test' }));
  await store.transact(async (tx) => {
    await keepFixture(tx);
    await keepOdd(tx);
  });
});

afterAll(async () => {
  await store.close();
  place.remove();
});

const NAMES = ['=HYPERLINK("https://evil.example")', '<script>alert(1)</script>', '@sum', '-1+2', '\tcmd'];

/** Names that a program has sent, and two digests. */
async function keepOdd(tx: Tx): Promise<void> {
  for (const name of NAMES) {
    const row = { id: `atlas/${name}/2026-10-22`, team: 'atlas', name, date: '2026-10-22', value: 1 };
    await tx.figures.insert({ ...row, by: 'token', at: NOW, version: 1 });
  }
  const digest = { team: 'atlas', from: SPAN.from, to: NOW, late: false, version: 1 };
  const line = (text: string, more = {}) => ({ section: 'moved', text, source: 'update:x', ...more });
  await tx.digests.insert({
    ...digest,
    id: 'atlas/2026-10-23',
    date: '2026-10-23',
    state: 'sent',
    lines: [line('=Mia: the <b>maps</b> are done'), line('Nobody is to read this', { leftOut: true })],
  });
  await tx.digests.insert({
    ...digest,
    id: 'atlas/2026-10-30',
    date: '2026-10-30',
    state: 'planned',
    lines: [],
  });
}

/** What a verb prints. */
async function printed(
  verb: typeof reportDigest,
  how: { json?: boolean; csv?: boolean; html?: boolean; to?: string; sent?: boolean } = {},
): Promise<string> {
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  const span = { team: 'atlas', from: '2026-10-19', to: '2026-11-02', rituals, data: place.file };
  try {
    await verb({ ...span, ...how }, NOW);
    return out.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    out.mockRestore();
  }
}

test('metrics as JSON are those that the loader gives, beside the two weeks before and week by week', async () => {
  const json = JSON.parse(await printed(reportMetrics, { json: true }));
  const metrics = await metricsFor(store.read, await atlas(), SPAN);
  expect(json.metrics).toEqual(JSON.parse(JSON.stringify(valuesOf(metrics))));
  expect(json).toMatchObject({ team: 'atlas', from: '2026-10-19', to: '2026-11-02', zone: 'Europe/Berlin' });
  const asked = { metric: 'participation', measure: 'asked', unit: 'count' };
  expect(json.metrics).toContainEqual({ ...asked, value: 9 });
  expect(json.before).toContainEqual({ ...asked, value: 2 });
  expect(json.weeks.map(({ week, opened }: { week: string; opened: number }) => [week, opened])).toEqual([
    ['2026-10-19', 3],
    ['2026-10-26', 2],
  ]);
});

test('to read, each metric is a line with the time before', async () => {
  const lines = (await printed(reportMetrics)).split('\n');
  expect(lines.slice(0, 4)).toEqual([
    'Metrics of Atlas, from 2026-10-19 up to 2026-11-02 (not included), Europe/Berlin',
    'As known on Mon 2 Nov 09:00',
    'Before: from 2026-10-05 up to 2026-10-19 (not included)',
    'What each number means: docs/metrics.md',
  ]);
  const line = (start: string) => lines.find((one) => one.startsWith(start))?.replace(/ {2,}/g, ' | ');
  expect(line('Participation')).toBe(
    'Participation | 78 % | 50 % | up from 50 % | answered 7, asked 9, late 1',
  );
  expect(line('Time to answer')).toBe('Time to answer | p50 30 min | – | p90 4 h, n 6');
  expect(line('From outside: defects')).toMatch(
    /^From outside: defects \| 5 \| 9 \| down from 9 \| dates 2$/,
  );
  expect(line('2026-10-19')).toBe('2026-10-19 | 3 | 1 | 0 | 5 | 0 | 83 % | 4 of 5 | 4 of 5 | –');
});

test('as CSV, nothing begins as a formula does', async () => {
  const rows = (await printed(reportMetrics, { csv: true })).split('\r\n');
  expect(rows[0]).toBe('team,from,to,metric,level,of,measure,unit,value');
  expect(rows).toContain('atlas,2026-10-19,2026-11-02,mood,,,mean,1 to 5,3.44');
  expect(rows).toContain('atlas,2026-10-19,2026-11-02,resolved-in-time,1,,share,share,0.75');
  for (const name of ["'@sum", "'-1+2", "'\tcmd"])
    expect(rows).toContain(`atlas,2026-10-19,2026-11-02,from-outside,,${name},sum,sum,1`);
  expect(rows.join('\n')).toContain(`,"'=HYPERLINK(""https://evil.example"")",`);
  expect(rows.join('\n')).not.toMatch(/(^|,)"?[=+@\t-]/m);
});

test.each([
  ['metrics', reportMetrics],
  ['escalations', reportEscalations],
  ['fairness', reportFairness],
  ['digest', reportDigest],
] as const)('%s as one page: escaped, without scripts, complete by itself', async (_, verb) => {
  const page = await printed(verb, { html: true });
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(page).toContain('</html>');
  expect(page).not.toMatch(/<script|<link|<img|src=|href=|url\(|<b>/i);
  expect(page).toContain("default-src 'none'");
});

test('a name in the page is only text', async () => {
  expect(await printed(reportMetrics, { html: true })).toContain(
    'From outside: &lt;script&gt;alert(1)&lt;/script&gt;',
  );
});

test('fairness names people with their turns', async () => {
  const text = await printed(reportFairness);
  expect(text).toContain('Weekly review: the furthest from even is 1 turn away');
  expect(text).toMatch(/\nRaj Patel +0 +1 +1\.75 +-0\.75\n/);
  expect(text).toMatch(/\nMia Sommer +1 +3 +2 +\+1\n/);
  const csv = await printed(reportFairness, { csv: true });
  expect(csv).toContain('atlas,2026-10-19,2026-11-02,weekly-review,mia,1,3,2\r\n');
  const { duties } = JSON.parse(await printed(reportFairness, { json: true }));
  expect(duties).toContainEqual(expect.objectContaining({ rotation: 'weekly-review', furthest: 1 }));
});

test('the digest of a span, as it would be written now', async () => {
  const text = await printed(reportDigest);
  expect(text).toMatch(/\nBlockers\n5 raised, 5 resolved, 1 open now\.\n/);
  const { lines } = JSON.parse(await printed(reportDigest, { json: true }));
  const numbers = '5 raised, 5 resolved, 1 open now.';
  expect(lines).toContainEqual({ section: 'blockers', text: numbers, source: 'team:atlas' });
  expect(await printed(reportDigest, { html: true })).toContain(`<li>${numbers}</li>`);
  expect(await printed(reportDigest, { csv: true })).toContain(`"${numbers}",team:atlas\r\n`);
});

test('the digests of a span, as they were written; what was left out is in none', async () => {
  const text = await printed(reportDigest, { sent: true });
  expect(text).toContain('2026-10-23: sent; tells of Mon 19 Oct 00:00 to Mon 2 Nov 09:00');
  expect(text).toMatch(/What moved +=Mia: the <b>maps<\/b> are done/);
  const page = await printed(reportDigest, { html: true, sent: true });
  expect(page).toContain('the &lt;b&gt;maps&lt;/b&gt; are done');
  expect(text).not.toContain('Nobody is to read this');
  expect(text).not.toContain('2026-10-30');
  expect(await printed(reportDigest, { csv: true, sent: true })).toContain("'=Mia: the <b>maps</b> are done");
  expect(await printed(reportDigest, { to: '2026-10-20', sent: true })).toContain(
    'No digest was written in this time.',
  );
});

test('escalations tell their weeks besides', async () => {
  const lines = (await printed(reportEscalations)).split('\n').map((one) => one.replace(/ {2,}/g, ' | '));
  expect(lines).toContain('Week of | Raised | Level 2 | Level 3 | Resolved | Open at its end');
  expect(lines).toContain('2026-10-19 | 3 | 1 | 0 | 5 | 0');
  expect(lines).toContain('2026-10-26 | 2 | 0 | 0 | 0 | 1');
  const { weeks } = JSON.parse(await printed(reportEscalations, { json: true }));
  expect(weeks[1]).toEqual({
    week: '2026-10-26',
    opened: 2,
    resolved: 0,
    open: 1,
    levels: { 1: 2, 2: 0, 3: 0 },
  });
});

test('weeks to come are not in it', async () => {
  const lines = (await printed(reportMetrics, { to: '2026-12-01' })).split('\n');
  const weeks = lines.filter((one) => /^2026-1/.test(one)).map((one) => one.slice(0, 10));
  expect(weeks).toEqual(['2026-10-19', '2026-10-26', '2026-11-02']);
});

test('one form at a time', async () => {
  await expect(printed(reportMetrics, { json: true, html: true })).rejects.toThrow(Refused);
});
