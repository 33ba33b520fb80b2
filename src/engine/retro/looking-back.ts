import { mayTakePart } from '../../core/retro/view.ts';
import * as action from '../actions/action-verbs.ts';
import { actionFor } from '../actions/actions.ts';
import { type Call, idOf, type Press, refused, type Submit, said } from '../call.ts';
import { showRetros } from './course.ts';
import { type Loaded, openRetros, viewOfRetro } from './load.ts';

/** Actions of earlier retros, looked at before anything else. What becomes of one is decided as everywhere; here the retro
 * shows it at once. */

export const done: Press = async (call, thing, epoch) => {
  const reply = await action.done(call, thing, epoch);
  await show(call, thing);
  return reply;
};

export const openMove: Press = async (call, thing, epoch) => {
  const reply = await action.openMove(call, thing, epoch);
  return reply.reply === 'form' ? { ...reply, form: { ...reply.form, id: 'retro.move' } } : reply;
};

export const submitMove: Submit = async (call, thing, epoch, values) => {
  const reply = await action.submitMove(call, thing, epoch, values);
  await show(call, thing);
  return reply;
};

/** It stays as it is. Everybody who takes part can say so: nothing changes by it. */
export const keep: Press = async (call, thing) => {
  const reviewed = await reviewing(call, idOf(thing));
  if (!reviewed)
    return refused(
      'The retro looks back no more, so this changes nothing. ',
      { code: '/rondo actions' },
      ' shows what is open.',
    );
  const { retro } = reviewed;
  const id = idOf(thing);
  if (retro.kept.includes(id)) return said('It is kept already.');
  await call.tx.retros.update({ ...retro, kept: [...retro.kept, id], version: retro.version + 1 });
  await showRetros(call.tx, retro.team, call.now);
  return { ...said('It stays as it is.'), shown: true };
};

/** The retro that looks back on this action now, where the caller takes part in it. */
async function reviewing(call: Call, id: string): Promise<Loaded | undefined> {
  const { context, tx, caller, now } = call;
  const found = await actionFor(call, id);
  if (!found) return undefined;
  for (const retro of await openRetros(tx, found.team)) {
    const loaded = retro.phase === 'review' ? await viewOfRetro(context, tx, retro, now) : undefined;
    const carried = loaded?.view.carried.some((one) => one.id === id);
    if (loaded && carried && mayTakePart(loaded.view, caller.person)) return loaded;
  }
  return undefined;
}

async function show(call: Call, thing: string): Promise<void> {
  const found = await actionFor(call, idOf(thing));
  if (found) await showRetros(call.tx, found.team, call.now);
}
