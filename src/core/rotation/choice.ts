import type { PersonId } from '../team.ts';
import type { CivilDate } from '../time.ts';
import { isLater, latest, standing } from './account.ts';
import type { Bag, How, Place, Rotation } from './rotation.ts';
import { numberBelow, shuffle } from './shuffle.ts';

/** Whom the rule names, and the bag afterwards. */
export interface Choice {
  person: PersonId;
  why: string;
  passed: readonly PersonId[];
  /** Places given ahead that this choice makes up for. */
  used: readonly Place[];
  bag?: Bag;
}

/** Who of the eligible is next; at least one must be (`pick` says how). */
export function choose(
  rotation: Rotation,
  how: How,
  roster: readonly PersonId[],
  able: readonly PersonId[],
  date: CivilDate,
): Choice {
  if (how.pick === 'fair') return furthestBehind(rotation, able);
  const places = (rotation.ahead ?? []).filter((place) => place.date < date);
  if (how.pick === 'random') return draw(rotation, how, roster, able, places);
  return nextInList(rotation, how, roster, able, places);
}

/** Whose place was given ahead stands back once when the list comes to them. */
function nextInList(
  rotation: Rotation,
  how: How,
  roster: readonly PersonId[],
  able: readonly PersonId[],
  places: readonly Place[],
): Choice {
  const before = latest(rotation, roster);
  const start = before === undefined ? 0 : roster.indexOf(before) + 1;
  const order = [...roster.slice(start), ...roster.slice(0, start)];
  const inTurn = order.filter((person) => able.includes(person));
  const used: Place[] = [];
  let at = 0;
  for (let place = placeOf(inTurn[0]!, places, used); place; place = placeOf(inTurn[at]!, places, used)) {
    used.push(place);
    at = (at + 1) % inTurn.length;
  }
  const person = inTurn[at]!;
  const after = used.at(-1)?.person ?? before;
  const why =
    after === undefined ? 'the list begins here' : `next in the list after ${how.name?.(after) ?? after}`;
  const passed = order.slice(0, order.indexOf(person)).filter((one) => !able.includes(one));
  return { person, why, passed, used };
}

function placeOf(person: PersonId, places: readonly Place[], used: readonly Place[]): Place | undefined {
  return places.find((place) => place.person === person && !used.includes(place));
}

function draw(
  rotation: Rotation,
  how: How,
  roster: readonly PersonId[],
  able: readonly PersonId[],
  places: readonly Place[],
): Choice {
  const used: Place[] = [];
  for (let bag = rotation.bag && withNewcomers(rotation.bag, roster, how.seed); ; ) {
    const current: Bag = bag?.left.some((person) => able.includes(person))
      ? bag
      : nextBag(bag, roster, how.seed, latest(rotation, roster));
    const at = current.left.findIndex((person) => able.includes(person));
    const person = current.left[at]!;
    bag = {
      number: current.number,
      left: current.left.filter((kept) => kept !== person),
      had: [...(current.had ?? []), person],
    };
    const place = placeOf(person, places, used);
    const passed = current.left.slice(0, at).filter((kept) => roster.includes(kept));
    if (!place) return { person, why: DRAWN, passed, used, bag };
    used.push(place);
  }
}

const DRAWN = 'drawn at random; everybody is drawn once before anybody is drawn again';

function withNewcomers(bag: Bag, roster: readonly PersonId[], seed: string): Bag {
  const left = [...bag.left];
  for (const person of roster) {
    if (left.includes(person) || bag.had?.includes(person)) continue;
    left.splice(numberBelow(left.length + 1, `${seed}#${bag.number}#${person}`), 0, person);
  }
  return { ...bag, left };
}

/** Whoever had the latest turn goes to the end, so that nobody has two in a row across two bags. */
function nextBag(before: Bag | undefined, roster: readonly PersonId[], seed: string, latest?: PersonId): Bag {
  const number = (before?.number ?? 0) + 1;
  const kept = before?.left.filter((person) => roster.includes(person)) ?? [];
  const fresh = roster.filter((person) => !kept.includes(person));
  const [first, ...others] = shuffle(fresh, `${seed}#${number}`);
  const mixed = first === undefined ? [] : first === latest ? [...others, first] : [first, ...others];
  return { number, left: [...kept, ...mixed], had: [] };
}

/** Shares are sums of fractions: closer than this they are equal. */
const SAME = 1e-9;

function furthestBehind(rotation: Rotation, able: readonly PersonId[]): Choice {
  const accounts = able.map((person) => ({ person, ...standing(rotation, person) }));
  const owed = Math.max(...accounts.map((one) => one.share - one.turns));
  const level = accounts.filter((one) => one.share - one.turns > owed - SAME);
  const { person, turns, share } = level.reduce((first, one) => (isLater(first, one) ? one : first));
  const numbers = `${turns} turns so far, ${share.toFixed(1)} would be even`;
  const why =
    level.length > 1
      ? `as far behind a fair share as others (${numbers}), and their turn is the longest ago`
      : `the furthest behind a fair share of turns (${numbers})`;
  return { person, why, passed: [], used: [] };
}
