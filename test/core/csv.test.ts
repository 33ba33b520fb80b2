import { expect, test } from 'vitest';
import { csv } from '../../src/core/csv.ts';

test('fields with commas, quotes or line breaks are quoted, and lines end with CR LF', () => {
  expect(
    csv([
      ['a', 'b, c', 'say "hi"', 'two\nlines'],
      ['', undefined, 0, 1.5],
    ]),
  ).toBe('a,"b, c","say ""hi""","two\nlines"\r\n,,0,1.5\r\n');
});

test.each(['=1+1', '+1', '-1', '@sum', '\tx', '\rx'])('%j is no formula any more', (text) => {
  expect(csv([[text]])).toContain(`'${text}`);
});

test('numbers stay numbers, and nothing else gets an apostrophe', () => {
  expect(csv([[-1, 'a=b', "'x", ' =1']])).toBe("-1,a=b,'x, =1\r\n");
});
