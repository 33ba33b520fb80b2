import { dayOf } from '../absence/away.ts';
import { nearest } from '../definition/nearest.ts';
import type { Member, PersonId, Team } from '../team.ts';
import type { CivilDate } from '../time.ts';

/** What was typed after `duty swap` and its like; dates in the order in which they were given. */
export interface DutyWords {
  person?: PersonId;
  ritual?: string;
  dates: readonly CivilDate[];
  /** “until” was said before the last date. */
  until?: true;
}

/** Reads a person (id, name or first name), a ritual (id or name) and days, in any order. What is none of these is named. */
export function readDuty(
  words: string,
  teams: readonly Team[],
  today: CivilDate,
): ({ ok: true } & DutyWords) | { ok: false; why: string } {
  const people = peopleBy(teams.flatMap(({ members }) => members.filter(({ active }) => active)));
  const rituals = new Map(
    teams.flatMap(({ rituals: all }) =>
      all.flatMap(({ id, name }) => [[id, id] as const, [plain(name), id] as const]),
    ),
  );
  const read: { person?: PersonId; ritual?: string; dates: CivilDate[]; until?: true } = { dates: [] };
  let rest = words.toLowerCase().replaceAll(/[,@]/g, ' ').trim().split(/\s+/).filter(Boolean);
  while (rest.length > 0) {
    const found = longest(rest, (text) => {
      if (people.has(text) && read.person === undefined) read.person = people.get(text)!;
      else if (text === 'until' || text === 'till') read.until = true;
      else if (rituals.has(text)) read.ritual = rituals.get(text)!;
      else {
        const day = /\s/.test(text) ? undefined : dayOf(text, today, today);
        if (day === undefined) return SMALL.has(text);
        read.dates.push(day);
      }
      return true;
    });
    if (found === 0) return { ok: false, why: unknown(rest[0]!, [...people.keys(), ...rituals.keys()]) };
    rest = rest.slice(found);
  }
  return { ok: true, ...read };
}

const SMALL = new Set(['with', 'to', 'on', 'for', 'and', 'my', 'me', 'from', 'the', 'of']);
/** Names of people and rituals have at most this many words. */
const LONGEST = 5;

/** How many of the next words were read together; 0 if none of them can be. */
function longest(words: readonly string[], read: (text: string) => boolean): number {
  for (let many = Math.min(LONGEST, words.length); many > 0; many -= 1)
    if (read(words.slice(0, many).join(' '))) return many;
  return 0;
}

/** A first name that several share means nobody. */
function peopleBy(members: readonly Member[]): Map<string, PersonId> {
  const firsts = Map.groupBy(members, ({ name }) => plain(name).split(' ')[0] ?? '');
  const clear = [...firsts].filter(([, same]) => new Set(same.map(({ id }) => id)).size === 1);
  return new Map([
    ...clear.map(([first, [one]]) => [first, one?.id ?? ''] as const),
    ...members.flatMap(({ id, name }) => [[plain(name), id] as const, [id.toLowerCase(), id] as const]),
  ]);
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

function unknown(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  const offer = near ? ` Did you mean “${near}”?` : '';
  return `I know no person, ritual or day “${word.slice(0, 60)}”.${offer} Nothing was changed.`;
}
