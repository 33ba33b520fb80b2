import { titleOfSection } from '../digest/section.ts';
import type { Choice, Form, FormPart, FormValues, Input } from '../form.ts';
import type { Digest } from '../record.ts';
import { oneLine } from '../wording.ts';

const LONGEST_LABEL = 70;
/** More do not fit into one list of a form. */
const MOST = 100;

type Which = Pick<Digest, 'id' | 'version' | 'lines'>;

/** Other words for one line. A digest that has changed since is not edited with it. */
export function editForm(digest: Which): Form {
  return formOf(digest, { id: 'digest.edit', title: 'Edit a line', submit: 'Change' }, [
    whichLine(choicesOf(digest, () => true)),
    words('What should it say?', false),
  ]);
}

/** Which lines are left out. */
export function leaveOutForm(digest: Which): Form {
  const out: Input = {
    id: 'out',
    label: 'Leave these lines out',
    hint: 'What you take off this list goes out.',
    optional: true,
    input: 'multi',
    choices: choicesOf(digest, () => true),
    value: digest.lines.flatMap(({ leftOut }, at) => (leftOut && at < MOST ? [String(at)] : [])),
  };
  return formOf(digest, { id: 'digest.out', title: 'Leave lines out', submit: 'Save' }, [out]);
}

/** Changes a line that was sent, or takes it out. */
export function correctForm(digest: Which): Form {
  const out: Input = { id: 'out', label: 'Take this line out instead', optional: true, input: 'checkbox' };
  return formOf(digest, { id: 'digest.correct', title: 'Correct the digest', submit: 'Correct' }, [
    whichLine(choicesOf(digest, ({ leftOut }) => !leftOut)),
    words('What should it say?', true),
    out,
  ]);
}

/** What came back from any of them. */
export function lineIn(values: FormValues): { at: number; text: string; out: boolean } {
  const { line, text, out } = values;
  return {
    at: typeof line === 'string' && /^\d+$/.test(line) ? Number(line) : -1,
    text: typeof text === 'string' ? text : '',
    out: out === true,
  };
}

/** The lines that were ticked. Those that the form had no room for stay as they are. */
export function outIn({ out }: FormValues, { lines }: Which): Set<number> {
  const ticked = Array.isArray(out) ? out.map(Number) : [];
  const unseen = lines.flatMap(({ leftOut }, at) => (leftOut && at >= MOST ? [at] : []));
  return new Set([...ticked, ...unseen]);
}

function choicesOf({ lines }: Which, keeps: (line: Digest['lines'][number]) => boolean): Choice[] {
  return lines
    .flatMap((one, at) =>
      keeps(one)
        ? [
            {
              value: String(at),
              label: oneLine(`${titleOfSection(one.section)}: ${one.text}`, LONGEST_LABEL),
            },
          ]
        : [],
    )
    .slice(0, MOST);
}

function whichLine(choices: readonly Choice[]): Input {
  return { id: 'line', label: 'Which line?', optional: false, input: 'select', choices };
}

function words(label: string, optional: boolean): Input {
  return { id: 'text', label, optional, input: 'text', limit: 400 };
}

function formOf(
  { id, version }: Which,
  what: Pick<Form, 'id' | 'title' | 'submit'>,
  inputs: readonly Input[],
): Form {
  const parts = inputs.map((input): FormPart => ({ part: 'input', input }));
  return { ...what, thing: `digest:${id}`, epoch: version, parts };
}
