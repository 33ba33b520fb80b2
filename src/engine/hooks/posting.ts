import type { Item } from '../../core/decision.ts';
import type { Hook, Post } from '../../core/hook.ts';
import { isHopeless, nextTry, type Told, toldOf } from '../../core/hooks/told.ts';
import { DAY, type Instant, MINUTE } from '../../core/time.ts';
import type { PostOut, StoredEvent, Tx } from '../../ports.ts';
import type { Context } from '../context.ts';
import { enqueue } from '../delivery/outbox.ts';
import { signature, unseal } from './seal.ts';

export interface PostingNeeds {
  context: Context;
  key: Buffer;
  post: PostOut;
}

/** At most so many to one hook in a minute. */
const BATCH = 50;
/** An event may be committed a little after a later one. */
const OVERLAP = MINUTE;
/** So long it is known what was sent. */
const KEPT = 7 * DAY;

/** Once a minute: what has happened is put on its way to the hooks, and what is due is sent. Each post is a row before it is sent
 * and after, so that nothing is lost; after a crash it may be sent a second time, with the same id. */
export function createPosting(needs: PostingNeeds): () => Promise<void> {
  const { store, clock } = needs.context;
  return async () => {
    const open = await store.read.hooks.find({ open: true });
    for (const hook of open) await gather(needs, hook);
    await Promise.all(open.map((hook) => sendDue(needs, hook)));
    await clear(needs.context, clock.now() - KEPT);
  };
}

/** One after the other, in the order in which they happened, up to the first that is not taken: a dead address holds up nobody
 * else. */
async function sendDue(needs: PostingNeeds, { id }: Hook): Promise<void> {
  const { store, clock } = needs.context;
  const due = { hook: id, state: 'waiting', at: { below: clock.now() + 1 } } as const;
  for (const post of await store.read.posts.find(due, { order: 'at', limit: BATCH }))
    if (!(await send(needs, post))) return;
}

async function gather({ context: { store, clock } }: PostingNeeds, hook: Hook): Promise<void> {
  const upTo = hook.upTo ?? hook.at;
  const events = await store.read.events.find({ team: hook.team, at: { atLeast: upTo } }, { order: 'at' });
  if (events.length === 0) return;
  await store.transact(async (tx) => {
    const now = clock.now();
    for (const event of events) {
      if (event.at < hook.at || !toldOf(hook, event) || (await isPrivate(tx, event))) continue;
      const id = `${hook.id}/${event.id}`;
      await tx.posts.insert({
        id,
        hook: hook.id,
        event: event.id,
        state: 'waiting',
        at: now,
        since: now,
        attempts: 0,
        version: 1,
      });
    }
    await change(tx, hook.id, (row) => ({ ...row, upTo: Math.max(upTo, now - OVERLAP) }));
  });
}

/** A private blocker and what came out of it is not told of. */
async function isPrivate(tx: Tx, { about }: StoredEvent): Promise<boolean> {
  const id = about.slice(about.indexOf(':') + 1);
  if (about.startsWith('escalation:')) return (await tx.escalations.get(id))?.private !== undefined;
  const row = about.startsWith('action:')
    ? await tx.actions.get(id)
    : about.startsWith('decision:')
      ? await tx.decisions.get(id)
      : undefined;
  const from = row?.from.replace(/^escalation:/, '');
  return from !== undefined && (await tx.escalations.get(from))?.private !== undefined;
}

/** Whether it was taken. */
async function send(needs: PostingNeeds, post: Post): Promise<boolean> {
  const { store, clock } = needs.context;
  const hook = await store.read.hooks.get(post.hook);
  const event = await store.read.events.get(post.event);
  const told = hook?.open && event ? toldOf(hook, event) : undefined;
  if (!hook || !told) {
    await settle(needs, post, { state: 'failed', why: 'Its hook has ended.' });
    return false;
  }
  const failure = await tryOnce(needs, hook, told);
  const now = clock.now();
  const attempts = post.attempts + 1;
  const at = failure === undefined ? undefined : nextTry(attempts, post.since ?? now, now);
  const state = failure === undefined ? 'sent' : at === undefined ? 'failed' : 'waiting';
  await settle(needs, post, { state, attempts, ...(failure ? { why: failure } : {}), ...(at ? { at } : {}) });
  return state === 'sent';
}

/** Nothing where it was taken, else what went wrong, without the address. */
async function tryOnce(
  { context, key, post }: PostingNeeds,
  hook: Hook,
  told: Told,
): Promise<string | undefined> {
  const body = JSON.stringify(told);
  const seconds = Math.floor(context.clock.now() / 1_000);
  try {
    const headers = {
      'content-type': 'application/json',
      'rondo-event': told.type,
      'rondo-signature': signature(unseal(key, hook.id, hook.secret), seconds, body),
    };
    const status = await post(hook.url, { headers, body });
    return status >= 200 && status < 300 ? undefined : `The answer was ${status}.`;
  } catch (error) {
    return error instanceof Error && error.name === 'HookError' ? error.message : 'It could not be sent.';
  }
}

/** Writes how a post stands, and how its hook does. */
async function settle({ context }: PostingNeeds, post: Post, how: Partial<Post>): Promise<void> {
  const now = context.clock.now();
  await context.store.transact(async (tx) => {
    const row = await tx.posts.get(post.id);
    if (row?.state !== 'waiting') return;
    await tx.posts.update({ ...row, at: now, ...how, version: row.version + 1 });
    const hook = await tx.hooks.get(post.hook);
    if (!hook?.open) return;
    if (how.state === 'sent') {
      if (hook.failingSince !== undefined)
        await change(tx, hook.id, ({ failingSince: _over, ...rest }) => rest);
      return;
    }
    const failing = { ...hook, failingSince: hook.failingSince ?? now };
    if (isHopeless(failing, now)) await giveUp(tx, hook, now);
    else if (hook.failingSince === undefined) await change(tx, hook.id, () => failing);
  });
}

async function giveUp(tx: Tx, hook: Hook, now: Instant): Promise<void> {
  await change(tx, hook.id, (row) => ({ ...row, open: false }));
  const about = `team:${hook.team}`;
  const why = 'nobody has taken a post for 3 days';
  await tx.events.append({
    team: hook.team,
    about,
    what: 'hook ended',
    who: 'delivery',
    at: now,
    from: 'engine',
    why,
  });
  const text = `The hook to ${hostOf(hook)} has ended: nobody there has taken a post for 3 days. When it works again, make it anew with /rondo hook new.`;
  const item: Item = {
    team: hook.team,
    thing: `notice:hook/${hook.id}`,
    epoch: 0,
    kind: 'hook',
    to: { person: hook.by },
    due: now,
    priority: 'prompt',
    facts: { text },
  };
  await enqueue(tx, item, now);
}

/** The address may hold a secret: only its host is said. */
export function hostOf({ url }: Pick<Hook, 'url'>): string {
  return URL.parse(url)?.host ?? 'an unknown host';
}

async function change(tx: Tx, id: string, how: (hook: Hook) => Hook): Promise<void> {
  const hook = await tx.hooks.get(id);
  if (hook) await tx.hooks.update({ ...how(hook), version: hook.version + 1 });
}

/** What was settled long ago, or waited for a hook that has ended, is not needed any more. */
async function clear({ store }: Context, before: Instant): Promise<void> {
  for (const state of ['sent', 'failed', 'waiting'] as const) {
    const old = await store.read.posts.find({ state, at: { below: before } }, { order: 'at', limit: BATCH });
    if (old.length === 0) continue;
    await store.transact(async (tx) => {
      for (const { id } of old) await tx.posts.delete(id);
    });
  }
}
