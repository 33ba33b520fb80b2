import { z } from 'zod';
import { commandOf, type Deed, type Surroundings } from './deed.ts';
import { typedWords } from './typed.ts';

const slash = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: z.string(),
  channel_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
});

export function slashed(payload: object, around: Surroundings): Deed | undefined {
  const read = slash.safeParse(payload).data;
  if (!read) return undefined;
  const { trigger_id: trigger, channel_id: place } = read;
  const text = typedWords(read.text, around.personOf);
  const doer = { id: trigger, user: read.user_id, place };
  return {
    command: commandOf(around, doer, { act: 'slash', name: read.command, text }),
    way: 'slash',
    place,
    trigger,
    responseUrl: read.response_url,
  };
}

const shortcut = z.object({
  callback_id: z.string(),
  user: z.object({ id: z.string() }),
  team: z.object({ domain: z.string().optional() }).nullish(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).optional(),
  message: z
    .object({ text: z.string().default(''), ts: z.string().optional(), thread_ts: z.string().optional() })
    .optional(),
});
type Shortcut = z.infer<typeof shortcut>;

/** What each shortcut of the manifest is short for. */
const SHORT_FOR: Readonly<Record<string, (words: string) => { name: string; text: string }>> = {
  raise_blocker: () => ({ name: '/rondo', text: 'raise' }),
  raise_blocker_message: (words) => ({ name: '/rondo', text: `raise ${words}` }),
  add_to_minutes: (words) => ({ name: '/rondo', text: `minutes ${words}` }),
};

/** A shortcut, of everywhere or of a message; nothing when it is none of ours. */
export function shortened(payload: object, around: Surroundings): Deed | undefined {
  const read = shortcut.safeParse(payload).data;
  const meaning = read && Object.hasOwn(SHORT_FOR, read.callback_id) && SHORT_FOR[read.callback_id];
  if (!meaning) return undefined;
  const place = read.channel?.id;
  const words = typedWords(read.message?.text ?? '', around.personOf);
  const doer = { id: read.trigger_id, user: read.user.id, place, link: linkTo(read) };
  return {
    command: commandOf(around, doer, { act: 'slash', ...meaning(words) }),
    way: 'other',
    place,
    thread: read.message?.thread_ts,
    trigger: read.trigger_id,
    responseUrl: read.response_url,
  };
}

/** The message's permanent address. Slack tells it on request, which would take longer than a dialog's trigger lives. */
function linkTo({ team, channel, message }: Shortcut): string | undefined {
  if (!channel || !message?.ts || !team?.domain || !/^[\w-]+$/.test(team.domain)) return undefined;
  const place = `https://${team.domain}.slack.com/archives/${encodeURIComponent(channel.id)}`;
  const address = `${place}/p${message.ts.replace(/\D/g, '')}`;
  const { thread_ts: thread } = message;
  if (thread === undefined || thread === message.ts) return address;
  return `${address}?${new URLSearchParams({ thread_ts: thread, cid: channel.id })}`;
}
