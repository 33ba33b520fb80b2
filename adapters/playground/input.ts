import type { FormValue, FormValues } from '../../src/core/form.ts';
import { Declined } from './guard.ts';

/** The fields of a request, each of which is looked at before it is used. */
export type Fields = Readonly<Record<string, unknown>>;

/** Throws `Declined` unless it is an object. */
export function fieldsOf(body: unknown): Fields {
  if (!isObject(body)) throw new Declined(400, 'Expected a JSON object.');
  return body;
}

/** Longest text of one field in characters. */
const LONGEST_TEXT = 200_000;

export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '' || value.length > LONGEST_TEXT) {
    throw new Declined(400, `"${name}" should be a text of 1 to ${LONGEST_TEXT} characters.`);
  }
  return value;
}

/** A text that may be empty. */
export function anyText(fields: Fields, name: string): string {
  return fields[name] === '' ? '' : textOf(fields, name);
}

export function optionalText(fields: Fields, name: string): string | undefined {
  return fields[name] === undefined || fields[name] === null ? undefined : textOf(fields, name);
}

export function wholeNumber(fields: Fields, name: string): number {
  const given = fields[name];
  const value = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : given;
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw new Declined(400, `"${name}" should be a whole number.`);
  return value;
}

export function oneOf<T extends string>(fields: Fields, name: string, words: readonly T[]): T {
  const found = words.find((word) => word === fields[name]);
  if (found === undefined) throw new Declined(400, `"${name}" should be one of: ${words.join(', ')}.`);
  return found;
}

/** What was filled in: texts, numbers, yes or no, and lists of texts. */
export function valuesOf(fields: Fields, name: string): FormValues {
  const given = fields[name];
  if (!isObject(given)) throw new Declined(400, `"${name}" should be an object.`);
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, formValue(key, value)]));
}

function formValue(key: string, value: unknown): FormValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (isTexts(value)) return value;
  throw new Declined(400, `"${key}" should be a text, a number, true or false, or a list of texts.`);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
