import type { AbsenceFeed, Member, PersonId } from '../team.ts';
import type { CalendarEntry, Somebody } from './calendar-entry.ts';
import { holdsWords } from './calendar-words.ts';

/** Somebody whom an entry is about. Not `certain`: they are asked first. */
export interface Concerned {
  person: PersonId;
  certain: boolean;
}

/** Whom an entry is about. In a person's own calendar it is that person, but less sure where its title names somebody else
 * of the team; what they have declined is about nobody. In a calendar that the team shares it must name a member: in its
 * title, else as the one who made it, else as the one who was invited. */
export function whomItConcerns(
  entry: CalendarEntry,
  feed: AbsenceFeed,
  members: readonly Member[],
): Concerned[] {
  const named = namedIn(entry.title, feed, members);
  if (feed.person === undefined) return named.length > 0 ? named : byAddress(entry, feed, members);
  const { person } = feed;
  const declined = entry.attendees.some((one) => one.declined && memberBehind(one, feed, members) === person);
  if (declined) return [];
  const others = named.length > 0 && !named.some((one) => one.person === person);
  return [{ person, certain: !others }];
}

/** By full name or e-mail; where there is none of these, by a first name or id that only one of them has, which is less sure. */
function namedIn(title: string, feed: AbsenceFeed, members: readonly Member[]): Concerned[] {
  const text = title.toLowerCase();
  const full = members.filter(({ name }) => holdsWords(text, name.toLowerCase())).map(({ id }) => id);
  const mailed = [...feed.emails].filter(([email]) => text.includes(email)).map(([, id]) => id);
  const sure = [...new Set([...full, ...mailed])];
  if (sure.length > 0) return sure.map((person) => ({ person, certain: true }));
  return members
    .filter(({ id, name }) => {
      const first = firstOf(name);
      const alone = members.filter((other) => firstOf(other.name) === first).length === 1;
      return (alone && holdsWords(text, first)) || holdsWords(text, id);
    })
    .map(({ id: person }) => ({ person, certain: false }));
}

/** Several who were invited may only have been told of it. */
function byAddress(
  { organizer, attendees }: CalendarEntry,
  feed: AbsenceFeed,
  members: readonly Member[],
): Concerned[] {
  const made = organizer && memberBehind(organizer, feed, members);
  if (made !== undefined) return [{ person: made, certain: true }];
  const invited = attendees
    .filter(({ declined }) => !declined)
    .flatMap((one) => memberBehind(one, feed, members) ?? []);
  const once = [...new Set(invited)];
  return once.map((person) => ({ person, certain: once.length === 1 }));
}

function memberBehind(
  { name, email }: Somebody,
  feed: AbsenceFeed,
  members: readonly Member[],
): PersonId | undefined {
  const known = email === undefined ? undefined : feed.emails.get(email.toLowerCase());
  if (known !== undefined) return known;
  const same = members.filter((member) => member.name.toLowerCase() === name?.toLowerCase());
  return same.length === 1 ? same[0]?.id : undefined;
}

function firstOf(name: string): string {
  return name.toLowerCase().split(/\s+/)[0] ?? '';
}
