import type { Log } from '../../ports.ts';
import { type CallNeeds, callOut, failureOf } from './call-out.ts';
import type { Health } from './health.ts';

export interface HeartbeatNeeds extends CallNeeds {
  url: string;
  log: Log;
  health(): Promise<Health>;
}

/** One beat, to be given once a minute: calls the address while Rondo is ready. Who listens there raises an alarm when the
 * calls stay away: Rondo is down, stuck, or behind. Never throws; a call that fails is logged once until one succeeds. */
export function createHeartbeat(needs: HeartbeatNeeds): () => Promise<void> {
  let failing = false;
  return async () => {
    const { ready } = await needs.health();
    if (!ready) return;
    try {
      await callOut(needs, needs.url, { method: 'GET', headers: {} });
      if (failing) needs.log.info({}, 'RONDO_HEARTBEAT_URL answers again.');
      failing = false;
    } catch (error) {
      if (!failing) needs.log.warn({ error: failureOf(error) }, 'RONDO_HEARTBEAT_URL did not answer well.');
      failing = true;
    }
  };
}
