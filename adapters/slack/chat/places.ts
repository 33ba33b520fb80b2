import { type Address, type ChannelEntry, ChatError, type Clock } from '../../../src/ports.ts';
import { readChannels } from './channels.ts';
import type { Line } from './line.ts';

/** The conversations behind users and channel names, as far as Slack has named them. */
export interface Places {
  /** What a post is addressed to: the user's id, a channel's id, or its name while only that is known. */
  target(to: Address['to']): string;
  /** The conversation's id, asked for where it is not known. Throws `ChatError`. */
  conversation(to: Address['to']): Promise<string>;
  /** A post to this user or channel stands in this conversation. */
  remember(to: Address['to'], conversation: string): void;
  /** These are the channels and their names. */
  learn(channels: readonly ChannelEntry[]): void;
  /** How people call it: `#atlas` where the name is known, a user's id. */
  called(to: Address['to']): string;
}

/** The oldest are forgotten, since Slack can tell again. */
const MOST = 20_000;

export function createPlaces(line: Line, clock: Clock): Places {
  const known = new Map<string, string>();
  const names = new Map<string, string>();

  function remember(to: Address['to'], conversation: string): void {
    const [oldest] = known.keys();
    if (known.size >= MOST && oldest !== undefined) known.delete(oldest);
    known.set(nameOf(to), conversation);
  }

  async function openDirect(user: string): Promise<string> {
    const opened = await line.ask({ call: 'read', place: user }, (client) =>
      client.conversations.open({ users: user }),
    );
    const id = opened.channel?.id;
    if (id === undefined) throw new ChatError('failed', `Slack named no conversation with ${user}.`);
    remember({ user }, id);
    return id;
  }

  async function channelNamed(channel: string): Promise<string> {
    const channels = await readChannels(line, clock);
    learn(channels);
    const id = channels.find(({ name }) => name === plainChannel(channel))?.id;
    if (id === undefined)
      throw new ChatError('refused', `Slack has no channel ${channel} that Rondo can see.`);
    return id;
  }

  function learn(channels: readonly ChannelEntry[]): void {
    for (const { id, name } of channels) {
      names.set(id, `#${name}`);
      known.set(`#${name}`, id);
    }
  }

  return {
    remember,
    learn,
    called: (to) => ('user' in to ? to.user : (names.get(to.channel) ?? to.channel)),
    target: (to) => ('user' in to ? to.user : (known.get(nameOf(to)) ?? to.channel)),
    async conversation(to) {
      if ('channel' in to && isId(to.channel)) return to.channel;
      return known.get(nameOf(to)) ?? ('user' in to ? openDirect(to.user) : channelNamed(to.channel));
    },
  };
}

function nameOf(to: Address['to']): string {
  return 'user' in to ? to.user : `#${plainChannel(to.channel)}`;
}

export function plainChannel(channel: string): string {
  return channel.replace(/^#/, '').toLowerCase();
}

function isId(channel: string): boolean {
  return /^[CDG][A-Z0-9]{6,}$/.test(channel);
}
