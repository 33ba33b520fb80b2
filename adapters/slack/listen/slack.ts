import type { webApi } from '@slack/bolt';
import type { PersonId } from '../../../src/core/team.ts';
import type { Clock, Commands, Log, Routes } from '../../../src/ports.ts';
import { createClient } from '../chat/client.ts';
import type { Audience } from '../render/spans.ts';
import { createBolt } from './bolt.ts';
import type { Desk } from './desk.ts';
import type { News } from './events.ts';
import { listening } from './listening.ts';
import { boltLogger } from './quiet.ts';
import { createReceiver, type Take } from './receiver.ts';
import { openSocket } from './sockets.ts';

/** One installation of the app. */
export interface Installation {
  /** The workspace's id, as `T0123ABCD`. */
  workspace: string;
  /** Our own user there. */
  bot: string;
  botToken: string;
  signingSecret?: string;
  /** For Socket Mode. */
  appToken?: string;
}

export interface SlackNeeds {
  installations: readonly Installation[];
  /** Another Web API than Slack's own; ends in `/api/`. */
  apiUrl?: string;
  commands: Commands;
  people: {
    /** Who a user of a workspace is. */
    personOf(workspace: string, user: string): PersonId | undefined;
    /** How a user of a workspace sees people, times and channels. */
    audience(workspace: string, user: string): Audience;
  };
  news: News;
  clock: Clock;
  log: Log;
}

export interface Slack {
  /** What is served on the web port; refuses everything where there is no signing secret. */
  routes: Routes;
  /** Opens the connections of Socket Mode, one for each app token. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Everything that people do in Slack, as commands; one Bolt app for all workspaces. */
export function createSlack(needs: SlackNeeds): Slack {
  const { installations, apiUrl, commands, news, clock, log } = needs;
  const clientOptions: webApi.WebClientOptions = {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    logger: boltLogger(log),
  };
  const receiver = createReceiver({
    secrets: new Map(installations.map(({ workspace, signingSecret }) => [workspace, signingSecret])),
    take: (payload, acknowledge) => bolt.take(payload, acknowledge),
    clock,
    log,
  });
  const bolt = createBolt({
    desks: new Map(installations.map((one) => [one.workspace, deskFor(needs, one)])),
    listen: listening(commands, clock, log),
    news,
    receiver,
    clientOptions: { ...clientOptions, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    log,
  });
  const take: Take = bolt.process;
  const sockets = different(installations.map(({ appToken }) => appToken)).map((token) =>
    openSocket(token, { ...clientOptions }, take, log),
  );
  return {
    routes: receiver,
    start: async () => {
      await Promise.all(sockets.map((socket) => socket.start()));
    },
    stop: async () => {
      await Promise.all(sockets.map((socket) => socket.stop()));
    },
  };
}

function deskFor({ apiUrl, people, log }: SlackNeeds, installation: Installation): Desk & { token: string } {
  const { workspace, bot, botToken: token } = installation;
  return {
    workspace,
    bot,
    token,
    client: createClient({ token, log, ...(apiUrl === undefined ? {} : { apiUrl }) }),
    personOf: (user) => people.personOf(workspace, user),
    audience: (user) => people.audience(workspace, user),
    log,
  };
}

function different(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.flatMap((value) => value || []))];
}
