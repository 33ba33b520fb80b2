import { z } from 'zod';
import type { Form } from '../../../src/core/form.ts';
import { portable } from './buttons.ts';
import { LIMITS } from './limits.ts';

/** What a dialog carries with it and brings back: nothing about it is kept anywhere else. */
const carried = z.object({
  form: z.string(),
  thing: z.string(),
  epoch: z.number(),
  /** Where it was opened. */
  channel: z.string().optional(),
  /** The message that it was opened about. */
  link: z.string().optional(),
  /** What is too long to be an id or a value: those name it by its place in this list. */
  long: z.array(z.string()).optional(),
});

export type Carried = z.infer<typeof carried>;

/** Throws `RangeError`, saying what is too long, when it is more than Slack lets a dialog carry. */
export function carriedBy(form: Form, from: Pick<Carried, 'channel' | 'link'>): Carried {
  const long = longWords(form);
  return {
    form: form.id,
    thing: form.thing,
    epoch: form.epoch,
    ...(from.channel === undefined ? {} : { channel: from.channel }),
    ...(from.link === undefined ? {} : { link: from.link }),
    ...(long.length > 0 ? { long } : {}),
  };
}

export function packed(carrying: Carried): string {
  const metadata = portable(carrying);
  if (metadata.length <= LIMITS.privateMetadata) return metadata;
  const { form, thing, long = [] } = carrying;
  const longest = long.join('').length > thing.length ? 'values of its choices' : 'thing that it is about';
  throw new RangeError(
    `The form "${form}" needs ${metadata.length} characters to find its way back, and Slack takes ${LIMITS.privateMetadata}. Shorten the ${longest}.`,
  );
}

export function unpacked(metadata: string): Carried {
  return carried.parse(JSON.parse(metadata));
}

/** An input's id, or a choice's value, as Slack takes it: short, never empty, and without the characters that come back
 * as entities. What is too long is called by its place in `long`. */
export function keyOf(word: string, most: number, long: readonly string[]): string {
  const at = long.indexOf(word);
  return at >= 0 ? `~${at}` : plainKey(word, most);
}

/** The word behind such a key. */
export function wordOf(key: string, long: readonly string[]): string {
  const place = /^~(\d+)$/.exec(key)?.[1];
  if (place !== undefined) return long[Number(place)] ?? key;
  return key.replace(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function plainKey(word: string, most: number): string {
  const key = word.replace(/[%&<>]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return key.length <= most ? key : '';
}

function longWords({ parts }: Form): string[] {
  const inputs = parts.flatMap((part) => (part.part === 'input' ? [part.input] : []));
  const ids = inputs.map(({ id }) => id).filter((id) => needsPlace(id, LIMITS.id));
  const values = inputs.flatMap(({ choices = [] }) => choices.map(({ value }) => value));
  return [...new Set([...ids, ...values.filter((value) => needsPlace(value, LIMITS.option.value))])];
}

function needsPlace(word: string, most: number): boolean {
  return word.trim() === '' || word.startsWith('~') || plainKey(word, most) === '';
}
