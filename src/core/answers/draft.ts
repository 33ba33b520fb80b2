import type { AnswersRead } from '../answers.ts';
import type { Decision } from '../decision.ts';
import type { Form, FormPart, FormValue, FormValues, Input } from '../form.ts';
import type { Prompt } from '../round.ts';
import type { Person } from '../team.ts';
import { HOUR, type Instant } from '../time.ts';
import type { Asked } from './asked.ts';
import { readTyped, typedValues } from './typed.ts';

/** What somebody types is kept with its prompt and shown to them; it is published when they say so, or at the due. */

/** The kind, and the beginning of the key, of the job that sends a draft of which nobody has said anything. */
export const DRAFT = 'draft';

/** The newest words win. Its instant is what the buttons carry, so it always differs from the one before. */
export function keepDraft({ prompt }: Asked, text: string, now: Instant, from: string): Decision<Prompt> {
  const draft = { text, at: Math.max(now, (prompt.draft?.at ?? 0) + 1) };
  const state: Prompt = { ...prompt, draft, version: prompt.version + 1 };
  const about = `prompt:${prompt.id}`;
  const why = 'typed an answer, which waits to be sent';
  const { team, person } = prompt;
  return {
    state,
    events: [{ team, about, what: 'drafted', who: person, at: now, from, why, person }],
    effects: [
      { do: 'refresh', thing: about },
      {
        do: 'arm',
        job: {
          key: `${DRAFT}:${prompt.id}`,
          kind: DRAFT,
          due: sendsAt(state) ?? now,
          payload: { id: prompt.id },
        },
      },
    ],
  };
}

/** When a draft is sent by itself: at the due; one that was typed later, after an hour. Undefined without a draft. */
export function sendsAt({ draft, due }: Prompt): Instant | undefined {
  return draft && (draft.at < due ? due : draft.at + HOUR);
}

/** What the draft says, question by question; undefined without one. */
export function readDraft(asked: Asked, person: Person, now: Instant): AnswersRead | undefined {
  const { draft } = asked.prompt;
  return draft && readTyped(asked, person, now, draft.text);
}

/** A form that starts with what was typed, where its fields can show it. */
export function startingWithDrafts(form: Form, all: readonly Asked[], person: Person): Form {
  const values: FormValues = Object.assign(
    {},
    ...all.map((asked) => (asked.prompt.draft ? typedValues(asked, person, asked.prompt.draft.text) : {})),
  );
  return { ...form, parts: form.parts.map((part) => startingWith(part, values)) };
}

function startingWith(part: FormPart, values: FormValues): FormPart {
  if (part.part !== 'input') return part;
  const value = showable(part.input, values[part.input.id]);
  return value === undefined ? part : { part: 'input', input: { ...part.input, value } };
}

function showable({ input, choices, limit }: Input, value: FormValue | undefined): FormValue | undefined {
  if (typeof value !== 'string') return value;
  if (input === 'number')
    return value.trim() === '' || !Number.isFinite(Number(value)) ? undefined : Number(value);
  if (input === 'select') return choices?.find((choice) => isMeant(choice.value, choice.label, value))?.value;
  return limit === undefined ? value : [...value].slice(0, limit).join('');
}

function isMeant(value: string, label: string, words: string): boolean {
  const said = words.trim().toLowerCase();
  return value.toLowerCase() === said || label.toLowerCase() === said;
}
