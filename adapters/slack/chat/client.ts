import { type FetchFunction, type Logger, LogLevel, WebClient } from '@slack/web-api';
import { SECOND } from '../../../src/core/time.ts';
import type { Log } from '../../../src/ports.ts';

export interface Access {
  token: string;
  /** Another Web API than Slack's own; ends in `/api/`. */
  apiUrl?: string;
  log: Log;
  /** Another way to the network. */
  fetch?: FetchFunction;
}

/** Slack's own calls answer within a second or two; what takes longer is taken for lost. */
const PATIENCE = 10 * SECOND;

/** A client that tries once and passes every refusal on: pace and repeats are decided by the sender, because Slack has no
 * way to tell a repeat from a second message. */
export function createClient({ token, apiUrl, log, fetch }: Access): WebClient {
  return new WebClient(token, {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    ...(fetch === undefined ? {} : { fetch }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: PATIENCE,
    logger: quiet(log),
  });
}

/** The client's own lines hold addresses and reasons, at debug also bodies: those stay out. Failures come as errors anyway. */
function quiet(log: Log): Logger {
  const line = (...words: unknown[]) => log.debug({ from: 'slack' }, words.map(String).join(' '));
  return {
    debug() {},
    info: line,
    warn: line,
    error: line,
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  };
}
