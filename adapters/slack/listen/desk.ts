import { z } from 'zod';
import type { PersonId } from '../../../src/core/team.ts';
import { SECOND } from '../../../src/core/time.ts';
import type { Log } from '../../../src/ports.ts';
import type { createClient } from '../chat/client.ts';
import { slackWord } from '../chat/errors.ts';
import type { Audience } from '../render/spans.ts';
import { type Answer, notOpened, type Step, type Told } from './answer.ts';
import { type Deed, isDirect } from './deed.ts';

/** Where one workspace's people are answered: with a client of its own, that waits for nothing that is sent, and tries
 * nothing twice. */
export interface Desk {
  workspace: string;
  /** Our own user there. */
  bot: string;
  client: ReturnType<typeof createClient>;
  personOf(user: string): PersonId | undefined;
  /** How this user sees people, times and channels. */
  audience(user: string): Audience;
  log: Log;
}

/** Does what is left of an answer once the request has been acknowledged. Never rejects: what could not be shown is logged
 * without its words. */
export async function finish(desk: Desk, deed: Deed, { after }: Answer): Promise<void> {
  if (!after) return;
  try {
    await take(desk, deed, after);
  } catch (error) {
    const { id, user } = deed.command;
    const why = slackWord(error) ?? (error instanceof Error ? error.message : String(error));
    desk.log.warn({ command: id, user, step: after.step, why }, 'Slack did not show an answer.');
  }
}

async function take(desk: Desk, deed: Deed, step: Step): Promise<void> {
  const { user } = deed.command;
  switch (step.step) {
    case 'publish':
      await desk.client.views.publish({ user_id: user, view: step.view });
      return;
    case 'open':
      return open(desk, deed, step);
    case 'tell':
      return tell(desk, deed, step.told);
  }
}

/** A trigger lives 3 s and serves once: when it has run out, the person is asked to do it again. */
async function open(desk: Desk, deed: Deed, step: Extract<Step, { step: 'open' }>): Promise<void> {
  try {
    await desk.client.views.open({ trigger_id: step.trigger, view: step.view });
  } catch (error) {
    const word = slackWord(error);
    const expired = word === 'expired_trigger_id' || word === 'exchanged_trigger_id';
    const facts = { command: deed.command.id, why: word ?? String(error) };
    if (expired) desk.log.info(facts, 'A form came too late for its trigger.');
    else desk.log.warn(facts, 'Slack did not open a form.');
    await take(desk, deed, notOpened(expired, desk.audience(deed.command.user)));
  }
}

/** To this person only, where they are; when Slack does not take it there, by the next way. Throws what the last one threw. */
async function tell(desk: Desk, deed: Deed, told: readonly Told[]): Promise<void> {
  const ways = waysTo(desk, deed, told.length);
  for (const [at, way] of ways.entries()) {
    try {
      for (const one of told) await way(one);
      return;
    } catch (error) {
      if (at === ways.length - 1) throw error;
    }
  }
}

type Way = (told: Told) => Promise<unknown>;

function waysTo({ client }: Desk, deed: Deed, pieces: number): Way[] {
  const { place, thread, responseUrl, command } = deed;
  const threaded = thread === undefined ? {} : { thread_ts: thread };
  const inChannel = place !== undefined && !isDirect(place);
  const whisper: Way = (told) =>
    client.chat.postEphemeral({ channel: place ?? '', user: command.user, ...told, ...threaded });
  const respond: Way = (told) =>
    post(responseUrl ?? '', { ...told, ...threaded, response_type: 'ephemeral', replace_original: false });
  const write: Way = (told) =>
    client.chat.postMessage({
      channel: inChannel ? command.user : (place ?? command.user),
      ...told,
      ...(inChannel ? {} : threaded),
      unfurl_links: false,
      unfurl_media: false,
    });
  const whispers = inChannel ? [whisper] : [];
  const responds = responseUrl !== undefined && pieces <= RESPONSES ? [respond] : [];
  const first = deed.way === 'slash' ? [...responds, ...whispers] : [...whispers, ...responds];
  return [...first, write];
}

/** How many answers an address for answers takes. */
const RESPONSES = 5;
const PATIENCE = 5 * SECOND;

const answered = z.object({ ok: z.boolean() });

/** Slack's address for answers to one interaction, which needs no token. */
async function post(url: string, told: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(told),
    signal: AbortSignal.timeout(PATIENCE),
  });
  const words = await response.text();
  if (!response.ok || !isTaken(words)) throw new Error(`Slack answered ${response.status} to an answer.`);
}

/** Slack says "ok" or `{"ok": true}`, and says no with status 200. */
function isTaken(words: string): boolean {
  if (!words.startsWith('{')) return true;
  try {
    return answered.safeParse(JSON.parse(words)).data?.ok ?? true;
  } catch {
    return true;
  }
}
