import { expect, test } from 'vitest';
import { whyInPublic } from '../../../src/core/rotation/in-public.ts';

test.each([
  [
    'next in the list after Tom; passed over: Mia (did not say that they will do it).',
    'next in the list after Tom',
  ],
  [
    'the lead, because nobody else was found; passed over: Mia (away until Tue 3 Nov), 3 more',
    'the lead, because nobody else was found',
  ],
  ['holds the role lead.', 'holds the role lead'],
])('the channel reads of “%s” only “%s”', (why, read) => {
  expect(whyInPublic(why)).toBe(read);
});
