/** One message the bot posted; an edit changes it here. */
export interface FakePost {
  /** `C0123ABCD/1795235254.000101`. */
  ref: string;
  /** `#atlas`, or the handle of the person it was sent to. */
  place: string;
  channel: string;
  ts: string;
  /** The timestamp of the message it is threaded under. */
  thread?: string;
  text: string;
  blocks: readonly unknown[];
  /** Our id in the metadata. */
  id?: string;
  edits: number;
}

/** Something only one person sees. */
export interface FakeWhisper {
  user: string;
  channel?: string;
  /** The timestamp of the message it is threaded under. */
  thread?: string;
  text: string;
  blocks: readonly unknown[];
  /** It takes the place of the message the button stood in. */
  replaces: boolean;
}

/** A form or page that is open. */
export interface FakeView {
  id: string;
  user: string;
  view: Readonly<Record<string, unknown>>;
}

/** Everything a reader sees of blocks and text, one piece a line, as they see it: without escapes, dates as their fallback. */
export function readable(text: string, blocks: readonly unknown[]): string {
  const pieces = blocks.flatMap(piecesOf).filter((piece) => piece !== '');
  return (pieces.length > 0 ? pieces : [unescaped(text)]).join('\n');
}

/** Parts of a rich text or of one section stand on one line. */
function piecesOf(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  if (Array.isArray(part)) return part.flatMap(piecesOf);
  const fields: Record<string, unknown> = { ...part };
  if (INLINE.has(String(fields.type))) return [inline(fields.elements)];
  if (typeof fields.text === 'string')
    return [fields.type === 'mrkdwn' ? unescaped(fields.text) : fields.text];
  return Object.entries(fields).flatMap(([name, value]) => (name === 'confirm' ? [] : piecesOf(value)));
}

const INLINE = new Set(['rich_text_section', 'rich_text_quote', 'rich_text_preformatted']);

function inline(elements: unknown): string {
  if (!Array.isArray(elements)) return '';
  return elements
    .map((element: Record<string, unknown>) => {
      if (element.type === 'user') return `@${element.user_id}`;
      if (element.type === 'channel') return `#${element.channel_id}`;
      return String(element.text ?? element.fallback ?? element.url ?? '');
    })
    .join('');
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
