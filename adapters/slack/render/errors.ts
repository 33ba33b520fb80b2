import type { ModalView } from '@slack/web-api';
import { z } from 'zod';
import { sections } from './blocks.ts';
import { keyOf, unpacked } from './carrying.ts';
import { LIMITS } from './limits.ts';
import { richWords } from './spans.ts';
import { cut, plainText } from './words.ts';

const shown = z.object({
  private_metadata: z.string(),
  blocks: z.array(z.object({ type: z.string(), block_id: z.string().optional() })),
});

export type Answer =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'push'; view: ModalView };

/** The answer to a submitted dialog that says what is wrong at each input; what was typed stays. `view` is the one that
 * was submitted. What belongs to no input of it is said at the first one, and in a dialog of its own where it has none. */
export function renderErrors(errors: Readonly<Record<string, string>>, view: unknown): Answer {
  const { private_metadata, blocks } = shown.parse(view);
  const { long = [] } = unpacked(private_metadata);
  const inputs = blocks.flatMap(({ type, block_id }) => (type === 'input' && block_id ? [block_id] : []));
  const [first] = inputs;
  if (first === undefined) return { response_action: 'push', view: problems(Object.values(errors)) };
  const said: Record<string, string> = {};
  for (const [id, sentence] of Object.entries(errors)) {
    const key = keyOf(id, LIMITS.id, long);
    const place = inputs.includes(key) ? key : first;
    said[place] = cut(said[place] ? `${said[place]} ${sentence}` : sentence, LIMITS.input.error);
  }
  return { response_action: 'errors', errors: said };
}

function problems(sentences: readonly string[]): ModalView {
  return {
    type: 'modal',
    title: plainText('Not saved', LIMITS.modal.title),
    close: plainText('Back', LIMITS.modal.button),
    blocks: sections(richWords(sentences.join('\n') || 'Please try again.')),
  };
}
