import { createEmulator } from 'emulate';
import type { Instant } from '../../../../src/core/time.ts';
import { createActs } from './acts.ts';
import { type FakePost, readable } from './book.ts';
import { type FakeChannel, type FakePerson, sampleChannels, samplePeople } from './people.ts';
import type { Answer, Args } from './rules.ts';
import { serve } from './server.ts';
import { SCOPES, type State } from './state.ts';
import { createLimits, createTrouble, type Limit } from './trouble.ts';

export interface SlackSetup {
  /** Left out: the sample team. */
  people?: FakePerson[];
  channels?: FakeChannel[];
  scopes?: readonly string[];
  /** Slack's limits; left out: none. */
  limits?: readonly Limit[];
  now?: () => Instant;
}

const BOT = 'rondo';
const TOKEN = 'xoxb-fake';

/** A Slack workspace on a port of this machine: an emulator, and in front of it what it lacks. */
export async function openSlack(setup: SlackSetup = {}) {
  const people = [...(setup.people ?? samplePeople()), { name: BOT, realName: 'Rondo', bot: true }];
  const channels = setup.channels ?? sampleChannels();
  const now = setup.now ?? Date.now;
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: { slack: seedOf(people, channels) },
  });
  const forward = forwardTo(emulator.url);
  const state = await stateOf(forward, { people, channels, scopes: setup.scopes ?? SCOPES, now });
  const trouble = createTrouble();
  const calls: { method: string; args: Args }[] = [];
  const answers = new Map<string, () => Answer>();
  const server = await serve({
    state,
    trouble,
    answers,
    limits: createLimits(setup.limits ?? [], now),
    calls,
    forward,
  });
  const acts = createActs(state, `${server.origin}/hooks`);

  return {
    ...acts,
    /** For `slackApiUrl`. */
    url: `${server.origin}/api/`,
    token: TOKEN,
    appToken: state.appToken,
    team: state.team,
    bot: state.bot,
    state,
    calls,
    fail: trouble.fail,
    failAlways: trouble.failAlways,
    /** From now on the method answers this. */
    answerWith: (method: string, answer: () => Answer) => void answers.set(method, answer),
    person: (name: string) => named(state.people, name),
    channel: (name: string) => named(state.channels, name.replace(/^#/, '')),
    /** What the bot posted in `#atlas`, or to the person with this handle, oldest first. */
    posts: (place: string): FakePost[] => state.posts.filter((post) => post.place === place),
    /** Everything the message shows at the moment. */
    shown(ref: string): string {
      const post = state.posts.find((one) => one.ref === ref);
      if (!post) throw new Error(`There is no message ${ref} in the fake Slack.`);
      return readable(post.text, post.blocks);
    },
    /** Stops it. Throws when the bot has sent what Slack does not take, unless the test took the `problems` away. */
    async close(): Promise<void> {
      await Promise.all([server.close(), emulator.close()]);
      if (state.problems.length > 0)
        throw new Error(`Slack would not take this:\n${state.problems.join('\n')}`);
    },
  };
}

/** All scopes are granted to the emulator: it is the fake that checks them. */
function seedOf(people: readonly FakePerson[], channels: readonly FakeChannel[]) {
  return {
    team: { name: 'Acme', domain: 'acme' },
    users: people.map(({ name, realName }) => ({ name, real_name: realName })),
    channels: channels.map(({ name, private: is_private = false }) => ({ name, is_private })),
    tokens: [{ token: TOKEN, user: BOT, scopes: SCOPES }],
  };
}

type Forward = (method: string, args: Args) => Promise<Answer>;

function forwardTo(url: string): Forward {
  return async (method, args) => {
    const body = new URLSearchParams([...args].filter(([name]) => name !== 'token'));
    const headers = { authorization: `Bearer ${TOKEN}` };
    const response = await fetch(`${url}/api/${method}`, { method: 'POST', headers, body });
    return response.status === 404
      ? { ok: false, error: 'unknown_method' }
      : JSON.parse(await response.text());
  };
}

type Listed = { id: string; name: string }[];

async function stateOf(
  forward: Forward,
  { people, channels, scopes, now }: Required<Pick<SlackSetup, 'people' | 'channels' | 'scopes' | 'now'>>,
): Promise<State> {
  const users = await allOf(forward, 'users.list', 'members', new Map());
  const rooms = await allOf(
    forward,
    'conversations.list',
    'channels',
    new Map([['types', 'public_channel,private_channel']]),
  );
  const { team_id } = await forward('auth.test', new Map());
  return {
    team: String(team_id),
    token: TOKEN,
    appToken: 'xapp-fake',
    bot: users.find(({ name }) => name === BOT)?.id ?? '',
    now,
    people: byId(users, people),
    channels: byId(rooms, channels),
    direct: new Map(),
    scopes: new Set(scopes),
    groups: new Map(),
    paid: true,
    revoked: false,
    posts: [],
    whispers: [],
    views: [],
    triggers: new Map(),
    problems: [],
  };
}

async function allOf(forward: Forward, method: string, name: string, args: Args): Promise<Listed> {
  const answer = await forward(method, new Map([...args, ['limit', '1000']]));
  const { next_cursor: next } = answer.response_metadata as { next_cursor: string };
  const page = answer[name] as Listed;
  return next
    ? [...page, ...(await allOf(forward, method, name, new Map([...args, ['cursor', next]])))]
    : page;
}

/** In the order of ours. */
function byId<T extends { name: string }>(listed: Listed, ours: readonly T[]): Map<string, T> {
  const ids = new Map(listed.map(({ id, name }) => [name, id]));
  return new Map(
    ours.map((one) => {
      const id = ids.get(one.name);
      if (id === undefined) throw new Error(`The emulator did not take ${one.name}.`);
      return [id, one];
    }),
  );
}

function named<T extends { name: string }>(all: ReadonlyMap<string, T>, name: string): T & { id: string } {
  const found = [...all].find(([, one]) => one.name === name);
  if (!found) throw new Error(`The fake Slack has no ${name}.`);
  return Object.assign(found[1], { id: found[0] });
}
