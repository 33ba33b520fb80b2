import type { PersonId } from './team.ts';
import type { Instant } from './time.ts';

/** Text is a list of spans; core never builds markup, and every string is plain. */
export type SpanOf =
  | string
  | { bold: string }
  | { code: string }
  | { person: PersonId }
  | { channel: string }
  /** Shown in the reader's zone. `as`: `time` 09:30, `day` Mon 2 Nov, `both`. */
  | { time: Instant; as: 'time' | 'day' | 'both' }
  | { link: string; text: string };
export type Text = readonly SpanOf[];

/** Carries an id (a verb), the thing and its epoch; nothing secret; works after a restart. */
export interface Button {
  id: string;
  label: string;
  thing: string;
  epoch: number;
  style?: 'primary' | 'danger';
  /** A second step: the platform asks "sure?" with this sentence. */
  confirm?: string;
}

export type Element =
  | { element: 'heading'; text: string }
  | { element: 'text'; text: Text }
  /** Label and value pairs. */
  | { element: 'fields'; fields: readonly { label: string; value: Text }[] }
  | { element: 'list'; items: readonly Text[] }
  /** What a person wrote, shown as theirs. */
  | { element: 'quote'; text: string; by?: PersonId }
  /** Small print: why this came and how to stop it. */
  | { element: 'note'; text: Text }
  | { element: 'image'; url: string; alt: string }
  | { element: 'buttons'; buttons: readonly Button[] }
  | { element: 'divider' };

export interface Message {
  /** What a notification shows, plain, one line. */
  summary: string;
  elements: readonly Element[];
}

type Spans = (SpanOf | Text | undefined | false)[];

/** Text out of spans; `undefined`, `false` and empty strings fall out, so that parts may be conditional. */
export function text(...spans: Spans): Text {
  return spans.flatMap((span) => (span === undefined || span === false || span === '' ? [] : spansOf(span)));
}

function spansOf(span: SpanOf | Text): Text {
  return isText(span) ? span : [span];
}

function isText(span: SpanOf | Text): span is Text {
  return Array.isArray(span);
}

/** Each part of a sentence with `between` in the gaps, `last` in the last one: "a, b and c". */
export function series(parts: readonly (SpanOf | Text)[], between = ', ', last = between): Text {
  return parts.flatMap((part, at) => {
    const gap = at === 0 ? [] : [at === parts.length - 1 ? last : between];
    return [...gap, ...spansOf(part)];
  });
}

export function heading(words: string): Element {
  return { element: 'heading', text: words };
}

export function paragraph(...spans: Spans): Element {
  return { element: 'text', text: text(...spans) };
}

export function note(...spans: Spans): Element {
  return { element: 'note', text: text(...spans) };
}

/** A list, or nothing when there are no items. */
export function list(items: readonly Text[]): Element[] {
  return items.length === 0 ? [] : [{ element: 'list', items }];
}

/** A row of buttons, or nothing when there are none. */
export function buttons(row: readonly Button[]): Element[] {
  return row.length === 0 ? [] : [{ element: 'buttons', buttons: row }];
}

/** A message out of a summary and its elements; `undefined` falls out, lists of elements are laid flat. */
export function message(
  summary: string,
  ...elements: readonly (Element | readonly Element[] | undefined)[]
): Message {
  return { summary, elements: elements.flatMap((element) => element ?? []) };
}

/** Several things told at once, in the order given, with a line between them. A note that more than one carries is
 * said once, at the end. */
export function join(messages: readonly Message[]): Message {
  const [only] = messages;
  if (messages.length === 1 && only) return only;
  const shared = sharedNotes(messages);
  const blocks = messages.map(({ elements }) =>
    elements.filter((element) => !shared.has(JSON.stringify(element))),
  );
  const told = blocks.filter((block) => block.length > 0);
  return {
    summary: messages.map(({ summary }) => summary).join(' · '),
    elements: [
      ...told.flatMap((block, at) => (at === 0 ? block : [{ element: 'divider' } as const, ...block])),
      ...shared.values(),
    ],
  };
}

function sharedNotes(messages: readonly Message[]): ReadonlyMap<string, Element> {
  const notes = messages.flatMap(({ elements }) => elements.filter(({ element }) => element === 'note'));
  const counted = Map.groupBy(notes, (element) => JSON.stringify(element));
  return new Map(
    [...counted].flatMap(([key, same]) => (same.length > 1 && same[0] ? [[key, same[0]] as const] : [])),
  );
}
