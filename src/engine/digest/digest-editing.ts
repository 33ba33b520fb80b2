import type { Reply } from '../../core/decision.ts';
import { correctLine, type Edited, editLine, leaveLinesOut } from '../../core/digest/editing.ts';
import { correctorsOf } from '../../core/digest/readers.ts';
import type { Form, FormValues } from '../../core/form.ts';
import { correctForm, editForm, leaveOutForm, lineIn, outIn } from '../../core/present/digest-forms.ts';
import type { Digest } from '../../core/record.ts';
import { type Call, type Press, refused, type Submit, said } from '../call.ts';
import { carryOut } from '../commit.ts';
import { decidable, digestOf, type Found, onlyFor } from './found.ts';

/** What an approver changes before a digest goes out, and what is corrected after it. */

export const openEdit = opening(decidable, editForm);
export const openOut = opening(decidable, leaveOutForm);
export const openCorrect = opening(correctable, correctForm);

/** Other words for a line, before it goes out. */
export const submitEdit = submitting(decidable, 'Changed.', (call, { digest, team }, values) =>
  editLine(digest, lineIn(values), { team, ...doing(call) }, call.now),
);

/** Which lines are left out. */
export const submitOut = submitting(decidable, 'Saved.', (call, { digest }, values) =>
  leaveLinesOut(digest, outIn(values, digest), doing(call), call.now),
);

/** A line that was sent says something else, or nothing, wherever it was posted. */
export const submitCorrect = submitting(
  correctable,
  'Corrected. What was posted shows it, marked as corrected.',
  (call, { digest, team }, values) => {
    const { at, text, out } = lineIn(values);
    return correctLine(digest, out ? { at } : { at, text }, { team, ...doing(call) }, call.now);
  },
);

/** One that was sent, for whoever may correct it. */
async function correctable(call: Call, thing: string): Promise<Found> {
  const found = await digestOf(call, thing);
  if ('refusal' in found) return found;
  const may = correctorsOf(found.team);
  const refusal =
    onlyFor(call, may, 'the approver, the deputy, the coordinator or a lead corrects the digest') ??
    (found.digest.state === 'sent' ? undefined : refused('It has not been sent yet.'));
  return refusal ? { refusal } : found;
}

type Find = (call: Call, thing: string) => Promise<Found>;

function opening(find: Find, form: (digest: Digest) => Form): Press {
  return async (call, thing) => {
    const found = await find(call, thing);
    if ('refusal' in found) return found.refusal;
    return opened(found.digest, form);
  };
}

/** A form without any line to choose could not be shown. */
export function opened(digest: Digest, form: (digest: Digest) => Form): Reply {
  if (digest.lines.every(({ leftOut }) => leftOut) && form !== leaveOutForm)
    return refused('There is no line in it that could be changed.');
  if (digest.lines.length === 0) return refused('There is no line in it.');
  return { reply: 'form', form: form(digest) };
}

function submitting(
  find: Find,
  done: string,
  decide: (call: Call, found: Exclude<Found, { refusal: Reply }>, values: FormValues) => Edited,
): Submit {
  return async (call, thing, epoch, values) => {
    const found = await find(call, thing);
    if ('refusal' in found) return found.refusal;
    if (found.digest.version !== epoch)
      return refused('It has changed since you opened this. Nothing was saved. Please open it again.');
    const edited = decide(call, found, values);
    if ('refused' in edited) return refused(edited.refused);
    if ('errors' in edited) return { reply: 'invalid', errors: edited.errors };
    await keep(call, edited);
    return said(done);
  };
}

async function keep(
  { tx, now }: Call,
  { digest, events }: Exclude<Edited, { errors: object } | { refused: string }>,
) {
  await tx.digests.update({ ...digest, version: digest.version + 1 });
  await carryOut(tx, { events, effects: [{ do: 'refresh', thing: `digest:${digest.id}` }] }, now);
}

function doing({ caller, command }: Call) {
  return { by: caller.person, from: command.platform };
}
