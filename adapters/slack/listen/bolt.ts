import { App, type Receiver, type webApi } from '@slack/bolt';
import type { Log } from '../../../src/ports.ts';
import { clicked, submitted } from './clicks.ts';
import type { Deed } from './deed.ts';
import type { Desk } from './desk.ts';
import { channelIn, isOurs, mentioned, type News, openedHome, wroteToUs } from './events.ts';
import type { Listening } from './listening.ts';
import { boltLogger, framesOf } from './quiet.ts';
import type { Acknowledge, Take } from './receiver.ts';
import { shortened, slashed } from './shortcuts.ts';
import { fitForBolt, workspaceOf } from './workspace.ts';

export interface BoltNeeds {
  desks: ReadonlyMap<string, Desk & { token: string }>;
  listen: Listening;
  news: News;
  receiver: Receiver;
  clientOptions: webApi.WebClientOptions;
  log: Log;
}

/** What listeners of ours get besides what Bolt gives them. */
interface Heard {
  acknowledge: Acknowledge;
}

/** What is read out of a payload; nothing when it is none of ours. */
type Read = (payload: object, desk: Desk) => Deed | undefined;

/** The Bolt app: the register of everything that Rondo listens to, and who may talk in which workspace.
 *
 * Bolt acknowledges events before their listeners run, and an answer that somebody types is an event. So listeners get our
 * own `acknowledge` through the context, and Bolt's is a blank. */
export function createBolt({ desks, listen, news, receiver, clientOptions, log }: BoltNeeds) {
  const app = new App<Heard>({
    receiver,
    logger: boltLogger(log),
    clientOptions,
    convoStore: false,
    authorize: async (_, body) => {
      const desk = desks.get((body && workspaceOf(body)) ?? '');
      if (!desk) throw new Error('This workspace is not one of this Rondo.');
      return { botToken: desk.token, botUserId: desk.bot, teamId: desk.workspace };
    },
  });

  async function hear(read: Read, body: object, acknowledge: Acknowledge): Promise<void> {
    const desk = desks.get(workspaceOf(body) ?? '');
    const deed = desk && read(body, desk);
    if (desk && deed) await listen(desk, deed, acknowledge);
  }
  const hearing =
    (read: Read) =>
    ({ body, context }: { body: object; context: Heard }) =>
      hear(read, body, context.acknowledge);

  app.command(/./, hearing(slashed));
  app.shortcut(/./, hearing(shortened));
  app.action({ type: 'block_actions' }, hearing(clicked));
  app.view({ type: 'view_submission' }, hearing(submitted));
  app.event('app_mention', hearing(mentioned));
  app.event('message', hearing(wroteToUs));
  app.event('app_home_opened', hearing(openedHome));
  tellNews(app, desks, news);
  app.error(async (error) => {
    log.error({ code: error.code, ...framesOf(error.original ?? error) }, 'Bolt could not handle something.');
  });

  /** Clicks and dialogs skip Bolt's chain when they come over HTTP: it takes as long as all the rest of our receiver, and
   * they are what comes in crowds. They are read and answered by the same functions as those registered above, which serve
   * them in Socket Mode. */
  const take: Take = async (payload, acknowledge) => {
    const direct =
      'type' in payload && typeof payload.type === 'string' ? DIRECT.get(payload.type) : undefined;
    if (direct) return hear(direct, payload, acknowledge);
    await process(payload, acknowledge);
  };

  async function process(body: object, acknowledge: Acknowledge): Promise<void> {
    const known = fitForBolt(body);
    if (known && desks.has(workspaceOf(known) ?? ''))
      await app.processEvent({ body: known, ack: async () => {}, customProperties: { acknowledge } });
    else log.warn({}, 'Slack sent something for another workspace, or of a kind that Rondo does not know.');
  }

  return { app, take, process };
}

const DIRECT: ReadonlyMap<string, Read> = new Map([
  ['block_actions', clicked],
  ['view_submission', submitted],
]);

const DIRECTORY_EVENTS = /^(user_change|team_join|dnd_updated_user)$/;
const CHANNEL_EVENTS =
  /^(member_joined_channel|member_left_channel|(channel|group)_(archive|unarchive|rename))$/;

function tellNews(app: App<Heard>, desks: BoltNeeds['desks'], news: News): void {
  const known = (body: object) => desks.get(workspaceOf(body) ?? '')?.workspace;
  app.event(DIRECTORY_EVENTS, async ({ body }) => {
    const workspace = known(body);
    if (workspace) news.onDirectoryChange(workspace);
  });
  app.event(CHANNEL_EVENTS, async ({ body }) => {
    const workspace = known(body);
    const channel = channelIn(body);
    if (workspace && channel) news.onChannel(workspace, channel);
  });
  app.event('app_uninstalled', async ({ body }) => {
    const workspace = known(body);
    if (workspace) news.onRevoked(workspace, `Rondo was removed from the workspace. ${INSTALL}`);
  });
  app.event('tokens_revoked', async ({ body }) => {
    const workspace = known(body);
    if (workspace && isOurs(body)) news.onRevoked(workspace, `Slack took back Rondo's token. ${INSTALL}`);
  });
}

const INSTALL = 'Install the app again and put the new bot token into the settings.';
