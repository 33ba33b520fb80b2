import type { UsersListResponse } from '@slack/web-api';
import type { Clock, DirectoryEntry, Log } from '../../../src/ports.ts';
import { readDoNotDisturb } from './do-not-disturb.ts';
import type { Line } from './line.ts';
import { pages, patience } from './paging.ts';
import { outOfOffice } from './status.ts';

type User = NonNullable<UsersListResponse['members']>[number];

const PAGE = 200;
const SLACKBOT = 'USLACKBOT';

export interface DirectoryNeeds {
  line: Line;
  clock: Clock;
  log: Log;
  /** Whose do-not-disturb is asked for. */
  watched: (() => Iterable<string>) | undefined;
}

/** The people of the workspace. Apps and people of other organisations are left out; who was deactivated, or was invited
 * and never came, is there and not active. */
export async function readDirectory(needs: DirectoryNeeds): Promise<DirectoryEntry[]> {
  const { line, clock } = needs;
  const patiently = patience(clock, { call: 'read', place: 'the list of people' });
  const entries: DirectoryEntry[] = [];
  const list = pages(patiently, (cursor) =>
    line.raw((client) => client.users.list({ limit: PAGE, ...(cursor ? { cursor } : {}) })),
  );
  for await (const { members = [] } of list)
    for (const user of members) if (isPerson(user)) entries.push(entryOf(user, user.id, clock.now()));
  return withDoNotDisturb(needs, entries);
}

function isPerson(user: User): user is User & { id: string } {
  return user.id !== undefined && user.id !== SLACKBOT && !user.is_bot && !isStranger(user);
}

/** Slack Connect shows people of other organisations as strangers until they write. */
function isStranger(user: User): boolean {
  return 'is_stranger' in user && user.is_stranger === true;
}

function entryOf(user: User, id: string, now: number): DirectoryEntry {
  const { profile, tz } = user;
  const away = outOfOffice(profile, now);
  const handle = user.name ?? id;
  return {
    user: id,
    handle,
    name: profile?.display_name || profile?.real_name || user.real_name || handle,
    ...(profile?.email ? { email: profile.email } : {}),
    ...(tz ? { zone: tz } : {}),
    active: !user.deleted && !user.is_invited_user,
    ...(user.is_restricted || user.is_ultra_restricted ? { guest: true } : {}),
    ...(away ? { outOfOffice: away } : {}),
  };
}

/** Asking costs a call for each 50 people, so that a large workspace is not asked for everybody. */
const UNASKED = 500;

async function withDoNotDisturb(needs: DirectoryNeeds, entries: DirectoryEntry[]): Promise<DirectoryEntry[]> {
  const watched = needs.watched && new Set(needs.watched());
  const active = entries.filter((entry) => entry.active && (watched?.has(entry.user) ?? true));
  const users = active.map((entry) => entry.user).slice(0, watched ? undefined : UNASKED);
  const spans = await readDoNotDisturb(needs, users);
  return entries.map((entry) => {
    const doNotDisturb = spans.get(entry.user);
    return doNotDisturb ? { ...entry, doNotDisturb } : entry;
  });
}
