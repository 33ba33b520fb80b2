import { z } from 'zod';
import type { FormValue, FormValues } from '../../../src/core/form.ts';
import type { PersonId } from '../../../src/core/team.ts';
import { type Carried, unpacked, wordOf } from './carrying.ts';

const option = z.object({ value: z.string() });

/** What stands in one input, by the kinds that forms of ours have. */
const given = z.object({
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  selected_date: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
});

const submitted = z.object({
  private_metadata: z.string(),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), given)) }),
});

export interface ReadForm extends Omit<Carried, 'long'> {
  values: FormValues;
}

/** The `view` of a submitted dialog: which form it is, what it is about, and what was filled in by the ids of its inputs.
 * What was left empty is missing. A Slack user whom nobody knows stays a Slack user id, for the core to refuse. Throws
 * when the view is not one of `renderForm`. */
export function readView(view: unknown, how: { personOf: (user: string) => PersonId | undefined }): ReadForm {
  const { private_metadata, state } = submitted.parse(view);
  const { long = [], ...about } = unpacked(private_metadata);
  const filled = Object.entries(state.values).flatMap(([block, elements]) =>
    Object.entries(elements).flatMap(([kind, one]) => {
      const value = filledIn(kind, one, long, how.personOf);
      return value === undefined ? [] : [[wordOf(block, long), value] as const];
    }),
  );
  return { ...about, values: Object.fromEntries(filled) };
}

function filledIn(
  kind: string,
  one: z.infer<typeof given>,
  long: readonly string[],
  personOf: (user: string) => PersonId | undefined,
): FormValue | undefined {
  if (kind === 'checkbox') return (one.selected_options ?? []).length > 0;
  if (kind === 'number') return numberOf(one.value);
  if (one.selected_option) return wordOf(one.selected_option.value, long);
  const picked = one.selected_options?.map(({ value }) => wordOf(value, long));
  const users = one.selected_users?.map((user) => personOf(user) ?? user);
  const several = picked ?? users;
  if (several) return several.length > 0 ? several : undefined;
  return one.selected_date ?? (one.value || undefined);
}

/** What is no number stays as typed, for the core to say so. */
function numberOf(words: string | null | undefined): FormValue | undefined {
  if (!words) return undefined;
  const number = Number(words);
  return Number.isFinite(number) ? number : words;
}
