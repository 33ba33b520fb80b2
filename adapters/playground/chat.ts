import type { Span } from '../../src/core/time.ts';
import type { Chat } from '../../src/ports.ts';
import { type Acting, actingIn, dismissWhisper } from './acting.ts';
import { type Line, type Place, type Posted, readUpTo } from './book.ts';
import type { OffsetStore } from './clock.ts';
import {
  type Change,
  openRoom,
  type PlaygroundPerson,
  type PlaygroundSetup,
  plainChannel,
  type Room,
} from './room.ts';
import { postsIn, sendingTo } from './sending.ts';

/** A whole chat in one process: what the bot posts, what people do, and who has read what. */
export interface Playground extends Chat, Acting {
  /** Everything that the bot posted, oldest first; a message that is edited changes here. */
  readonly posted: readonly Posted[];
  /** What the bot and people wrote, oldest first. */
  readonly lines: readonly Line[];
  readonly room: Room;
  /** Calls after each change; gives back a way to stop. */
  subscribe(listener: (change: Change) => void): () => void;
  /** Other people and channels from now on; what was written stays. */
  meet(who: { people: readonly PlaygroundPerson[]; channels: readonly string[] }): void;
  /** Marks a place, or one thread of it, as read to its end. */
  read(user: string, place: Place, thread?: string): void;
  dismiss(user: string, ref: string): void;
  /** Forgets everything that was written, and the clock's offset. */
  clear(): void;
  /** Keeps the clock's offset with the messages. */
  readonly offset: OffsetStore;
}

/** A chat with the given people and channels. With a file, everything written before is there again. */
export function createPlayground(setup: PlaygroundSetup): Playground {
  const room = openRoom(setup);
  return {
    ...sendingTo(room),
    ...actingIn(room),
    room,
    get posted() {
      return postsIn(room);
    },
    get lines() {
      return room.book.lines;
    },
    subscribe: room.subscribe,
    clear: room.clear,
    meet: (who) => meet(room, who),
    read: (user, place, thread) => read(room, user, place, thread),
    dismiss: (user, ref) => dismissWhisper(room, user, ref),
    offset: {
      load: () => room.book.offset,
      save: (span: Span) => room.record({ entry: 'offset', span }),
    },
  };
}

function meet(room: Room, who: Pick<PlaygroundSetup, 'people' | 'channels'>): void {
  const before = JSON.stringify([room.people, room.channels]);
  room.people = who.people;
  room.channels = who.channels.map(plainChannel);
  if (JSON.stringify([room.people, room.channels]) !== before) room.announce({ change: 'people' });
}

function read(room: Room, user: string, place: Place, thread?: string): void {
  const where = thread ?? place;
  const last = room.book.lines.findLast((line) => line.place === place && line.thread === thread);
  const upTo = Math.max(last?.n ?? 0, thread === undefined ? 0 : (room.book.byRef.get(thread)?.n ?? 0));
  if (upTo <= readUpTo(room.book, user, place, thread)) return;
  room.record({ entry: 'read', user, where, upTo });
  room.announce({ change: 'read', user, thread });
}
