import { wordsOf } from '../../core/answers/reading.ts';
import type { Command } from '../../core/command.ts';
import type { Reply } from '../../core/decision.ts';
import { lateForm, writeForm } from '../../core/present/retro-forms.ts';
import { cardLines, cardsIn, columnInput, MOST_CARDS } from '../../core/retro/cards.ts';
import { unnamedTopic } from '../../core/retro/late.ts';
import { type Retro, takesCards, thingOfRetro } from '../../core/retro/retro.ts';
import { type Call, type Press, refused, type Submit, said } from '../call.ts';
import { carryOut } from '../commit.ts';
import { openTopics } from '../topics.ts';
import { showRetros } from './course.ts';
import { partIn } from './guard.ts';
import type { Loaded } from './load.ts';

/** Cards are written by nobody as far as is stored: nothing that happens here writes a row, an event or a log line that has to
 * do with a person, and no reply repeats or counts what was sent. */

export const openCards: Press = async (call, thing) => {
  const guarded = await partIn(call, thing);
  if (!guarded.ok) return guarded.reply;
  const { retro } = guarded.loaded;
  if (retro.phase === 'ended') return tooLate(retro, '');
  return { reply: 'form', form: takesCards(retro) ? writeForm(retro) : lateForm(retro, []) };
};

export const submitCards: Submit = async (call, thing, _epoch, values) => {
  const guarded = await partIn(call, thing);
  if (!guarded.ok) return guarded.reply;
  const { retro, view } = guarded.loaded;
  if (!takesCards(retro))
    return tooLate(retro, retro.columns.map((_, at) => wordsOf(values[columnInput(at)])).join('\n'));
  const read = cardsIn(retro, view.cards, values);
  if (!read.ok) return { reply: 'invalid', errors: read.errors };
  if (view.cards.length + read.cards.length > MOST_CARDS) return full();
  return keep(call, guarded.loaded, read.cards);
};

async function keep(
  { context, tx, now }: Call,
  { retro }: Loaded,
  cards: readonly { column: string; text: string }[],
): Promise<Reply> {
  for (const card of cards) await tx.cards.insert({ id: context.id(), retro: retro.id, ...card, version: 1 });
  if (cards.length > 0)
    await carryOut(tx, { events: [], effects: [{ do: 'refresh', thing: thingOfRetro(retro) }] }, now);
  return { ...said('Your cards are in, without your name. Thank you.'), ...SHOWN };
}

/** The count in the message says it already. An answer of its own that a platform cannot show would be logged with whom it was
 * for. */
const SHOWN = { shown: true } as const;

function full(): Reply {
  return refused(
    `A retro takes up to ${MOST_CARDS} cards, and these do not fit any more. Nothing was saved. `,
    { code: '/retro Your words' },
    ' puts a topic on the list for the next one.',
  );
}

function tooLate(retro: Retro, typed: string): Reply {
  return { reply: 'form', form: lateForm(retro, cardLines(typed)) };
}

/** What came too late for the cards goes on the list for the next retro, without a name as well. */
export const submitLate: Submit = async (call, thing, _epoch, values) => {
  const { context, tx, now } = call;
  const guarded = await partIn(call, thing);
  if (!guarded.ok) return guarded.reply;
  const { retro, view } = guarded.loaded;
  const lines = cardLines(wordsOf(values.topics));
  if (lines.length === 0)
    return { reply: 'invalid', errors: { topics: 'Write at least one topic, or close the form.' } };
  if (lines.length > MOST_LATE)
    return { reply: 'invalid', errors: { topics: `Please send at most ${MOST_LATE} topics at once.` } };
  for (const line of lines) {
    const topic = unnamedTopic(
      line,
      { id: context.id(), team: retro.team },
      await openTopics(tx, retro.team),
      now,
    );
    if (topic) await tx.topics.insert(topic);
  }
  await showRetros(tx, retro.team, now);
  return {
    ...said('On the list for the next retro of ', { bold: view.team.name }, ', without your name.'),
    ...SHOWN,
  };
};

const MOST_LATE = 10;

/** True for what opens the form of a card, and for what carries one: no row of the person changes by it, not even which team
 * they meant. */
export function isUnnamed({ act }: Command): boolean {
  if (act.act === 'press') return act.button === 'retro.write';
  return act.act === 'submit' && (act.form === 'retro.cards' || act.form === 'retro.late');
}
