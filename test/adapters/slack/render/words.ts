import fc from 'fast-check';
import type { Audience } from '../../../../adapters/slack/render/spans.ts';

export const WAVE = '👩🏽‍🚀';
export const FAMILY = '👨‍👩‍👧‍👦';

/** What people write to see what breaks, and what they write without any such thought. */
const SAMPLES = [
  '<!channel>',
  '<!here|here>',
  '<@U123ABC>',
  '<#C0123456|general>',
  '<!subteam^S123>',
  '<!date^0^{date}|now>',
  '<https://example.org|click>',
  '&lt;!channel&gt;',
  '&amp;amp;',
  '*bold* _it_ ~no~ `code` ```block```',
  '> quoted\n>> twice',
  'snake_case and 2*3*4',
  'مرحبا بالعالم، هذا نص طويل',
  'שלום עולם',
  WAVE,
  FAMILY,
  'e\u0301e\u0301',
  '🇩🇪🇫🇷',
  '\u202eright to left\u202c',
  'half \ud83d of',
  '\u0000\u0007bell',
  '\\"quoted\\"',
  '\n\n',
  ' ',
  'deploy',
  'The staging database is down',
];

/** Texts of every kind; now and then as long as an answer may get. */
export const words: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...SAMPLES) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom(...SAMPLES), { maxLength: 8 }).map((all) => all.join(' ')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...SAMPLES), fc.integer({ min: 1, max: 400 }))
      .map(([sample, times]) => sample.repeat(times).slice(0, 12_000)),
  },
);

export const PEOPLE = ['mia', 'tom', 'eve', '<!channel>'];
export const audience: Audience = {
  reader: { zone: 'Europe/Berlin' },
  people: (id) => ({ mia: 'U0MIA', tom: 'W0TOM' })[id],
  names: (id) => ({ mia: 'Mia Sommer', eve: '<!here> *Eve*' })[id],
  channels: (name) => ({ '#atlas': 'C0ATLAS01' })[name],
};
