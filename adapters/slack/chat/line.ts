import type { WebAPICallResult, WebClient } from '@slack/web-api';
import { type Asked, chatErrorFrom, isLockedOut } from './errors.ts';

/** One workspace's way to Slack, and what its answers tell on the side. */
export interface Line {
  client: WebClient;
  /** Runs a call; what goes wrong comes out as a `ChatError`. */
  ask<T extends WebAPICallResult>(asked: Asked, call: (client: WebClient) => Promise<T>): Promise<T>;
  /** Runs a call and lets Slack's own error out, for whoever looks into it. */
  raw<T extends WebAPICallResult>(call: (client: WebClient) => Promise<T>): Promise<T>;
  /** The app's permissions as the newest answer named them; unknown before the first. */
  scopes(): ReadonlySet<string> | undefined;
}

/** `onRevoked` is called when Slack stops taking the token: once, until it was taken again. */
export function openLine(client: WebClient, onRevoked: (why: string) => void): Line {
  let scopes: ReadonlySet<string> | undefined;
  let locked = false;

  async function raw<T extends WebAPICallResult>(call: (client: WebClient) => Promise<T>): Promise<T> {
    try {
      const result = await call(client);
      locked = false;
      if (result.response_metadata?.scopes) scopes = new Set(result.response_metadata.scopes);
      return result;
    } catch (error) {
      if (isLockedOut(error) && !locked) {
        locked = true;
        onRevoked(chatErrorFrom(error, { call: 'read', place: '' }).message);
      }
      throw error;
    }
  }

  return {
    client,
    raw,
    scopes: () => scopes,
    async ask(asked, call) {
      try {
        return await raw(call);
      } catch (error) {
        throw chatErrorFrom(error, asked);
      }
    },
  };
}
