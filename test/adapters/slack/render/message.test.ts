import type { KnownBlock } from '@slack/web-api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPress } from '../../../../adapters/slack/render/buttons.ts';
import { renderHome, renderMessage, renderWhole } from '../../../../adapters/slack/render/message.ts';
import type { Button, Element, Message, SpanOf } from '../../../../src/core/message.ts';
import { checkLimits } from '../limits.ts';
import { audience, FAMILY, PEOPLE, WAVE, words } from './words.ts';

const how = { ...audience, id: 'message-7' };
const RUNS = 2000;

const span: fc.Arbitrary<SpanOf> = fc.oneof(
  { weight: 4, arbitrary: words },
  words.map((bold) => ({ bold })),
  words.map((code) => ({ code })),
  fc.constantFrom(...PEOPLE).map((person) => ({ person })),
  fc.oneof(words, fc.constantFrom('C0123456', '#atlas')).map((channel) => ({ channel })),
  fc.record({
    time: fc.integer({ min: 0, max: Date.parse('2090-01-01') }),
    as: fc.constantFrom('time', 'day', 'both'),
  }),
  fc.record({
    link: fc.oneof(
      words,
      fc.webUrl(),
      fc.constantFrom('https://example.org/a|b?c=<d>&e', 'javascript:alert(1)'),
    ),
    text: words,
  }),
);
const spans = fc.array(span, { maxLength: 6 });
const button: fc.Arbitrary<Button> = fc.record(
  {
    id: fc.oneof(
      fc.constantFrom('answer', 'escalation.acknowledge'),
      words.map((id) => id.slice(0, 300)),
    ),
    label: words,
    thing: fc.constantFrom(
      'prompt:atlas/sync/2026-11-02/mia',
      'escalation:<a>&"b"',
      `thing:${'x'.repeat(900)}`,
    ),
    epoch: fc.nat(),
    style: fc.constantFrom('primary', 'danger'),
    confirm: words,
  },
  { requiredKeys: ['id', 'label', 'thing', 'epoch'] },
);
const element: fc.Arbitrary<Element> = fc.oneof(
  fc.record({ element: fc.constant('heading'), text: words }),
  fc.record({ element: fc.constant('text'), text: spans }),
  fc.record({
    element: fc.constant('fields'),
    fields: fc.array(fc.record({ label: words, value: spans }), { maxLength: 14 }),
  }),
  fc.record({ element: fc.constant('list'), items: fc.array(spans, { maxLength: 30 }) }),
  fc.record(
    { element: fc.constant('quote'), text: words, by: fc.constantFrom(...PEOPLE) },
    { requiredKeys: ['element', 'text'] },
  ),
  fc.record({ element: fc.constant('note'), text: spans }),
  fc.record({ element: fc.constant('image'), url: fc.oneof(words, fc.webUrl()), alt: words }),
  fc.record({ element: fc.constant('buttons'), buttons: fc.array(button, { maxLength: 30 }) }),
  fc.record({ element: fc.constant('divider') }),
);
const message: fc.Arbitrary<Message> = fc.record({
  summary: words,
  elements: fc.array(element, { maxLength: 4 }),
});
const huge: fc.Arbitrary<Message> = fc.record({
  summary: words,
  elements: fc.tuple(element, element, fc.integer({ min: 20, max: 100 })).map(([one, other, times]) => {
    return Array.from({ length: times }, () => [one, other]).flat();
  }),
});

const told = (...elements: Element[]): Message => ({ summary: 'In short', elements });
const say = (...text: SpanOf[]): Element => ({ element: 'text', text });
const blocksOf = (...elements: Element[]): KnownBlock[] => renderMessage(told(...elements), how).blocks;

/** Every string that is shown, where Slack reads it as it stands and where it reads markup. */
function shownIn(blocks: readonly unknown[]): { plain: string[]; markup: string[] } {
  const found = { plain: [] as string[], markup: [] as string[] };
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) {
      const markup = 'type' in value && value.type === 'mrkdwn';
      for (const [name, inner] of Object.entries(value)) {
        if (name === 'text' && typeof inner === 'string') found[markup ? 'markup' : 'plain'].push(inner);
        else walk(inner);
      }
    }
  };
  walk(blocks);
  return found;
}

function typesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(typesIn);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && typeof value.type === 'string' ? [value.type] : [];
  return [...own, ...Object.values(value).flatMap(typesIn)];
}

describe('whatever it says', () => {
  test('a message is within every limit, in one piece and in all', () => {
    fc.assert(
      fc.property(message, (one) => {
        expect(checkLimits(renderMessage(one, how))).toEqual([]);
        for (const blocks of renderWhole(one, audience))
          expect(checkLimits({ text: 'part', blocks })).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test('so is one of hundreds of elements, and the home page', () => {
    fc.assert(
      fc.property(huge, (one) => {
        expect(checkLimits(renderMessage(one, how))).toEqual([]);
        expect(checkLimits(renderHome(one, how))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('no text of a person becomes a mention, a link or a style', () => {
    fc.assert(
      fc.property(words, (typed) => {
        const rendered = renderMessage(
          {
            summary: typed,
            elements: [
              say(typed, { link: typed, text: typed }),
              { element: 'heading', text: typed },
              { element: 'fields', fields: [{ label: typed, value: [typed] }] },
              { element: 'list', items: [[typed]] },
              { element: 'quote', text: typed },
              { element: 'note', text: ['Why: ', typed, { code: typed }] },
            ],
          },
          how,
        );
        const types = typesIn(rendered.blocks);
        expect(
          types.filter((type) => ['user', 'channel', 'usergroup', 'broadcast', 'date'].includes(type)),
        ).toEqual([]);
        for (const markup of [rendered.text, ...shownIn(rendered.blocks).markup]) {
          expect(markup).not.toMatch(/<[@#!]/);
          expect(markup.replace(/^\*[^*\n]+\*\n/, '').replace(/`[^`\n]+`$/, '')).not.toMatch(
            /[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|^\s*&gt;/mu,
          );
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('no emoji, flag or accent is cut in two', () => {
    const text = `${WAVE}${FAMILY}🇩🇪e\u0301`.repeat(900);
    const whole = new Set([...new Intl.Segmenter().segment(text)].map(({ segment }) => segment));
    const shown = [
      ...renderWhole(told({ element: 'quote', text }), audience),
      blocksOf({ element: 'quote', text }, { element: 'heading', text }),
    ].flatMap((blocks) => shownIn(blocks).plain);
    for (const one of shown.filter((words) => !words.startsWith('… more')))
      for (const { segment } of new Intl.Segmenter().segment(one))
        expect(whole.has(segment) || segment === '…').toBe(true);
  });
});

describe('what is too long', () => {
  const long = 'A sentence about the staging database. '.repeat(250);
  const acknowledge: Button = {
    id: 'acknowledge',
    label: 'I take it',
    thing: 'escalation:atlas-1',
    epoch: 3,
  };

  test('everything of it is in the whole', () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 8 }), (quotes) => {
        const pieces = renderWhole(
          told(...quotes.map((text): Element => ({ element: 'quote', text }))),
          audience,
        );
        const said = quotes
          .join('')
          .replace(/[^\P{Cc}\n\t]/gu, '')
          .toWellFormed();
        const shown = pieces.flatMap((blocks) => shownIn(blocks).plain).join('');
        expect(shown).toBe(said === '' ? 'In short' : said);
      }),
      { numRuns: 300 },
    );
  });

  test('ends in a button that shows the rest, and keeps its own buttons and small print', () => {
    const blocks = blocksOf(
      { element: 'quote', text: long, by: 'mia' },
      { element: 'quote', text: long, by: 'tom' },
      { element: 'buttons', buttons: [acknowledge] },
      { element: 'note', text: ['You get this because you are on duty.'] },
    );
    const buttons = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
    const presses = buttons.map((one) => readPress('value' in one ? one.value : undefined));
    expect(presses).toEqual([
      { button: 'message.more', thing: 'message:message-7', epoch: 0 },
      { button: 'acknowledge', thing: 'escalation:atlas-1', epoch: 3 },
    ]);
    expect(blocks.at(-1)?.type).toBe('context');
    expect(shownIn(blocks).plain).toContain('— Tom'.replace('Tom', 'tom'));
  });

  test('long texts are shortened alike before anything is left out', () => {
    const blocks = blocksOf(
      ...PEOPLE.slice(0, 3).flatMap((by): Element[] => [{ element: 'quote', text: long, by }]),
    );
    const quotes = shownIn(blocks).plain.filter((text) => text.startsWith('A sentence'));
    expect(quotes).toHaveLength(3);
    expect(new Set(quotes.map(({ length }) => length)).size).toBe(1);
    expect(quotes[0]).toMatch(/…$/);
  });

  test('a long list says how many more there are', () => {
    const items = Array.from({ length: 300 }, (_, at) => [`Item ${at} about the staging database`]);
    const shown = shownIn(blocksOf({ element: 'list', items })).plain;
    const more = shown.find((text) => text.startsWith('… and'));
    expect(more).toBe(`… and ${300 - shown.indexOf(more ?? '')} more`);
    expect(shown.indexOf(more ?? '')).toBeGreaterThan(20);
  });

  test('200 elements: the first ones and the last buttons are shown', () => {
    const many = Array.from({ length: 200 }, (_, at) => say(`Line ${at}`));
    const blocks = blocksOf(...many, { element: 'buttons', buttons: [acknowledge] });
    expect(blocks).toHaveLength(50);
    expect(shownIn(blocks.slice(-3)).plain).toEqual(['Line 47', '… more', 'I take it']);
  });

  test('60 buttons stand in rows of at most 25, each with an id of its own', () => {
    const buttons = Array.from({ length: 60 }, (_, at) => ({ ...acknowledge, label: `B${at}` }));
    const rows = renderWhole(told({ element: 'buttons', buttons }), audience).flat();
    const elements = rows.flatMap((block) => (block.type === 'actions' ? block.elements : []));
    expect(elements).toHaveLength(60);
    expect(new Set(elements.map(({ action_id }) => action_id)).size).toBe(60);
  });

  test('a button that is about too much says so', () => {
    const thing = `prompts:${'atlas/sync/2026-11-02/mia,'.repeat(100)}`;
    const buttons = [{ ...acknowledge, thing }];
    expect(() => blocksOf({ element: 'buttons', buttons })).toThrow(/Slack takes 2000/);
  });
});

describe('what stands where', () => {
  test('people, channels, times and links are Slack’s own', () => {
    const time = Date.parse('2026-11-02T08:30:00Z');
    expect(
      blocksOf(
        say(
          'Hi ',
          { person: 'mia' },
          { person: 'eve' },
          { person: 'nobody' },
          { channel: 'C0123456' },
          { channel: '#atlas' },
          { channel: 'general' },
          { time, as: 'both' },
          { time, as: 'time' },
          { link: 'https://example.org', text: 'here' },
          { link: 'javascript:alert(1)', text: 'there' },
        ),
      ),
    ).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Hi ' },
              { type: 'user', user_id: 'U0MIA' },
              { type: 'text', text: '<!here> *Eve*' },
              { type: 'text', text: 'nobody' },
              { type: 'channel', channel_id: 'C0123456' },
              { type: 'channel', channel_id: 'C0ATLAS01' },
              { type: 'text', text: '#general' },
              {
                type: 'date',
                timestamp: time / 1000,
                format: '{date_short} {time}',
                fallback: 'Mon 2 Nov 09:30',
              },
              { type: 'date', timestamp: time / 1000, format: '{time}', fallback: '09:30' },
              { type: 'link', url: 'https://example.org/', text: 'here' },
              { type: 'text', text: 'there (javascript:alert(1))' },
            ],
          },
        ],
      },
    ]);
  });

  test('small print has them as markup', () => {
    const time = Date.parse('2026-11-02T08:30:00Z');
    const [block] = blocksOf({
      element: 'note',
      text: [
        'For ',
        { person: 'mia' },
        ' & ',
        { bold: 'all' },
        ' of ',
        { channel: '#atlas' },
        ' by ',
        { time, as: 'time' },
        ': ',
        { link: 'https://example.org/?a=1&b=<2>|3', text: 'a|b' },
        ' x',
        { bold: 'y' },
        'z',
      ],
    });
    expect(block).toMatchObject({
      elements: [
        {
          text: `For <@U0MIA> &amp; *all* of <#C0ATLAS01> by <!date^${time / 1000}^{time}|09:30>: <https://example.org/?a=1&amp;b=%3C2%3E%7C3|a¦b> xyz`,
        },
      ],
    });
  });

  test('fields stand in columns, and below each other when markup would change what was typed', () => {
    const fields = (value: string): Element => ({
      element: 'fields',
      fields: [{ label: 'Branch', value: [value] }],
    });
    expect(blocksOf(fields('a_b & c'))).toEqual([
      { type: 'section', fields: [{ type: 'mrkdwn', text: '*Branch*\na_b &amp; c', verbatim: true }] },
    ]);
    expect(shownIn(blocksOf(fields('deploy_*'))).plain).toEqual(['Branch\n', 'deploy_*']);
    expect(shownIn(blocksOf(fields('&'.repeat(500)))).plain).toEqual(['Branch\n', '&'.repeat(500)]);
  });

  test('more than ten fields go on in the next block', () => {
    const fields = Array.from({ length: 23 }, (_, at) => ({ label: `${at}`, value: ['x'] }));
    const blocks = blocksOf({ element: 'fields', fields });
    expect(blocks.map((block) => block.type === 'section' && block.fields?.length)).toEqual([10, 10, 3]);
  });

  test('who is quoted is named, not called', () => {
    const blocks = blocksOf({ element: 'quote', text: 'Stuck', by: 'mia' });
    expect(shownIn(blocks).plain).toEqual(['Stuck', '— Mia Sommer']);
    expect(typesIn(blocks)).not.toContain('user');
  });

  test('a picture that Slack cannot fetch is named', () => {
    const picture = (url: string) => blocksOf({ element: 'image', url, alt: 'Trend' });
    expect(picture('https://example.org/a.png')).toEqual([
      { type: 'image', image_url: 'https://example.org/a.png', alt_text: 'Trend' },
    ]);
    const local = [
      'http://localhost:3000/a.png',
      'http://172.20.0.3/a.png',
      'http://[::1]/',
      'http://rondo/a.png',
    ];
    for (const url of [...local, '/a.png', 'data:image/png,x'])
      expect(typesIn(picture(url))).not.toContain('image');
  });

  test('a click says what it is about, and one of others says nothing', () => {
    const thing = 'escalation:<a>&"b"';
    const [row] = blocksOf({ element: 'buttons', buttons: [{ id: 'x', label: 'X', thing, epoch: 2 }] });
    const [one] = row?.type === 'actions' ? row.elements : [];
    const value = one && 'value' in one ? one.value : undefined;
    expect(value).not.toMatch(/[<>&]/);
    expect(readPress(value)).toEqual({ button: 'x', thing, epoch: 2 });
    for (const other of [undefined, '', 'click_me_123', '{}', 'null'])
      expect(readPress(other)).toBeUndefined();
  });

  test('a dangerous button asks first', () => {
    const [row] = blocksOf({
      element: 'buttons',
      buttons: [
        {
          id: 'cancel',
          label: 'Cancel it',
          thing: 'x:1',
          epoch: 1,
          style: 'danger',
          confirm: 'It ends for all.',
        },
      ],
    });
    expect(row).toMatchObject({
      elements: [
        {
          style: 'danger',
          confirm: {
            text: { text: 'It ends for all.' },
            confirm: { text: 'Cancel it' },
            deny: { text: 'Go back' },
          },
        },
      ],
    });
  });

  test('a message without elements says its summary, and carries our id', () => {
    const rendered = renderMessage({ summary: 'Atlas & co', elements: [] }, how);
    expect(rendered.text).toBe('Atlas &amp; co');
    expect(shownIn(rendered.blocks).plain).toEqual(['Atlas & co']);
    expect(rendered.metadata.event_payload).toEqual({ id: 'message-7' });
  });
});
