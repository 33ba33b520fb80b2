import type { RichTextElement } from '@slack/web-api';
import type { SpanOf, Text } from '../../../src/core/message.ts';
import type { PersonId } from '../../../src/core/team.ts';
import { showInstant } from '../../../src/core/time/zone.ts';
import type { Reader } from '../../../src/ports.ts';
import { LIMITS } from './limits.ts';
import { clean, cut, escaped, neutral, oneLine, pieces } from './words.ts';

/** Who reads it, and how people and channels are called in their workspace. */
export interface Audience {
  reader: Reader;
  /** The Slack user id of a person, where they have one. */
  people: (person: PersonId) => string | undefined;
  /** The name of a person, where they have no user id. */
  names: (person: PersonId) => string | undefined;
  /** The Slack id of a channel that is called by name. */
  channels?: (channel: string) => string | undefined;
}

/** The spans as elements of a rich text: nothing in them is read as markup, so that what was typed stays as it is. */
export function richSpans(text: Text, audience: Audience): RichTextElement[] {
  return text.flatMap((span) => richSpan(span, audience));
}

export function richWords(text: string, style?: { bold?: true; code?: true }): RichTextElement[] {
  return pieces(text, LIMITS.richText).map((piece) => ({
    type: 'text',
    text: piece,
    ...(style ? { style } : {}),
  }));
}

function richSpan(span: SpanOf, audience: Audience): RichTextElement[] {
  if (typeof span === 'string') return richWords(span);
  if ('bold' in span) return richWords(span.bold, { bold: true });
  if ('code' in span) return richWords(span.code, { code: true });
  if ('person' in span) {
    const user = userOf(span.person, audience);
    return user ? [{ type: 'user', user_id: user }] : richWords(nameOf(span.person, audience));
  }
  if ('channel' in span) {
    const channel = channelOf(span.channel, audience);
    return channel ? [{ type: 'channel', channel_id: channel }] : richWords(`#${plainChannel(span.channel)}`);
  }
  if ('time' in span) return [richDate(span, audience)];
  const url = addressOf(span.link);
  return url
    ? [{ type: 'link', url, text: cut(span.text, LIMITS.richText).trim() || url }]
    : richWords(`${span.text} (${span.link})`);
}

/** Slack shows it in the zone and the manner of whoever looks; `fallback` is the house's way of writing, in the zone of
 * the reader (a channel's is its team's). */
function richDate(span: Extract<SpanOf, { time: number }>, { reader }: Audience): RichTextElement {
  return {
    type: 'date',
    timestamp: Math.floor(span.time / 1000),
    format: DATES[span.as],
    fallback: showInstant(reader.zone, span.time, span.as),
  };
}

const DATES = { time: '{time}', day: '{date_short}', both: '{date_short} {time}' } as const;

/** The spans in Slack's markup, for the few places that take nothing else. Marks in plain words are exchanged for
 * characters that look the same; bold and code stay plain where marks or the letters beside them would break them. */
export function markupSpans(text: Text, audience: Audience): string {
  const written = text.map((span) => markupSpan(span, audience));
  return written
    .map(({ markup, plain }, at) => {
      const before = written[at - 1]?.markup ?? '';
      const after = written[at + 1]?.markup ?? '';
      const loose = !/[\p{L}\p{N}*`&;]$/u.test(before) && !/^[\p{L}\p{N}*`&]/u.test(after);
      return plain === undefined || loose ? markup : plain;
    })
    .join('');
}

/** `plain`: how it reads without marks, where it has some. */
function markupSpan(span: SpanOf, audience: Audience): { markup: string; plain?: string } {
  if (typeof span === 'string') return { markup: neutral(span) };
  if ('bold' in span) return marked(span.bold, '*');
  if ('code' in span) return marked(span.code, '`');
  if ('person' in span) {
    const user = userOf(span.person, audience);
    return { markup: user ? `<@${user}>` : neutral(nameOf(span.person, audience)) };
  }
  if ('channel' in span) {
    const channel = channelOf(span.channel, audience);
    return { markup: channel ? `<#${channel}>` : neutral(`#${plainChannel(span.channel)}`) };
  }
  if ('time' in span) {
    const shown = showInstant(audience.reader.zone, span.time, span.as);
    return { markup: `<!date^${Math.floor(span.time / 1000)}^${DATES[span.as]}|${shown}>` };
  }
  return { markup: markupLink(span.link, span.text) };
}

function marked(words: string, mark: string): { markup: string; plain?: string } {
  const plain = neutral(words);
  const fits = plain === plain.trim() && plain !== '' && !plain.includes('\n');
  return fits ? { markup: `${mark}${plain}${mark}`, plain } : { markup: plain };
}

function markupLink(link: string, words: string): string {
  const url = addressOf(link);
  if (!url) return neutral(`${words} (${link})`);
  const label = neutral(oneLine(words)).replaceAll('|', '¦');
  const address = escaped(url.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E'));
  return label ? `<${address}|${label}>` : `<${address}>`;
}

function userOf(person: PersonId, { people }: Audience): string | undefined {
  const user = people(person);
  return user && /^[UW][A-Z0-9]+$/.test(user) ? user : undefined;
}

function nameOf(person: PersonId, { names }: Audience): string {
  return names(person) || person;
}

function channelOf(channel: string, { channels }: Audience): string | undefined {
  const id = channels?.(channel) ?? channel;
  return /^[CG][A-Z0-9]{6,}$/.test(id) ? id : undefined;
}

function plainChannel(channel: string): string {
  return channel.replace(/^#/, '');
}

/** Only web and mail addresses are followed; anything else is shown, not linked. */
function addressOf(link: string): string | undefined {
  const parsed = URL.parse(clean(link));
  const safe = parsed && ['http:', 'https:', 'mailto:'].includes(parsed.protocol);
  return safe && parsed.href.length <= LIMITS.url ? parsed.href : undefined;
}
