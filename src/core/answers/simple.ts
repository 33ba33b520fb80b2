import type { Choice, FormValue, Input } from '../form.ts';
import type { Answer } from '../round.ts';
import {
  type Asking,
  answered,
  type Given,
  LONGEST,
  NOTHING,
  picksOf,
  type Read,
  tooLong,
  type Way,
  wordsOf,
  wrong,
} from './reading.ts';
import { colleagues } from './roster.ts';

/** The questions with one input. */
export const SIMPLE = {
  text: { inputs: (asking) => [writing(asking)], read: readText },
  choice: { inputs: (asking) => [picking(asking, optionsOf(asking))], read: readChoice },
  scale: { inputs: (asking) => [picking(asking, steps(asking))], read: readScale },
  number: { inputs: (asking) => [counting(asking)], read: readNumber },
  yes_no: { inputs: (asking) => [picking(asking, YES_NO)], read: readYesNo },
  people: { inputs: (asking) => [picking(asking, colleagues(asking), 'multi')], read: readPeople },
} satisfies Record<string, Way>;

const YES_NO: readonly Choice[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

function single(asking: Asking, input: Input['input'], value: FormValue | undefined): Input {
  const { question, id } = asking;
  return {
    id,
    label: question.ask,
    optional: question.optional,
    input,
    ...(value === undefined ? {} : { value }),
  };
}

function writing(asking: Asking): Input {
  const { start } = asking;
  return { ...single(asking, 'text', typeof start === 'string' ? start : undefined), limit: LONGEST };
}

function counting(asking: Asking): Input {
  const hint = rangeOf(asking);
  const { start } = asking;
  return {
    ...single(asking, 'number', typeof start === 'number' ? start : undefined),
    ...(hint ? { hint: `A number ${hint}.` } : {}),
  };
}

function picking(asking: Asking, choices: readonly Choice[], input: 'select' | 'multi' = 'select'): Input {
  const picked = picksOf(asValue(asking.start)).filter((value) =>
    choices.some((choice) => choice.value === value),
  );
  const value = input === 'multi' ? picked : picked[0];
  return { ...single(asking, input, value?.length ? value : undefined), choices };
}

function asValue(start: Answer | undefined): FormValue | undefined {
  if (typeof start === 'boolean') return start ? 'yes' : 'no';
  if (typeof start === 'number') return String(start);
  return typeof start === 'string' || isList(start) ? start : undefined;
}

function isList(answer: Answer | undefined): answer is readonly string[] {
  return Array.isArray(answer);
}

function optionsOf({ question }: Asking): Choice[] {
  return (question.options ?? []).map((option) => ({ value: option, label: option }));
}

function steps(asking: Asking): Choice[] {
  const [from, to] = ends(asking);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => {
    const value = String(from + step);
    return { value, label: value };
  });
}

function ends({ question }: Asking): [number, number] {
  return [question.from ?? 1, question.to ?? 5];
}

function rangeOf({ question: { from, to } }: Asking): string | undefined {
  if (from !== undefined && to !== undefined) return `from ${from} to ${to}`;
  if (from !== undefined) return `from ${from} up`;
  return to === undefined ? undefined : `up to ${to}`;
}

function readText(asking: Asking, given: Given): Read {
  const words = wordsOf(given());
  const problem = tooLong(words);
  if (problem) return wrong(asking, problem);
  return words ? answered(words) : NOTHING;
}

function readChoice(asking: Asking, given: Given): Read {
  const words = wordsOf(given());
  if (!words) return NOTHING;
  const option = asking.question.options?.find((one) => one.toLowerCase() === words.toLowerCase());
  return option === undefined ? wrong(asking, 'Pick one of the choices.') : answered(option);
}

function readScale(asking: Asking, given: Given): Read {
  const words = wordsOf(given());
  if (!words) return NOTHING;
  const [from, to] = ends(asking);
  const step = Number(words);
  const fits = Number.isInteger(step) && step >= from && step <= to;
  return fits ? answered(step) : wrong(asking, `Pick a whole number from ${from} to ${to}.`);
}

function readNumber(asking: Asking, given: Given): Read {
  const words = wordsOf(given()).replace(',', '.');
  if (!words) return NOTHING;
  if (!/^[+-]?\d+(\.\d+)?$/.test(words)) return wrong(asking, 'Give a number, such as 3 or 2.5.');
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = asking.question;
  const number = Number(words);
  return number >= from && number <= to
    ? answered(number)
    : wrong(asking, `Give a number ${rangeOf(asking)}.`);
}

function readYesNo(asking: Asking, given: Given): Read {
  const value = given();
  const word = typeof value === 'boolean' ? (value ? 'yes' : 'no') : wordsOf(value).toLowerCase();
  if (!word) return NOTHING;
  if (['yes', 'y', 'true'].includes(word)) return answered(true);
  return ['no', 'n', 'false'].includes(word) ? answered(false) : wrong(asking, 'Pick yes or no.');
}

function readPeople(asking: Asking, given: Given): Read {
  const picked = picksOf(given());
  const known = colleagues(asking);
  if (picked.some((id) => !known.some(({ value }) => value === id)))
    return wrong(asking, 'Pick people of this team.');
  return picked.length > 0 ? answered(picked) : NOTHING;
}
