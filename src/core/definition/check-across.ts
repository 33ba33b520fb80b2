import { sameZone } from './calendars.ts';
import { type Finding, mistake, show } from './finding.ts';
import type { Mention } from './people.ts';

/** A person as one file names them. */
export interface Cited extends Mention {
  file: string;
}

/** Where files disagree about a person, for each file that comes later: a person has one zone, and one user on a platform. */
export function checkAcross(mentions: readonly Cited[]): (Finding & { file: string })[] {
  return mentions.flatMap((mention, i) => {
    const before = mentions.slice(0, i);
    const findings = [
      ...checkZone(mention, before),
      ...checkUser(mention, before),
      ...checkOwner(mention, before),
    ];
    return findings.slice(0, 1).map((finding) => ({ ...finding, file: mention.file }));
  });
}

function checkZone({ id, zone, path, file }: Cited, before: readonly Cited[]): Finding[] {
  const other = before.find((each) => each.id === id && each.file !== file && each.zone);
  if (!zone || !other?.zone || sameZone(zone, other.zone)) return [];
  return [mistake([...path, 'zone'], `${other.zone}, as ${other.file} says about "${id}"`, show(zone))];
}

function checkUser({ id, users, path, file }: Cited, before: readonly Cited[]): Finding[] {
  for (const other of before) {
    if (other.id !== id || other.file === file || users.some((user) => other.users.includes(user))) continue;
    const clash = other.users.find((user) => users.some((own) => sameKind(own, user)));
    if (!clash) continue;
    const expected = `the user ${show(userOf(clash))}, as ${other.file} says about "${id}" (another person needs another id)`;
    return [mistake([...path, 'user'], expected, show(userOf(users[0] ?? '')))];
  }
  return [];
}

/** A handle, an e-mail and an id of one user look different; only two of a kind can disagree. */
function sameKind(a: string, b: string): boolean {
  return workspaceOf(a) === workspaceOf(b) && kindOf(userOf(a)) === kindOf(userOf(b));
}

function kindOf(user: string): 'email' | 'id' | 'handle' {
  if (user.includes('@')) return 'email';
  return /\d/.test(user) && /^[a-z0-9:-]{9,}$/.test(user) ? 'id' : 'handle';
}

function checkOwner({ id, users, path }: Cited, before: readonly Cited[]): Finding[] {
  const other = before.find((each) => each.id !== id && each.users.some((user) => users.includes(user)));
  if (!other) return [];
  return [
    mistake(
      [...path, 'user'],
      `a user of their own (${other.file} gives this one to "${other.id}")`,
      show(userOf(users[0] ?? '')),
    ),
  ];
}

function workspaceOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/'));
}

function userOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
