import { SocketModeReceiver, type webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Log } from '../../../src/ports.ts';
import { boltLogger, framesOf } from './quiet.ts';
import type { Acknowledge, Take } from './receiver.ts';

export interface Socket {
  /** Resolves when Slack has said hello. Throws what keeps the connection from being made. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const heard = z.object({
  body: z.looseObject({}),
  ack: z.custom<(body?: object) => Promise<void>>((value) => typeof value === 'function'),
});

/** Slack's requests over a connection that we open: Bolt's own Socket Mode receiver. It hands on to Bolt with an
 * acknowledgement that Bolt sends before an event is handled; so what it hears is taken from its client instead. */
export function openSocket(appToken: string, options: webApi.WebClientOptions, take: Take, log: Log): Socket {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: boltLogger(log),
    installerOptions: { clientOptions: options },
  });
  receiver.client.on('slack_event', (given: unknown) => void hear(given));

  async function hear(given: unknown): Promise<void> {
    const read = heard.safeParse(given).data;
    if (!read) return;
    const acknowledge = once(read.ack, log);
    try {
      await take(read.body, acknowledge);
    } catch (error) {
      log.error(framesOf(error), 'Something that Slack sent was not handled.');
    }
    acknowledge();
  }

  return {
    start: async () => {
      await receiver.start();
    },
    stop: () => receiver.stop(),
  };
}

/** Slack sends again what could not be acknowledged. */
function once(ack: (body?: object) => Promise<void>, log: Log): Acknowledge {
  let done = false;
  return (body) => {
    if (done) return;
    done = true;
    Promise.resolve(ack(body)).catch((error: unknown) =>
      log.warn({ why: String(error) }, 'Slack could not be told that something has arrived.'),
    );
  };
}
