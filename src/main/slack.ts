import { createSlackChat, type Introduction, type SlackChat } from '../../adapters/slack/chat/chat.ts';
import { slackPace } from '../../adapters/slack/chat/pace.ts';
import { createSlack } from '../../adapters/slack/listen/slack.ts';
import type { Audience } from '../../adapters/slack/render/spans.ts';
import type { SlackSettings, SlackWorkspace } from '../config/slack.ts';
import type { Config } from '../config.ts';
import type { PersonId } from '../core/team.ts';
import { DAY, MINUTE, SECOND } from '../core/time.ts';
import type { Home, SettableRhythm } from '../engine/definitions/rhythm.ts';
import type { Engine } from '../engine/engine.ts';
import { ChatError, type Clock, type Log } from '../ports.ts';
import type { Definitions } from '../sources/definitions.ts';
import { type App, openApp } from './app.ts';
import type { ChatSide } from './chat-side.ts';
import { machineClock } from './clock.ts';
import { lastTold } from './last-told.ts';
import { CannotStart, reasonOf } from './problems.ts';
import { settled } from './soon.ts';

/** Changes in Slack come in bunches; this long nothing must change before the directory is read again. */
const CALM = 5 * SECOND;
const EVERY_HOUR = '7 * * * *';

/** Rondo in every Slack workspace that is set up. Throws `CannotStart` when Slack does not take a token. */
export async function runSlack(config: Config, slack: SlackSettings, log: Log): Promise<App> {
  const workspaces = await Promise.all(
    slack.workspaces.map((one, index) => introduced(slack, one, index, log)),
  );
  refuseTwice(workspaces);
  return openApp(config, log, (rhythm) => slackSide({ slack, workspaces, rhythm, clock: machineClock, log }));
}

/** A workspace, and what Slack says of its token. */
interface Known extends SlackWorkspace {
  is: Introduction;
}

/** Asks Slack whose token this is. Throws `CannotStart`. */
export async function introduced(
  { apiUrl }: SlackSettings,
  workspace: SlackWorkspace,
  index: number,
  log: Log,
): Promise<Known> {
  const nobody = { people: () => undefined, names: () => undefined };
  const asking = createSlackChat({
    workspace: '',
    token: workspace.botToken,
    ...(apiUrl === undefined ? {} : { apiUrl }),
    people: nobody,
    clock: machineClock,
    log,
  });
  try {
    return { ...workspace, is: await asking.hello() };
  } catch (error) {
    const name = `SLACK_BOT_TOKEN${index === 0 ? '' : `_${index + 1}`}`;
    throw new CannotStart(
      `Slack does not answer to ${name}: ${reasonOf(error)} “rondo doctor --platform slack” looks closer.`,
    );
  }
}

/** Two bots in one workspace would ask everybody twice. */
function refuseTwice(workspaces: readonly Known[]): void {
  const ids = workspaces.map(({ is }) => is.workspace);
  const twice = workspaces.find(({ is }, index) => ids.indexOf(is.workspace) !== index);
  if (twice)
    throw new CannotStart(
      `Two bot tokens belong to the Slack workspace ${twice.is.name}. Take one of them out.`,
    );
}

interface SideNeeds {
  slack: SlackSettings;
  workspaces: readonly Known[];
  rhythm: SettableRhythm;
  clock: Clock;
  log: Log;
}

/** Every workspace that is set up, as the rest of Rondo sees it. */
export function slackSide(needs: SideNeeds): ChatSide {
  const { slack, workspaces, rhythm, clock, log } = needs;
  const who = whoIsWho(rhythm);
  /** By workspace, why nothing can be sent there any more. */
  const revoked = new Map<string, string>();
  let running: Engine | undefined;
  const stop = (workspace: string, why: string): void => {
    if (revoked.has(workspace)) return;
    revoked.set(workspace, why);
    void running?.alarm({
      key: troubleOf(workspace),
      text: `Nothing can be sent in Slack (${workspace}). ${why}`,
      lasts: true,
      every: DAY,
    });
  };
  /** Some of what locks Rondo out passes by itself. */
  const goOn = async (workspace: string): Promise<void> => {
    if (revoked.delete(workspace)) await running?.over(troubleOf(workspace));
  };
  const chats = new Map(
    workspaces.map(({ botToken: token, is: { workspace } }) => {
      const chat = createSlackChat({
        workspace,
        token,
        ...(slack.apiUrl === undefined ? {} : { apiUrl: slack.apiUrl }),
        people: mentionsIn(rhythm, who, workspace),
        clock,
        log,
        watched: () => who.usersIn(workspace).values(),
        onRevoked: (why) => stop(workspace, why),
      });
      return [workspace, whileAllowed(chat, () => revoked.get(workspace))] as const;
    }),
  );
  const directories = [...chats.values()].map((chat) =>
    lastTold(async () => {
      const found = await directoryOf(chat);
      await goOn(chat.workspace);
      return found;
    }, log),
  );
  const closing: (() => Promise<void> | void)[] = [];
  return {
    clock,
    stepped: false,
    chats,
    paces: Object.fromEntries(workspaces.map(({ is }) => [is.workspace, slackPace])),
    directories: () => Promise.all(directories.map((read) => read())),
    homesIn,
    housekeeping: (reload) => [{ name: 'people and channels', at: EVERY_HOUR, run: reload }],
    async connect({ engine, reload }) {
      running = engine;
      for (const trouble of [...chats.keys()].map(troubleOf).concat(DEAF)) await engine.over(trouble);
      const later = settled(CALM, reload);
      const listener = createSlack({
        installations: workspaces.map(({ is, ...tokens }) => ({
          workspace: is.workspace,
          bot: is.user,
          ...tokens,
        })),
        ...(slack.apiUrl === undefined ? {} : { apiUrl: slack.apiUrl }),
        commands: engine.commands,
        people: {
          personOf: who.personIn,
          audience: (workspace, user) => audienceOf(rhythm, who, workspace, user),
        },
        news: { onDirectoryChange: later.soon, onChannel: later.soon, onRevoked: stop },
        clock,
        log,
      });
      closing.push(later.stop, listener.stop);
      // Slack may be away for a while: what is due goes on, and the connection is tried again meanwhile.
      listener.start().catch((error: unknown) => {
        const why = reasonOf(error);
        log.error({ error: why }, 'Slack could not be listened to.');
        void engine.alarm({ key: DEAF, text: deafText(why), lasts: true, every: DAY });
      });
      return [listener.routes];
    },
    async stop() {
      for (const close of closing) await close();
    },
  };
}

/** So long a message waits before it is looked at again while Slack lets nothing in. */
const LOCKED_OUT = MINUTE;

/** Once the app is gone, Slack is not asked any more: what is to be sent waits for a token that works. It is no failure of
 * the message: edits are not given up, and one alarm is enough. */
function whileAllowed(chat: SlackChat, whyNot: () => string | undefined): SlackChat {
  const allowed = <T>(work: () => Promise<T>): Promise<T> => {
    const why = whyNot();
    return why === undefined
      ? work()
      : Promise.reject(new ChatError('limited', why, { retryAfter: LOCKED_OUT }));
  };
  return {
    ...chat,
    get capabilities() {
      return chat.capabilities;
    },
    send: (...how) => allowed(() => chat.send(...how)),
    edit: (...how) => allowed(() => chat.edit(...how)),
    find: (...how) => allowed(() => chat.find(...how)),
    setGroup: (...how) => allowed(() => chat.setGroup(...how)),
  };
}

async function directoryOf(chat: SlackChat) {
  const { platform, workspace } = chat;
  const [people, channels] = await Promise.all([chat.directory(), chat.channels()]);
  return { platform, workspace, people, channels, membersOf: (channel: string) => chat.membersOf(channel) };
}

function homesIn({ places }: Definitions): Home[] {
  return [...places].flatMap(([team, there]) =>
    there.flatMap(({ platform, workspace, users, channels, presence, joined }) =>
      platform === 'slack' && workspace !== undefined
        ? [
            {
              team,
              platform,
              workspace,
              users,
              ...(channels ? { channels } : {}),
              ...(presence ? { presence } : {}),
              ...(joined ? { joined } : {}),
            },
          ]
        : [],
    ),
  );
}

/** Who is who in each workspace, by the definitions in force. */
function whoIsWho(rhythm: SettableRhythm) {
  let of: unknown;
  let users = new Map<string, Map<PersonId, string>>();
  let people = new Map<string, PersonId>();

  function look(): void {
    const { homes } = rhythm.now();
    if (of === homes) return;
    of = homes;
    users = new Map();
    people = new Map();
    for (const home of homes)
      for (const [person, user] of home.users) {
        const here = users.get(home.workspace) ?? new Map<PersonId, string>();
        users.set(home.workspace, here.set(person, user));
        people.set(`${home.workspace}/${user}`, person);
      }
  }

  return {
    usersIn(workspace: string): ReadonlyMap<PersonId, string> {
      look();
      return users.get(workspace) ?? new Map();
    },
    personIn(workspace: string, user: string): PersonId | undefined {
      look();
      return people.get(`${workspace}/${user}`);
    },
  };
}

type WhoIsWho = ReturnType<typeof whoIsWho>;

function mentionsIn(rhythm: SettableRhythm, who: WhoIsWho, workspace: string): Omit<Audience, 'reader'> {
  return {
    people: (person) => who.usersIn(workspace).get(person),
    names: (person) => rhythm.person(person)?.name,
    channels: (name) => {
      const id = rhythm.channelIn(workspace, name);
      return id === name ? undefined : id;
    },
  };
}

function audienceOf(rhythm: SettableRhythm, who: WhoIsWho, workspace: string, user: string): Audience {
  const id = who.personIn(workspace, user);
  const person = id === undefined ? undefined : rhythm.person(id);
  return {
    ...mentionsIn(rhythm, who, workspace),
    reader: { zone: person?.calendar.zone ?? 'UTC', ...(id === undefined ? {} : { person: id }) },
  };
}

/** Nobody can answer, and nothing else shows it: sending goes on. */
const DEAF = 'slack:listening';

function deafText(why: string): string {
  return `Rondo does not hear what people do in Slack: ${why} Check SLACK_APP_TOKEN, and start Rondo again.`;
}

function troubleOf(workspace: string): string {
  return `slack:${workspace}`;
}
