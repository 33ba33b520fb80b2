import type { Escalation } from '../escalation/escalation.ts';
import { nameOf } from '../escalation/people.ts';
import { type Element, paragraph } from '../message.ts';
import type { Action } from '../record.ts';
import type { PersonId, Team } from '../team.ts';
import { oneLine } from '../wording.ts';

/** What whoever has the next turn needs to know, as it stands now. */
export interface HandOver {
  /** Open actions that everybody may read, the most urgent first. */
  actions: readonly Action[];
  /** Live blockers that everybody may read, the oldest first. */
  blockers: readonly Escalation[];
  /** Who is away for some of the turn. */
  away: readonly PersonId[];
  /** What the last one who did it wants them to know. */
  note?: { text: string; by: PersonId };
}

/** A phone shows so many without scrolling. */
const MOST = 2;
const LONGEST = 60;

/** The hand-over as a few short lines; nothing for what there is none of. */
export function handOverLines({ actions, blockers, away, note }: HandOver, team: Team): Element[] {
  const names = away.map((id) => nameOf(team, id));
  const done = actions.map(({ what, owner }) => `${oneLine(what, LONGEST)} (${nameOf(team, owner)})`);
  const stuck = blockers.map(({ id, what }) => `${oneLine(what, LONGEST)} (${id})`);
  return [
    ...(note
      ? [paragraph({ bold: `From ${nameOf(team, note.by)}: ` }, oneLine(note.text, LONGEST_NOTE))]
      : []),
    ...line('Open actions', done),
    ...line('Open blockers', stuck),
    ...(names.length > 0 ? [paragraph({ bold: 'Away: ' }, few(names, MOST_NAMES))] : []),
  ];
}

export const LONGEST_NOTE = 300;
const MOST_NAMES = 4;

function line(label: string, all: readonly string[]): Element[] {
  return all.length === 0 ? [] : [paragraph({ bold: `${label} (${all.length}): ` }, few(all, MOST, '; '))];
}

function few(all: readonly string[], most: number, between = ', '): string {
  const more = all.length > most ? `${between}${all.length - most} more` : '';
  return all.slice(0, most).join(between) + more;
}
