import type { PlainTextOption } from '@slack/web-api';
import type { Choice, Input } from '../../../src/core/form.ts';
import { keyOf } from './carrying.ts';
import { groups } from './groups.ts';
import { LIMITS } from './limits.ts';
import { clean, oneLine, pieces, plainText } from './words.ts';

/** The choices of an input. A label that is too long goes on below, in smaller letters. */
export function optionsOf({ choices = [] }: Input, long: readonly string[]): PlainTextOption[] {
  return choices.map((choice) => optionOf(choice, long));
}

function optionOf({ value, label }: Choice, long: readonly string[]): PlainTextOption {
  const line = oneLine(clean(label));
  const most = LIMITS.option.text;
  const [first = ''] = pieces(line, most);
  const rest = line.slice(first.length).trim();
  return {
    text: plainText(first, most, value),
    value: keyOf(value, LIMITS.option.value, long),
    ...(rest === '' ? {} : { description: plainText(rest, most) }),
  };
}

/** A menu takes 100 options; more are laid into groups that say from what to what they go. */
export function menuOf(
  options: PlainTextOption[],
): { options: PlainTextOption[] } | { option_groups: OptionGroup[] } {
  if (options.length <= LIMITS.options) return { options };
  const found = groups(options, { count: LIMITS.options, size: Number.POSITIVE_INFINITY });
  return {
    option_groups: found.map((group) => ({
      label: plainText(`${startOf(group[0])} – ${startOf(group.at(-1))}`, LIMITS.option.text),
      options: group,
    })),
  };
}

interface OptionGroup {
  label: PlainTextOption['text'];
  options: PlainTextOption[];
}

function startOf(option: PlainTextOption | undefined): string {
  return option ? plainText(option.text.text, Math.floor(LIMITS.option.text / 2) - 1).text : '';
}

/** The options that the input starts with. */
export function chosen(input: Input, options: readonly PlainTextOption[]): PlainTextOption[] {
  const { value, choices = [] } = input;
  const starts = typeof value === 'object' ? value : value === undefined ? [] : [String(value)];
  return options.filter((_, at) => starts.includes(choices[at]?.value ?? ''));
}
