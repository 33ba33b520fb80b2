import { nameOf } from '../escalation/people.ts';
import {
  type Button,
  buttons,
  type Element,
  heading,
  list,
  type Message,
  message,
  note,
  paragraph,
  type Text,
} from '../message.ts';
import type { RoundView } from '../round/asking.ts';
import type { Keeping, Kept } from '../round/minuting.ts';
import type { PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import { oneLine } from '../wording.ts';

/** So many of them carry a button; the oldest are left out. */
const MOST = 15;

/** One thing somebody has kept; `id` says which. */
export interface Own {
  id: string;
  line: Text;
}

/** What somebody has kept of a meeting themselves, oldest first. */
export function ownOf({ round, team }: RoundView, kept: Kept, person: PersonId): Own[] {
  const notes = kept.notes.flatMap(({ id, by, text }) =>
    id !== undefined && by === person
      ? [{ id: `${round.id}/${id}`, line: lineOf({ keep: 'note', text }, team) }]
      : [],
  );
  const decisions = kept.decisions
    .filter(({ by }) => by === person)
    .map(({ id, what }) => ({ id, line: lineOf({ keep: 'decision', text: what }, team) }));
  const actions = kept.actions
    .filter(({ by, open }) => by === person && open)
    .map(({ id, what, owner, due }) => ({
      id,
      line: lineOf({ keep: 'action', text: what, owner, due }, team),
    }));
  return [...notes, ...decisions, ...actions];
}

/** The caller's own words in the minutes of a meeting, each with a way to take it back. */
export function presentOwn({ ritual, round }: RoundView, own: readonly Own[]): Message {
  const title = `${ritual.name} · ${showDate(round.date)}: what you kept`;
  return message(
    title,
    heading(title),
    own.length === 0 ? paragraph('Nothing yet.') : undefined,
    own.slice(-MOST).flatMap(({ id, line }): Element[] => [...list([line]), ...buttons([takeBack(id)])]),
    note(
      'Keep more with ',
      { code: '/rondo note …' },
      ', ',
      { code: '/rondo decide …' },
      ' or ',
      { code: '/rondo action @tom … by friday' },
      '.',
    ),
  );
}

/** What was kept, in a line. */
export function lineOf(one: Keeping, team: Team): Text {
  const words = oneLine(one.text, 300);
  switch (one.keep) {
    case 'note':
      return [{ bold: 'Note:' }, ` ${words}`];
    case 'decision':
      return [{ bold: 'Decision:' }, ` ${words}`];
    case 'action':
      return [{ bold: 'Action:' }, ` ${nameOf(team, one.owner)}: ${words} (by ${showDate(one.due)})`];
  }
}

function takeBack(id: string): Button {
  return { id: 'meeting.takeBack', label: 'Take back', thing: `kept:${id}`, epoch: 0 };
}
