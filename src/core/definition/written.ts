import { z } from 'zod';

/** A text a person wrote, parsed to a core type. `expected` says what was wanted, with an example; `parse` gives
 * `undefined` for what it does not understand; `suggest` may offer what was probably meant. */
export function written<T>(
  expected: string,
  parse: (text: string) => T | undefined,
  suggest?: (text: string) => string | undefined,
) {
  return z.string({ error: expected }).transform((text, context): T => {
    const value = parse(text.trim());
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: expected, params: { suggestion: suggest?.(text.trim()) } });
    return z.NEVER;
  });
}

/** A text that is not empty. */
export const words = z.string().trim().min(1);

const NAME = /^[a-z0-9][a-z0-9._-]*$/;

/** An id or role: safe in keys, where `/` and `:` separate. */
export const name = written('lower-case letters, digits and dashes, like weekly-review', (text) =>
  NAME.test(text) ? text : undefined,
);

/** What zod expected, in plain words; for `safeParse(…, { error: expectedIn })`. */
export function expectedIn(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return PLAIN[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return oneOf(issue.values.map(String));
    case 'too_small':
      if (issue.origin !== 'number') return PLAIN.nonempty;
      return `a number ${issue.inclusive ? 'from' : 'above'} ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `a text of at most ${issue.maximum} characters`
        : `a number up to ${issue.maximum}`;
    case 'unrecognized_keys':
      return issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape).join(', ') : undefined;
    case 'invalid_union':
      return 'another form of this field';
    default:
      return undefined;
  }
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? `"${values[0]}"` : `one of ${values.join(', ')}`;
}

const PLAIN: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  record: 'a map',
  array: 'a list',
  nonempty: 'something that is not empty',
};
