/** Hypertext that is safe to show: the only strings that are not escaped once more. */
export interface Markup {
  readonly [source]: string;
}

const source = Symbol('markup');

export type Piece = string | number | Markup | undefined | false | readonly Piece[];

/** Hypertext with every value in it escaped; lists are joined, `undefined` and `false` leave nothing. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const text = parts.map((part, index) => part + write(pieces[index])).join('');
  return { [source]: text };
}

/** The hypertext as a string, to be sent. */
export function sourceOf(markup: Markup): string {
  return markup[source];
}

function write(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (typeof piece === 'string' || typeof piece === 'number') return escapeText(String(piece));
  return isList(piece) ? piece.map(write).join('') : piece[source];
}

function isList(piece: Markup | readonly Piece[]): piece is readonly Piece[] {
  return Array.isArray(piece);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
