import { randomUUID } from 'node:crypto';
import { doNotDisturbJson, userJson } from './people.ts';
import type { Answer, Args } from './rules.ts';
import { isIn, type State } from './state.ts';

type Method = (state: State, args: Args) => Answer;

/** What the emulator lacks or does otherwise than Slack: answered here. */
export const METHODS: Readonly<Record<string, Method>> = {
  'users.list': (state, args) => {
    const users = [...state.people].map(([id, person]) => visible(state, userJson(id, person)));
    const slackbot = userJson('USLACKBOT', { name: 'slackbot', realName: 'Slackbot' });
    return paged([slackbot, ...users], 'members', args);
  },
  'users.info': (state, args) => {
    const id = args.get('user') ?? '';
    const person = state.people.get(id);
    return person
      ? { ok: true, user: visible(state, userJson(id, person)) }
      : { ok: false, error: 'user_not_found' };
  },
  'dnd.teamInfo': (state, args) => {
    const users = (args.get('users') ?? '').split(',');
    if (users.length > 50) return { ok: false, error: 'too_many_users' };
    const known = users.flatMap((id) => {
      const person = state.people.get(id);
      return person ? [[id, doNotDisturbJson(person)] as const] : [];
    });
    return { ok: true, users: Object.fromEntries(known) };
  },
  'conversations.members': (state, args) => {
    const channel = state.channels.get(args.get('channel') ?? '');
    if (!channel) return { ok: false, error: 'channel_not_found' };
    return paged(
      [...state.people.keys()].filter((id) => isIn(state, channel, id)),
      'members',
      args,
    );
  },
  'usergroups.list': (state) => ({
    ok: true,
    usergroups: [...state.groups].map(([handle, users]) => ({
      id: `S${handle}`,
      handle,
      name: handle,
      users,
    })),
  }),
  'usergroups.users.update': (state, args) => {
    if (!state.paid) return { ok: false, error: 'paid_teams_only' };
    const handle = (args.get('usergroup') ?? '').slice(1);
    const users = (args.get('users') ?? '').split(',').filter(Boolean);
    if (!state.groups.has(handle)) return { ok: false, error: 'no_such_subteam' };
    if (users.length === 0) return { ok: false, error: 'no_users_provided' };
    if (users.some((id) => !state.people.has(id))) return { ok: false, error: 'invalid_users' };
    state.groups.set(handle, users);
    return { ok: true, usergroup: { id: `S${handle}`, handle, users } };
  },
  'apps.connections.open': () => ({ ok: true, url: 'wss://127.0.0.1:1/link' }),
  'views.open': (state, args) => openView(state, args),
  'views.push': (state, args) => openView(state, args),
  'views.update': (state, args) => {
    const open = state.views.find(({ id }) => id === args.get('view_id'));
    if (!open) return { ok: false, error: 'not_found' };
    open.view = JSON.parse(args.get('view') ?? '{}');
    return { ok: true, view: { ...open.view, id: open.id } };
  },
  'views.publish': (state, args) => {
    const user = args.get('user_id') ?? '';
    const id = `V-home-${user}`;
    const view = JSON.parse(args.get('view') ?? '{}');
    state.views = [...state.views.filter((one) => one.id !== id), { id, user, view }];
    return { ok: true, view: { ...view, id } };
  },
};

/** A trigger id serves once, within three seconds. */
function openView(state: State, args: Args): Answer {
  const given = args.get('trigger_id') ?? '';
  const trigger = state.triggers.get(given);
  if (!trigger) return { ok: false, error: 'invalid_trigger_id' };
  state.triggers.delete(given);
  if (state.now() > trigger.until) return { ok: false, error: 'expired_trigger_id' };
  const id = `V${randomUUID()}`;
  const view = JSON.parse(args.get('view') ?? '{}');
  state.views.push({ id, user: trigger.user, view });
  return { ok: true, view: { ...view, id } };
}

function visible(state: State, user: ReturnType<typeof userJson>) {
  const { email: _, ...profile } = { email: '', ...user.profile };
  return state.scopes.has('users:read.email') ? user : { ...user, profile };
}

function paged(all: readonly unknown[], name: string, args: Args): Answer {
  const from = Number(args.get('cursor') ?? 0);
  const to = from + Number(args.get('limit') ?? 100);
  const next = to < all.length ? String(to) : '';
  return { ok: true, [name]: all.slice(from, to), response_metadata: { next_cursor: next } };
}
