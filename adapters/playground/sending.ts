import type { Message } from '../../src/core/message.ts';
import { type Address, type Chat, ChatError, type Reader } from '../../src/ports.ts';
import { nextNumber, type Place, type Posted } from './book.ts';
import { personOf, plainChannel, type Room } from './room.ts';

const LONGEST_MESSAGE = 100_000;

/** The bot's side of the room: the chat port. A send that is repeated is posted again; nothing is deduplicated. */
export function sendingTo(room: Room): Chat {
  return {
    platform: 'playground',
    workspace: room.workspace,
    capabilities: { find: { direct: true, channel: true }, length: LONGEST_MESSAGE },
    send: async (to, message, how) => post(room, to, message, how),
    edit: async (to, ref, message) => change(room, to, ref, message),
    find: async (to, id) => postsIn(room, placeOf(room, to)).find((post) => post.id === id)?.ref,
    directory: async () => room.people.map((person) => ({ ...person, active: person.active ?? true })),
  };
}

/** Everything that the bot posted, oldest first. */
export function postsIn(room: Room, place?: Place): Posted[] {
  return room.book.lines
    .filter((line) => line.line === 'posted')
    .filter((post) => place === undefined || post.place === place);
}

/** The conversation of an address. Throws a refusal when the playground has no such channel or user. */
export function placeOf(room: Room, to: Address | { to: Address['to'] }): Place {
  if ('workspace' in to && to.workspace !== room.workspace) {
    throw refusal(`This chat is the workspace "${room.workspace}", not "${to.workspace}".`);
  }
  return 'user' in to.to ? directPlace(room, to.to.user) : channelPlace(room, to.to.channel);
}

function directPlace(room: Room, user: string): Place {
  if (!personOf(room, user)) throw refusal(`The playground has no user "${user}".`);
  return `direct:${user}`;
}

function channelPlace(room: Room, channel: string): Place {
  const name = plainChannel(channel);
  if (!room.channels.includes(name)) throw refusal(`The playground has no channel "${channel}".`);
  return `channel:${name}`;
}

function post(room: Room, to: Address, message: Message, how: { id: string; reader: Reader }): string {
  const place = placeOf(room, to);
  const n = nextNumber(room.book);
  const ref = `m${n}`;
  const thread = to.under === undefined ? {} : { thread: rootOf(room, place, to.under) };
  const line: Posted = {
    line: 'posted',
    ref,
    n,
    place,
    ...thread,
    at: room.now(),
    id: how.id,
    to,
    reader: how.reader,
    message,
    edits: 0,
  };
  room.record({ entry: 'line', line });
  room.announce({ change: 'line', ref });
  return ref;
}

function change(room: Room, to: Address, ref: string, message: Message): void {
  const place = placeOf(room, to);
  const line = room.book.byRef.get(ref);
  if (line?.line !== 'posted' || line.place !== place)
    throw refusal(`There is no message "${ref}" of Rondo here.`);
  room.record({ entry: 'edited', ref, message, at: room.now() });
  room.announce({ change: 'line', ref });
}

/** The message that a thread hangs on: threads are one level deep. */
export function rootOf(room: Room, place: Place, ref: string): string {
  const line = room.book.byRef.get(ref);
  if (!line || line.place !== place) throw refusal(`There is no message "${ref}" here to answer.`);
  return line.thread ?? line.ref;
}

function refusal(sentence: string): ChatError {
  return new ChatError('refused', sentence);
}
