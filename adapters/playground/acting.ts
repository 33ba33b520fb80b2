import { randomUUID } from 'node:crypto';
import type { Command } from '../../src/core/command.ts';
import type { Reply } from '../../src/core/decision.ts';
import type { Form, FormValues } from '../../src/core/form.ts';
import type { Button, Message } from '../../src/core/message.ts';
import type { Commands } from '../../src/ports.ts';
import { nextNumber, type Place } from './book.ts';
import { personOf, type Room, type ShownReply } from './room.ts';
import { placeOf, rootOf } from './sending.ts';

/** Where a person does something: left out, in their direct messages. */
export interface Where {
  channel?: string;
  /** A message of the thread. */
  under?: string;
}

export type Act = Command['act'];
/** What names a form when it comes back. */
export type FormName = Pick<Form, 'id' | 'thing' | 'epoch'>;

/** People's side of the room. Each act becomes a command with an id of its own; its reply is given back, and shown in
 * the page to that person only. */
export interface Acting {
  /** Tells the playground who understands commands. */
  connect(commands: Commands): void;
  /** Presses a button of a message by its id or label. `thing` decides between buttons of the same id. */
  press(user: string, ref: string, idOrLabel: string, thing?: string): Promise<Reply>;
  submit(user: string, form: FormName, values: FormValues, where?: Where): Promise<Reply>;
  /** `text` is what is typed: `/standup`, `/rondo away until Friday`. */
  slash(user: string, channel: string | undefined, text: string, under?: string): Promise<Reply>;
  /** Writes to the bot in the direct messages. */
  say(user: string, text: string): Promise<Reply>;
  /** Writes in a channel. The bot hears it only when the text names it (`@Rondo …`). */
  write(user: string, where: Where, text: string): Promise<Reply | undefined>;
  /** Any act at all, as a page that was rendered some time ago sends it. */
  act(user: string, act: Act, where?: Where, asked?: string): Promise<Reply>;
}

export function actingIn(room: Room): Acting {
  let connected: Commands | undefined;

  async function act(user: string, what: Act, where: Where = {}, asked?: string): Promise<Reply> {
    if (!connected) throw new Error('Nobody is connected to the playground yet: call connect() first.');
    const place = whereIs(room, user, where);
    const reply = await connected.handle({
      id: randomUUID(),
      workspace: room.workspace,
      platform: 'playground',
      user,
      ...channelOf(place),
      act: what,
    });
    if (isShown(reply, what)) whisper(room, user, place, reply, { under: where.under, asked });
    return reply;
  }

  return {
    act,
    connect: (commands) => {
      connected = commands;
    },
    press: async (user, ref, which, thing) => {
      const pressed = findButton(room, user, ref, which, thing);
      const { id, epoch } = pressed.button;
      return act(user, { act: 'press', button: id, thing: pressed.button.thing, epoch }, pressed.where);
    },
    submit: (user, form, values, where) =>
      act(user, { act: 'submit', form: form.id, thing: form.thing, epoch: form.epoch, values }, where),
    slash: async (user, channel, text, under) => act(user, parseSlash(text), { channel, under }, text),
    say: async (user, text) => {
      say(room, user, {}, text);
      return act(user, { act: 'say', text });
    },
    write: async (user, where, text) => {
      say(room, user, where, text);
      const heard = text.match(/^@rondo\b[\s,:]*(?<rest>[\s\S]*)$/i)?.groups?.rest;
      if (where.channel === undefined) return act(user, { act: 'say', text }, where);
      return heard === undefined ? undefined : act(user, { act: 'say', text: heard }, where);
    },
  };
}

/** Takes an answer out of one person's view. */
export function dismissWhisper(room: Room, user: string, ref: string): void {
  room.whispers = room.whispers.filter((whisper) => whisper.ref !== ref || whisper.user !== user);
  room.announce({ change: 'dismissed', ref, user });
}

function whereIs(room: Room, user: string, where: Where): Place {
  const own = placeOf(room, { to: { user } });
  return where.channel === undefined ? own : placeOf(room, { to: { channel: where.channel } });
}

function channelOf(place: Place): { channel?: string } {
  return place.startsWith('channel:') ? { channel: `#${place.slice('channel:'.length)}` } : {};
}

/** Forms and field errors are a dialog of the page, and so is the refusal of a form; an empty answer is silence. */
function isShown(reply: Reply, act: Act): reply is ShownReply {
  if (reply.reply === 'message') return true;
  if (reply.reply === 'refused') return act.act !== 'submit';
  return reply.reply === 'said' && reply.text.length > 0;
}

const KEPT_WHISPERS = 200;

function whisper(
  room: Room,
  user: string,
  place: Place,
  reply: ShownReply,
  how: { under?: string; asked?: string },
): void {
  room.whispered += 1;
  const ref = `w${room.whispered}`;
  const thread = how.under === undefined ? {} : { thread: rootOf(room, place, how.under) };
  const asked = how.asked === undefined ? {} : { asked: how.asked };
  const n = nextNumber(room.book) - 1;
  room.whispers.push({ line: 'whisper', ref, user, place, ...thread, at: room.now(), ...asked, reply, n });
  room.whispers = room.whispers.slice(-KEPT_WHISPERS);
  room.announce({ change: 'line', ref });
}

function say(room: Room, user: string, where: Where, text: string): void {
  const place = whereIs(room, user, where);
  const n = nextNumber(room.book);
  const thread = where.under === undefined ? {} : { thread: rootOf(room, place, where.under) };
  room.record({
    entry: 'line',
    line: { line: 'said', ref: `m${n}`, n, place, ...thread, at: room.now(), user, text },
  });
  room.announce({ change: 'line', ref: `m${n}` });
}

function parseSlash(text: string): Act {
  const found = text.trim().match(/^\/(?<name>[^\s/]+)\s*(?<rest>[\s\S]*)$/)?.groups;
  if (!found?.name) throw new Error(`A slash command starts with "/" and a name, and this is "${text}".`);
  return { act: 'slash', name: found.name, text: found.rest ?? '' };
}

interface Found {
  button: Button;
  where: Where;
}

function findButton(room: Room, user: string, ref: string, which: string, thing?: string): Found {
  const { message, place } = messageFor(room, user, ref);
  const all = message.elements.flatMap((element) => (element.element === 'buttons' ? element.buttons : []));
  const named = all
    .filter((button) => button.id === which || button.label === which)
    .filter((button) => thing === undefined || button.thing === thing);
  const [button, second] = named;
  const offered = all.map((one) => `${one.id} "${one.label}" (${one.thing})`).join(', ') || 'none';
  if (!button) throw new Error(`Message ${ref} has no button "${which}"; it has: ${offered}.`);
  if (second && second.thing !== button.thing) {
    throw new Error(`Message ${ref} has several buttons "${which}"; say which thing: ${offered}.`);
  }
  return { button, where: { ...channelOf(place), under: threadOf(room, ref) } };
}

function messageFor(room: Room, user: string, ref: string): { message: Message; place: Place } {
  const line = room.book.byRef.get(ref) ?? room.whispers.find((one) => one.ref === ref && one.user === user);
  const message =
    line?.line === 'posted'
      ? line.message
      : line?.line === 'whisper' && line.reply.reply === 'message'
        ? line.reply.message
        : undefined;
  if (!line || !message) throw new Error(`There is no message ${ref} with buttons.`);
  if (line.place.startsWith('direct:') && line.place !== `direct:${user}`) {
    throw new Error(`Message ${ref} is not one that ${personOf(room, user)?.name ?? user} can see.`);
  }
  return { message, place: line.place };
}

function threadOf(room: Room, ref: string): string | undefined {
  return (room.book.byRef.get(ref) ?? room.whispers.find((one) => one.ref === ref))?.thread;
}
