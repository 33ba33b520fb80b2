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
