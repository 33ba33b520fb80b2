import type { InputBlock, InputBlockElement } from '@slack/web-api';
import type { Input } from '../../../src/core/form.ts';
import { isCivilDate } from '../../../src/core/time/zone.ts';
import { keyOf } from './carrying.ts';
import { LIMITS } from './limits.ts';
import { chosen, menuOf, optionsOf } from './options.ts';
import type { Audience } from './spans.ts';
import { clean, cut, oneLine, plainText } from './words.ts';

/** One input; nothing where it offers choices and there are none. Its block is named by its id and its element by its
 * kind, the same each time, so that a dialog that is shown anew keeps what was typed. */
export function inputBlock(
  input: Input,
  long: readonly string[],
  people: Audience['people'],
): InputBlock | undefined {
  const element = elementOf(input, long, people);
  if (!element) return undefined;
  const hint = [input.hint ?? '', tooLongHint(input)].filter(Boolean).join(' ');
  return {
    type: 'input',
    block_id: keyOf(input.id, LIMITS.id, long),
    label: plainText(input.label, LIMITS.input.label, input.id),
    // A tick that had to be set would not be a question.
    optional: input.optional || input.input === 'checkbox',
    element: { ...element, action_id: input.input },
    ...(hint.trim() ? { hint: plainText(hint, LIMITS.input.hint) } : {}),
  };
}

function elementOf(
  input: Input,
  long: readonly string[],
  people: Audience['people'],
): InputBlockElement | undefined {
  switch (input.input) {
    case 'line':
    case 'text':
      return writing(input);
    case 'number':
      return { type: 'number_input', is_decimal_allowed: true, ...started(numberOf(input)) };
    case 'date':
      return { type: 'datepicker', ...(isDate(input.value) ? { initial_date: input.value } : {}) };
    case 'checkbox':
      return ticking(input);
    case 'select':
      return selecting(input, long);
    case 'multi':
      return picking(input, long);
    case 'people':
      return input.choices ? picking(input, long) : naming(input, people);
  }
}

function writing(input: Input): InputBlockElement {
  const words = typingOf(input);
  return {
    type: 'plain_text_input',
    multiline: input.input === 'text',
    max_length: longest(input),
    ...started(words === '' ? undefined : cut(words, longest(input))),
  };
}

function longest({ limit }: Input): number {
  return Math.max(1, Math.min(limit ?? LIMITS.input.text, LIMITS.input.text));
}

function typingOf({ input, value }: Input): string {
  const words = typeof value === 'string' || typeof value === 'number' ? clean(String(value)) : '';
  return input === 'line' ? oneLine(words) : words;
}

/** Slack's fields hold less than an answer may have: saving would put the shorter text in its place. */
function tooLongHint(input: Input): string {
  if (input.input !== 'line' && input.input !== 'text') return '';
  if (typingOf(input).length <= longest(input)) return '';
  return `Only the first ${longest(input)} characters of the earlier text fit here; what you send takes the place of all of it.`;
}

function numberOf({ value }: Input): string | undefined {
  const words = String(value ?? '');
  return /^-?\d+(\.\d+)?$/.test(words) ? words : undefined;
}

function isDate(value: Input['value']): value is string {
  return typeof value === 'string' && isCivilDate(value);
}

function started(words: string | undefined): { initial_value?: string } {
  return words === undefined ? {} : { initial_value: words };
}

function ticking({ value }: Input): InputBlockElement {
  const yes = { text: plainText('Yes', LIMITS.option.text), value: 'yes' };
  return { type: 'checkboxes', options: [yes], ...(value === true ? { initial_options: [yes] } : {}) };
}

function selecting(input: Input, long: readonly string[]): InputBlockElement | undefined {
  const options = optionsOf(input, long);
  const [first] = chosen(input, options);
  if (options.length === 0) return undefined;
  return { type: 'static_select', ...menuOf(options), ...(first ? { initial_option: first } : {}) };
}

/** A few choices are shown all at once, more of them in a menu. */
function picking(input: Input, long: readonly string[]): InputBlockElement | undefined {
  const options = optionsOf(input, long);
  const first = chosen(input, options);
  const start = first.length > 0 ? { initial_options: first } : {};
  if (options.length === 0) return undefined;
  if (options.length <= LIMITS.checkboxes) return { type: 'checkboxes', options, ...start };
  return { type: 'multi_static_select', ...menuOf(options), ...start };
}

function naming({ value }: Input, people: Audience['people']): InputBlockElement {
  const persons = typeof value === 'object' ? value : typeof value === 'string' ? [value] : [];
  const users = persons.flatMap((person) => people(person) ?? []);
  return { type: 'multi_users_select', ...(users.length > 0 ? { initial_users: users } : {}) };
}
