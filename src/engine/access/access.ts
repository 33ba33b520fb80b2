import { randomBytes } from 'node:crypto';
import { isToRenew, KNOWN_FOR, SESSION_LASTS, type Session, sightOf, type Way } from '../../core/access.ts';
import type { PersonId } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { Access, Tx, Visitor } from '../../ports.ts';
import type { Context } from '../context.ts';
import { enqueue, refresh } from '../delivery/outbox.ts';
import { hashOf } from '../secret.ts';
import { isGood, openWay } from './ways.ts';

/** Ways in, and the sessions they begin. Whoever sees no team any more has no session any more. */
export function createAccess(context: Context): Access {
  const { store, clock } = context;
  const wayOf = (secret: string) => store.read.ways.get(hashOf(secret));

  return {
    async isOpen(secret) {
      const way = await wayOf(secret);
      return way !== undefined && isGood(way, clock.now()) && isKnown(context, way.person);
    },
    enter: (secret) => store.transact((tx) => enter(context, tx, secret, clock.now())),
    async whoIs(cookie) {
      const session = await store.read.sessions.get(hashOf(cookie));
      const now = clock.now();
      if (!session || now >= session.until + KNOWN_FOR) return undefined;
      if (!isKnown(context, session.person)) return end(context, session.id);
      if (session.until > now && isToRenew(session, now)) await renew(context, session.id, now);
      return visitorOf(context, session, now);
    },
    async send(cookie, to) {
      const session = await store.read.sessions.get(hashOf(cookie));
      const now = clock.now();
      if (!session || now >= session.until + KNOWN_FOR) return 'unknown';
      if (!isKnown(context, session.person)) return 'unknown';
      return store.transact((tx) => send(tx, session.person, to, now));
    },
    leave: (cookie) => end(context, hashOf(cookie)),
  };
}

function isKnown({ rhythm, operators = [] }: Context, person: PersonId): boolean {
  return rhythm.teams().some((team) => sightOf(team, person, operators) !== undefined);
}

function visitorOf({ rhythm }: Context, { person, until }: Session, now: Instant): Visitor {
  return { person, name: rhythm.person(person)?.name ?? person, signedIn: until > now };
}

/** Uses the way up and begins a session, or neither: of two clicks one comes in. */
async function enter(context: Context, tx: Tx, secret: string, now: Instant) {
  const way = await tx.ways.get(hashOf(secret));
  if (!way || !isGood(way, now) || !isKnown(context, way.person)) return undefined;
  const { person } = way;
  await tx.ways.update({ ...way, used: { at: now }, version: way.version + 1 });
  for (const { id } of await tx.sessions.find({ person, until: { below: now - KNOWN_FOR } }))
    await tx.sessions.delete(id);
  const cookie = randomBytes(32).toString('base64url');
  const until = now + SESSION_LASTS;
  await tx.sessions.insert({ id: hashOf(cookie), person, since: now, until, version: 1 });
  await noteSignIn(tx, person, now);
  await refresh(tx, [thingOfWay(way)], now);
  return { cookie, to: way.to };
}

function noteSignIn(tx: Tx, person: PersonId, now: Instant): Promise<void> {
  const why = 'opened the dashboard with a link from the bot';
  const event = { team: '', about: `person:${person}`, what: 'signed in', who: person, at: now, from: 'web' };
  return tx.events.append({ ...event, why, person });
}

/** In its own time: a page is not kept waiting by a session that somebody has just ended. */
async function renew({ store }: Context, id: string, now: Instant): Promise<void> {
  await store.transact(async (tx) => {
    const session = await tx.sessions.get(id);
    if (!session || session.until <= now) return;
    await tx.sessions.update({ ...session, until: now + SESSION_LASTS, version: session.version + 1 });
  });
}

async function end({ store }: Context, id: string): Promise<undefined> {
  await store.transact((tx) => tx.sessions.delete(id));
}

/** It goes to that person alone: it belongs to no team, so that no rehearsal and no pause gets hold of it. */
async function send(tx: Tx, person: PersonId, to: string, now: Instant): Promise<'sent' | 'too many'> {
  const opened = await openWay(tx, person, to, now);
  if (!opened) return 'too many';
  const { way } = opened;
  const item = { team: '', thing: thingOfWay(way), epoch: 0, kind: 'way', to: { person }, due: now };
  await enqueue(tx, { ...item, until: way.until, loud: true, priority: 'deadline' }, now);
  return 'sent';
}

function thingOfWay({ id }: Pick<Way, 'id'>): string {
  return `way:${id}`;
}
