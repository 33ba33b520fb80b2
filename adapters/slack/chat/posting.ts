import type { Message } from '../../../src/core/message.ts';
import { plain } from '../../../src/core/present/plain.ts';
import type { PersonId } from '../../../src/core/team.ts';
import { type Address, ChatError, type Log, type Reader } from '../../../src/ports.ts';
import { type Rendered, renderMessage } from '../render/message.ts';
import type { Audience } from '../render/spans.ts';
import { cut, escaped } from '../render/words.ts';
import { type Asked, chatErrorFrom, isBrokenFormat } from './errors.ts';
import type { Line } from './line.ts';
import type { Places } from './places.ts';
import { refOf, spotOf } from './ref.ts';

/** How people and channels are called in a workspace. */
export type Mentions = Omit<Audience, 'reader'>;

interface Desk {
  line: Line;
  places: Places;
  people: Mentions;
  log: Log;
}

interface How {
  id: string;
  reader: Reader;
}

/** What goes to Slack: blocks, the line that notifications show, and our id. */
interface Shape extends Rendered {
  /** False: nothing in the text is markup. */
  mrkdwn?: boolean;
}

/** Posts once, with our id in the message's metadata; gives its reference. */
export async function postMessage(desk: Desk, to: Address, message: Message, how: How): Promise<string> {
  const asked: Asked = { call: 'post', place: desk.places.called(to.to) };
  const thread = to.under === undefined ? undefined : spotOf(to.under)?.ts;
  const posted = await inSomeShape(desk, asked, message, how, (shape) =>
    desk.line.raw((client) =>
      client.chat.postMessage({
        channel: desk.places.target(to.to),
        ...shape,
        unfurl_links: false,
        unfurl_media: false,
        ...(thread === undefined ? {} : { thread_ts: thread }),
      }),
    ),
  );
  const { channel, ts } = posted;
  if (!channel || !ts) throw new ChatError('lost', 'Slack did not say where the message stands.');
  desk.places.remember(to.to, channel);
  return refOf({ channel, ts });
}

/** Changes what a posted message shows. */
export async function editMessage(
  desk: Desk,
  to: Address,
  ref: string,
  message: Message,
  how: How,
): Promise<void> {
  const spot = spotOf(ref);
  if (!spot) throw new ChatError('refused', `“${ref}” is not a message in Slack.`);
  const asked: Asked = { call: 'edit', place: desk.places.called(to.to) };
  await inSomeShape(desk, asked, message, how, (shape) =>
    desk.line.raw((client) => client.chat.update({ ...spot, ...shape })),
  );
}

/** In blocks; where Slack does not take these, in plain words, because no message may be lost to its form. */
async function inSomeShape<T>(
  desk: Desk,
  asked: Asked,
  message: Message,
  how: How,
  call: (shape: Shape) => Promise<T>,
): Promise<T> {
  try {
    return await call(shaped(desk, message, how));
  } catch (error) {
    if (!isBrokenFormat(error)) throw chatErrorFrom(error, asked);
    const cause = error instanceof Error ? error.message : String(error);
    desk.log.error(
      { message: how.id, cause },
      'Slack did not take a message as Rondo made it. It goes out plain.',
    );
    return await inPlainWords(desk, asked, message, how, call);
  }
}

async function inPlainWords<T>(
  desk: Desk,
  asked: Asked,
  message: Message,
  how: How,
  call: (shape: Shape) => Promise<T>,
): Promise<T> {
  try {
    return await call(plainShape(desk, message, how));
  } catch (error) {
    if (!isBrokenFormat(error)) throw chatErrorFrom(error, asked);
    const why = `Slack takes no form of this message to ${asked.place}. The log has its id; please report it.`;
    throw new ChatError('refused', why, { cause: error });
  }
}

/** Slack shows at most so much text without folding it. */
const PLAIN = 3_000;

function shaped({ people }: Desk, message: Message, how: How): Shape {
  return renderMessage(message, { ...people, ...how });
}

function plainShape(desk: Desk, message: Message, how: How): Shape {
  const names = (person: PersonId) => desk.people.names(person) ?? person;
  const words = plain(message, how.reader.zone, names) || message.summary;
  return {
    ...shaped(desk, { ...message, elements: [] }, how),
    text: escaped(cut(words, PLAIN)),
    blocks: [],
    mrkdwn: false,
  };
}
