import type { Absence, PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { CivilDate, Instant } from '../time.ts';
import type { Books } from './books.ts';
import { pass, whoArranges } from './exchange.ts';
import type { Duty } from './forecast.ts';
import { emptyRotation, type Rotation } from './rotation.ts';
import { rotationsOf, withoutSkips, withSkip } from './standing-back.ts';

/** Days on which somebody is not to be picked though they are at work; without `ritual` in every rotation of the team. */
interface SkipWish {
  person: PersonId;
  by: PersonId;
  from: CivilDate;
  to: CivilDate;
  ritual?: string | undefined;
}

type Skipped = { ok: true; books: Books; passed: Duty[]; kept: Duty[] } | { ok: false; why: string };

/** Longest wish, in days: whoever wants out for good is taken off the list. */
const LONGEST = 92;

/** Leaves somebody out from now on, and passes on what is fixed for them in that time. Turns that nobody else can do stay. */
export function skipBetween(
  books: Books,
  team: Team,
  duties: readonly Duty[],
  wish: SkipWish,
  absences: readonly Absence[],
  today: CivilDate,
  now: Instant,
): Skipped {
  const { person, by, from, to } = wish;
  const why = whyNotSkip(team, wish, today);
  if (why) return { ok: false, why };
  const names = rotationNames(team, wish.ritual);
  let current = names.reduce(
    (known, name) =>
      withRotation(known, withSkip(rotationOf(known, team, name), { person, from, to }, today)),
    books,
  );
  const passed: Duty[] = [];
  const kept: Duty[] = [];
  for (const duty of duties) {
    const concerned = duty.fixed && duty.turn.person === person && names.includes(duty.turn.rotation);
    if (!concerned || duty.date < from || duty.date > to) continue;
    const done = pass(current, duty, by, absences, now);
    const next = done.ok ? done.books.turns.get(duty.turn.id)?.person : undefined;
    if (done.ok && next !== undefined) current = done.books;
    (next === undefined ? kept : passed).push(duty);
  }
  return { ok: true, books: current, passed, kept };
}

/** Somebody is in the rotations of the team again, or in that of one ritual. Turns that were passed on stay where they are.
 * `rotations`: the names of those in which a skip was ended; `undefined` if there was none. */
export function skipNoMore(
  books: Books,
  team: Team,
  person: PersonId,
  ritual: string | undefined,
): { books: Books; rotations: string[] } | undefined {
  const left = rotationNames(team, ritual)
    .map((name) => rotationOf(books, team, name))
    .filter(({ skips }) => skips?.some((one) => one.person === person));
  if (left.length === 0) return undefined;
  return {
    books: left.reduce((known, rotation) => withRotation(known, withoutSkips(rotation, person)), books),
    rotations: left.map(({ name }) => name),
  };
}

function whyNotSkip(team: Team, { person, by, from, to, ritual }: SkipWish, today: CivilDate) {
  if (person !== by && !whoArranges(team).includes(by))
    return 'Only they, the coordinator, a lead or an admin can ask that. Nothing was changed.';
  if (to < from || to < today)
    return `${showDate(to)} has passed, or is before the first day. Nothing was changed.`;
  if (Date.parse(to) - Date.parse(from) > LONGEST * 86_400_000)
    return `That is longer than three months. Ask for less, or ask the coordinator to change the list. Nothing was changed.`;
  return rotationNames(team, ritual).length === 0
    ? 'No rotation hands out turns there. Nothing was changed.'
    : undefined;
}

/** The names of a team's rotations, or that of one ritual. */
export function rotationNames(team: Team, ritual: string | undefined): string[] {
  if (ritual === undefined) return rotationsOf(team);
  const name = team.rituals.find(({ id }) => id === ritual)?.facilitator?.rotation;
  return name === undefined ? [] : [name];
}

function rotationOf(books: Books, team: Team, name: string): Rotation {
  const empty = emptyRotation(team.id, name);
  return books.rotations.get(empty.id) ?? empty;
}

function withRotation(books: Books, rotation: Rotation): Books {
  return { ...books, rotations: new Map(books.rotations).set(rotation.id, rotation) };
}
