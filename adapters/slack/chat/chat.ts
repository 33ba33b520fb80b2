import {
  type Address,
  type ChannelEntry,
  type Chat,
  ChatError,
  type Clock,
  type Log,
} from '../../../src/ports.ts';
import { readChannels, readMembers } from './channels.ts';
import { createClient } from './client.ts';
import { readDirectory } from './directory.ts';
import { findMessage } from './finding.ts';
import { setGroup } from './group.ts';
import { type Line, openLine } from './line.ts';
import { createPlaces } from './places.ts';
import { editMessage, type Mentions, postMessage } from './posting.ts';

export interface SlackChatNeeds {
  /** The workspace's id, as `T0123ABCD`. */
  workspace: string;
  token: string;
  /** Another Web API than Slack's own; ends in `/api/`. */
  apiUrl?: string;
  /** How people and channels are called in this workspace. */
  people: Mentions;
  clock: Clock;
  log: Log;
  /** Users whose do-not-disturb is worth asking for, usually those whom team files name; left out: the first 500. */
  watched?: () => Iterable<string>;
  /** Slack does not take the token any more; a sentence says what to do. Called once, until it was taken again. */
  onRevoked?: (why: string) => void;
}

export interface SlackChat extends Chat {
  channels(): Promise<ChannelEntry[]>;
  membersOf(channel: string): Promise<string[]>;
  setGroup(handle: string, users: readonly string[]): Promise<void>;
  /** Asks Slack who this is and what the app may do; with it `capabilities` are certain. Throws `ChatError`. */
  hello(): Promise<Introduction>;
}

/** What a token belongs to. */
export interface Introduction {
  workspace: string;
  /** The workspace's name. */
  name: string;
  /** Rondo's own user id. */
  user: string;
  scopes: ReadonlySet<string>;
}

const LONGEST_MESSAGE = 12_000;

/** One Slack workspace as the engine writes to it. Nothing is kept but what Slack can tell again. */
export function createSlackChat(needs: SlackChatNeeds): SlackChat {
  const { workspace, people, clock, log } = needs;
  const line = openLine(createClient(needs), needs.onRevoked ?? (() => {}));
  const places = createPlaces(line, clock);
  return {
    platform: 'slack',
    workspace,
    get capabilities() {
      return { find: whatCanBeFound(line), length: LONGEST_MESSAGE };
    },
    send: async (to, message, how) =>
      postMessage({ line, places, people, log }, mine(to, workspace), message, how),
    edit: (to, ref, message, how) => editMessage({ line, places, people, log }, to, ref, message, how),
    find: async (to, id) => findMessage({ line, places, clock }, mine(to, workspace), id),
    directory: () => readDirectory({ workspace, line, clock, log, watched: needs.watched }),
    async channels() {
      const channels = await readChannels(line, clock);
      places.learn(channels);
      return channels;
    },
    membersOf: async (channel) => readMembers(line, clock, await places.conversation({ channel })),
    setGroup: (handle, users) => setGroup(line, handle, users),
    hello: () => introduce(line),
  };
}

/** Until Slack has said what the app may do, looking is tried: a refusal then counts as "cannot tell". */
function whatCanBeFound(line: Line) {
  const scopes = line.scopes();
  return { direct: scopes?.has('im:history') ?? true, channel: scopes?.has('channels:history') ?? true };
}

async function introduce(line: Line): Promise<Introduction> {
  const answer = await line.ask({ call: 'read', place: 'Slack' }, (client) => client.auth.test());
  const { team_id: workspace = '', team: name = '', user_id: user = '' } = answer;
  return { workspace, name, user, scopes: line.scopes() ?? new Set() };
}

function mine(to: Address, workspace: string): Address {
  if (to.workspace === workspace) return to;
  throw new ChatError('refused', `This chat is the workspace ${workspace}, not ${to.workspace}.`);
}
