import type { Message } from '../../src/core/message.ts';
import type { Instant, Span } from '../../src/core/time.ts';
import type { Address, Reader } from '../../src/ports.ts';
import type { Journal } from './journal.ts';

/** A conversation: `channel:atlas`, or `direct:mia` for what the bot and one person write to each other. */
export type Place = string;

interface InPlace {
  ref: string;
  /** Its position: rises by one with every line of the playground. */
  n: number;
  place: Place;
  /** The reference of the message that it answers. */
  thread?: string;
  at: Instant;
}

/** What the bot posted. `edits` counts how often it was edited; `message` is the newest. */
export interface Posted extends InPlace {
  line: 'posted';
  /** Our id, as given to `send`. */
  id: string;
  to: Address;
  reader: Reader;
  message: Message;
  edits: number;
  editedAt?: Instant;
}

/** What a person wrote. */
export interface Said extends InPlace {
  line: 'said';
  user: string;
  text: string;
}

export type Line = Posted | Said;

export type Entry =
  | { entry: 'line'; line: Line }
  | { entry: 'edited'; ref: string; message: Message; at: Instant }
  | { entry: 'read'; user: string; where: string; upTo: number }
  | { entry: 'offset'; span: Span };

/** Everything that was written, in order, and who has read how far. */
export interface Book {
  lines: Line[];
  byRef: Map<string, Line>;
  /** Key: `user` and the place or thread, as `readKey` joins them; value: the last `n` that was read. */
  read: Map<string, number>;
  /** How far the playground's clock is ahead of the real one. */
  offset: Span;
}

/** The book as the journal tells it. */
export function openBook(journal: Journal<Entry>): Book {
  const book: Book = emptyBook();
  for (const entry of journal.past) enter(book, entry);
  return book;
}

export function emptyBook(): Book {
  return { lines: [], byRef: new Map(), read: new Map(), offset: 0 };
}

/** Puts one entry in the book. */
export function enter(book: Book, entry: Entry): void {
  if (entry.entry === 'line') addLine(book, entry.line);
  else if (entry.entry === 'edited') changeLine(book, entry.ref, entry.message, entry.at);
  else if (entry.entry === 'read') book.read.set(readKey(entry.user, entry.where), entry.upTo);
  else book.offset = entry.span;
}

function addLine(book: Book, line: Line): void {
  book.lines.push(line);
  book.byRef.set(line.ref, line);
}

function changeLine(book: Book, ref: string, message: Message, at: Instant): void {
  const line = book.byRef.get(ref);
  if (line?.line !== 'posted') return;
  line.message = message;
  line.edits += 1;
  line.editedAt = at;
}

/** The position of the next line. */
export function nextNumber(book: Book): number {
  return (book.lines.at(-1)?.n ?? 0) + 1;
}

/** How far a person has read a place, or a thread of it; 0 for nothing yet. */
export function readUpTo(book: Book, user: string, place: Place, thread?: string): number {
  return book.read.get(readKey(user, thread ?? place)) ?? 0;
}

function readKey(user: string, where: string): string {
  return `${user} ${where}`;
}
