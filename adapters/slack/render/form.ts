import type { KnownBlock, ModalView } from '@slack/web-api';
import type { Form, FormPart, Input } from '../../../src/core/form.ts';
import { headingBlocks, sections } from './blocks.ts';
import { carriedBy, packed } from './carrying.ts';
import { sizeOf } from './groups.ts';
import { inputBlock } from './inputs.ts';
import { LIMITS } from './limits.ts';
import { type Audience, richSpans, richWords } from './spans.ts';
import { clean, oneLine, plainText } from './words.ts';

export interface FormOptions extends Audience {
  /** Shown above their inputs, for a form that is shown anew; those of no input stand on top. */
  errors?: Readonly<Record<string, string>>;
  /** Come back with what was filled in. */
  channel?: string;
  link?: string;
}

/** A dialog of ours, with the kinds of blocks that we make. */
export interface Dialog extends ModalView {
  blocks: KnownBlock[];
}

/** A dialog. What it is about travels in it and comes back in `readView`. Where there is more than a dialog holds, texts
 * are left out from the end; throws `RangeError` when the inputs alone are too many, or what it is about is too long. */
export function renderForm(form: Form, how: FormOptions): Dialog {
  const carrying = carriedBy(form, how);
  const title = oneLine(clean(form.title));
  const parts: FormPart[] =
    title.length > LIMITS.modal.title ? [{ part: 'heading', text: title }, ...form.parts] : [...form.parts];
  const blocks = withinLimits(form, [
    ...errorsOfNone(form, how.errors),
    ...parts.flatMap((part) => partBlocks(part, carrying.long ?? [], how)),
  ]);
  return {
    type: 'modal',
    callback_id: clean(form.id).slice(0, LIMITS.id).toWellFormed(),
    private_metadata: packed(carrying),
    title: plainText(title, LIMITS.modal.title),
    submit: plainText(oneLine(form.submit), LIMITS.modal.button, 'Send'),
    close: plainText('Cancel', LIMITS.modal.button),
    blocks,
  };
}

function partBlocks(part: FormPart, long: readonly string[], how: FormOptions): KnownBlock[] {
  if (part.part === 'heading') return headingBlocks(part.text);
  if (part.part === 'text') return sections(richSpans(part.text, how));
  const { input } = part;
  const error = how.errors?.[input.id];
  const block = inputBlock(input, long, how.people);
  return [...(error ? problem(error) : []), ...(block ? [block] : nothingToChoose(input))];
}

function nothingToChoose({ label }: Input): KnownBlock[] {
  return sections([...richWords(label, { bold: true }), ...richWords(' – there is nothing to choose from.')]);
}

function errorsOfNone({ parts }: Form, errors: FormOptions['errors'] = {}): KnownBlock[] {
  const ids = new Set(parts.map((part) => (part.part === 'input' ? part.input.id : undefined)));
  return Object.entries(errors).flatMap(([id, error]) => (ids.has(id) ? [] : problem(error)));
}

function problem(sentence: string): KnownBlock[] {
  return sections(richWords(`⚠️ ${sentence}`, { bold: true }));
}

/** Inputs first; then as many of the other blocks, from the top, as there is room for. */
function withinLimits({ id }: Form, blocks: KnownBlock[]): KnownBlock[] {
  const { blocks: most, size } = LIMITS.modal;
  const inputs = blocks.filter(({ type }) => type === 'input');
  if (inputs.length > most || sizeOf(inputs) > size - BESIDES)
    throw new RangeError(
      `The form "${id}" has ${inputs.length} inputs of ${sizeOf(inputs)} characters. Slack takes ${most} of ${size - BESIDES} in all. Ask for less at once.`,
    );
  let room = most - inputs.length;
  let left = size - BESIDES - sizeOf(inputs);
  return blocks.filter((block) => {
    if (block.type === 'input') return true;
    room -= 1;
    left -= sizeOf(block) + 1;
    return room >= 0 && left >= 0;
  });
}

/** What a dialog has besides its blocks, in characters of JSON. */
const BESIDES = 8000;
