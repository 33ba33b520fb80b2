import { z } from 'zod';
import type { AbsenceFeed, PersonId } from '../team.ts';
import { words } from './written.ts';

const EXPECTED =
  'the secret address of a calendar in iCal format, like https://calendar.example.com/mia.ics: with https, and a name that is known everywhere';

/** Where a calendar is read that says when somebody is away. */
export const absencesFile = z
  .strictObject({ ics: words.describe('Its secret address in iCal format; https only.') })
  .refine(({ ics }) => feedAddress(ics) !== undefined, { error: EXPECTED });

/** The address as it is called; `undefined` for what is no public name. Calendars often write `webcal:` for `https:`. */
export function feedAddress(written: string): string | undefined {
  const url = URL.parse(written.replace(/^webcals?:/i, 'https:'));
  if (url?.protocol !== 'https:' || url.username || url.password) return undefined;
  return isPublicName(url.hostname) ? url.href : undefined;
}

/** Numbers and names of a house's own network are none. */
function isPublicName(host: string): boolean {
  return (
    /\.[a-z][a-z0-9-]+$/i.test(host) && !/\.(?:local|localhost|internal|lan|home|arpa|test)$/i.test(host)
  );
}

/** What feeds are made of: a team's file, as far as it says something about them. */
interface Written {
  id: string;
  absences?: z.output<typeof absencesFile> | undefined;
  members: readonly { id: PersonId; user: unknown; absences?: z.output<typeof absencesFile> | undefined }[];
}

/** The calendars of a checked team file. `known`: e-mail addresses that the platforms tell. */
export function feedsOf(file: Written, known: ReadonlyMap<PersonId, string> = new Map()): AbsenceFeed[] {
  const emails = new Map(
    file.members.flatMap(({ id, user }) =>
      [known.get(id), ...usersIn(user)]
        .filter((name) => name !== undefined && /^[^@\s]+@[^@\s]+$/.test(name))
        .map((email): [string, PersonId] => [String(email).toLowerCase(), id]),
    ),
  );
  const feeds = [
    { id: `team-${file.id}`, said: file.absences },
    ...file.members.map(({ id: person, absences }) => ({ id: 'own', person, said: absences })),
  ];
  return feeds.flatMap(({ said, ...feed }) => {
    const url = said && feedAddress(said.ics);
    return url === undefined ? [] : [{ ...feed, url, emails }];
  });
}

function usersIn(user: unknown): string[] {
  if (typeof user === 'string') return [user];
  return typeof user === 'object' && user !== null ? Object.values(user).map(String) : [];
}
