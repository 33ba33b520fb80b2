import type { Instant } from '../../../../src/core/time.ts';
import type { FakePost, FakeView, FakeWhisper } from './book.ts';
import type { FakeChannel, FakePerson } from './people.ts';

/** What the fake knows besides what the emulator keeps. */
export interface State {
  team: string;
  token: string;
  appToken: string;
  /** The bot's user id. */
  bot: string;
  now: () => Instant;
  /** By user id. */
  people: Map<string, FakePerson>;
  /** By channel id. */
  channels: Map<string, FakeChannel>;
  /** User ids by the id of the conversation with them. */
  direct: Map<string, string>;
  /** The app's permissions. */
  scopes: Set<string>;
  /** By handle; `undefined` users: the plan has no groups. */
  groups: Map<string, string[]>;
  paid: boolean;
  revoked: boolean;
  posts: FakePost[];
  whispers: FakeWhisper[];
  views: FakeView[];
  /** Trigger ids that may open one form, and until when. */
  triggers: Map<string, { user: string; until: Instant }>;
  /** What Slack would have refused or cut: fails the test at the end. */
  problems: string[];
}

export const SCOPES = [
  'chat:write',
  'commands',
  'app_mentions:read',
  'im:write',
  'im:history',
  'users:read',
  'channels:read',
  'groups:read',
  'users:read.email',
  'usergroups:read',
  'usergroups:write',
  'dnd:read',
  'channels:history',
  'groups:history',
];

/** `#atlas`, or the handle of whom one talks with. */
export function placeOf(state: State, channel: string): string {
  const user = state.direct.get(channel);
  if (user !== undefined) return state.people.get(user)?.name ?? user;
  const name = state.channels.get(channel)?.name;
  return name === undefined ? channel : `#${name}`;
}

export function channelIdOf(state: State, channel: string): string | undefined {
  if (state.channels.has(channel)) return channel;
  const plain = channel.replace(/^#/, '');
  return [...state.channels].find(([, { name }]) => name === plain)?.[0];
}

export function isIn(state: State, channel: FakeChannel, user: string): boolean {
  const name = state.people.get(user)?.name;
  return channel.members === undefined || (name !== undefined && channel.members.includes(name));
}
