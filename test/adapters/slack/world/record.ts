import type { Answer, Args } from './rules.ts';
import { placeOf, type State } from './state.ts';

/** Writes down what an answered call has changed for readers. */
export function record(state: State, method: string, args: Args, answer: Answer): void {
  if (answer.ok !== true) return;
  if (method === 'conversations.open') {
    const { id } = answer.channel as { id: string };
    state.direct.set(id, args.get('users') ?? '');
  }
  if (method === 'chat.postMessage') posted(state, args, String(answer.channel), String(answer.ts));
  if (method === 'chat.postEphemeral') whispered(state, args);
  if (method === 'chat.update') updated(state, args);
}

function posted(state: State, args: Args, channel: string, ts: string): void {
  const to = args.get('channel') ?? '';
  if (state.people.has(to)) state.direct.set(channel, to);
  const thread = args.get('thread_ts');
  const id = idIn(args);
  state.posts.push({
    ref: `${channel}/${ts}`,
    place: placeOf(state, channel),
    channel,
    ts,
    ...(thread === undefined ? {} : { thread }),
    text: args.get('text') ?? '',
    blocks: blocksIn(args),
    ...(id === undefined ? {} : { id }),
    edits: 0,
  });
}

function updated(state: State, args: Args): void {
  const post = state.posts.find(
    ({ channel, ts }) => channel === args.get('channel') && ts === args.get('ts'),
  );
  if (!post) return;
  post.text = args.get('text') ?? post.text;
  if (args.has('blocks')) post.blocks = blocksIn(args);
  post.edits += 1;
}

function whispered(state: State, args: Args): void {
  const channel = args.get('channel');
  const thread = args.get('thread_ts');
  state.whispers.push({
    user: args.get('user') ?? '',
    ...(channel === undefined ? {} : { channel }),
    ...(thread === undefined ? {} : { thread }),
    text: args.get('text') ?? '',
    blocks: blocksIn(args),
    replaces: false,
  });
}

export function blocksIn(args: Args): unknown[] {
  return JSON.parse(args.get('blocks') || '[]');
}

function idIn(args: Args): string | undefined {
  const metadata = JSON.parse(args.get('metadata') || '{}');
  return metadata.event_payload?.id;
}
