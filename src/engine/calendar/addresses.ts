import { randomBytes } from 'node:crypto';
import type { OutgoingFeed } from '../../core/calendar-feed.ts';
import type { Reply } from '../../core/decision.ts';
import { type NewAddress, noAddresses, presentAddresses, presentKnown } from '../../core/present/calendar.ts';
import type { Team } from '../../core/team.ts';
import { type Call, refused, said } from '../call.ts';
import { hashOf } from '../secret.ts';

/** A secret nobody can guess, in bytes. */
const SECRET = 32;

/** `calendar`: private addresses of the caller's own calendar and of each of their teams, where there are none yet; `calendar
 * new` replaces them, `calendar off` ends them. They are shown once: only a hash is stored. */
export async function calendar(call: Call, words: string): Promise<Reply> {
  const { context, caller } = call;
  const asked = words.trim().toLowerCase();
  if (!caller.member) return refused('Only members of a team have a calendar here.');
  if (!['', 'new', 'off'].includes(asked))
    return refused(
      'Say ',
      { code: '/rondo calendar' },
      ', ',
      { code: '/rondo calendar new' },
      ' or ',
      { code: '/rondo calendar off' },
      '.',
    );
  if (asked === 'off') return off(call);
  if (context.url === undefined) return { reply: 'refused', text: noAddresses(caller.meant, caller.person) };
  const known = await feedsOf(call);
  if (asked === 'new') await end(call, known);
  const left = asked === 'new' ? [] : known;
  const wanted: (Team | undefined)[] = [undefined, ...caller.teams];
  const missing = wanted.filter((team) => !left.some((feed) => feed.team === team?.id));
  if (missing.length === 0) return { reply: 'said', text: presentKnown(left) };
  const made: NewAddress[] = [];
  for (const team of missing) made.push(await open(call, context.url, team));
  return { reply: 'message', message: presentAddresses(made, { replaced: known.length > left.length }) };
}

async function off(call: Call): Promise<Reply> {
  const known = await feedsOf(call);
  await end(call, known);
  return known.length === 0
    ? said('You have no calendar address, so nothing has changed.')
    : said('Your calendar addresses have ended. Nobody can read them any more.');
}

async function feedsOf({ tx, caller }: Call): Promise<OutgoingFeed[]> {
  const all = await tx.feeds.find({ person: caller.person });
  return all.flatMap((feed) => (feed.way === 'out' ? [feed] : []));
}

async function end(call: Call, feeds: readonly OutgoingFeed[]): Promise<void> {
  for (const { id } of feeds) await call.tx.feeds.delete(id);
  if (feeds.length > 0) await note(call, 'calendar ended');
}

async function open(call: Call, url: string, team: Team | undefined): Promise<NewAddress> {
  const { tx, caller, now } = call;
  const secret = randomBytes(SECRET).toString('base64url');
  const feed: OutgoingFeed = {
    way: 'out',
    id: hashOf(secret),
    person: caller.person,
    ...(team ? { team: team.id } : {}),
    at: now,
    version: 1,
  };
  await tx.feeds.insert(feed);
  await note(call, 'calendar opened', team);
  return { address: `${url}/calendar/${secret}.ics`, ...(team ? { team: team.name } : {}) };
}

/** That there is one, never which. */
async function note({ tx, caller, command, now }: Call, what: string, team?: Team): Promise<void> {
  const { person } = caller;
  const about = `person:${person}`;
  const where = { team: team?.id ?? caller.team?.id ?? '', at: now, from: command.platform };
  const why = `${team ? `of ${team.name}` : 'their own'}: a private address`;
  await tx.events.append({ ...where, about, what, who: person, why, person });
}
