import { randomUUID } from 'node:crypto';
import type { Instant } from '../../../../src/core/time.ts';
import { postSigned, postSignedJson, type Receiver } from './signed.ts';
import { channelIdOf, type State } from './state.ts';

/** How one act is sent: signed at another instant, or with headers of a repeat. */
export interface Sending {
  at?: Instant;
  headers?: Record<string, string>;
}

type Json = Record<string, unknown>;

/** What people do in Slack, sent to a receiver as Slack sends it. People are named by handle. `hooks` is the address
 * under which answers to response URLs arrive. */
export function createActs(state: State, hooks: string) {
  function userId(name: string): string {
    const found = [...state.people].find(([, person]) => person.name === name);
    if (!found) throw new Error(`The fake Slack has no user ${name}.`);
    return found[0];
  }

  /** Serves for three seconds, once. */
  function trigger(user: string): string {
    const id = `${Math.floor(state.now())}.${randomUUID()}`;
    state.triggers.set(id, { user, until: state.now() + 3_000 });
    return id;
  }

  function whoIn(user: string, channel?: string) {
    const id = userId(user);
    const where =
      channel === undefined ? directWith(id) : { id: channelId(channel), name: channel.replace(/^#/, '') };
    const url = `${hooks}/${id}/${where.id}/${randomUUID()}`;
    return { id, where, url };
  }

  function directWith(user: string) {
    const known = [...state.direct].find(([, one]) => one === user)?.[0];
    return { id: known ?? `D${user.slice(1)}`, name: 'directmessage' };
  }

  function channelId(channel: string): string {
    const id = channelIdOf(state, channel);
    if (id === undefined) throw new Error(`The fake Slack has no channel ${channel}.`);
    return id;
  }

  function signedSlash(
    to: Receiver,
    act: { user: string; channel?: string; command: string; text?: string },
    how: Sending = {},
  ) {
    const { id, where, url } = whoIn(act.user, act.channel);
    const form = {
      command: act.command,
      text: act.text ?? '',
      team_id: state.team,
      user_id: id,
      user_name: act.user,
      channel_id: where.id,
      channel_name: where.name,
      api_app_id: 'A0RONDO',
      trigger_id: trigger(id),
      response_url: url,
    };
    return postSigned(to, form, how);
  }

  /** `button`: its label, or our id in its value. */
  function signedClick(
    to: Receiver,
    act: { user: string; ref: string; button: string; trigger?: string },
    how: Sending = {},
  ) {
    const post = state.posts.find(({ ref }) => ref === act.ref);
    if (!post) throw new Error(`There is no message ${act.ref} in the fake Slack.`);
    const user = userId(act.user);
    const channel = {
      id: post.channel,
      name: post.place.startsWith('#') ? post.place.slice(1) : 'directmessage',
    };
    const payload = {
      ...envelope('block_actions', user, act.trigger),
      container: { type: 'message', message_ts: post.ts, channel_id: post.channel, is_ephemeral: false },
      channel,
      message: {
        type: 'message',
        ts: post.ts,
        ...(post.thread === undefined ? {} : { thread_ts: post.thread }),
        text: post.text,
        blocks: post.blocks,
      },
      response_url: `${hooks}/${user}/${post.channel}/${randomUUID()}`,
      actions: [{ ...buttonIn(post.blocks, act.button), action_ts: String(state.now() / 1000) }],
    };
    return postSigned(to, { payload: JSON.stringify(payload) }, how);
  }

  /** `values` by the block ids of the form's inputs. */
  function signedSubmit(
    to: Receiver,
    act: { user: string; view: string; values: Readonly<Record<string, unknown>>; trigger?: string },
    how: Sending = {},
  ) {
    const open = state.views.find(({ id }) => id === act.view);
    if (!open) throw new Error(`There is no form ${act.view} open in the fake Slack.`);
    const view = { ...open.view, id: open.id, hash: '1', state: { values: filledIn(open.view, act.values) } };
    const payload = { ...envelope('view_submission', userId(act.user), act.trigger), view };
    return postSigned(to, { payload: JSON.stringify(payload) }, how);
  }

  /** An event of the Events API, as a message to the bot or the opening of its page. */
  function signedEvent(to: Receiver, event: Json, how: Sending & { id?: string } = {}) {
    const body = {
      type: 'event_callback',
      team_id: state.team,
      api_app_id: 'A0RONDO',
      event_id: how.id ?? `Ev${randomUUID()}`,
      event_time: Math.floor(state.now() / 1000),
      authorizations: [{ team_id: state.team, user_id: state.bot, is_bot: true }],
      event,
    };
    return postSignedJson(to, body, how);
  }

  function envelope(type: string, user: string, given?: string) {
    const name = state.people.get(user)?.name;
    return {
      type,
      team: { id: state.team, domain: 'acme' },
      user: { id: user, username: name, name, team_id: state.team },
      api_app_id: 'A0RONDO',
      trigger_id: given ?? trigger(user),
    };
  }

  return { signedSlash, signedClick, signedSubmit, signedEvent, trigger, userId, channelId };
}

function buttonIn(blocks: readonly unknown[], wanted: string): Json {
  const buttons = blocks.flatMap((block) => {
    const { elements = [], block_id } = block as { elements?: Json[]; block_id?: string };
    return elements.flatMap((element) => (element.type === 'button' ? [{ block_id, ...element }] : []));
  });
  const found = buttons.find((button: Json) => {
    const { text } = button.text as { text: string };
    const { button: id } = JSON.parse(String(button.value ?? '{}'));
    return text === wanted || id === wanted;
  });
  if (!found) throw new Error(`The message has no button “${wanted}”.`);
  return found;
}

/** The state of a form's inputs as Slack sends it, from plain values. */
function filledIn(view: Json, values: Readonly<Record<string, unknown>>): Json {
  const blocks = (view.blocks ?? []) as { type: string; block_id: string; element: Json }[];
  const inputs = blocks.filter(({ type }) => type === 'input');
  const strange = Object.keys(values).filter((id) => !inputs.some(({ block_id }) => block_id === id));
  if (strange.length > 0) throw new Error(`The form has no ${strange.join(', ')}.`);
  return Object.fromEntries(
    inputs.map(({ block_id, element }) => [
      block_id,
      {
        [String(element.action_id)]: { type: element.type, ...given(String(element.type), values[block_id]) },
      },
    ]),
  );
}

function given(type: string, value: unknown): Json {
  const all = Array.isArray(value) ? value : value === undefined || value === false ? [] : [value];
  switch (type) {
    case 'static_select':
      return { selected_option: value === undefined ? null : { value } };
    case 'checkboxes':
    case 'multi_static_select':
      return { selected_options: all.map((one) => ({ value: one === true ? 'yes' : one })) };
    case 'datepicker':
      return { selected_date: value ?? null };
    case 'multi_users_select':
      return { selected_users: all };
    default:
      return { value: value === undefined ? null : String(value) };
  }
}
