import type { InputBlock, ModalView } from '@slack/web-api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderErrors } from '../../../../adapters/slack/render/errors.ts';
import { renderForm } from '../../../../adapters/slack/render/form.ts';
import { readView } from '../../../../adapters/slack/render/read.ts';
import type { Choice, Form, FormPart, FormValues, Input } from '../../../../src/core/form.ts';
import { checkLimits } from '../limits.ts';
import { submitted } from './dialog.ts';
import { audience, words } from './words.ts';

const personOf = (user: string) => ({ U0MIA: 'mia', W0TOM: 'tom' })[user];
const about = { id: 'answers', title: 'Morning sync', submit: 'Send', thing: 'prompt:atlas/1/mia', epoch: 4 };
const formOf = (...inputs: Input[]): Form => ({
  ...about,
  parts: inputs.map((input) => ({ part: 'input', input })),
});
const input = (more: Partial<Input>): Input => ({
  id: 'it',
  label: 'What moved?',
  optional: true,
  input: 'text',
  ...more,
});
const render = (...inputs: Input[]) => renderForm(formOf(...inputs), audience);
const inputsOf = (view: ModalView) =>
  view.blocks.filter((block): block is InputBlock => block.type === 'input');
const back = (view: ModalView, typed?: Record<string, object>): FormValues =>
  readView(submitted(view, typed), { personOf }).values;

const choices = (most: number): fc.Arbitrary<Choice[]> =>
  fc.uniqueArray(
    fc.record({
      value: fc.oneof(
        { weight: 20, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 40 }) },
        { weight: 2, arbitrary: fc.constantFrom('~0', '~1', '', ' ', '100% <b>&amp;</b>', 'مرحبا') },
        { weight: 1, arbitrary: fc.nat(9).map((n) => `${n}${'long '.repeat(40)}`) },
      ),
      label: words.map((label) => label.slice(0, 300)),
    }),
    { minLength: 1, maxLength: most, selector: ({ value }) => value },
  );

/** An input that starts with a value of its kind, and what is to come back when nothing is touched. */
const filled: fc.Arbitrary<{ one: Omit<Input, 'id' | 'label' | 'optional'>; comes: FormValues[string] }> =
  fc.oneof(
    words.map((value) => {
      const clean = value.toWellFormed().replace(/[^\P{Cc}\n\t]/gu, '');
      const short = clean.length <= 3000 ? clean : undefined;
      return {
        one: { input: 'text' as const, value },
        comes: short || (clean === '' ? undefined : expect.any(String)),
      };
    }),
    fc.constantFrom('one line', 'snake_case & <b>').map((value) => ({
      one: { input: 'line' as const, value, limit: 200 },
      comes: value,
    })),
    fc.oneof(fc.integer(), fc.constantFrom(2.5, -0.25)).map((value) => ({
      one: { input: 'number' as const, value },
      comes: value,
    })),
    fc.boolean().map((value) => ({ one: { input: 'checkbox' as const, value }, comes: value })),
    fc.constantFrom('2026-11-02', '2028-02-29').map((value) => ({
      one: { input: 'date' as const, value },
      comes: value,
    })),
    choices(130).chain((all) =>
      fc.constantFrom(...all).map(({ value }) => ({
        one: { input: 'select' as const, choices: all, value },
        comes: value,
      })),
    ),
    choices(130).chain((all) =>
      fc.subarray(all).map((picked) => {
        const value = picked.map((choice) => choice.value);
        return {
          one: { input: 'multi' as const, choices: all, value },
          comes: value.length > 0 ? value : undefined,
        };
      }),
    ),
    fc.subarray(['mia', 'tom']).map((value) => ({
      one: { input: 'people' as const, value },
      comes: value.length > 0 ? value : undefined,
    })),
  );

const ids = fc.oneof(
  { weight: 9, arbitrary: fc.nat(999).map((n) => `atlas/sync/2026-11-02:q${n}.what`) },
  { weight: 1, arbitrary: fc.constantFrom('~0', '~x', 'a & <b>', '100%', `long ${'id '.repeat(90)}`) },
);

describe('a dialog', () => {
  test('that is shown and sent as it stands gives the values it started with, within every limit', () => {
    const inputs = fc.uniqueArray(fc.record({ id: ids, label: words, hint: words, filled }), {
      maxLength: 5,
      selector: ({ id }) => id,
    });
    fc.assert(
      fc.property(inputs, words, (all, title) => {
        const parts = all.map(({ id, label, hint, filled: { one } }): FormPart => {
          return { part: 'input', input: { id, label, hint, optional: true, ...one } };
        });
        const form: Form = { ...about, title, submit: title, parts };
        const view = renderForm(form, { ...audience, channel: 'C1', link: 'https://x.org' });
        expect(checkLimits(view)).toEqual([]);
        const { values, ...rest } = readView(submitted(view), { personOf });
        expect(rest).toEqual({
          form: 'answers',
          thing: about.thing,
          epoch: 4,
          channel: 'C1',
          link: 'https://x.org',
        });
        for (const { id, filled } of all)
          if (filled.comes === undefined) expect(values[id]).toBeUndefined();
          else expect(values[id]).toEqual(filled.comes);
      }),
      { numRuns: 2000 },
    );
  });

  test('carries a few values that are too long for an option, and says when they are too many', () => {
    const long = (many: number) =>
      Array.from({ length: many }, (_, at) => ({
        value: `${at}${'long '.repeat(40)}`,
        label: `Choice ${at}`,
      }));
    const select = (many: number) =>
      input({ input: 'select', choices: long(many), value: long(many).at(-1)?.value ?? '' });
    expect(back(render(select(10)))).toEqual({ it: long(10).at(-1)?.value });
    expect(() => render(select(20))).toThrow(/Slack takes 3000\. Shorten the values of its choices/);
  });

  test('keeps 120 choices with labels of 300 characters', () => {
    const all = Array.from({ length: 120 }, (_, at) => ({
      value: `choice-${at}`,
      label: `${at} ${'a long label with many words '.repeat(11)}`.slice(0, 300),
    }));
    const view = render(
      input({ id: 'one', input: 'select', choices: all, value: 'choice-119' }),
      input({ id: 'more', input: 'multi', choices: all, value: ['choice-3', 'choice-110'] }),
    );
    expect(checkLimits(view)).toEqual([]);
    expect(back(view)).toEqual({ one: 'choice-119', more: ['choice-3', 'choice-110'] });
    const menus = inputsOf(view).map(({ element }) =>
      'option_groups' in element ? element.option_groups?.map(({ options }) => options.length) : undefined,
    );
    expect(menus).toEqual([
      [100, 20],
      [100, 20],
    ]);
  });

  test('shows the rest of a long choice below it', () => {
    const label = `${'word '.repeat(20)}end`;
    const [block] = inputsOf(render(input({ input: 'select', choices: [{ value: 'x', label }] })));
    const option =
      block && 'options' in block.element ? JSON.parse(JSON.stringify(block.element.options))[0] : {};
    expect(`${option.text.text}${option.description.text}`.replaceAll(' ', '')).toBe(
      label.replaceAll(' ', ''),
    );
  });

  test('shows up to ten choices all at once and more in a menu', () => {
    const some = (many: number) =>
      Array.from({ length: many }, (_, at) => ({ value: `${at}`, label: `${at}` }));
    const kind = (many: number) =>
      inputsOf(render(input({ input: 'multi', choices: some(many) })))[0]?.element.type;
    expect([kind(10), kind(11)]).toEqual(['checkboxes', 'multi_static_select']);
  });

  test('where there is nothing to choose from says so and asks nothing', () => {
    const view = render(input({ input: 'select', choices: [] }));
    expect(inputsOf(view)).toEqual([]);
    expect(JSON.stringify(view.blocks)).toContain('nothing to choose from');
    expect(checkLimits(view)).toEqual([]);
  });

  test('keeps its ids when it is shown anew, so that what was typed stays', () => {
    const asked = [
      input({ id: 'a' }),
      input({ id: 'b', input: 'select', choices: [{ value: 'x', label: 'X' }] }),
    ];
    const named = (view: ModalView) =>
      inputsOf(view).map(({ block_id, element }) => [block_id, 'action_id' in element && element.action_id]);
    const again = renderForm(formOf(...asked), {
      ...audience,
      errors: { a: 'Too short.', other: 'And this.' },
    });
    expect(named(again)).toEqual(named(render(...asked)));
    expect(JSON.stringify(again.blocks.slice(0, 2))).toMatch(/And this.*Too short/);
    expect(checkLimits(again)).toEqual([]);
  });

  test('says when an earlier text is longer than a field of Slack', () => {
    const [block] = inputsOf(render(input({ value: 'x'.repeat(5000), limit: 10_000 })));
    expect(block?.hint?.text).toMatch(/first 3000 characters/);
  });

  test('puts an earlier text of several lines into one line where there is only one', () => {
    const view = render(input({ input: 'line', value: 'one\ntwo' }));
    expect(checkLimits(view)).toEqual([]);
    expect(back(view)).toEqual({ it: 'one two' });
  });

  test('never demands a tick', () => {
    const [block] = inputsOf(render(input({ input: 'checkbox', optional: false })));
    expect(block?.optional).toBe(true);
  });

  test('leaves out words rather than inputs, and says when even those are too many', () => {
    const parts = Array.from({ length: 90 }, (_, at): FormPart[] => [
      { part: 'heading', text: `Part ${at}` },
      { part: 'input', input: input({ id: `i${at}` }) },
    ]).flat();
    const view = renderForm({ ...about, parts }, audience);
    expect(checkLimits(view)).toEqual([]);
    expect(inputsOf(view)).toHaveLength(90);
    expect(view.blocks[0]).toMatchObject({ type: 'header' });
    const many = Array.from({ length: 101 }, (_, at) => input({ id: `i${at}` }));
    expect(() => render(...many)).toThrow(/101 inputs.*Slack takes 100/s);
  });

  test('that is about too much to carry says so', () => {
    const thing = `prompts:${'atlas/sync/2026-11-02/mia,'.repeat(200)}`;
    expect(() => renderForm({ ...formOf(input({})), thing }, audience)).toThrow(
      /Slack takes 3000\. Shorten the thing/,
    );
  });

  test('with a long title has it whole on top', () => {
    const title = 'What is stopping the whole team today?';
    const view = renderForm({ ...formOf(input({})), title }, audience);
    expect(view.title.text).toBe('What is stopping the wh…');
    expect(view.blocks[0]).toMatchObject({ type: 'header', text: { text: title } });
  });
});

describe('what comes back', () => {
  test('is typed: numbers, ticks, lists of people, nothing for what is empty', () => {
    const view = render(
      input({ id: 'n', input: 'number' }),
      input({ id: 'c', input: 'checkbox' }),
      input({ id: 'p', input: 'people' }),
      input({ id: 'd', input: 'date' }),
      input({ id: 't' }),
    );
    expect(back(view)).toEqual({ c: false });
    const typed = {
      n: { value: '2.5' },
      c: { selected_options: [{ value: 'yes' }] },
      p: { selected_users: ['U0MIA', 'U0NEW'] },
      d: { selected_date: '2026-11-20' },
      t: { value: '<!channel> & *co*' },
    };
    expect(back(view, typed)).toEqual({
      n: 2.5,
      c: true,
      p: ['mia', 'U0NEW'],
      d: '2026-11-20',
      t: '<!channel> & *co*',
    });
    expect(back(view, { n: { value: 'three' } }).n).toBe('three');
  });

  test('from another dialog is refused', () => {
    expect(() => readView({ private_metadata: 'x', state: { values: {} } }, { personOf })).toThrow();
    expect(() => readView({ state: { values: {} } }, { personOf })).toThrow();
  });
});

describe('what is wrong', () => {
  const view = submitted(render(input({ id: 'a' }), input({ id: '100% <b>' })));

  test('is said at its input', () => {
    expect(renderErrors({ a: 'Say more.', '100% <b>': 'Not this.' }, view)).toEqual({
      response_action: 'errors',
      errors: { a: 'Say more.', '100%25 %3Cb%3E': 'Not this.' },
    });
  });

  test('with no input of the dialog is said at the first one, and nothing is lost', () => {
    expect(renderErrors({ gone: 'This too.', a: 'Say more.', other: 'x'.repeat(5000) }, view)).toEqual({
      response_action: 'errors',
      errors: { a: expect.stringMatching(/^(?=.*This too\.)(?=.*Say more\.).{1900,2000}$/s) },
    });
  });

  test('has a dialog of its own where there is no input at all', () => {
    const answer = renderErrors({ gone: 'Too late.' }, submitted(render()));
    expect(answer.response_action).toBe('push');
    const pushed = answer.response_action === 'push' ? answer.view : undefined;
    expect(checkLimits(pushed)).toEqual([]);
    expect(JSON.stringify(pushed)).toContain('Too late.');
  });
});
