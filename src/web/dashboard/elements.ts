import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { SpanOf, Text } from '../../core/message.ts';
import type { Page, PageElement } from '../../core/page/page.ts';
import { showInstant } from '../../core/time/zone.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Where a page stands, for what leads back to it. */
export interface Place {
  /** Its address without what is looked for. */
  path: string;
  chart: string;
}

/** A page's elements as hypertext, all words escaped. Buttons are for the chat: here is only read. */
export function renderAll(page: Page, place: Place): Html[] {
  return page.elements.map((element, at) => render(element, page, place, at));
}

function render(element: PageElement, page: Page, place: Place, at: number): Html {
  switch (element.element) {
    case 'heading':
      return html`<h2>${element.text}</h2>`;
    case 'text':
      return html`<p>${spans(element.text, page)}</p>`;
    case 'note':
      return html`<p class="note">${spans(element.text, page)}</p>`;
    case 'fields':
      return html`<dl>${element.fields.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${spans(value, page)}</dd></div>`)}</dl>`;
    case 'list':
      return html`<ul>${element.items.map((item) => html`<li>${spans(item, page)}</li>`)}</ul>`;
    case 'quote':
      return html`<blockquote><p>${element.text}</p>${element.by === undefined ? '' : html`<footer>${nameIn(page, element.by)}</footer>`}</blockquote>`;
    case 'image':
    case 'buttons':
      return html``;
    case 'divider':
      return html`<hr>`;
    case 'table':
      return table(element, page);
    case 'search':
      return search(element, place, at);
    case 'chart':
      return html`<img class="chart" src="${place.chart}" alt="${element.alt}" width="800" height="1000">`;
    case 'older':
      return html`<p><a rel="next" href="${olderThan(element, place)}">Show older ones</a></p>`;
  }
}

/** On a narrow screen each row becomes a card, so the roles are said and each cell carries its heading. */
function table({ caption, head, rows }: Extract<PageElement, { element: 'table' }>, page: Page): Html {
  return html`<table role="table"><caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${head.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map((row) => html`<tr role="row">${row.map((cell, at) => html`<td role="cell" data-label="${head[at] ?? ''}"><div>${spans(cell, page)}</div></td>`)}</tr>`)}</tbody></table>`;
}

/** What somebody is typing stays when the page brings itself up to date. */
function search(
  { label, value, hint }: Extract<PageElement, { element: 'search' }>,
  place: Place,
  at: number,
): Html {
  return html`<form role="search" action="${place.path}" method="get" hx-morph-skip>
<label for="search-${at}">${label}</label>
<input id="search-${at}" type="search" name="q" value="${value}" maxlength="100" aria-describedby="hint-${at}">
<button type="submit">Search</button> <span class="note" id="hint-${at}">${hint}</span></form>`;
}

function olderThan({ before, words }: Extract<PageElement, { element: 'older' }>, { path }: Place): string {
  const query = new URLSearchParams({ ...(words === '' ? {} : { q: words }), before: String(before) });
  return `${path}?${query}`;
}

function spans(text: Text, page: Page): Html[] {
  return text.map((span) => spanOf(span, page));
}

function spanOf(span: SpanOf, page: Page): Html {
  if (typeof span === 'string') return html`${span}`;
  if ('bold' in span) return html`<strong>${span.bold}</strong>`;
  if ('code' in span) return html`<code>${span.code}</code>`;
  if ('person' in span) return html`${nameIn(page, span.person)}`;
  if ('channel' in span) return html`${span.channel.startsWith('#') ? span.channel : `#${span.channel}`}`;
  if ('time' in span) return time(span.time, span.as, page);
  return isOwn(span.link) || /^https?:\/\//i.test(span.link)
    ? html`<a href="${span.link}">${span.text}</a>`
    : html`${span.text}`;
}

function time(at: number, as: 'time' | 'day' | 'both', { zone }: Page): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${showInstant(zone, at, as)}</time>`;
}

/** A path of this Rondo, not `//elsewhere`. */
function isOwn(link: string): boolean {
  return /^\/[a-z]/i.test(link);
}

function nameIn({ names }: Page, person: string): string {
  return names.get(person) ?? person;
}
