import { buttons, type Element, list, paragraph, type Text, text } from '../message.ts';
import type { Action } from '../record.ts';
import { suggestions } from '../retro/alike.ts';
import { inOrder } from '../retro/cards.ts';
import { listedTopics, titleOf, wordedGroups } from '../retro/groups.ts';
import type { OpenPhase } from '../retro/retro.ts';
import { type Retro, thingOfRetro } from '../retro/retro.ts';
import type { RetroView } from '../retro/view.ts';
import { dateAt } from '../time/zone.ts';
import { type Instant, MINUTE } from '../time.ts';
import { count } from '../wording.ts';
import { actionLine } from './action.ts';
import { lasting } from './moment.ts';
import { fromThis, groupLine, partsOf } from './retro-lines.ts';
import { waitingTopics } from './topic.ts';

/** What is there at each step. */
export const BODIES: Readonly<Record<OpenPhase, (retro: Retro, view: RetroView, now: Instant) => Element[]>> =
  {
    review: reviewBody,
    collect: collectBody,
    reveal: revealBody,
    group: groupBody,
    vote: voteBody,
    discuss: discussBody,
  };

/** So many actions carry buttons; the rest are counted. */
const MOST_ACTIONS = 8;

function reviewBody(retro: Retro, view: RetroView, now: Instant): Element[] {
  const today = dateAt(view.team.calendar.zone, now);
  const rest = view.carried.length - MOST_ACTIONS;
  return [
    ...view.carried.slice(0, MOST_ACTIONS).flatMap((action) => carriedLine(action, retro, view, today)),
    ...(rest > 0 ? [paragraph(`… and ${count(rest, 'more')}: `, { code: '/rondo actions' })] : []),
    ...cardCount(view),
  ];
}

function carriedLine(action: Action, retro: Retro, { team }: RetroView, today: string): Element[] {
  const line = actionLine(action, team, today);
  if (retro.kept.includes(action.id)) return list([text(line, ' – kept')]);
  const common = { thing: `action:${action.id}`, epoch: 0 };
  return [
    ...list([line]),
    ...buttons([
      { id: 'retro.done', label: 'Done', style: 'primary', ...common },
      { id: 'retro.move', label: 'New date', ...common },
      { id: 'retro.keep', label: 'Keep as it is', ...common },
    ]),
  ];
}

function collectBody(retro: Retro, view: RetroView): Element[] {
  return [
    ...list(retro.columns.map((column) => [column])),
    ...cardCount(view),
    ...waitingTopics(listedTopics(view.topics)),
  ];
}

function cardCount({ cards }: RetroView): Element[] {
  return [paragraph({ bold: cards.length === 0 ? 'No cards yet' : count(cards.length, 'card') }, '.')];
}

function revealBody(retro: Retro, view: RetroView): Element[] {
  return [
    ...retro.columns.flatMap((column) => {
      const own = inOrder(retro, view.cards).filter((card) => card.column === column);
      return [
        paragraph({ bold: column }),
        ...(own.length > 0 ? list(own.map((card) => [card.text])) : nothing()),
      ];
    }),
    ...waitingTopics(view.topics.filter(({ id }) => retro.groups.some(({ topic }) => topic === id))),
  ];
}

function nothing(): Element[] {
  return [paragraph('No cards.')];
}

function groupBody(retro: Retro, view: RetroView): Element[] {
  const [first, ...others] = suggestions(wordedGroups(retro.groups, view), retro.differ);
  return [
    ...list(retro.groups.map((group) => groupLine(group, view))),
    ...(first ? suggestionLines(first, others.length, retro, view) : []),
  ];
}

function suggestionLines(ids: readonly string[], others: number, retro: Retro, view: RetroView): Element[] {
  const named = retro.groups
    .filter(({ id }) => ids.includes(id))
    .map((group): Text => [titleOf(group, view)]);
  const more = others > 0 ? ` (${count(others, 'more suggestion')} after this)` : '';
  // What is accepted is what is read here: any change of the groups makes another button of it.
  const common = { thing: thingOfRetro(retro), epoch: retro.version };
  return [
    paragraph({ bold: 'These sound alike:' }, more),
    ...list(named),
    ...buttons([
      { id: 'retro.accept', label: 'Put them together', ...common },
      { id: 'retro.differ', label: 'They differ', ...common },
    ]),
  ];
}

function voteBody(retro: Retro, view: RetroView): Element[] {
  const voted = view.ballots.length;
  return [
    ...list(retro.groups.map((group) => groupLine(group, view))),
    paragraph(
      `Everybody has ${count(retro.votes, 'vote')}. `,
      {
        bold:
          voted === 1
            ? '1 person has voted'
            : `${voted === 0 ? 'Nobody' : `${voted} people`} ${voted === 0 ? 'has' : 'have'} voted`,
      },
      '.',
    ),
  ];
}

function discussBody(retro: Retro, view: RetroView, now: Instant): Element[] {
  const { groups, current, minutes, since = now } = retro;
  const group = groups[current];
  if (!group) return [];
  const ends = minutes === undefined ? undefined : since + minutes * MINUTE;
  const next = groups.slice(current + 1, current + 4).map((one): Text => [titleOf(one, view)]);
  return [
    paragraph(
      { bold: `Topic ${current + 1} of ${groups.length}: ${titleOf(group, view)}` },
      votesOf(retro, group.votes),
    ),
    ...partsOf(group, view),
    ...(ends === undefined
      ? []
      : [
          paragraph(
            `${lasting((minutes ?? 0) * MINUTE)} for it, `,
            { time: ends, as: 'time' },
            ' at the latest.',
          ),
        ]),
    ...fromThis(view),
    ...(next.length > 0 ? [paragraph({ bold: 'Then' }), ...list(next)] : []),
  ];
}

function votesOf({ voters }: Retro, votes = 0): string {
  return voters === undefined ? '' : ` (${count(votes, 'vote')})`;
}
