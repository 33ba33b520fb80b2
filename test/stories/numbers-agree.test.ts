import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openStore } from '../../data/sqlite/store.ts';
import { reportMetrics } from '../../src/cli/report-metrics.ts';
import { composeDigest } from '../../src/core/digest.ts';
import { shownAs } from '../../src/core/metrics/measure.ts';
import type { Metrics } from '../../src/core/metrics/metrics.ts';
import { spanOfDates } from '../../src/core/metrics/span.ts';
import { type MetricId, type MetricValue, valuesOf } from '../../src/core/metrics/table.ts';
import type { Team } from '../../src/core/team.ts';
import { showDate } from '../../src/core/time/zone.ts';
import { createApi } from '../../src/engine/api/api.ts';
import { materialOf } from '../../src/engine/digest/digest-material.ts';
import { lookingInto, metricsFor, weeksFor } from '../../src/engine/metrics/metrics.ts';
import { createPages } from '../../src/engine/pages/pages.ts';
import { atlas } from '../atlas.ts';
import { NOW } from '../core/metrics/fixture.ts';
import { keepFixture } from '../engine/metrics/keeping.ts';
import { type Harness, harness } from '../harness.ts';

/** One week of the hand-computed fixture, looked at in every place that shows numbers. */
const [FROM, TO] = ['2026-10-26', '2026-11-02'];

let folder: string;
let team: Team;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rondo-agree-'));
  team = await atlas();
  const { store } = await openStore(join(folder, 'rondo.db'), { owner: 'before' });
  await store.transact(keepFixture);
  await store.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function looking(): Promise<{ story: Harness; metrics: Metrics }> {
  const story = await harness({ at: new Date(NOW).toISOString(), teams: [team], folder });
  const span = spanOfDates(team.calendar.zone, FROM, TO);
  return { story, metrics: await metricsFor(story.store.read, team, span) };
}

/** The value of a metric, as it is shown. */
function shown(values: readonly MetricValue[], id: MetricId, level?: number): string {
  const found = values.find((one) => one.metric === id && one.level === level);
  return shownAs(found?.value, found?.unit ?? 'count');
}

async function printed(): Promise<{ metrics: MetricValue[]; weeks: { week: string }[] }> {
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  try {
    const rituals = join(import.meta.dirname, '../../rituals');
    await reportMetrics({ team: 'atlas', from: FROM, to: TO, data: folder, rituals, json: true }, NOW);
    return JSON.parse(out.mock.calls.map(([text]) => String(text)).join(''));
  } finally {
    out.mockRestore();
  }
}

/** The row of the week on the page of the last weeks: its cells as they are read, under their heads. */
async function onThePage({ engine, store }: Harness): Promise<Record<string, string>> {
  const pages = createPages(engine.context, lookingInto(store.read), false);
  const page = await pages.page('mia', 'atlas', 'history', {});
  const table = page?.elements.find((element) => element.element === 'table');
  if (table?.element !== 'table') throw new Error('The page of the last weeks has no table.');
  const row = table.rows.find(([week]) => String(week) === showDate(FROM)) ?? [];
  return Object.fromEntries(table.head.map((name, at) => [name, String(row[at])]));
}

/** What a program is given. */
async function overTheApi({ engine }: Harness): Promise<readonly object[]> {
  const token = {
    id: 'x',
    team: 'atlas',
    name: 'sheet',
    scopes: ['read:metrics'],
    by: 'mia',
    at: NOW,
    version: 1,
  };
  const { rows } = await createApi(engine.context).list('metrics', token, {
    since: FROM,
    until: TO,
    limit: 100,
  });
  return rows;
}

/** The number in what is shown: `3 of 5` and `3.0` are the same. */
const numberIn = (words: string | undefined) => Number.parseFloat(words ?? '');

test('the page, the digest, the reports and the API say the same numbers', async () => {
  const { story, metrics } = await looking();
  const values = valuesOf(metrics);
  const { metrics: ofReport, weeks } = await printed();
  expect(ofReport).toEqual(JSON.parse(JSON.stringify(values)));
  // What comes next gives out tomorrow's turn, so accounts of duties are looked at before.
  expect(JSON.parse(JSON.stringify(await overTheApi(story)))).toEqual(ofReport);
  expect(weeks).toEqual(
    JSON.parse(JSON.stringify(await weeksFor(story.store.read, team, metrics.span.to - 1, 1))),
  );

  const inChat = story.words(await story.slash('mia', '/rondo report week'));
  expect(inChat).toContain(`Participation: ${shown(ofReport, 'participation')} (`);
  expect(inChat).toContain(`Blockers opened: ${shown(ofReport, 'blockers-opened')} (`);
  expect(inChat).toContain(`Blockers open: ${shown(ofReport, 'blockers-open')}`);
  expect(inChat).toContain(`Mood: ${shown(ofReport, 'mood')}`);

  const lines = await story.store.transact(async (tx) => {
    const [from, to] = [metrics.span.from - 1, metrics.span.to - 1];
    return composeDigest({ team, from, to, ...(await materialOf(tx, team, from, to)) });
  });
  const digest = lines.map(({ text }) => text).join('\n');
  const count = (id: MetricId) => shown(ofReport, id);
  expect(digest).toContain(
    `${count('blockers-opened')} raised, ${count('blockers-resolved')} resolved, ${count('blockers-open')} open now.`,
  );
  expect(digest).toContain(`Mood: ${count('mood')}`);
  expect(digest).toContain(`Satisfaction of stakeholders: ${count('stakeholder-satisfaction')}`);

  const page = await onThePage(story);
  expect(page).toMatchObject({
    Raised: count('blockers-opened'),
    Resolved: count('blockers-resolved'),
    Open: count('blockers-open'),
    'To level 2': shown(ofReport, 'climbs', 2),
    'To level 3': shown(ofReport, 'climbs', 3),
    Answered: count('participation'),
  });
  expect(numberIn(page.Mood)).toBe(numberIn(count('mood')));
  expect(numberIn(page.Mood)).toBe(3);

  story.ignore(/(?:)/);
});
