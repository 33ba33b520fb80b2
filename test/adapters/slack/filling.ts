import type { FakeView } from './world/book.ts';

interface ShownInput {
  type: string;
  block_id: string;
  element: {
    initial_value?: string;
    initial_date?: string;
    initial_users?: string[];
    initial_option?: { value: string };
    initial_options?: { value: string }[];
  };
}

function inputsIn({ view }: FakeView): ShownInput[] {
  const blocks = (view.blocks ?? []) as ShownInput[];
  return blocks.filter(({ type }) => type === 'input');
}

/** What stands in a form before anybody has typed. */
export function beganWith(view: FakeView): Record<string, unknown> {
  const began = inputsIn(view).flatMap(({ block_id, element }) => {
    const { initial_value, initial_date, initial_users, initial_option, initial_options } = element;
    const options = initial_options?.map(({ value }) => value);
    const value = initial_value ?? initial_date ?? initial_users ?? initial_option?.value ?? options;
    return value === undefined ? [] : [[block_id, value] as const];
  });
  return Object.fromEntries(began);
}

/** The id of the view's input that ends so. */
export function inputEnding(view: FakeView, end: string): string {
  const ids = inputsIn(view).map(({ block_id }) => block_id);
  const found = ids.find((id) => id === end || new RegExp(`[:/.]${end}$`).test(id));
  if (!found) throw new Error(`No input “${end}”; there are ${ids.join(', ')}.`);
  return found;
}
