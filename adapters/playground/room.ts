import type { Reply } from '../../src/core/decision.ts';
import type { PersonId } from '../../src/core/team.ts';
import type { Instant } from '../../src/core/time.ts';
import type { DirectoryEntry } from '../../src/ports.ts';
import { type Book, type Entry, emptyBook, enter, openBook, type Place } from './book.ts';
import { openJournal } from './journal.ts';

export interface PlaygroundPerson extends Omit<DirectoryEntry, 'active'> {
  active?: boolean;
}

export interface PlaygroundSetup {
  /** Where messages are kept; left out: in memory. */
  file?: string;
  people: readonly PlaygroundPerson[];
  /** Names, with or without `#`. */
  channels: readonly string[];
  now: () => Instant;
  /** The name of a person that a message mentions. */
  names: (person: PersonId) => string | undefined;
  /** Default: `playground`. */
  workspace?: string;
}

export type ShownReply = Extract<Reply, { reply: 'said' | 'refused' | 'message' }>;

/** An answer that only one person sees; gone with the process, as on the real platforms. */
export interface Whisper {
  line: 'whisper';
  ref: string;
  user: string;
  place: Place;
  thread?: string;
  at: Instant;
  /** What the person typed, if they typed something. */
  asked?: string;
  reply: ShownReply;
  /** It stands after the line with this number. */
  n: number;
}

export type Change =
  /** A line or whisper is new or different. */
  | { change: 'line'; ref: string }
  | { change: 'dismissed'; ref: string; user: string }
  | { change: 'read'; user: string; thread?: string }
  /** Other people or channels. */
  | { change: 'people' }
  | { change: 'cleared' };

/** What all parts of the playground share. */
export interface Room {
  readonly workspace: string;
  people: readonly PlaygroundPerson[];
  channels: readonly string[];
  readonly now: () => Instant;
  readonly names: (person: PersonId) => string | undefined;
  book: Book;
  whispers: Whisper[];
  /** How many whispers there have been: the last one's reference. */
  whispered: number;
  /** Writes an entry to the journal and into the book. */
  record(entry: Entry): void;
  announce(change: Change): void;
  subscribe(listener: (change: Change) => void): () => void;
  /** Forgets everything that was written and the clock's offset. */
  clear(): void;
}

/** A room with what its file remembers. */
export function openRoom(setup: PlaygroundSetup): Room {
  const journal = openJournal<Entry>(setup.file);
  const listeners = new Set<(change: Change) => void>();
  const room: Room = {
    workspace: setup.workspace ?? 'playground',
    people: setup.people,
    channels: setup.channels.map(plainChannel),
    now: setup.now,
    names: setup.names,
    book: openBook(journal),
    whispers: [],
    whispered: 0,
    record(entry) {
      journal.append(entry);
      enter(room.book, entry);
    },
    announce: (change) => {
      for (const listener of [...listeners]) listener(change);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear() {
      journal.clear();
      room.book = emptyBook();
      room.whispers = [];
      room.announce({ change: 'cleared' });
    },
  };
  return room;
}

/** A channel's name without its `#`. */
export function plainChannel(name: string): string {
  return name.replace(/^#/, '');
}

/** The person behind a platform user id. */
export function personOf(room: Pick<Room, 'people'>, user: string): PlaygroundPerson | undefined {
  return room.people.find((person) => person.user === user);
}
