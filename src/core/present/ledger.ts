import { nameOf } from '../escalation/people.ts';
import {
  type Element,
  heading,
  list,
  type Message,
  message,
  note,
  paragraph,
  type Text,
} from '../message.ts';
import { standing } from '../rotation/account.ts';
import type { Rotation } from '../rotation/rotation.ts';
import { rotationsOf } from '../rotation/standing-back.ts';
import { rosterOf, turnsOf } from '../rotation/turn.ts';
import type { PersonId, Team } from '../team.ts';
import { listed } from '../wording.ts';

/** Turns a person has had or has ahead, and the share that would be theirs if all were even. */
export interface Entry {
  person: PersonId;
  turns: number;
  share: number;
}

/** One team's turns in every duty, by rotation, and all together; announced turns are in it. Only who is in a list now, or has
 * had a turn and still is in the team, is named. */
export function ledgerOf(
  team: Team,
  rotations: readonly Rotation[],
): { duties: { rotation: string; name: string; entries: Entry[] }[]; total: Entry[] } {
  const duties = rotationsOf(team).map((name) => {
    const rotation = rotations.find((one) => one.name === name);
    return { rotation: name, name: nameOfDuty(team, name), entries: entriesOf(team, name, rotation) };
  });
  const all = duties.flatMap(({ entries }) => entries);
  const total = [...Map.groupBy(all, ({ person }) => person)].map(([person, own]) => ({
    person,
    turns: own.reduce((sum, { turns }) => sum + turns, 0),
    share: own.reduce((sum, { share }) => sum + share, 0),
  }));
  return { duties, total: total.toSorted(byDistance) };
}

/** The ledger as a team sees it: who has had how many turns, and how many would be even. */
export function presentLedger(team: Team, rotations: readonly Rotation[]): Message {
  const title = `Turns of ${team.name} so far`;
  const { duties, total } = ledgerOf(team, rotations);
  if (total.length === 0)
    return message(title, heading(title), paragraph('No ritual here hands out turns by a rotation.'));
  const begun = duties.filter(({ entries }) => entries.some(({ turns, share }) => turns > 0 || share > 0));
  const waiting = duties.filter((duty) => !begun.includes(duty)).map(({ name }) => name);
  const several = begun.length > 1 ? [{ name: 'All together', entries: total }, ...begun] : begun;
  return message(
    title,
    heading(title),
    several.flatMap(({ name, entries }): Element[] => [
      paragraph({ bold: name }),
      ...list(entries.map((entry) => lineOf(team, entry))),
    ]),
    waiting.length > 0 ? paragraph(`No turns yet: ${listed(waiting)}.`) : undefined,
    note(
      'Turns, and the even share of the rounds in which somebody was there. Announced turns count. Away or skipped costs nothing. Turns: ',
      { code: '/rondo duty' },
      '.',
    ),
  );
}

function lineOf(team: Team, { person, turns, share }: Entry): Text {
  return [`${nameOf(team, person)}: ${turns} of ${share.toFixed(1)}`];
}

function entriesOf(team: Team, name: string, rotation: Rotation | undefined): Entry[] {
  const ritual = team.rituals.find(({ facilitator }) => facilitator?.rotation === name);
  const listed = ritual ? rosterOf(team, turnsOf(team, ritual)).map(({ id }) => id) : [];
  const had = team.members.filter(({ id, active }) => active && rotation?.accounts[id]).map(({ id }) => id);
  const people = [...new Set([...listed, ...had])];
  return people
    .map((person) => {
      const { turns, share } = rotation ? standing(rotation, person) : { turns: 0, share: 0 };
      return { person, turns, share };
    })
    .toSorted(byDistance);
}

/** Who is owed most comes first. */
function byDistance(one: Entry, other: Entry): number {
  return one.turns - one.share - (other.turns - other.share);
}

function nameOfDuty(team: Team, rotation: string): string {
  const rituals = team.rituals.filter(({ facilitator }) => facilitator?.rotation === rotation);
  const duty = rituals.find(({ kind }) => kind === 'duty') ?? rituals[0];
  return duty?.name ?? rotation;
}
