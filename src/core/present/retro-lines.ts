import { nameOf } from '../escalation/people.ts';
import { type Element, list, paragraph, type Text, text } from '../message.ts';
import { isJoined, textsOf, titleOf } from '../retro/groups.ts';
import type { Group, Retro } from '../retro/retro.ts';
import { takenWords } from '../retro/taking-out.ts';
import type { RetroView } from '../retro/view.ts';
import { showDate } from '../time/zone.ts';
import { count, oneLine } from '../wording.ts';

/** One group in one line: what it is called, and how much stands behind it. */
export function groupLine(group: Group, view: RetroView): Text {
  const many = textsOf(group, view).length;
  const size = isJoined(group) ? ` (${count(many, 'card')})` : '';
  return text(titleOf(group, view, 400), size, backAgain(group, view));
}

function backAgain({ topic }: Group, { topics }: RetroView): string {
  const from = topics.find(({ id }) => id === topic)?.from.length ?? 0;
  return from > 0 ? ` – keeps coming back, ${count(from, 'time')} by now` : '';
}

/** What stands behind a group's name, where that is more than the name. */
export function partsOf(group: Group, view: RetroView): Element[] {
  const texts = textsOf(group, view);
  if (texts.length < 2 && group.name === undefined && !backAgain(group, view)) {
    const [only = ''] = texts;
    return only === titleOf(group, view) ? [] : list([[only]]);
  }
  return list(texts.map((words, at) => text(words, at === 0 && backAgain(group, view))));
}

/** That cards were taken out, never what they said. */
export function takenLine({ taken = 0 }: Pick<Retro, 'taken'>): Element | undefined {
  return taken > 0 ? paragraph(takenWords(taken)) : undefined;
}

/** What came out of the retro so far. */
export function fromThis({ actions, decisions, team }: RetroView): Element[] {
  return [
    ...titled(
      'Actions',
      actions.map(({ what, owner, due }) => [
        `${oneLine(what)} (${nameOf(team, owner)}, due ${showDate(due)})`,
      ]),
    ),
    ...titled(
      'Decisions',
      decisions.map(({ what }) => [oneLine(what, 400)]),
    ),
  ];
}

export function titled(title: string, items: readonly Text[]): Element[] {
  return items.length === 0 ? [] : [paragraph({ bold: title }), ...list(items)];
}
