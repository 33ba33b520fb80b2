import type { Place as Talk } from '../core/definition/team-of.ts';
import { name } from '../core/definition/written.ts';
import { against, idOf, listed } from './new-answers.ts';

export interface NewMember {
  id: string;
  name: string;
  user: string;
  roles: readonly string[];
}

const FORM = /^([^<>]*)<([^<>]*)>([^<>]*)$/;

/** What is wrong with a member written as `Mia Sommer <@mia> developer, ux`. */
export function wrongMember(text: string, before: readonly string[]): string | undefined {
  const [, who = '', user = '', roles = ''] = FORM.exec(text) ?? [];
  if (who.trim() === '' || user.trim() === '')
    return `expected a name and a user like Mia Sommer <@mia> product-owner, found "${text}".`;
  const twice = before.some((other) => plain(FORM.exec(other)?.[2] ?? '') === plain(user));
  if (twice) return `${user.trim()} is in the team already.`;
  return listed(roles)
    .map((role) => against(name, role))
    .find((reason) => reason !== undefined);
}

/** Neither a person nor a channel is anything else than `@dana`, an e-mail, `#news` or the id of a member. */
export function wrongOutsiders(text: string, members: readonly NewMember[]): string | undefined {
  const strange = listed(text).find(
    (entry) => !/^#.|^@.|.@/.test(entry) && !members.some(({ id }) => id === entry),
  );
  if (!strange) return undefined;
  const ids = members.map(({ id }) => id).join(', ');
  return `expected a person like @dana, a channel like #news or one of ${ids}, found "${strange}".`;
}

/** Channels do not decide. */
export function nobodyIn(text: string): string | undefined {
  return listed(text).some((entry) => !entry.startsWith('#')) ? undefined : 'name at least one person.';
}

/** The members those texts name, each with an id of their own. Somebody another team has on this platform keeps the id they have
 * there. The first one leads when nobody is said to. */
export function membersOf(texts: readonly string[], elsewhere: readonly Talk[]): NewMember[] {
  const known = new Map(elsewhere.flatMap(({ users }) => [...users].map(([id, user]) => [plain(user), id])));
  const roles = texts.flatMap((text) => listed(FORM.exec(text)?.[3] ?? ''));
  const taken = new Set([...known.values(), ...roles, 'lead']);
  const members = texts.map((text): NewMember => {
    const [, who = '', user = '', roles = ''] = FORM.exec(text)?.map((part) => part.trim()) ?? [];
    const id = known.get(plain(user)) ?? freeId(who, user, taken);
    taken.add(id);
    return { id, name: who, user, roles: listed(roles) };
  });
  const led = members.some(({ roles }) => roles.includes('lead'));
  return members.map((member, i) =>
    led || i > 0 ? member : { ...member, roles: ['lead', ...member.roles] },
  );
}

/** The first name, else the whole name, else the handle; a number when all of them belong to others. */
function freeId(who: string, user: string, taken: ReadonlySet<string>): string {
  const wanted = [who.split(/\s+/)[0] ?? '', who, user.replace(/@.+$/, ''), user].map(idOf).filter(Boolean);
  const free = wanted.find((id) => !taken.has(id));
  if (free) return free;
  let n = 2;
  while (taken.has(`${wanted[0] ?? 'member'}-${n}`)) n += 1;
  return `${wanted[0] ?? 'member'}-${n}`;
}

function plain(user: string): string {
  return user.trim().replace(/^@/, '').toLowerCase();
}
