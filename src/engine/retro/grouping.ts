import { picksOf, wordsOf } from '../../core/answers/reading.ts';
import type { Reply } from '../../core/decision.ts';
import { groupForm } from '../../core/present/retro-forms.ts';
import { keyOf, suggestions } from '../../core/retro/alike.ts';
import { apart, merged, wordedGroups } from '../../core/retro/groups.ts';
import { type Group, type Retro, thingOfRetro } from '../../core/retro/retro.ts';
import { oneLine } from '../../core/wording.ts';
import { type Call, type Press, refused, type Submit, said } from '../call.ts';
import { carryOut } from '../commit.ts';
import { leadIn, notIn } from './guard.ts';
import type { Loaded } from './load.ts';

const NOT_NOW = 'Cards can be grouped only after they were read, before the vote.';

export const openGrouping: Press = async (call, thing) => {
  const grouping = await groupingIn(call, thing);
  if (!grouping.ok) return grouping.reply;
  const { retro, view } = grouping.loaded;
  if (retro.groups.length < 2) return refused('There is only one thing left, so there is nothing to group.');
  return { reply: 'form', form: groupForm(retro, view) };
};

export const submitGrouping: Submit = async (call, thing, _epoch, values) => {
  const grouping = await groupingIn(call, thing);
  if (!grouping.ok) return grouping.reply;
  const { retro } = grouping.loaded;
  const together = picksOf(values.together);
  const takeApart = wordsOf(values.apart);
  if (together.length === 0 && !takeApart)
    return invalid('together', 'Pick at least two that belong together, or close the form.');
  const name = oneLine(wordsOf(values.name), 100);
  const split = takeApart ? apart(retro.groups, takeApart) : retro.groups;
  if (!split) return invalid('apart', 'This was taken apart already.');
  const groups = together.length > 0 ? merged(split, together, name) : split;
  if (!groups) return invalid('together', NOT_TOGETHER);
  await keep(call, retro, { groups });
  return { ...said('Saved.'), shown: true };
};

const NOT_TOGETHER =
  'Pick at least two that are still there. Two topics of the list cannot be put together: each stays one to talk about.';

/** One button takes the suggestion that was read beside it. */
export const accept: Press = async (call, thing, epoch) => {
  const found = await suggestionIn(call, thing, epoch);
  if (!found.ok) return found.reply;
  const { retro } = found.loaded;
  const groups = merged(retro.groups, found.ids);
  if (!groups) return refused('These cannot be put together: two topics of the list stay two.');
  await keep(call, retro, { groups });
  return { ...said('Put together.'), shown: true };
};

export const differ: Press = async (call, thing, epoch) => {
  const found = await suggestionIn(call, thing, epoch);
  if (!found.ok) return found.reply;
  const { retro } = found.loaded;
  await keep(call, retro, { differ: [...retro.differ, keyOf(found.ids)] });
  return { ...said('They stay apart.'), shown: true };
};

type Suggested = { ok: true; loaded: Loaded; ids: readonly string[] } | { ok: false; reply: Reply };

async function suggestionIn(call: Call, thing: string, epoch: number): Promise<Suggested> {
  const grouping = await groupingIn(call, thing);
  if (!grouping.ok) return grouping;
  const { retro, view } = grouping.loaded;
  const [ids] = suggestions(wordedGroups(retro.groups, view), retro.differ);
  if (retro.version !== epoch || !ids)
    return {
      ok: false,
      reply: refused('The groups have changed meanwhile. Please look again. Nothing was changed.'),
    };
  return { ok: true, loaded: grouping.loaded, ids };
}

async function groupingIn(call: Call, thing: string) {
  const guarded = await leadIn(call, thing);
  if (!guarded.ok) return guarded;
  const reply = notIn(guarded.loaded.retro, 'group', NOT_NOW);
  return reply ? ({ ok: false, reply } as const) : guarded;
}

async function keep(
  { tx, now }: Call,
  retro: Retro,
  change: { groups?: readonly Group[]; differ?: readonly string[] },
): Promise<void> {
  await tx.retros.update({ ...retro, ...change, version: retro.version + 1 });
  await carryOut(tx, { events: [], effects: [{ do: 'refresh', thing: thingOfRetro(retro) }] }, now);
}

function invalid(input: string, words: string): Reply {
  return { reply: 'invalid', errors: { [input]: words } };
}
