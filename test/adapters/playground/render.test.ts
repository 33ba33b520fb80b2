import { describe, expect, test } from 'vitest';
import { renderForm } from '../../../adapters/playground/form.ts';
import { html, sourceOf } from '../../../adapters/playground/html.ts';
import { renderMessage } from '../../../adapters/playground/render.ts';
import type { FormPart, Input } from '../../../src/core/form.ts';
import type { Element, SpanOf } from '../../../src/core/message.ts';

const EVIL = `<img src=x onerror="alert('1')">&`;
const SAFE = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;';
/** 08:30 UTC: 09:30 in Berlin, 14:00 in Kolkata. */
const MORNING = Date.parse('2026-11-02T08:30:00Z');
const names = (person: string) => ({ mia: 'Mia Sommer', eve: EVIL })[person];
const seen = { zone: 'Europe/Berlin', name: 'Mia Sommer', names };

const shown = (...elements: Element[]) => sourceOf(renderMessage({ summary: 'In short', elements }, seen));
const span = (one: SpanOf, zone = 'Europe/Berlin') =>
  sourceOf(renderMessage({ summary: '', elements: [{ element: 'text', text: [one] }] }, { ...seen, zone }));

describe('escaping', () => {
  test('every string of every element and span is escaped', () => {
    const spans: SpanOf[] = [
      EVIL,
      { bold: EVIL },
      { code: EVIL },
      { person: 'eve' },
      { person: EVIL },
      { channel: EVIL },
      { link: `https://example.org/${EVIL}`, text: EVIL },
      { link: `javascript:${EVIL}`, text: EVIL },
    ];
    const button = { id: EVIL, label: EVIL, thing: EVIL, epoch: 1, confirm: EVIL };
    const out = shown(
      { element: 'heading', text: EVIL },
      { element: 'text', text: spans },
      { element: 'fields', fields: [{ label: EVIL, value: spans }] },
      { element: 'list', items: [spans] },
      { element: 'quote', text: EVIL, by: 'eve' },
      { element: 'note', text: spans },
      { element: 'image', url: EVIL, alt: EVIL },
      { element: 'image', url: `/pictures/${EVIL}`, alt: EVIL },
      { element: 'buttons', buttons: [button] },
      { element: 'divider' },
    );
    expect(out).not.toContain('<img src=x');
    expect(out).not.toMatch(/onerror="/);
    expect(out.split(SAFE).length).toBeGreaterThan(40);
  });

  test('every string of a form is escaped', () => {
    const kinds: Input['input'][] = [
      'line',
      'text',
      'number',
      'select',
      'multi',
      'people',
      'date',
      'checkbox',
    ];
    const choices = [{ value: EVIL, label: EVIL }];
    const parts: FormPart[] = kinds.map((input) => ({
      part: 'input',
      input: { id: EVIL, label: EVIL, hint: EVIL, optional: false, input, choices, value: EVIL },
    }));
    const form = { id: EVIL, title: EVIL, submit: EVIL, thing: EVIL, epoch: 1 };
    const out = sourceOf(renderForm({ ...form, parts: [...parts, { part: 'heading', text: EVIL }] }, seen));
    expect(out).not.toContain('<img');
    expect(out).not.toMatch(/onerror="/);
  });

  test('a value that only looks like markup of ours is escaped too', () => {
    expect(sourceOf(html`${'<b>'}${html`<i>${'&'}</i>`}${[false, undefined, 3]}`)).toBe(
      '&lt;b&gt;<i>&amp;</i>3',
    );
  });

  test('what would run or leave the page is shown, not linked', () => {
    for (const link of [
      'javascript:alert(1)',
      'data:text/html,x',
      '//evil.example',
      '/\\evil.example',
      'nonsense',
    ]) {
      expect(span({ link, text: 'here' })).not.toContain('<a ');
    }
    for (const link of ['https://example.org/a', 'mailto:a@example.org', '/dashboard']) {
      expect(span({ link, text: 'here' })).toContain(
        `<a href="${link}" target="_blank" rel="noopener noreferrer"`,
      );
    }
  });
});

describe('a message', () => {
  test('times are those of the reader', () => {
    expect(span({ time: MORNING, as: 'time' })).toContain('>09:30</time>');
    expect(span({ time: MORNING, as: 'time' }, 'Asia/Kolkata')).toContain('>14:00</time>');
    expect(span({ time: MORNING, as: 'day' })).toContain('>Mon 2 Nov</time>');
    expect(span({ time: MORNING, as: 'both' })).toContain('>Mon 2 Nov 09:30</time>');
    expect(span({ time: MORNING, as: 'day' })).toContain('title="Mon 2 Nov 09:30 (Europe/Berlin)"');
  });

  test('people are shown by name, oneself differently, and a stranger by id', () => {
    expect(span({ person: 'mia' })).toContain('<bdi class="mention me">@Mia Sommer</bdi>');
    expect(span({ person: 'zoe' })).toContain('<bdi class="mention">@zoe</bdi>');
  });

  test('a channel has one #, however it was named', () => {
    expect(span({ channel: '#atlas' })).toContain('>#atlas</bdi>');
    expect(span({ channel: 'atlas' })).toContain('>#atlas</bdi>');
  });

  test('each paragraph finds its own direction', () => {
    expect(span('שלום')).toContain('<p dir="auto">שלום</p>');
  });

  test('without elements its summary is shown', () => {
    expect(shown()).toContain('In short');
  });

  test('a button carries what it does, to what, and since when', () => {
    const out = shown({
      element: 'buttons',
      buttons: [{ id: 'ack', label: 'I look after it', thing: 'escalation:1', epoch: 4, style: 'primary' }],
    });
    expect(out).toContain('class="primary" data-press="ack" data-thing="escalation:1" data-epoch="4"');
    expect(out).not.toContain('data-confirm');
  });

  test('pictures of this server are shown, others are linked', () => {
    expect(shown({ element: 'image', url: '/pictures/a.png', alt: 'Mood' })).toContain(
      '<img src="/pictures/a.png" alt="Mood"',
    );
    expect(
      shown({ element: 'image', url: 'http://127.0.0.1:8080/pictures/a.png?x=1', alt: 'Mood' }),
    ).toContain('<img src="/pictures/a.png?x=1"');
    const other = shown({ element: 'image', url: 'https://example.org/a.png', alt: 'Mood' });
    expect(other).not.toContain('<img');
    expect(other).toContain('Picture: Mood');
  });
});

describe('a form', () => {
  const input = (one: Partial<Input>) =>
    sourceOf(
      renderForm(
        {
          id: 'f',
          title: 'F',
          submit: 'Send',
          thing: 't',
          epoch: 7,
          parts: [{ part: 'input', input: { id: 'a', label: 'A', optional: true, input: 'line', ...one } }],
        },
        seen,
        [{ user: 'u-mia', handle: '@mia', name: 'Mia Sommer' }],
      ),
    );
  const letters = (count: number) =>
    [...'abcdefghij'].slice(0, count).map((value) => ({ value, label: value.toUpperCase() }));

  test('it says what it is and what it is about', () => {
    expect(input({})).toContain('data-form="f" data-thing="t" data-epoch="7"');
  });

  test('each input is labelled, and described by its hint and its error', () => {
    const out = input({ hint: 'Short.', value: 'now' });
    expect(out).toMatch(/<label for="i0"[^>]*>A/);
    expect(out).toMatch(/<input type="text" value="now" id="i0"[^>]*aria-describedby="i0-hint i0-error"/);
    expect(out).toContain('<p class="hint" id="i0-hint" dir="auto">Short.</p>');
  });

  test('a text keeps its first empty line', () => {
    expect(input({ input: 'text', value: '\nsecond' })).toContain('>\n\nsecond</textarea>');
  });

  test('few choices are all shown, with a way out where it is optional; many are a list', () => {
    expect(input({ input: 'select', choices: letters(3), value: 'b' })).toMatch(/value="b" checked/);
    expect(input({ input: 'select', choices: letters(3) })).toMatch(/value="" checked>.*No answer/);
    expect(input({ input: 'select', choices: letters(3), optional: false })).not.toContain('No answer');
    expect(input({ input: 'select', choices: letters(9), value: 'c' })).toContain(
      '<option value="c" selected>C</option>',
    );
  });

  test('several can be chosen, and those of before are', () => {
    const out = input({ input: 'multi', choices: letters(3), value: ['a', 'c'] });
    expect(out.match(/ checked/g)).toHaveLength(2);
  });

  test('people without choices are those of the playground', () => {
    expect(input({ input: 'people' })).toMatch(/value="u-mia".*Mia Sommer/);
  });

  test('a number, a date and a box to tick have inputs of their own', () => {
    expect(input({ input: 'number', value: 3 })).toMatch(/value="3" inputmode="decimal"/);
    expect(input({ input: 'date', value: '2026-11-02' })).toContain('<input type="date" value="2026-11-02"');
    expect(input({ input: 'checkbox', value: true })).toMatch(/type="checkbox"[^>]* checked/);
  });
});
