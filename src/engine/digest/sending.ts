import { awayAt } from '../../core/absence/availability.ts';
import type { Effect, Item, Recipient } from '../../core/decision.ts';
import { sendsAt } from '../../core/digest/period.ts';
import { approversOf, readersOf } from '../../core/digest/readers.ts';
import type { Digest } from '../../core/record.ts';
import type { PersonId, Team } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { carryOut } from '../commit.ts';
import { absencesFrom, type Context, teamOf } from '../context.ts';
import { change, note } from './rows.ts';

/** Sends a digest that was cut, now. */
export async function send(
  context: Context,
  tx: Tx,
  digest: Digest,
  now: Instant,
  by?: PersonId,
): Promise<void> {
  const team = teamOf(context, digest.team);
  await change(tx, digest, { state: 'sent', ...(by ? { approval: { by, at: now } } : {}) });
  await tx.jobs.cancel(`digest-send:${digest.id}`);
  const effects: Effect[] = [];
  for (const { to, as } of readersOf(team)) {
    const due = 'person' in to ? await withOtherTeams(context, tx, digest, to.person, now) : now;
    effects.push(tells(digest, 'digest', to, due, { facts: { as } }));
  }
  const why = by ? 'the approver said so' : 'its time has come';
  await note(tx, digest, { what: 'sent', who: by ?? 'schedule', why }, effects, now);
}

/** Keeps a digest back until somebody sends it. */
export async function hold(tx: Tx, digest: Digest, who: PersonId, now: Instant, why: string): Promise<void> {
  await change(tx, digest, { state: 'held' });
  await note(tx, digest, { what: 'held', who, why }, [], now);
}

/** The first approver who is at work looks at it; when nobody is, the first of all. It is of no use once it is sent. */
export async function showPreview(context: Context, tx: Tx, digest: Digest, now: Instant): Promise<void> {
  const team = teamOf(context, digest.team);
  const absences = await absencesFrom(tx, now);
  const isThere = (id: PersonId) =>
    team.members.some((member) => member.id === id && !awayAt(member, absences, now));
  const approvers = approversOf(team);
  const approver = approvers.find(isThere) ?? approvers[0];
  if (!approver) return;
  const until = team.digest.silence === 'hold' ? {} : { until: sendsAt(team, digest) };
  const preview = tells(digest, 'digest-preview', { person: approver }, now, until);
  await carryOut(tx, { events: [], effects: [preview] }, now);
}

/** Whoever reads of several teams gets one message: the digests of a day wait for the last one of that day that is not held
 * back, at most until its time. */
async function withOtherTeams(
  context: Context,
  tx: Tx,
  { team: id, date, late }: Digest,
  person: PersonId,
  now: Instant,
): Promise<Instant> {
  if (late) return now;
  const others = context.rhythm.teams().filter((team) => team.id !== id && reads(team, person));
  const times = await Promise.all(
    others.map(async (team) => {
      const same = await tx.digests.find({ team: team.id, date });
      const coming = same.filter(({ state }) => state === 'planned' || state === 'preview');
      return coming.map((one) => sendsAt(team, one));
    }),
  );
  return Math.max(now, ...times.flat());
}

function reads(team: Team, person: PersonId): boolean {
  return readersOf(team).some(({ to }) => 'person' in to && to.person === person);
}

function tells(
  { team, id }: Digest,
  kind: string,
  to: Recipient,
  due: Instant,
  more: Pick<Item, 'until' | 'facts'>,
): Effect {
  const priority = kind === 'digest' ? 'digest' : 'prompt';
  return { do: 'tell', item: { team, thing: `digest:${id}`, epoch: 0, kind, to, due, priority, ...more } };
}
