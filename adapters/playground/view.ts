import type { Line, Place } from './book.ts';
import { readUpTo } from './book.ts';
import { sourceOf } from './html.ts';
import { type Answers, hueOf, initialsOf, renderLine, type Shown } from './line.ts';
import type { Seen } from './render.ts';
import { personOf, type Room, type Whisper } from './room.ts';

export interface SidebarPlace {
  place: Place;
  kind: 'channel' | 'direct';
  name: string;
  /** Messages that were not read. */
  unread: number;
  /** Answers in threads that were not read. */
  answers: number;
}

export interface SidebarPerson {
  user: string;
  handle: string;
  name: string;
  zone: string;
  hue: number;
  initials: string;
  /** Direct messages that were not read. */
  unread: number;
}

/** What stands beside the conversation for one person. */
export interface Sidebar {
  places: SidebarPlace[];
  people: SidebarPerson[];
}

/** A line for the page: where it stands, and its hypertext. */
export interface LineView {
  ref: string;
  n: number;
  place: Place;
  thread: string | null;
  html: string;
}

export interface ConversationView {
  lines: LineView[];
  /** Older lines are left. */
  more: boolean;
  /** The last line that the person had read. */
  readUpTo: number;
}

/** The zone of somebody whose zone is not known. */
const NO_ZONE = 'UTC';

/** How a person of the playground sees messages. */
export function seenBy(room: Room, user: string): Seen {
  const person = personOf(room, user);
  return { zone: person?.zone ?? NO_ZONE, name: person?.name, names: room.names };
}

export function sidebarOf(room: Room, user: string): Sidebar {
  const direct = directOf(user);
  const unread = unreadOf(room, user);
  const place = (key: Place, kind: SidebarPlace['kind'], name: string): SidebarPlace => ({
    place: key,
    kind,
    name,
    ...(unread.get(key) ?? { unread: 0, answers: 0 }),
  });
  return {
    places: [
      ...room.channels.map((name) => place(`channel:${name}`, 'channel', name)),
      place(direct, 'direct', 'Rondo'),
    ],
    people: room.people
      .filter((person) => person.active !== false)
      .map((person) => ({
        user: person.user,
        handle: person.handle,
        name: person.name,
        zone: person.zone ?? NO_ZONE,
        hue: hueOf(room, person.user),
        initials: initialsOf(person.name),
        unread: unreadOf(room, person.user).get(directOf(person.user))?.unread ?? 0,
      })),
  };
}

/** How many lines are shown at once. */
const PAGE = 100;

/** A conversation, or one thread of it with the message it hangs on: the newest lines, or those before a line. */
export function conversationOf(
  room: Room,
  user: string,
  place: Place,
  which: { thread?: string; before?: number } = {},
): ConversationView {
  const all = shownIn(room, user, place).filter((line) =>
    which.thread === undefined
      ? line.thread === undefined
      : line.thread === which.thread || line.ref === which.thread,
  );
  const before = which.before ?? Number.POSITIVE_INFINITY;
  const earlier = all.filter((line) => line.n < before);
  const lines = earlier.slice(-PAGE);
  const answers = answersIn(room, user, place);
  return {
    lines: lines.map((line) => viewOf(room, user, line, answers.get(line.ref))),
    more: lines.length < earlier.length,
    readUpTo: readUpTo(room.book, user, place, which.thread),
  };
}

/** One line as it is now; undefined when that person does not see it. */
export function lineOf(room: Room, user: string, ref: string): LineView | undefined {
  const line = room.book.byRef.get(ref) ?? room.whispers.find((one) => one.ref === ref);
  if (!line || !canSee(line, user)) return undefined;
  const answers = line.thread === undefined ? answersIn(room, user, line.place).get(ref) : undefined;
  return viewOf(room, user, line, answers);
}

/** True for a channel, and for one's own direct messages. */
export function isPlaceOf(room: Room, user: string, place: Place): boolean {
  return place === directOf(user) || room.channels.some((name) => place === `channel:${name}`);
}

function directOf(user: string): Place {
  return `direct:${user}`;
}

function canSee(line: Shown, user: string): boolean {
  if (line.line === 'whisper') return line.user === user;
  return line.place.startsWith('channel:') || line.place === directOf(user);
}

function viewOf(room: Room, user: string, line: Shown, answers?: Answers): LineView {
  const { ref, n, place } = line;
  const html = sourceOf(renderLine(room, line, seenBy(room, user), answers));
  return { ref, n, place, thread: line.thread ?? null, html };
}

/** A whisper stands after the line that was the last when it came. */
function shownIn(room: Room, user: string, place: Place): Shown[] {
  const whispers = room.whispers.filter((one): one is Whisper => one.place === place && one.user === user);
  const lines: Shown[] = room.book.lines.filter((line) => line.place === place && canSee(line, user));
  return [...lines, ...whispers].sort((a, b) => a.n - b.n);
}

function answersIn(room: Room, user: string, place: Place): Map<string, Answers> {
  const found = new Map<string, Answers>();
  for (const line of room.book.lines) {
    if (line.place !== place || line.thread === undefined) continue;
    const before = found.get(line.thread) ?? { count: 0, unread: 0 };
    const unread = before.unread + (isUnread(room, user, line) ? 1 : 0);
    found.set(line.thread, { count: before.count + 1, unread });
  }
  return found;
}

function unreadOf(room: Room, user: string): Map<Place, { unread: number; answers: number }> {
  const found = new Map<Place, { unread: number; answers: number }>();
  for (const line of room.book.lines) {
    if (!canSee(line, user) || !isUnread(room, user, line)) continue;
    const before = found.get(line.place) ?? { unread: 0, answers: 0 };
    const [unread, answers] = line.thread === undefined ? [1, 0] : [0, 1];
    found.set(line.place, { unread: before.unread + unread, answers: before.answers + answers });
  }
  return found;
}

function isUnread(room: Room, user: string, line: Line): boolean {
  if (line.line === 'said' && line.user === user) return false;
  return line.n > readUpTo(room.book, user, line.place, line.thread);
}
