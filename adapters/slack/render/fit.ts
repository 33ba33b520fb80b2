import type { KnownBlock } from '@slack/web-api';
import { type Element, type Message, paragraph } from '../../../src/core/message.ts';
import { blocksOf } from './blocks.ts';
import { buttonBlocks } from './buttons.ts';
import { groups, sizeOf } from './groups.ts';
import { shorten } from './shorten.ts';
import type { Audience } from './spans.ts';

/** How many blocks there may be, and how many characters of JSON. */
export interface Room {
  blocks: number;
  size: number;
}

/** To how many characters long texts are shortened, one after the other, until a message fits. */
const STEPS = [6000, 3000, 1500, 800, 400, 200];
const SHORTEST = 100;

/** The message's blocks. One that is too long has its long texts shortened first, all alike, so that every button keeps
 * its words; only when that is not enough it loses blocks before its closing lines (buttons, small print). Both times a
 * "… more" button about `message:<id>` shows the rest to the one who asks. */
export function fitting(told: Message, how: Audience & { id: string }, room: Room): KnownBlock[] {
  const elements = spoken(told, how);
  const whole = allBlocks(elements, how);
  if (fits(whole, room)) return whole;
  const button = { id: 'message.more', label: '… more', thing: `message:${how.id}`, epoch: 0 };
  const more = buttonBlocks([button], 'more');
  const shortest = shortened(elements, SHORTEST, how);
  if (!fits(around(shortest, more), room)) return dropping(shortest, more, room);
  for (const step of STEPS) {
    const blocks = around(shortened(elements, step, how), more);
    if (fits(blocks, room)) return blocks;
  }
  return around(shortest, more);
}

interface Parts {
  head: KnownBlock[];
  /** The closing buttons and small print. */
  last: KnownBlock[];
}

function around({ head, last }: Parts, more: readonly KnownBlock[]): KnownBlock[] {
  return [...head, ...more, ...last];
}

function shortened(elements: readonly Element[], step: number, how: Audience): Parts {
  const short = elements.map((element) => shorten(element, step));
  const end = 1 + elements.findLastIndex(({ element }) => !['buttons', 'note', 'divider'].includes(element));
  return { head: allBlocks(short.slice(0, end), how), last: allBlocks(short.slice(end), how, end) };
}

function dropping(short: Parts, more: readonly KnownBlock[], room: Room): KnownBlock[] {
  const half = { blocks: Math.floor(room.blocks / 2), size: Math.floor(room.size / 2) };
  const last = firstOf(short.last, half);
  const head = firstOf(short.head, {
    blocks: room.blocks - last.length - more.length,
    size: room.size - sizeOf([...more, ...last]),
  });
  return [...withoutLoose(head), ...more, ...last];
}

/** Every block of the message, in parts of which each fits a message: what "… more" shows. */
export function parts(told: Message, audience: Audience, room: Room): KnownBlock[][] {
  return groups(allBlocks(spoken(told, audience), audience), { count: room.blocks, size: room.size - 2 });
}

/** A message that shows nothing says its summary. */
function spoken({ summary, elements }: Message, audience: Audience): readonly Element[] {
  const silent = allBlocks(elements, audience).every(({ type }) => type === 'divider');
  return silent ? [paragraph(summary.trim() || '–')] : elements;
}

function allBlocks(elements: readonly Element[], audience: Audience, from = 0): KnownBlock[] {
  return elements.flatMap((element, at) => blocksOf(element, String(from + at), audience));
}

function fits(blocks: readonly KnownBlock[], room: Room): boolean {
  return blocks.length <= room.blocks && sizeOf(blocks) <= room.size;
}

function firstOf(blocks: readonly KnownBlock[], room: Room): KnownBlock[] {
  const [first = []] = groups(blocks, { count: room.blocks, size: room.size - 2 });
  return fits(first, room) ? first : [];
}

/** A heading or line with nothing below it goes too. */
function withoutLoose(blocks: readonly KnownBlock[]): KnownBlock[] {
  const last = blocks.findLastIndex(({ type }) => type !== 'header' && type !== 'divider');
  return blocks.slice(0, last + 1);
}
