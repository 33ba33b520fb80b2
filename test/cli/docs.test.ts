import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PAGES, withGenerated } from '../../src/cli/docs.ts';
import { METRICS } from '../../src/core/metrics/table.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');
const page = read('escalations.md');

test.each(Object.keys(PAGES))('docs/%s is what the code makes: if not, run "npm run docs"', (name) => {
  expect(withGenerated(name, read(name))).toBe(read(name));
});

test('what stands between the markers is made anew, and nothing else is touched', () => {
  const stale = page.replace('| **open** |', '| **opened** |');
  expect(stale).not.toBe(page);
  expect(withGenerated('escalations.md', stale)).toBe(page);
  expect(withGenerated('escalations.md', `A line of ours.\n${page}`)).toBe(`A line of ours.\n${page}`);
});

test('a marker that is missing is named', () => {
  const without = page.replace('<!-- made by npm run docs: diagram -->', '');
  expect(() => withGenerated('escalations.md', without)).toThrow(
    /escalations.*made by npm run docs: diagram/,
  );
});

test('the page about metrics has each of them, with what it counts and leaves out', () => {
  const metrics = read('metrics.md');
  for (const { name, counts, leftOut, source } of METRICS)
    for (const words of [name, counts, leftOut, source]) expect(metrics).toContain(words);
});
