import { setImmediate } from 'node:timers/promises';
import { type SettableClock, stepTo } from '../../../adapters/playground/clock.ts';
import type { Instant } from '../../../src/core/time.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { beganWith, inputEnding } from './filling.ts';
import { type FakePost, type FakeView, readable } from './world/book.ts';
import { postSigned, type Receiver } from './world/signed.ts';
import type { openSlack } from './world/slack.ts';

interface Around {
  slack: Awaited<ReturnType<typeof openSlack>>;
  clock: SettableClock;
  engine: Engine;
  secret: string;
  /** Of the web port. */
  address: string;
}

/** A signed request never takes longer than this on one machine, in ms. */
const PATIENCE = 5_000;

/** What people do in Slack, and what they see there; people by handle, channels as `#atlas`. */
export function gestures({ slack, clock, engine, secret, address }: Around) {
  const { state } = slack;
  const times = new Map<string, Instant>();
  const seen = new Set<string>();
  const receiver = (path: string): Receiver => ({ url: `${address}/slack/${path}`, secret, now: clock.now });

  /** What was posted since the last look was posted now. */
  function stamp(): void {
    for (const { ref } of state.posts) if (!times.has(ref)) times.set(ref, clock.now());
  }
  async function settle(): Promise<void> {
    await engine.beat.settle();
    stamp();
  }
  /** Lets time pass up to an instant, through everything that is due on the way. */
  async function until(at: string | Instant): Promise<void> {
    await stepTo(clock, typeof at === 'string' ? Date.parse(at) : at, engine.beat, { progress: stamp });
    stamp();
  }

  /** Slack's names for people and channels are read as a reader sees them. */
  function words(text: string, blocks: readonly unknown[]): string {
    return readable(text, blocks)
      .replace(/@(\w+)/g, (whole, id: string) => `@${state.people.get(id)?.name ?? whole.slice(1)}`)
      .replace(/#(\w+)/g, (whole, id: string) => `#${state.channels.get(id)?.name ?? whole.slice(1)}`);
  }
  /** How a message reads now. */
  function shown(ref: string): string {
    const post = state.posts.find((one) => one.ref === ref);
    if (!post) throw new Error(`There is no message ${ref} in the fake Slack.`);
    return words(post.text, post.blocks);
  }
  /** `#atlas >` for what is in a thread. */
  function place(post: FakePost): string {
    return post.thread === undefined ? post.place : `${post.place} >`;
  }
  /** When it was posted, in UTC: `2026-11-02 08:00`. */
  function at(ref: string): string {
    return new Date(times.get(ref) ?? clock.now()).toISOString().slice(0, 16).replace('T', ' ');
  }

  /** Everything that was posted and not looked at yet, as `when, to whom: first line`. It counts as read. */
  function told(): string[] {
    const unread = state.posts.filter(({ ref }) => !seen.has(ref));
    for (const { ref } of unread) seen.add(ref);
    return unread.map((post) => `${at(post.ref)} ${place(post)}: ${shown(post.ref).split('\n')[0]}`).sort();
  }
  /** The first message there that reads like this, read or not. */
  function message(to: string, pattern: RegExp): FakePost {
    const there = state.posts.filter((post) => place(post) === to);
    const found = there.find(({ ref }) => pattern.test(shown(ref)));
    if (found) return found;
    const words = there.map(({ ref }) => shown(ref)).join('\n---\n');
    throw new Error(`Expected a message to ${to} like ${pattern}. There are:\n${words}`);
  }

  /** What comes of a request after its acknowledgement. */
  async function happens<T>(what: string, look: () => T | undefined): Promise<T> {
    const end = performance.now() + PATIENCE;
    while (performance.now() < end) {
      const found = look();
      if (found !== undefined) return found;
      await setImmediate();
    }
    throw new Error(`${what} did not happen.`);
  }
  async function taken(answer: Promise<{ status: number; body: string }>): Promise<Answered> {
    const { status, body } = await answer;
    if (status !== 200) throw new Error(`Rondo answered ${status}: ${body}`);
    await settle();
    return body === '' ? {} : JSON.parse(body);
  }

  /** The form that opens for this person by what is done. */
  async function opens(user: string, act: () => Promise<unknown>): Promise<FakeView> {
    const before = new Set(state.views);
    await act();
    const id = slack.userId(user);
    return happens(`A form for ${user}`, () =>
      state.views.find((view) => view.user === id && !before.has(view)),
    );
  }
  /** What only this person sees of what is done: a whisper, or a direct message. */
  async function hears(user: string, act: () => Promise<Answered | undefined>): Promise<string> {
    const { whispers, posts } = state;
    const [whispered, posted] = [whispers.length, posts.length];
    const answer = await act();
    if (answer?.text !== undefined) return words(answer.text, answer.blocks ?? []);
    const id = slack.userId(user);
    return happens(`An answer to ${user}`, () => {
      const whisper = whispers.slice(whispered).find((one) => one.user === id);
      const post = posts.slice(posted).find((one) => one.place === user && one.id === undefined);
      const heard = whisper ?? post;
      stamp();
      if (post) seen.add(post.ref);
      return heard && words(heard.text, heard.blocks);
    });
  }

  const slash = (user: string, command: string, text = '', channel?: string) =>
    taken(
      slack.signedSlash(receiver('commands'), {
        user,
        command,
        text,
        ...(channel === undefined ? {} : { channel }),
      }),
    );
  const click = (user: string, { ref }: FakePost, button: string) =>
    taken(slack.signedClick(receiver('interactive'), { user, ref, button }));
  const event = (event: Record<string, unknown>, id?: string) =>
    taken(slack.signedEvent(receiver('events'), event, id === undefined ? {} : { id }));

  /** Sends a form; values by the ends of its inputs' ids, the others as they began. The fake does with the view what the answer says. */
  async function submit(user: string, view: FakeView, values: Record<string, unknown>): Promise<Answered> {
    const filled = Object.entries(values).map(([end, value]) => [inputEnding(view, end), value] as const);
    const full = { ...beganWith(view), ...Object.fromEntries(filled) };
    const answer = await taken(
      slack.signedSubmit(receiver('interactive'), { user, view: view.id, values: full }),
    );
    if (answer.response_action === 'update' && answer.view) view.view = answer.view;
    if (answer.response_action === undefined) state.views.splice(state.views.indexOf(view), 1);
    return answer;
  }

  /** A shortcut in the menu of a message. */
  function shortcut(
    user: string,
    callback_id: string,
    message: { channel: string; ts: string; text: string },
  ) {
    const id = slack.userId(user);
    const channel = { id: slack.channelId(message.channel), name: message.channel.slice(1) };
    const payload = {
      type: 'message_action',
      callback_id,
      team: { id: state.team, domain: 'acme' },
      user: { id, name: user, team_id: state.team },
      channel,
      message_ts: message.ts,
      message: { type: 'message', text: message.text, ts: message.ts },
      trigger_id: slack.trigger(id),
    };
    return taken(postSigned(receiver('interactive'), { payload: JSON.stringify(payload) }));
  }

  let serial = 0;
  const ts = () => `${Math.floor(clock.now() / 1000)}.${String(++serial).padStart(6, '0')}`;
  /** Writes to Rondo in a direct message. */
  function say(user: string, text: string) {
    const id = slack.userId(user);
    const channel = [...state.direct].find(([, one]) => one === id)?.[0] ?? `D${id.slice(1)}`;
    return event({ type: 'message', channel_type: 'im', channel, user: id, text, ts: ts() });
  }
  /** Names Rondo under a message of a channel. */
  const mention = (user: string, { channel, thread, ts: root }: FakePost, text: string) =>
    event({
      type: 'app_mention',
      channel,
      user: slack.userId(user),
      text: `<@${slack.bot}> ${text}`,
      ts: ts(),
      thread_ts: thread ?? root,
    });

  return {
    settle,
    until,
    told,
    message,
    shown: ({ ref }: FakePost) => shown(ref),
    when: ({ ref }: FakePost) => at(ref),
    happens,
    opens,
    hears,
    slash,
    click,
    event,
    submit,
    shortcut,
    say,
    mention,
    /** A form or page as it reads. */
    reads: ({ view }: FakeView) => words('', [view.title, view.submit, view.blocks]),
  };
}

/** Rondo's answer to a request. */
interface Answered {
  text?: string;
  blocks?: unknown[];
  response_action?: string;
  errors?: Record<string, string>;
  view?: Record<string, unknown>;
}
