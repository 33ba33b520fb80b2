import { z } from 'zod';
import { commandOf, type Deed, isDirect, type Surroundings } from './deed.ts';
import { typedWords } from './typed.ts';

const mention = z.object({
  event_id: z.string(),
  event: z.object({
    user: z.string(),
    bot_id: z.string().nullish(),
    text: z.string(),
    channel: z.string(),
    thread_ts: z.string().optional(),
    subtype: z.string().optional(),
    channel_type: z.string().optional(),
    edited: z.object({}).nullish(),
  }),
});
type Written = z.infer<typeof mention>['event'];

/** Somebody named us in a channel. What they wrote before and after our name is what they say. */
export function mentioned(payload: object, around: Surroundings): Deed | undefined {
  const read = mention.safeParse(payload).data;
  if (!read || !isFresh(read.event)) return undefined;
  const named = new RegExp(`<@${around.bot}(\\|[^>]*)?>[\\s,:]*`);
  return said(read.event_id, { ...read.event, text: read.event.text.replace(named, '') }, around);
}

/** Somebody wrote to us. A picture or file may come with the words. */
export function wroteToUs(payload: object, around: Surroundings): Deed | undefined {
  const read = mention.safeParse(payload).data;
  if (!read || !isFresh(read.event) || read.event.channel_type !== 'im') return undefined;
  return read.event.text.trim() === '' ? undefined : said(read.event_id, read.event, around);
}

/** Not another bot's (Bolt leaves out our own), and neither an edit nor a line that Slack writes by itself. */
function isFresh({ bot_id, subtype, edited }: Written): boolean {
  const written = subtype === undefined || subtype === 'file_share';
  return written && !bot_id && !edited;
}

function said(id: string, event: Written, around: Surroundings): Deed {
  const { user, channel: place, thread_ts: thread } = event;
  const text = typedWords(event.text, around.personOf).trim();
  return {
    command: commandOf(around, { id, user, place }, { act: 'say', text }),
    way: 'other',
    place,
    thread,
  };
}

const opening = z.object({
  event_id: z.string(),
  event: z.object({ user: z.string(), tab: z.string().optional() }),
});

/** Somebody opened our own page; its messages are another tab. */
export function openedHome(payload: object, around: Surroundings): Deed | undefined {
  const read = opening.safeParse(payload).data;
  if (!read || read.event.tab === 'messages') return undefined;
  const { user } = read.event;
  return { command: commandOf(around, { id: read.event_id, user }, { act: 'home' }), way: 'home' };
}

/** What a workspace tells besides what people do. */
export interface News {
  /** Somebody came or left, or their name, zone or state is another. */
  onDirectoryChange(workspace: string): void;
  /** A channel was archived or renamed, or somebody joined or left it. */
  onChannel(workspace: string, channel: string): void;
  /** Slack does not let us in any more; a sentence says why. */
  onRevoked(workspace: string, why: string): void;
}

const channelNews = z.object({
  event: z.object({ channel: z.union([z.string(), z.object({ id: z.string() })]) }),
});

/** The channel that an event is about; direct messages are none. */
export function channelIn(payload: object): string | undefined {
  const channel = channelNews.safeParse(payload).data?.event.channel;
  const id = typeof channel === 'object' ? channel.id : channel;
  return id === undefined || isDirect(id) ? undefined : id;
}

const revocation = z.object({
  event: z.object({ tokens: z.object({ bot: z.array(z.string()).optional() }).optional() }),
});

/** True when it is our own token that was taken back, and not some person's. */
export function isOurs(payload: object): boolean {
  return (revocation.safeParse(payload).data?.event.tokens?.bot ?? []).length > 0;
}
