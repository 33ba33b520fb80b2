import { channelIdOf, isIn, type State } from './state.ts';

export type Args = ReadonlyMap<string, string>;
export type Answer = Record<string, unknown>;

/** What Slack refuses and the emulator does not; nothing when the call may go on. */
export function refusal(state: State, method: string, args: Args): Answer | undefined {
  const needed = scopesFor(state, method, args).filter((scope) => !state.scopes.has(scope));
  if (needed.length > 0)
    return {
      ok: false,
      error: 'missing_scope',
      needed: needed.join(','),
      provided: [...state.scopes].join(','),
    };
  const error = inChannel(state, method, args);
  return error === undefined ? undefined : { ok: false, error };
}

const SCOPE: Readonly<Record<string, string>> = {
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
  'conversations.open': 'im:write',
  'users.list': 'users:read',
  'users.info': 'users:read',
  'dnd.teamInfo': 'dnd:read',
  'usergroups.list': 'usergroups:read',
  'usergroups.users.update': 'usergroups:write',
};

function scopesFor(state: State, method: string, args: Args): string[] {
  const simple = SCOPE[method];
  if (simple !== undefined) return [simple];
  const channel = state.channels.get(args.get('channel') ?? '');
  const kind = channel?.private ? 'groups' : 'channels';
  if (method === 'conversations.history' || method === 'conversations.replies')
    return [channel === undefined ? 'im:history' : `${kind}:history`];
  if (method === 'conversations.members' || method === 'conversations.info') return [`${kind}:read`];
  if (method !== 'conversations.list') return [];
  const types = args.get('types') ?? 'public_channel';
  return [
    ...(types.includes('public_channel') ? ['channels:read'] : []),
    ...(types.includes('private_channel') ? ['groups:read'] : []),
  ];
}

const WRITES = new Set(['chat.postMessage', 'chat.postEphemeral', 'chat.update']);

function inChannel(state: State, method: string, args: Args): string | undefined {
  const named = args.get('channel') ?? '';
  const channel = state.channels.get(channelIdOf(state, named) ?? '');
  if (channel === undefined) return undefined;
  const here = isIn(state, channel, state.bot);
  if (channel.private && !here) return 'channel_not_found';
  if (WRITES.has(method) && channel.archived) return 'is_archived';
  if (!here && (WRITES.has(method) || /history|replies/.test(method))) return 'not_in_channel';
  return undefined;
}
