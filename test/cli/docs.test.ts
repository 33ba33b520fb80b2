import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withGenerated } from '../../src/cli/docs.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/escalations.md'), 'utf8');

test('the page about escalations is what the code makes: if not, run "npm run docs"', () => {
  expect(withGenerated(page)).toBe(page);
});

test('what stands between the markers is made anew, and nothing else is touched', () => {
  const stale = page.replace('| **open** |', '| **opened** |');
  expect(stale).not.toBe(page);
  expect(withGenerated(stale)).toBe(page);
  expect(withGenerated(`A line of ours.\n${page}`)).toBe(`A line of ours.\n${page}`);
});

test('a marker that is missing is named', () => {
  const without = page.replace('<!-- made by npm run docs: diagram -->', '');
  expect(() => withGenerated(without)).toThrow(/made by npm run docs: diagram/);
});
