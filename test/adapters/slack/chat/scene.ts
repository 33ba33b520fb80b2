import { onTestFinished } from 'vitest';
import { createSlackChat, type SlackChatNeeds } from '../../../../adapters/slack/chat/chat.ts';
import type { Message } from '../../../../src/core/message.ts';
import type { Instant } from '../../../../src/core/time.ts';
import type { Address, Clock, Log } from '../../../../src/ports.ts';
import { openSlack, type SlackSetup } from '../world/slack.ts';

/** Monday, 2 November 2026, 08:30 in Berlin. */
export const MONDAY: Instant = Date.parse('2026-11-02T07:30:00Z');

/** A clock on which waiting takes no time: it jumps to what is waited for. */
export function leapingClock(start: Instant = MONDAY): Clock {
  let now = start;
  return {
    now: () => now,
    wake(at, call) {
      now = Math.max(now, at);
      queueMicrotask(call);
      return () => {};
    },
  };
}

/** A fake Slack and our chat on it; errors in the log are in `errors`, everything else that was said in `said`. */
export async function openScene(setup: SlackSetup = {}, over: Partial<SlackChatNeeds> = {}) {
  const clock = leapingClock();
  const slack = await openSlack({ now: clock.now, ...setup });
  const errors: string[] = [];
  const said: string[] = [];
  const note = (facts: object, line: string) => void said.push(`${line} ${JSON.stringify(facts)}`);
  const log: Log = {
    debug: note,
    info: note,
    warn: note,
    error: (facts, line) => void errors.push(`${line} ${JSON.stringify(facts)}`),
  };
  const open = (more: Partial<SlackChatNeeds> = {}) =>
    createSlackChat({
      workspace: slack.team,
      token: slack.token,
      apiUrl: slack.url,
      people: { people: () => undefined, names: () => undefined },
      clock,
      log,
      ...over,
      ...more,
    });
  const to = (place: string): Address => ({
    workspace: slack.team,
    to: place.startsWith('#') ? { channel: slack.channelId(place) } : { user: slack.userId(place) },
  });
  return { slack, chat: open(), open, to, clock, errors, said };
}

/** The same, closed when the test is over. */
export async function scene(setup: SlackSetup = {}, over: Partial<SlackChatNeeds> = {}) {
  const opened = await openScene(setup, over);
  onTestFinished(() => opened.slack.close());
  return opened;
}

export const how = (id: string) => ({ id, reader: { zone: 'Europe/Berlin' } });

export function words(text: string): Message {
  return { summary: text.slice(0, 80), elements: [{ element: 'text', text: [text] }] };
}
