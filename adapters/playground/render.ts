import type { Button, Element, Message, SpanOf, Text } from '../../src/core/message.ts';
import type { PersonId } from '../../src/core/team.ts';
import { showInstant } from '../../src/core/time/zone.ts';
import type { Instant, Zone } from '../../src/core/time.ts';
import { html, type Markup } from './html.ts';
import { plainChannel } from './room.ts';

/** Who looks at it. */
export interface Seen {
  zone: Zone;
  /** The name of the one who looks; their own mentions stand out. */
  name?: string;
  names: (person: PersonId) => string | undefined;
}

/** A message of the bot; its summary where it has nothing else. */
export function renderMessage(message: Message, seen: Seen): Markup {
  const { elements } = message;
  if (elements.length === 0) return html`<p dir="auto">${message.summary}</p>`;
  return html`${elements.map((element) => renderElement(element, seen))}`;
}

/** Plain words with people, times and links in them. */
export function renderText(text: Text, seen: Seen): Markup {
  return html`${text.map((span) => renderSpan(span, seen))}`;
}

function renderElement(element: Element, seen: Seen): Markup {
  switch (element.element) {
    case 'heading':
      return html`<h3 dir="auto">${element.text}</h3>`;
    case 'text':
      return html`<p dir="auto">${renderText(element.text, seen)}</p>`;
    case 'fields':
      return html`<dl class="fields">${element.fields.map((field) => renderField(field, seen))}</dl>`;
    case 'list':
      return html`<ul>${element.items.map((item) => html`<li dir="auto">${renderText(item, seen)}</li>`)}</ul>`;
    case 'quote':
      return renderQuote(element.text, element.by, seen);
    case 'note':
      return html`<p class="note" dir="auto">${renderText(element.text, seen)}</p>`;
    case 'image':
      return renderImage(element.url, element.alt);
    case 'buttons':
      return html`<div class="buttons">${element.buttons.map(renderButton)}</div>`;
    case 'divider':
      return html`<hr>`;
  }
}

function renderField(field: { label: string; value: Text }, seen: Seen): Markup {
  return html`<div><dt dir="auto">${field.label}</dt><dd dir="auto">${renderText(field.value, seen)}</dd></div>`;
}

function renderQuote(text: string, by: PersonId | undefined, seen: Seen): Markup {
  const source = by !== undefined && html`<figcaption><bdi>${seen.names(by) ?? by}</bdi></figcaption>`;
  return html`<figure class="quote"><blockquote dir="auto">${text}</blockquote>${source}</figure>`;
}

/** Pictures come from this server only; one from elsewhere is offered as a link. */
function renderImage(url: string, alt: string): Markup {
  const own = ownAddress(url);
  if (own !== undefined) return html`<img src="${own}" alt="${alt}" loading="lazy">`;
  return html`<p>${renderLink(url, `Picture: ${alt}`)}</p>`;
}

function ownAddress(url: string): string | undefined {
  if (/^data:image\/(png|jpeg|gif|svg\+xml)[;,]/.test(url)) return url;
  if (/^\/(?![/\\])/.test(url)) return url;
  const parsed = URL.parse(url);
  const local = parsed?.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(parsed.hostname);
  return local ? parsed.pathname + parsed.search : undefined;
}

function renderButton(button: Button): Markup {
  const confirm = button.confirm !== undefined && html` data-confirm="${button.confirm}"`;
  return html`<button type="button" class="${button.style ?? 'plain'}" data-press="${button.id}" data-thing="${button.thing}" data-epoch="${button.epoch}"${confirm} dir="auto">${button.label}</button>`;
}

function renderSpan(span: SpanOf, seen: Seen): Markup {
  if (typeof span === 'string') return html`${span}`;
  if ('bold' in span) return html`<strong>${span.bold}</strong>`;
  if ('code' in span) return html`<code>${span.code}</code>`;
  if ('person' in span) return renderPerson(span.person, seen);
  if ('channel' in span) return html`<bdi class="mention">#${plainChannel(span.channel)}</bdi>`;
  if ('time' in span) return renderTime(span.time, span.as, seen.zone);
  return renderLink(span.link, span.text);
}

function renderPerson(person: PersonId, seen: Seen): Markup {
  const name = seen.names(person) ?? person;
  return html`<bdi class="mention${name === seen.name && ' me'}">@${name}</bdi>`;
}

export function renderTime(at: Instant, as: 'time' | 'day' | 'both', zone: Zone): Markup {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}" title="${showInstant(zone, at, 'both')} (${zone})">${showInstant(zone, at, as)}</time>`;
}

/** Only web and mail addresses are followed; anything else is shown, not linked. */
function renderLink(link: string, text: string): Markup {
  const safe =
    /^\/(?![/\\])/.test(link) || ['http:', 'https:', 'mailto:'].includes(URL.parse(link)?.protocol ?? '');
  if (!safe) return html`<span dir="auto">${text} (${link})</span>`;
  return html`<a href="${link}" target="_blank" rel="noopener noreferrer" dir="auto">${text}</a>`;
}
