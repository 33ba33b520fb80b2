import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Act } from '../adapters/playground/acting.ts';
import type { Posted } from '../adapters/playground/book.ts';
import { createPlayground, type Playground } from '../adapters/playground/chat.ts';
import { manualClock, type SettableClock, stepTo } from '../adapters/playground/clock.ts';
import { openStore } from '../data/sqlite/store.ts';
import type { Reply } from '../src/core/decision.ts';
import type { Form, FormValues } from '../src/core/form.ts';
import type { Message } from '../src/core/message.ts';
import { plain, plainText } from '../src/core/present/plain.ts';
import type { Presence, Team } from '../src/core/team.ts';
import { HOUR, type Instant, MINUTE } from '../src/core/time.ts';
import { adopt } from '../src/engine/definitions/adopt.ts';
import { createRhythm, type Definitions, type SettableRhythm } from '../src/engine/definitions/rhythm.ts';
import { createEngine, type Engine } from '../src/engine/engine.ts';
import type { Chat, Jobs, Log, Store } from '../src/ports.ts';

export const WORKSPACE = 'playground';

/** In memory where there is such a place: a database waits for its disk with every commit. */
const SCRATCH = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export interface Setup {
  /** The instant at which the story begins, ISO 8601. */
  at: string;
  teams: readonly Team[];
  /** A database from before; left out: an empty one. */
  folder?: string;
  /** Stands between the engine and the chat: faults. */
  through?: (chat: Chat) => Chat;
  /** Stands between the engine and the store: kills. */
  storing?: (store: Store) => Store;
  chat?: Playground;
  /** The life before a restart, ended with `close`: the same database, chat and clock; what was read stays read. */
  before?: Past;
  /** Who runs this Rondo. */
  operators?: readonly string[];
  /** People in the chat whom no team file names. */
  strangers?: readonly string[];
  /** False: the clock is that of a running process, and a leap of it is a fault. */
  stepped?: boolean;
  /** Where the dashboard is reached. */
  pages?: () => string | undefined;
}

/** What outlives a process. */
export interface Past {
  folder: string;
  clock: SettableClock;
  chat: Playground;
  seen: Set<string>;
  first: Map<string, Message>;
}

/** A message as a test looks at it. */
export interface Seen {
  /** A person's id, `#channel`, or `#channel >` for what is in a thread. */
  to: string;
  /** As it was posted; `now` gives it after edits. */
  text: string;
  post: Posted;
}

/** A whole Rondo with a manual clock and the playground as its chat. At the end of the test every message that was posted
 * must have been expected, and nothing may have been logged as a warning or an error. */
export async function harness(setup: Setup) {
  const { before } = setup;
  const folder = setup.folder ?? before?.folder ?? mkdtempSync(join(SCRATCH, 'rondo-story-'));
  const clock = before?.clock ?? manualClock(Date.parse(setup.at));
  clock.set(Date.parse(setup.at));
  const strangers = (setup.strangers ?? []).map((user) => ({
    user,
    handle: `@${user}`,
    name: user,
    zone: 'UTC',
  }));
  const people = [...peopleOf(setup.teams), ...strangers];
  const names = (id: string) => people.find((person) => person.user === id)?.name ?? id;
  const chat =
    setup.chat ??
    before?.chat ??
    createPlayground({ now: () => clock.now(), names, people, channels: channelsOf(setup.teams) });
  const log = listeningLog();
  const { store, jobs } = await openStore(join(folder, 'rondo.db'), { owner: 'story' });
  const first = before?.first ?? new Map<string, Message>();
  const rhythm = createRhythm();
  rhythm.set(definitionsOf(setup.teams));
  const engine = build(
    { ...setup, through: (inner) => remembering(setup.through?.(inner) ?? inner, first) },
    { store, jobs, clock, chat, log, rhythm },
  );
  await adopt(engine.context, definitionsOf(setup.teams), clock.now());
  chat.connect(engine.commands);
  const seen = before?.seen ?? new Set<string>();
  let closed = false;

  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    await engine.beat.stop();
    await store.close();
  }

  onTestFinished(async ({ task }) => {
    await close();
    if (!setup.folder && !before) rmSync(folder, { recursive: true, force: true });
    if (task.result?.errors?.length) return;
    expect(unexpected(), 'messages that nobody expected').toEqual([]);
    expect(log.lines, 'warnings and errors that nobody expected').toEqual([]);
  });

  function all(): Seen[] {
    return chat.posted.map((post) => ({
      to: whereTo(post),
      text: textOf(post, first.get(post.ref) ?? post.message),
      post,
    }));
  }
  /** Times are shown in the reader's zone, as on a real platform. */
  function textOf(post: Posted, message: Message): string {
    return plain(message, post.reader.zone, names);
  }
  function unexpected(): string[] {
    return all()
      .filter(({ post }) => !seen.has(post.ref))
      .map(({ to, text, post }) => `${new Date(post.at).toISOString()} ${to}: ${text.split('\n')[0]}`);
  }

  return {
    clock,
    chat,
    engine,
    rhythm,
    store,
    log,
    folder,
    seen,
    first,
    close,
    all,
    unexpected,
    /** Other definitions are in force from now on, and the chat shows this of people. */
    async redefine(teams: readonly Team[], presence?: ReadonlyMap<string, Presence>) {
      const definitions = definitionsOf(teams);
      const homes = definitions.homes.map((home) => ({ ...home, ...(presence ? { presence } : {}) }));
      rhythm.set({ teams, homes });
      await adopt(engine.context, { teams, homes }, clock.now());
      await engine.beat.settle();
    },
    /** Lets time pass up to an instant, through everything that is due on the way. */
    async until(at: string | Instant) {
      await stepTo(clock, typeof at === 'string' ? Date.parse(at) : at, engine.beat);
    },
    async advance(words: string) {
      await stepTo(clock, clock.now() + lengthOf(words), engine.beat);
    },
    /** The messages to somebody that were not looked at yet, as `#channel` or a person's id. */
    unread(to?: string): Seen[] {
      return all().filter((one) => !seen.has(one.post.ref) && (to === undefined || one.to === to));
    },
    /** The next unread message to somebody must match; it counts as read. */
    expectMessage(to: string, pattern: RegExp): Seen {
      const found = all().find((one) => !seen.has(one.post.ref) && one.to === to && pattern.test(one.text));
      expect(
        found,
        `a message to ${to} like ${pattern}; unread are:\n${unexpected().join('\n')}`,
      ).toBeDefined();
      seen.add(found!.post.ref);
      return found!;
    },
    expectNothing(to?: string) {
      expect(
        all()
          .filter((one) => !seen.has(one.post.ref) && (to === undefined || one.to === to))
          .map(({ to: who, text }) => `${who}: ${text}`),
      ).toEqual([]);
    },
    /** Messages that this story is not about. */
    ignore(pattern: RegExp, to?: string) {
      for (const one of all())
        if ((to === undefined || one.to === to) && pattern.test(one.text)) seen.add(one.post.ref);
    },
    /** How a message reads now, after edits. */
    now(one: Seen): string {
      const post = chat.posted.find(({ ref }) => ref === one.post.ref)!;
      return textOf(post, post.message);
    },
    async press(user: string, one: Seen, button: string): Promise<Reply> {
      const reply = await chat.press(user, one.post.ref, button);
      await engine.beat.settle();
      return reply;
    },
    async submit(user: string, form: Form, values: FormValues): Promise<Reply> {
      const reply = await chat.submit(user, form, values);
      await engine.beat.settle();
      return reply;
    },
    /** Fills the form behind `/standup`; values by the end of an input's id: `done`, `blocked.what`. */
    async answer(user: string, values: FormValues): Promise<Reply> {
      const reply = await this.slash(user, '/standup');
      const form = formIn(reply);
      const named = Object.entries(values).map(([end, value]) => [endingIn(form, end), value] as const);
      return this.submit(user, form, Object.fromEntries(named));
    },
    async slash(user: string, text: string, channel?: string): Promise<Reply> {
      const reply = await chat.slash(user, channel, text);
      await engine.beat.settle();
      return reply;
    },
    async say(user: string, text: string): Promise<Reply> {
      const reply = await chat.say(user, text);
      await engine.beat.settle();
      return reply;
    },
    /** What a platform sends, as it sends it: the same id twice is the same event twice. */
    async command(id: string, user: string, act: Act, channel?: string): Promise<Reply> {
      const from = { id, workspace: WORKSPACE, platform: 'playground', user };
      const reply = await engine.commands.handle({
        ...from,
        ...(channel === undefined ? {} : { channel }),
        act,
      });
      await engine.beat.settle();
      return reply;
    },
    /** A reply as words. */
    words(reply: Reply): string {
      if (reply.reply === 'message') return plain(reply.message, 'UTC', names);
      if (reply.reply === 'form') return `form ${reply.form.id}`;
      if (reply.reply === 'invalid') return Object.values(reply.errors).join('\n');
      return plainText(reply.text, 'UTC', names);
    },
    /** What happened to a thing, in order. */
    async events(about: string) {
      return store.read.events.find({ about }, { order: 'at' });
    },
  };
}

export type Harness = Awaited<ReturnType<typeof harness>>;

/** The form of a reply, which must be one. */
export function formIn(reply: Reply): Form {
  if (reply.reply !== 'form') throw new Error(`Expected a form, found ${JSON.stringify(reply)}`);
  return reply.form;
}

/** The id of the form's input whose label or id matches. */
export function inputOf(form: Form, pattern: RegExp): string {
  const inputs = form.parts.flatMap((part) => (part.part === 'input' ? [part.input] : []));
  const found = inputs.find(({ id }) => pattern.test(id)) ?? inputs.find(({ label }) => pattern.test(label));
  if (!found)
    throw new Error(
      `No input like ${pattern}; there are: ${inputs.map(({ id, label }) => `${id} (${label})`).join(', ')}`,
    );
  return found.id;
}

function endingIn(form: Form, end: string): string {
  return inputOf(form, new RegExp(`[:/]${end.replace('.', '\\.')}$`));
}

/** When a message was posted, to the minute: `2026-11-02 08:00` in UTC. */
export function sentAt({ post }: Seen): string {
  return new Date(post.at).toISOString().slice(0, 16).replace('T', ' ');
}

function build(
  setup: Setup,
  parts: {
    store: Store;
    jobs: Jobs;
    clock: SettableClock;
    chat: Playground;
    log: Log;
    rhythm: SettableRhythm;
  },
): Engine {
  let number = 0;
  const store = setup.storing?.(parts.store) ?? parts.store;
  return createEngine({
    ...parts,
    store,
    random: () => 0.5,
    id: () => `id-${parts.clock.now()}-${++number}`,
    chats: new Map([[WORKSPACE, setup.through?.(parts.chat) ?? parts.chat]]),
    operators: setup.operators ?? [],
    stepped: setup.stepped ?? true,
    ...(setup.pages ? { pages: setup.pages } : {}),
  });
}

function definitionsOf(teams: readonly Team[]): Definitions {
  const homes = teams.map((team) => ({
    team: team.id,
    workspace: WORKSPACE,
    platform: 'playground',
    users: new Map([...team.members, ...team.others].map(({ id }) => [id, id])),
  }));
  return { teams, homes };
}

function peopleOf(teams: readonly Team[]) {
  const all = teams.flatMap((team) => [...team.members, ...team.others]);
  const once = new Map(all.map((person) => [person.id, person]));
  return [...once.values()].map(({ id, name, calendar }) => ({
    user: id,
    handle: `@${id}`,
    name,
    zone: calendar.zone,
  }));
}

function channelsOf(teams: readonly Team[]): string[] {
  return [
    ...new Set(
      teams.flatMap((team) => [
        team.channel,
        ...team.stakeholders.flatMap((to) => ('channel' in to ? [to.channel] : [])),
      ]),
    ),
  ];
}

/** The person's id, or the channel with `>` for what is in a thread. */
function whereTo(post: Posted): string {
  const place = post.place.replace(/^direct:/, '').replace(/^channel:/, '#');
  return post.thread === undefined ? place : `${place} >`;
}

/** Keeps how each message read when it was posted. */
function remembering(chat: Chat, first: Map<string, Message>): Chat {
  return {
    ...chat,
    platform: chat.platform,
    workspace: chat.workspace,
    capabilities: chat.capabilities,
    async send(to, message, how) {
      const ref = await chat.send(to, message, how);
      first.set(ref, message);
      return ref;
    },
  };
}

function listeningLog(): Log & { lines: string[] } {
  const lines: string[] = [];
  const keep = (facts: object, line: string) => void lines.push(`${line} ${JSON.stringify(facts)}`);
  return { lines, debug: () => {}, info: () => {}, warn: keep, error: keep };
}

function lengthOf(words: string): number {
  const [, n = '0', unit = 'm'] = words.match(/^(\d+)([mhd])$/) ?? [];
  return Number(n) * { m: MINUTE, h: HOUR, d: 24 * HOUR }[unit as 'm' | 'h' | 'd'];
}
