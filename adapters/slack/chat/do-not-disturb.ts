import type { DndTeamInfoResponse } from '@slack/web-api';
import { SECOND } from '../../../src/core/time.ts';
import { ChatError, type Clock, type DirectoryEntry, type Log } from '../../../src/ports.ts';
import { slackWord } from './errors.ts';
import type { Line } from './line.ts';
import { patience } from './paging.ts';

type Span = NonNullable<DirectoryEntry['doNotDisturb']>;

/** Slack takes so many people in one call. */
const AT_ONCE = 50;

/** When each of these users wants no notifications. Good to know, not needed: without the permission nobody has a span,
 * and when it fails the rest is left out. */
export async function readDoNotDisturb(
  { line, clock, log }: { line: Line; clock: Clock; log: Log },
  users: readonly string[],
): Promise<ReadonlyMap<string, Span>> {
  const spans = new Map<string, Span>();
  if (line.scopes()?.has('dnd:read') === false) return spans;
  const patiently = patience(clock, { call: 'read', place: 'do not disturb' });
  try {
    for (let at = 0; at < users.length; at += AT_ONCE) {
      const some = users.slice(at, at + AT_ONCE).join(',');
      const answer = await patiently(() => line.raw((client) => client.dnd.teamInfo({ users: some })));
      for (const [user, span] of Object.entries(spansIn(answer))) spans.set(user, span);
    }
  } catch (error) {
    const cause = error instanceof ChatError ? error.cause : error;
    const facts = { why: slackWord(cause) ?? String(error) };
    log.info(facts, 'Slack does not tell when people want no notifications. Rondo goes on without it.');
  }
  return spans;
}

function spansIn({ users = {} }: DndTeamInfoResponse): Record<string, Span> {
  const found: Record<string, Span> = {};
  for (const [user, { dnd_enabled, next_dnd_start_ts = 0, next_dnd_end_ts = 0 }] of Object.entries(users))
    if (dnd_enabled && next_dnd_end_ts > next_dnd_start_ts)
      found[user] = { from: next_dnd_start_ts * SECOND, to: next_dnd_end_ts * SECOND };
  return found;
}
