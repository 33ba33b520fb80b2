import { picksOf } from '../../core/answers/reading.ts';
import { takeOutForm } from '../../core/present/retro-forms.ts';
import { leftBehind } from '../../core/retro/ending.ts';
import { removable, takenWords, takeOut } from '../../core/retro/taking-out.ts';
import { type Press, refused, type Submit, said } from '../call.ts';
import { carryOut } from '../commit.ts';
import { showRetros } from './course.ts';
import { leadIn } from './guard.ts';

export const openTakeOut: Press = async (call, thing) => {
  const guarded = await leadIn(call, thing);
  if (!guarded.ok) return guarded.reply;
  const { retro, view } = guarded.loaded;
  const cards = removable(retro, view);
  if (cards.length === 0) return refused('There is no card that could be taken out. Nothing was changed.');
  return { reply: 'form', form: takeOutForm(retro, cards) };
};

export const submitTakeOut: Submit = async (call, thing, _epoch, values) => {
  const guarded = await leadIn(call, thing);
  if (!guarded.ok) return guarded.reply;
  const { tx, caller, now } = call;
  const { retro, view } = guarded.loaded;
  const picked = picksOf(values.cards);
  if (picked.length === 0)
    return { reply: 'invalid', errors: { cards: 'Pick at least one, or close the form.' } };
  const behind = await Promise.all(leftBehind(retro).map(({ id }) => tx.topics.get(id)));
  const left = behind.flatMap((topic) => topic ?? []);
  const decision = takeOut(retro, picked, view, left, caller.person, now);
  if (!decision) return said('That was taken out already.');
  const { state, cards, gone, topics } = decision;
  await tx.retros.update(state);
  for (const id of cards) await tx.cards.delete(id);
  for (const id of gone) await tx.topics.delete(id);
  for (const topic of topics.changed) await tx.topics.update(topic);
  await carryOut(tx, decision, now);
  await showRetros(tx, retro.team, now);
  return said(`${takenWords(cards.length)} The words are gone; the chat may remember what it has shown.`);
};
