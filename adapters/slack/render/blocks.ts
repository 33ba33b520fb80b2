import type {
  ContextBlock,
  HeaderBlock,
  ImageBlock,
  KnownBlock,
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  SectionBlock,
} from '@slack/web-api';
import { type Element, type Text, text } from '../../../src/core/message.ts';
import { buttonBlocks } from './buttons.ts';
import { groups } from './groups.ts';
import { BLOCK_SIZE, LIMITS } from './limits.ts';
import { type Audience, markupSpans, richSpans, richWords } from './spans.ts';
import { clean, cut, hasMarks, oneLine, plainText } from './words.ts';

/** Everything as blocks, nothing left out. What people wrote goes into rich text, which reads no markup; small print
 * and short fields are the only places where Slack takes markup alone. `at` tells this place from others in a message. */
export function blocksOf(element: Element, at: string, audience: Audience): KnownBlock[] {
  switch (element.element) {
    case 'heading':
      return headingBlocks(element.text);
    case 'text':
      return sections(richSpans(element.text, audience));
    case 'fields':
      return fieldBlocks(element.fields, audience);
    case 'list':
      return listBlocks(element.items, audience);
    case 'quote':
      return quoteBlocks(element.text, element.by && `— ${audience.names(element.by) ?? element.by}`);
    case 'note':
      return noteBlocks(element.text, audience);
    case 'image':
      return imageBlocks(element.url, element.alt, audience);
    case 'buttons':
      return buttonBlocks(element.buttons, at);
    case 'divider':
      return [{ type: 'divider' }];
  }
}

/** A heading that is too long for one stands in bold. */
export function headingBlocks(words: string): (HeaderBlock | RichTextBlock)[] {
  const line = oneLine(clean(words));
  if (line === '') return [];
  if (line.length > LIMITS.header) return sections(richWords(line, { bold: true }));
  return [{ type: 'header', text: plainText(line, LIMITS.header) }];
}

export function sections(spans: readonly RichTextElement[]): RichTextBlock[] {
  return richBlocks(spans, (elements) => [{ type: 'rich_text_section', elements }]);
}

/** As many blocks as the spans need. */
function richBlocks(
  spans: readonly RichTextElement[],
  around: (elements: RichTextElement[]) => RichTextBlockElement[],
): RichTextBlock[] {
  return groups(spans, { count: Number.POSITIVE_INFINITY, size: BLOCK_SIZE }).map((elements) => ({
    type: 'rich_text',
    elements: around(elements),
  }));
}

/** Short fields stand in two columns. As soon as one of them is too long for that, or has a mark that would have to be
 * exchanged, they all stand below each other as rich text. */
function fieldBlocks(
  fields: readonly { label: string; value: Text }[],
  audience: Audience,
): (SectionBlock | RichTextBlock)[] {
  const said = fields.map(({ label, value }) => ({ label, value: isBlank(value) ? ['–'] : value }));
  const written = said.every(fitsField)
    ? said.map(({ label, value }) => markupSpans(text({ bold: label }, '\n', value), audience))
    : undefined;
  if (!written || written.some((one) => one.length > LIMITS.field))
    return said.flatMap(({ label, value }) =>
      sections([...richWords(`${label}\n`, { bold: true }), ...richSpans(value, audience)]),
    );
  const texts = written.map((one) => ({ type: 'mrkdwn' as const, text: one, verbatim: true }));
  return groups(texts, { count: LIMITS.fields, size: BLOCK_SIZE }).map((group) => ({
    type: 'section',
    fields: group,
  }));
}

/** Short enough, as far as can be told before it is escaped, and the same in markup. */
function fitsField({ label, value }: { label: string; value: Text }): boolean {
  const words = [label, ...value.flatMap(wordsOf)];
  return words.every((one) => one.length <= LIMITS.field && !hasMarks(one));
}

function isBlank(text: Text): boolean {
  const speaks = (span: Text[number]) =>
    wordsOf(span).length === 0 || wordsOf(span).some((one) => clean(one).trim() !== '');
  return !text.some(speaks);
}

function wordsOf(span: Text[number]): string[] {
  if (typeof span === 'string') return [span];
  if ('bold' in span) return [span.bold];
  if ('code' in span) return [span.code];
  return 'link' in span ? [span.text || span.link] : [];
}

function listBlocks(items: readonly Text[], audience: Audience): RichTextBlock[] {
  const most = { count: Number.POSITIVE_INFINITY, size: BLOCK_SIZE };
  const sections = items
    .flatMap((item) => groups(richSpans(item, audience), most))
    .map((elements) => ({ type: 'rich_text_section' as const, elements }));
  return groups(sections, most).map((elements) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_list', style: 'bullet', elements }],
  }));
}

/** Who wrote it stands below by name: a mention would call them each time they are quoted. */
function quoteBlocks(words: string, source: string | undefined): RichTextBlock[] {
  const quotes = richBlocks(richWords(words), (elements) => [{ type: 'rich_text_quote', elements }]);
  return [...quotes, ...(source === undefined ? [] : sections(richWords(source)))];
}

/** Small print; rich text when it is too long for that. */
function noteBlocks(words: Text, audience: Audience): (ContextBlock | RichTextBlock)[] {
  const written = markupSpans(words, audience);
  if (written.trim() === '') return [];
  if (written.length > LIMITS.context) return sections(richSpans(words, audience));
  return [{ type: 'context', elements: [{ type: 'mrkdwn', text: written, verbatim: true }] }];
}

/** Slack fetches pictures itself: one that it cannot reach would make it refuse the whole message, and is named instead. */
function imageBlocks(url: string, alt: string, audience: Audience): (ImageBlock | RichTextBlock)[] {
  const parsed = URL.parse(clean(url));
  const reachable = parsed && ['http:', 'https:'].includes(parsed.protocol) && !isLocal(parsed.hostname);
  if (!reachable || parsed.href.length > LIMITS.url)
    return sections(richSpans([{ link: url, text: `Picture: ${alt}` }], audience));
  return [{ type: 'image', image_url: parsed.href, alt_text: cut(oneLine(alt), LIMITS.alt) || 'Picture' }];
}

/** A host of this machine or of a private network. */
function isLocal(host: string): boolean {
  return !host.includes('.') || /\.local$|^(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(host);
}
