import type { PersonId } from '../team.ts';
import { isLater, latest, standing } from './account.ts';
import type { Bag, How, Rotation } from './rotation.ts';
import { numberBelow, shuffle } from './shuffle.ts';

/** Whom the rule names, and the bag afterwards. */
export interface Choice {
  person: PersonId;
  why: string;
  passed: readonly PersonId[];
  bag?: Bag;
}

/** Who of the eligible is next; at least one must be (`pick` says how). */
export function choose(
  rotation: Rotation,
  how: How,
  roster: readonly PersonId[],
  able: readonly PersonId[],
): Choice {
  if (how.pick === 'round_robin') return nextInList(rotation, how, roster, able);
  return how.pick === 'random' ? draw(rotation, how, roster, able) : furthestBehind(rotation, able);
}

function nextInList(
  rotation: Rotation,
  how: How,
  roster: readonly PersonId[],
  able: readonly PersonId[],
): Choice {
  const before = latest(rotation, roster);
  const start = before === undefined ? 0 : roster.indexOf(before) + 1;
  const order = [...roster.slice(start), ...roster.slice(0, start)];
  const at = order.findIndex((person) => able.includes(person));
  const why =
    before === undefined ? 'the list begins here' : `next in the list after ${how.name?.(before) ?? before}`;
  return { person: order[at]!, why, passed: order.slice(0, at) };
}

function draw(rotation: Rotation, how: How, roster: readonly PersonId[], able: readonly PersonId[]): Choice {
  const current = rotation.bag && withNewcomers(rotation.bag, roster, how.seed);
  const bag = current?.left.some((person) => able.includes(person))
    ? current
    : nextBag(current, roster, how.seed, latest(rotation, roster));
  const at = bag.left.findIndex((person) => able.includes(person));
  const person = bag.left[at]!;
  return {
    person,
    why: `drawn at random; everybody is drawn once before anybody is drawn again`,
    passed: bag.left.slice(0, at).filter((kept) => roster.includes(kept)),
    bag: {
      number: bag.number,
      left: bag.left.filter((kept) => kept !== person),
      had: [...(bag.had ?? []), person],
    },
  };
}

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
  const person = level.reduce((first, one) => (isLater(first, one) ? one : first)).person;
  const why =
    level.length > 1
      ? 'as far behind a fair share as others, and their turn is the longest ago'
      : 'the furthest behind a fair share of turns';
  return { person, why, passed: [] };
}
