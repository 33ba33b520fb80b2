import type { Reply } from '../../src/core/decision.ts';
import type { Act, Where } from './acting.ts';
import type { Place } from './book.ts';
import { renderForm } from './form.ts';
import { Declined } from './guard.ts';
import { sourceOf } from './html.ts';
import { anyText, type Fields, oneOf, optionalText, textOf, valuesOf, wholeNumber } from './input.ts';
import { renderText } from './render.ts';
import { personOf, type Room } from './room.ts';
import type { PlaygroundRoutesSetup } from './routes.ts';
import type { Travel } from './travel.ts';
import { conversationOf, isPlaceOf, seenBy, sidebarOf } from './view.ts';

type Endpoint = (fields: Fields) => Promise<unknown>;

/** What the page can ask for and do, by name. */
export interface Desk {
  asks: Readonly<Record<string, Endpoint>>;
  acts: Readonly<Record<string, Endpoint>>;
  /** The person of a request. Throws `Declined` when there is none of that name. */
  userOf(fields: Fields): string;
}

export function deskOf(setup: PlaygroundRoutesSetup, travel: Travel): Desk {
  const { playground } = setup;
  const { room } = playground;
  const user = (fields: Fields) => userOf(room, fields);

  return {
    userOf: user,
    asks: {
      state: async (fields) => state(setup, travel, fields),
      lines: async (fields) => lines(room, user(fields), fields),
    },
    acts: {
      say: async (fields) => say(setup, user(fields), fields),
      press: (fields) => act(setup, fields, pressOf(fields)),
      submit: (fields) => act(setup, fields, submitOf(fields)),
      read: async (fields) => {
        const { place, thread } = spotOf(room, user(fields), fields);
        playground.read(user(fields), place, thread);
        return {};
      },
      dismiss: async (fields) => {
        playground.dismiss(user(fields), textOf(fields, 'ref'));
        return {};
      },
      clock: (fields) => move(setup, travel, user(fields), fields),
    },
  };
}

/** The page starts with the person it names, or with the first. */
async function state(setup: PlaygroundRoutesSetup, travel: Travel, fields: Fields): Promise<unknown> {
  const { room } = setup.playground;
  const asked = optionalText(fields, 'as');
  const me = asked !== undefined && personOf(room, asked) ? asked : room.people[0]?.user;
  if (me === undefined) throw new Declined(404, 'The playground has no people. Put some in a team file.');
  return { me, ...sidebarOf(room, me), clock: await travel.view(), slashes: setup.slashes };
}

function lines(room: Room, user: string, fields: Fields): unknown {
  const { place, thread } = spotOf(room, user, fields);
  const before = fields.before === undefined ? undefined : wholeNumber(fields, 'before');
  return conversationOf(room, user, place, { thread, before });
}

async function say(setup: PlaygroundRoutesSetup, user: string, fields: Fields): Promise<unknown> {
  const { playground } = setup;
  const { place, thread } = spotOf(playground.room, user, fields);
  const where = whereOf(place, thread);
  const text = textOf(fields, 'text');
  const reply = /^\s*\/\w/.test(text)
    ? await playground.slash(user, where.channel, text, where.under)
    : await playground.write(user, where, text);
  playground.read(user, place, thread);
  return reply ? pageReply(playground.room, user, reply) : {};
}

async function act(setup: PlaygroundRoutesSetup, fields: Fields, what: Act): Promise<unknown> {
  const { playground } = setup;
  const user = userOf(playground.room, fields);
  const { place, thread } = spotOf(playground.room, user, fields);
  return pageReply(playground.room, user, await playground.act(user, what, whereOf(place, thread)));
}

function pressOf(fields: Fields): Act {
  return {
    act: 'press',
    button: textOf(fields, 'button'),
    thing: anyText(fields, 'thing'),
    epoch: wholeNumber(fields, 'epoch'),
  };
}

function submitOf(fields: Fields): Act {
  return {
    act: 'submit',
    form: textOf(fields, 'form'),
    thing: anyText(fields, 'thing'),
    epoch: wholeNumber(fields, 'epoch'),
    values: valuesOf(fields, 'values'),
  };
}

/** A form and its errors are a dialog of the page; words arrive as a line, and are repeated for a dialog in the way. */
function pageReply(room: Room, user: string, reply: Reply): unknown {
  const seen = seenBy(room, user);
  if (reply.reply === 'form')
    return { reply: 'form', html: sourceOf(renderForm(reply.form, seen, room.people)) };
  if (reply.reply === 'refused') return { reply: 'refused', html: sourceOf(renderText(reply.text, seen)) };
  return reply.reply === 'invalid' ? reply : { reply: reply.reply };
}

const MOVES = ['next', 'hour', 'tomorrow', 'stop', 'over'] as const;

async function move(
  setup: PlaygroundRoutesSetup,
  travel: Travel,
  user: string,
  fields: Fields,
): Promise<unknown> {
  const which = oneOf(fields, 'move', MOVES);
  if (which === 'stop' || which === 'over') await travel.stop();
  if (which === 'over') await setup.startOver();
  if (which === 'stop' || which === 'over') return travel.view();
  const refusal = await travel.set(which, seenBy(setup.playground.room, user).zone);
  if (refusal !== undefined) throw new Declined(409, refusal);
  return travel.view();
}

function userOf(room: Room, fields: Fields): string {
  const user = textOf(fields, 'as');
  if (!personOf(room, user)) throw new Declined(404, `The playground has no user "${user}".`);
  return user;
}

/** Where on the page something happens. */
function spotOf(room: Room, user: string, fields: Fields): { place: Place; thread?: string } {
  const place = textOf(fields, 'place');
  const thread = optionalText(fields, 'thread');
  if (!isPlaceOf(room, user, place))
    throw new Declined(404, `There is no conversation "${place}" for ${user}.`);
  if (thread !== undefined && room.book.byRef.get(thread)?.place !== place) {
    throw new Declined(404, 'That thread is not there any more.');
  }
  return { place, thread };
}

function whereOf(place: Place, thread: string | undefined): Where {
  const [kind, name] = [place.slice(0, place.indexOf(':')), place.slice(place.indexOf(':') + 1)];
  return { ...(kind === 'channel' ? { channel: name } : {}), under: thread };
}
