import type { Element, SpanOf, Text } from '../../../src/core/message.ts';
import { cut } from './words.ts';

/** The element with at most about so many characters of what people wrote. Buttons, pictures and headings stay whole,
 * people, times and links stay or go as a whole. */
export function shorten(element: Element, most: number): Element {
  switch (element.element) {
    case 'text':
    case 'note':
      return { ...element, text: shortText(element.text, most) };
    case 'quote':
      return { ...element, text: cut(element.text, most) };
    case 'list':
      return { ...element, items: shortList(element.items, most) };
    case 'fields':
      return {
        ...element,
        fields: element.fields.map(({ label, value }) => ({
          label: cut(label, most),
          value: shortText(value, most),
        })),
      };
    default:
      return element;
  }
}

function shortText(text: Text, most: number): Text {
  if (lengthOf(text) <= most) return text;
  const kept: SpanOf[] = [];
  let room = most - 1;
  for (const span of text) {
    const length = lengthOf([span]);
    if (length > room) return [...kept, ...startOf(span, room), ...(isCut(span, room) ? [] : ['…'])];
    kept.push(span);
    room -= length;
  }
  return kept;
}

/** Worth cutting: a few words at least. */
function isCut(span: SpanOf, room: number): boolean {
  return room > 20 && (typeof span === 'string' || 'bold' in span || 'code' in span);
}

function startOf(span: SpanOf, room: number): SpanOf[] {
  if (!isCut(span, room)) return [];
  if (typeof span === 'string') return [cut(span, room)];
  if ('bold' in span) return [{ bold: cut(span.bold, room) }];
  return 'code' in span ? [{ code: cut(span.code, room) }] : [];
}

function lengthOf(text: Text): number {
  return text.reduce((sum, span) => sum + wordsOf(span).length, 0);
}

/** What a span is reckoned at: a mention or a time at a few words. */
function wordsOf(span: SpanOf): string {
  if (typeof span === 'string') return span;
  if ('bold' in span) return span.bold;
  if ('code' in span) return span.code;
  return 'link' in span ? `${span.link}${span.text}` : 'somebody, somewhere';
}

function shortList(items: readonly Text[], most: number): Text[] {
  const kept: Text[] = [];
  let room = most;
  for (const item of items) {
    room -= Math.min(lengthOf(item), most) + 10;
    if (room < 0 && kept.length > 0) return [...kept, [`… and ${items.length - kept.length} more`]];
    kept.push(shortText(item, most));
  }
  return kept;
}
