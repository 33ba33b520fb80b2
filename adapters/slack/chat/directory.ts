import type { UsersListResponse } from '@slack/web-api';
import type { Clock, DirectoryEntry, Log } from '../../../src/ports.ts';
import { readDoNotDisturb } from './do-not-disturb.ts';
import type { Line } from './line.ts';
import { pages, patience } from './paging.ts';
import { maybeAway, outOfOffice } from './status.ts';

type User = NonNullable<UsersListResponse['members']>[number];

const PAGE = 200;
const SLACKBOT = 'USLACKBOT';

export interface DirectoryNeeds {
  /** The workspace's id. */
  workspace: string;
  line: Line;
  clock: Clock;
  log: Log;
  /** Whose do-not-disturb is asked for. */
  watched: (() => Iterable<string>) | undefined;
}

/** The people of the workspace. Apps and people of other organisations are left out; who was deactivated, or was invited
 * and never came, is there and not active. */
export async function readDirectory(needs: DirectoryNeeds): Promise<DirectoryEntry[]> {
  const { line, clock, workspace } = needs;
  const patiently = patience(clock, { call: 'read', place: 'the list of people' });
  const entries: DirectoryEntry[] = [];
  const list = pages(patiently, (cursor) =>
    line.raw((client) => client.users.list({ limit: PAGE, ...(cursor ? { cursor } : {}) })),
  );
  for await (const { members = [] } of list)
    for (const user of members)
      if (isPerson(user, workspace)) entries.push(entryOf(user, user.id, clock.now()));
  return withDoNotDisturb(needs, entries);
}

function isPerson(user: User, workspace: string): user is User & { id: string } {
  return user.id !== undefined && user.id !== SLACKBOT && !user.is_bot && isFromHere(user, workspace);
}

/** People of other organisations are strangers only until they share a channel with the app; after that they differ by the
 * workspace they are from. In an organisation of several workspaces a user may be from one and belong to others. */
function isFromHere(user: User, workspace: string): boolean {
  if ('is_stranger' in user && user.is_stranger === true) return false;
  const { team_id = workspace, enterprise_user } = user;
  return team_id === workspace || (enterprise_user?.teams?.includes(workspace) ?? false);
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
    ...(maybeAway(profile, now) ? { maybeAway: true as const } : {}),
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
