import type { Text } from './message.ts';

export interface Choice {
  value: string;
  label: string;
}

/** One input of a form; `id` is the key of its value and of its error. */
export interface Input {
  id: string;
  label: string;
  hint?: string;
  optional: boolean;
  input: 'line' | 'text' | 'number' | 'select' | 'multi' | 'people' | 'date' | 'checkbox';
  choices?: readonly Choice[];
  value?: FormValue;
  /** Longest answer in characters. */
  limit?: number;
}

export type FormValue = string | number | boolean | readonly string[];
export type FormValues = Readonly<Record<string, FormValue | undefined>>;

export type FormPart =
  | { part: 'heading'; text: string }
  | { part: 'text'; text: Text }
  | { part: 'input'; input: Input };

/** A dialog. `thing` and `epoch` say what it is about when it comes back. */
export interface Form {
  id: string;
  title: string;
  submit: string;
  thing: string;
  epoch: number;
  parts: readonly FormPart[];
}
