import { readsAsNone } from '../blocker.ts';
import type { FormValue, Input } from '../form.ts';
import { type Asking, memberId, NOTHING, type Read, tooLong, wrong } from './reading.ts';

export const PASSED = 'This date has passed. Pick today or a later one.';

/** A group stands on its `what`. Emptying it takes an earlier answer back; filling only the rest is a slip. */
export function readWhat(asking: Asking, what: string, rest: boolean, ask: string): Read | undefined {
  const problem = tooLong(what);
  if (problem) return wrong(asking, problem, 'what');
  if (what && readsAsNone(what)) return { read: 'none' };
  if (what) return undefined;
  return rest && asking.start === undefined ? wrong(asking, ask, 'what') : NOTHING;
}

/** The input a group begins with; it carries the question. */
export function first(
  asking: Asking,
  member: string,
  input: Input['input'],
  value: FormValue | undefined,
): Input {
  const { ask, optional } = asking.question;
  return { id: memberId(asking, member), label: ask, optional, input, ...filled(value) };
}

/** Another input of the group; it may stay empty. */
export function extra(
  asking: Asking,
  member: string,
  label: string,
  input: Input['input'],
  value: FormValue | undefined,
): Input {
  return { id: memberId(asking, member), label, optional: true, input, ...filled(value) };
}

function filled(value: FormValue | undefined): { value?: FormValue } {
  return value === undefined || (typeof value === 'object' && value.length === 0) ? {} : { value };
}
