import type { WebAPICallResult, WebClient } from '@slack/web-api';
import { ChatError } from '../../../src/ports.ts';
import { chatErrorFrom, slackWord } from './errors.ts';
import type { Line } from './line.ts';

/** Slack's words for a workspace that has no user groups, or lets no app change them. */
const NOT_HERE: ReadonlySet<string> = new Set([
  'paid_teams_only',
  'plan_upgrade_required',
  'permission_denied',
  'no_permission',
  'user_is_restricted',
  'team_not_eligible',
]);

/** Makes these users the only ones of a user group. Slack has no empty groups: with nobody to name it stays as it is. */
export async function setGroup(line: Line, handle: string, users: readonly string[]): Promise<void> {
  if (users.length === 0) return;
  const group = await findGroup(line, handle);
  if (same(group.users, users)) return;
  await about(line, handle, (client) =>
    client.usergroups.users.update({ usergroup: group.id, users: users.join(',') }),
  );
}

/** The group with this handle and who is in it. Throws a refusal with a sentence when there is none. */
export async function findGroup(
  line: Line,
  handle: string,
): Promise<{ id: string; users: readonly string[] }> {
  const name = plainHandle(handle);
  const list = await about(line, handle, (client) => client.usergroups.list({ include_users: true }));
  const group = list.usergroups?.find((one) => one.handle === name);
  if (!group?.id)
    throw new ChatError('refused', `Slack has no user group @${name}. Make one, or name another.`);
  return { id: group.id, users: group.users ?? [] };
}

async function about<T extends WebAPICallResult>(
  line: Line,
  handle: string,
  call: (client: WebClient) => Promise<T>,
): Promise<T> {
  const name = plainHandle(handle);
  try {
    return await line.raw(call);
  } catch (error) {
    if (!NOT_HERE.has(slackWord(error) ?? ''))
      throw chatErrorFrom(error, { call: 'read', place: `@${name}` });
    const why = `Rondo may not change the user group @${name}: groups need a paid Slack plan, and a workspace that lets apps change them.`;
    throw new ChatError('refused', why, { cause: error });
  }
}

function plainHandle(handle: string): string {
  return handle.replace(/^@/, '');
}

function same(now: readonly string[], wanted: readonly string[]): boolean {
  const all = new Set(now);
  return all.size === new Set(wanted).size && wanted.every((user) => all.has(user));
}
