import { dateAt, showInstant } from '../../src/core/time/zone.ts';
import type { Zone } from '../../src/core/time.ts';
import type { Posted, Said } from './book.ts';
import { html, type Markup } from './html.ts';
import { renderMessage, renderText, renderTime, type Seen } from './render.ts';
import { personOf, type Room, type Whisper } from './room.ts';

/** Anything that stands in a conversation. */
export type Shown = Posted | Said | Whisper;

/** The thread that hangs on a message, as the message shows it. */
export interface Answers {
  count: number;
  unread: number;
}

interface Author {
  name: string;
  avatar: Markup;
  /** Names the author for the page, which puts lines of one author together. */
  key: string;
}

const RONDO: Author = {
  name: 'Rondo',
  avatar: html`<span class="avatar rondo" aria-hidden="true"></span>`,
  key: 'rondo',
};

/** Longer texts start folded. */
const FOLDED = 3000;

/** One line of a conversation as the page shows it to one person. */
export function renderLine(room: Room, shown: Shown, seen: Seen, answers?: Answers): Markup {
  const author = shown.line === 'said' ? personAsAuthor(room, shown.user) : RONDO;
  const long = JSON.stringify(shown.line === 'said' ? shown.text : shown).length > FOLDED;
  return html`<article class="line ${shown.line}${long && ' folded'}" data-ref="${shown.ref}" data-n="${shown.n}" data-author="${author.key}" data-at="${shown.at}" data-day="${dateAt(seen.zone, shown.at)}" data-day-name="${longDay(shown.at, seen.zone)}" data-spoken="${spokenAs(shown, author, seen)}" tabindex="-1" aria-label="${author.name}, ${showInstant(seen.zone, shown.at, 'time')}">
${author.avatar}<div class="body"><header><bdi class="author">${author.name}</bdi>${author === RONDO && html` <span class="app">App</span>`} ${renderTime(shown.at, 'time', seen.zone)}${isEdited(shown) && html` <span class="edited">(edited)</span>`}</header>
${renderContent(shown, seen)}${long && html`<button type="button" class="unfold" data-unfold>Show all</button>`}${renderFooter(shown, answers)}</div></article>`;
}

function renderContent(shown: Shown, seen: Seen): Markup {
  if (shown.line === 'said')
    return html`<div class="content"><p class="${isJumbo(shown.text) && 'jumbo'}" dir="auto">${shown.text}</p></div>`;
  if (shown.line === 'posted')
    return html`<div class="content ${isCard(shown) && 'card'}">${renderMessage(shown.message, seen)}</div>`;
  return renderWhisper(shown, seen);
}

function renderWhisper(whisper: Whisper, seen: Seen): Markup {
  const { reply } = whisper;
  const asked =
    whisper.asked !== undefined &&
    html`<p class="asked">You typed <code dir="auto">${whisper.asked}</code></p>`;
  const words =
    reply.reply === 'message'
      ? renderMessage(reply.message, seen)
      : html`<p dir="auto">${renderText(reply.text, seen)}</p>`;
  return html`${asked}<div class="content ${reply.reply}">${words}</div><p class="private">Only visible to you <button type="button" class="link" data-dismiss="${whisper.ref}">Dismiss</button></p>`;
}

function renderFooter(shown: Shown, answers: Answers | undefined): Markup | false {
  if (shown.line === 'whisper' || shown.thread !== undefined) return false;
  const count = answers?.count ?? 0;
  const words = count === 0 ? 'Reply' : count === 1 ? '1 reply' : `${count} replies`;
  const fresh = answers && answers.unread > 0 && html` <span class="fresh">${answers.unread} new</span>`;
  return html`<footer><button type="button" class="thread-link${count === 0 && ' unanswered'}" data-thread="${shown.ref}">${words}${fresh}</button></footer>`;
}

function isEdited(shown: Shown): boolean {
  return shown.line === 'posted' && shown.edits > 0;
}

/** A plain answer reads as speech; anything with parts is a card. */
function isCard(posted: Posted): boolean {
  return posted.message.elements.some((element) => element.element !== 'text' && element.element !== 'note');
}

function isJumbo(text: string): boolean {
  return /^(\p{RGI_Emoji}|\s){1,12}$/v.test(text);
}

/** What a screen reader says when the line arrives. */
function spokenAs(shown: Shown, author: Author, seen: Seen): string {
  if (shown.line === 'said') return `${author.name}: ${shown.text.slice(0, 200)}`;
  if (shown.line === 'posted') return `${author.name}: ${shown.message.summary}`;
  const { reply } = shown;
  return `${author.name}, only to you: ${reply.reply === 'message' ? reply.message.summary : plain(reply.text, seen)}`;
}

function plain(text: Extract<Whisper['reply'], { reply: 'said' }>['text'], seen: Seen): string {
  return text
    .map((span) => {
      if (typeof span === 'string') return span;
      if ('person' in span) return seen.names(span.person) ?? span.person;
      if ('time' in span) return showInstant(seen.zone, span.time, span.as);
      return 'link' in span ? span.text : Object.values(span).join('');
    })
    .join('');
}

function personAsAuthor(room: Room, user: string): Author {
  const name = personOf(room, user)?.name ?? user;
  const avatar = html`<span class="avatar hue-${hueOf(room, user)}" aria-hidden="true">${initialsOf(name)}</span>`;
  return { name, avatar, key: user };
}

/** `MS` for Mia Sommer. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase('en') ?? '').join('');
}

const HUES = 8;

/** One of eight colours; people who stand near each other in the list differ. */
export function hueOf(room: Pick<Room, 'people'>, user: string): number {
  return (
    Math.max(
      0,
      room.people.findIndex((person) => person.user === user),
    ) % HUES
  );
}

function longDay(at: number, zone: Zone): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(dateAt(zone, at)),
  );
}
