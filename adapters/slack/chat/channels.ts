import type { ChannelEntry, Clock } from '../../../src/ports.ts';
import type { Line } from './line.ts';
import { pages, patience } from './paging.ts';

/** Slack recommends pages of 200 at most; a workspace with thousands of channels would then wait for its turn. */
const PAGE = 500;

/** Every channel the app can see: public ones, and private ones where it is a member. */
export async function readChannels(line: Line, clock: Clock): Promise<ChannelEntry[]> {
  const patiently = patience(clock, { call: 'read', place: 'the list of channels' });
  const types =
    line.scopes()?.has('groups:read') === false ? 'public_channel' : 'public_channel,private_channel';
  const entries: ChannelEntry[] = [];
  const list = pages(patiently, (cursor) =>
    line.raw((client) => client.conversations.list({ types, limit: PAGE, ...(cursor ? { cursor } : {}) })),
  );
  for await (const { channels = [] } of list)
    for (const { id, name, is_archived, is_member } of channels)
      if (id && name) entries.push({ id, name, archived: is_archived ?? false, joined: is_member ?? false });
  return entries;
}

/** The user ids in a channel, bots included: the directory knows who is a person. */
export async function readMembers(line: Line, clock: Clock, channel: string): Promise<string[]> {
  const patiently = patience(clock, { call: 'read', place: channel });
  const users: string[] = [];
  const list = pages(patiently, (cursor) =>
    line.raw((client) =>
      client.conversations.members({ channel, limit: PAGE, ...(cursor ? { cursor } : {}) }),
    ),
  );
  for await (const { members = [] } of list) users.push(...members);
  return users;
}
