import { createSlackChat, type Introduction, type SlackChat } from '../../adapters/slack/chat/chat.ts';
import { slackPace } from '../../adapters/slack/chat/pace.ts';
import { createSlack } from '../../adapters/slack/listen/slack.ts';
import type { Audience } from '../../adapters/slack/render/spans.ts';
import type { SlackSettings, SlackWorkspace } from '../config/slack.ts';
import type { Config } from '../config.ts';
import type { PersonId } from '../core/team.ts';
import { DAY, MINUTE, SECOND } from '../core/time.ts';
import type { Home, SettableRhythm } from '../engine/definitions/rhythm.ts';
import type { Alarm } from '../engine/watch/alarm.ts';
import { ChatError, type Clock, type Log } from '../ports.ts';
import type { Definitions } from '../sources/definitions.ts';
import { type App, openApp } from './app.ts';
import type { ChatSide } from './chat-side.ts';
import { machineClock } from './clock.ts';
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
  /** By workspace, why nothing can be sent there any more. */
  const revoked = new Map<string, string>();
  let alarm: Alarm | undefined;
  const stop = (workspace: string, why: string): void => {
    if (revoked.has(workspace)) return;
    revoked.set(workspace, why);
    void alarm?.({
      key: troubleOf(workspace),
      text: `Nothing can be sent in Slack (${workspace}). ${why}`,
      lasts: true,
      every: DAY,
    });
  };
  const chats = new Map(
    workspaces.map(({ botToken: token, is: { workspace } }) => {
      const chat = createSlackChat({
        workspace,
        token,
        ...(slack.apiUrl === undefined ? {} : { apiUrl: slack.apiUrl }),
        people: mentionsIn(rhythm, workspace),
        clock,
        log,
        watched: () => usersIn(rhythm, workspace).values(),
        onRevoked: (why) => stop(workspace, why),
      });
      return [workspace, whileAllowed(chat, () => revoked.get(workspace))] as const;
    }),
  );
  const closing: (() => Promise<void> | void)[] = [];
  return {
    clock,
    stepped: false,
    chats,
    paces: Object.fromEntries(workspaces.map(({ is }) => [is.workspace, slackPace])),
    directories: () => Promise.all([...chats.values()].map(directoryOf)),
    homesIn,
    housekeeping: (reload) => [{ name: 'people and channels', at: EVERY_HOUR, run: reload }],
    async connect({ engine, reload }) {
      alarm = engine.alarm;
      for (const workspace of chats.keys()) await engine.over(troubleOf(workspace));
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
          personOf: (workspace, user) => personIn(rhythm, workspace, user),
          audience: (workspace, user) => audienceOf(rhythm, workspace, user),
        },
        news: { onDirectoryChange: later.soon, onChannel: later.soon, onRevoked: stop },
        clock,
        log,
      });
      closing.push(later.stop, listener.stop);
      // Slack may be away for a while: what is due goes on, and the connection is tried again meanwhile.
      listener
        .start()
        .catch((error: unknown) => log.error({ error: reasonOf(error) }, 'Slack could not be listened to.'));
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
    there.flatMap(({ platform, workspace, users, channels, presence }) =>
      platform === 'slack' && workspace !== undefined
        ? [
            {
              team,
              platform,
              workspace,
              users,
              ...(channels ? { channels } : {}),
              ...(presence ? { presence } : {}),
            },
          ]
        : [],
    ),
  );
}

function usersIn(rhythm: SettableRhythm, workspace: string): Map<PersonId, string> {
  const homes = rhythm.now().homes.filter((home) => home.workspace === workspace);
  return new Map(homes.flatMap(({ users }) => [...users]));
}

function personIn(rhythm: SettableRhythm, workspace: string, user: string): PersonId | undefined {
  for (const [person, one] of usersIn(rhythm, workspace)) if (one === user) return person;
  return undefined;
}

function mentionsIn(rhythm: SettableRhythm, workspace: string): Omit<Audience, 'reader'> {
  return {
    people: (person) => usersIn(rhythm, workspace).get(person),
    names: (person) => everybody(rhythm).find(({ id }) => id === person)?.name,
    channels: (name) => {
      const id = rhythm.channelIn(workspace, name);
      return id === name ? undefined : id;
    },
  };
}

function audienceOf(rhythm: SettableRhythm, workspace: string, user: string): Audience {
  const person = personIn(rhythm, workspace, user);
  const known = everybody(rhythm).find(({ id }) => id === person);
  return {
    ...mentionsIn(rhythm, workspace),
    reader: { zone: known?.calendar.zone ?? 'UTC', ...(person === undefined ? {} : { person }) },
  };
}

function everybody(rhythm: SettableRhythm) {
  return rhythm.teams().flatMap(({ members, others }) => [...members, ...others]);
}

function troubleOf(workspace: string): string {
  return `slack:${workspace}`;
}
