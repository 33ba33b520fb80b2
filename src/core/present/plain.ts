import type { Element, Message, SpanOf, Text } from '../message.ts';
import type { PersonId } from '../team.ts';
import { showInstant } from '../time/zone.ts';
import type { Zone } from '../time.ts';

/** A person's name. */
export type Names = (person: PersonId) => string;

/** A message as plain text, one element after the other, times in `zone`: for the terminal, notifications, tests. */
export function plain(message: Message, zone: Zone, names: Names): string {
  return message.elements.map((element) => plainElement(element, zone, names)).join('\n');
}

/** One text as a plain string. */
export function plainText(text: Text, zone: Zone, names: Names): string {
  return text.map((span) => plainSpan(span, zone, names)).join('');
}

function plainElement(element: Element, zone: Zone, names: Names): string {
  switch (element.element) {
    case 'heading':
      return element.text;
    case 'text':
      return plainText(element.text, zone, names);
    case 'note':
      return `(${plainText(element.text, zone, names)})`;
    case 'fields':
      return element.fields
        .map(({ label, value }) => `${label}: ${plainText(value, zone, names)}`)
        .join('\n');
    case 'list':
      return element.items.map((item) => `• ${plainText(item, zone, names)}`).join('\n');
    case 'quote':
      return quoted(element.text, element.by === undefined ? undefined : names(element.by));
    case 'image':
      return `[${element.alt}] ${element.url}`;
    case 'buttons':
      return element.buttons.map(({ label }) => `[${label}]`).join(' ');
    case 'divider':
      return '---';
  }
}

function quoted(words: string, by: string | undefined): string {
  const lines = words.split('\n').map((line) => `> ${line}`);
  return [...lines, ...(by === undefined ? [] : [`> (${by})`])].join('\n');
}

function plainSpan(span: SpanOf, zone: Zone, names: Names): string {
  if (typeof span === 'string') return span;
  if ('bold' in span) return span.bold;
  if ('code' in span) return span.code;
  if ('person' in span) return `@${names(span.person)}`;
  if ('channel' in span) return span.channel.startsWith('#') ? span.channel : `#${span.channel}`;
  if ('time' in span) return showInstant(zone, span.time, span.as);
  return span.text === span.link ? span.link : `${span.text} (${span.link})`;
}
