import type { KnownBlock, RichTextElement } from '@slack/web-api';

/** Blocks as lines to read in a test: what kind each is and what stands in it. */
export function sketch(blocks: readonly KnownBlock[]): string {
  return blocks.map(line).join('\n');
}

function line(block: KnownBlock): string {
  switch (block.type) {
    case 'header':
      return `# ${block.text.text}`;
    case 'divider':
      return '---';
    case 'context':
      return `(${block.elements.map((element) => ('text' in element ? element.text : '')).join(' ')})`;
    case 'section':
      return (block.fields ?? []).map(({ text }) => `| ${text.replace('\n', ': ')}`).join('\n');
    case 'actions':
      return block.elements.map((element) => ('text' in element ? `[${element.text.text}]` : '')).join(' ');
    case 'rich_text':
      return block.elements.map(rich).join('\n');
    case 'input':
      return `_ ${block.label.text}${block.optional ? '' : ' *'} <${block.element.type}>${block.hint ? ` ${block.hint.text}` : ''}`;
    default:
      return block.type;
  }
}

type Rich = Extract<KnownBlock, { type: 'rich_text' }>['elements'][number];

function rich(element: Rich): string {
  if (element.type === 'rich_text_list')
    return element.elements.map((item) => `• ${item.elements.map(span).join('')}`).join('\n');
  const words = element.elements.map(span).join('');
  return element.type === 'rich_text_quote' ? `> ${words}` : words;
}

function span(element: RichTextElement): string {
  if (element.type === 'user') return `@${element.user_id}`;
  if (element.type === 'date') return `{${element.fallback}}`;
  if (element.type === 'text') return element.style?.bold ? `**${element.text}**` : element.text;
  return element.type === 'link' ? `${element.text}→${element.url}` : element.type;
}
