import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { SECOND } from '../../../src/core/time.ts';
import { ChatError } from '../../../src/ports.ts';
import { BROKEN_FORMAT, HICCUPS, LOCKED_OUT, refusalFor } from './refusals.ts';

/** What was asked of Slack: a second `post` is seen twice, the others can be repeated. */
export interface Asked {
  call: 'post' | 'edit' | 'read';
  /** Where, as people write it: `#atlas`, or a user id. */
  place: string;
}

/** Slack says how long to wait; where it does not, this long. */
const WAIT = 30 * SECOND;

/** What an error of the Slack client means for whoever sends: wait, look for it, give up, or try again. */
export function chatErrorFrom(error: unknown, asked: Asked): ChatError {
  if (error instanceof ChatError) return error;
  if (error instanceof WebAPIRateLimitedError) return limited(error.retryAfter * SECOND, error);
  if (error instanceof WebAPIPlatformError) return answered(error, asked);
  if (error instanceof WebAPIHTTPError) return unwell(error, asked);
  if (error instanceof WebAPIRequestError && neverLeft(error.original))
    return new ChatError('failed', 'Slack cannot be reached.', { cause: error });
  return noAnswer(error, asked);
}

/** Slack's own word for what is wrong, or nothing when the answer did not come from Slack. */
export function slackWord(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/** The token is not taken any more: nothing of this workspace works until somebody mends it. */
export function isLockedOut(error: unknown): boolean {
  return LOCKED_OUT.has(slackWord(error) ?? '');
}

/** Slack does not take the message as it was made, or it could not be made: what is about too much for a button. */
export function isBrokenFormat(error: unknown): boolean {
  return error instanceof RangeError || BROKEN_FORMAT.has(slackWord(error) ?? '');
}

function answered(error: WebAPIPlatformError, asked: Asked): ChatError {
  const { error: word, response_metadata } = error.data;
  if (word === 'ratelimited' || word === 'rate_limited')
    return limited((response_metadata?.retryAfter ?? WAIT / SECOND) * SECOND, error);
  if (LOCKED_OUT.has(word)) return lockedOut(word, error);
  if (HICCUPS.has(word) || !/^[a-z_]+$/.test(word)) return noAnswer(error, asked);
  if (word === 'missing_scope') return missingScope(error, asked);
  const why = refusalFor(word, asked.place);
  if (why !== undefined) return new ChatError('refused', why, { cause: error });
  return new ChatError('failed', `Slack answered “${word}”.`, { cause: error });
}

function limited(retryAfter: number, cause: unknown): ChatError {
  return new ChatError('limited', 'Slack asks to wait.', { retryAfter, cause });
}

/** Nothing is given up: what waits goes out once Rondo is let in again. */
function lockedOut(word: string, cause: unknown): ChatError {
  const why = `Slack does not let Rondo in (${word}). Install the app again and put the new bot token into the settings.`;
  return new ChatError('failed', why, { cause });
}

function missingScope(error: WebAPIPlatformError, { call }: Asked): ChatError {
  const needed = 'needed' in error.data ? String(error.data.needed) : 'another';
  const why = `The Slack app lacks the permission ${needed}. Add it in the app's settings and install the app again.`;
  return new ChatError(call === 'read' ? 'refused' : 'failed', why, { cause: error });
}

/** Slack, or something in front of it, is unwell. Only an answer below 500 says for sure that nothing was done. */
function unwell(error: WebAPIHTTPError, asked: Asked): ChatError {
  if (error.statusCode >= 500) return noAnswer(error, asked);
  return new ChatError('failed', `Slack's address answered with status ${error.statusCode}.`, {
    cause: error,
  });
}

function noAnswer(cause: unknown, { call }: Asked): ChatError {
  return new ChatError(call === 'post' ? 'lost' : 'failed', 'Slack gave no answer.', { cause });
}

/** No connection was ever made, so nothing can have been posted. */
const NO_CONNECTION = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

function neverLeft(error: Error): boolean {
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && NO_CONNECTION.has(String(cause.code));
}
