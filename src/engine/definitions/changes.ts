import { type Change, overtaken } from '../../core/changes.ts';
import type { AuditEvent, Facts } from '../../core/decision.ts';
import { whyNotChanged } from '../../core/definition/chat-check.ts';
import { aboutOf, withChanges } from '../../core/definition/chat-layer.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { job } from '../commit.ts';
import { type Context, type Handler, teamOf } from '../context.ts';
import { adoptTeam } from './adopt.ts';
import { layOver } from './laying.ts';

export interface Wanted {
  /** The team's id. */
  team: string;
  /** `team:<id>`, `member:<team>/<person>` or `ritual:<team>/<ritual>`. */
  about: string;
  /** Named and written as in the files. */
  fields: Facts;
  by: PersonId;
  at: Instant;
  /** A sentence for people. */
  why: string;
}

/** A change that would make the definitions wrong; `message` says what was expected and found. Nothing was saved. */
export class ChangeRefused extends Error {
  override name = 'ChangeRefused';
}

/** Why a change cannot be made; `undefined` if it can. */
export async function whyNotApply(context: Context, tx: Tx, wanted: Wanted): Promise<string | undefined> {
  const team = await asItStands(context, tx, wanted.team);
  if (aboutOf(wanted.about).team !== wanted.team)
    return `expected something of team ${wanted.team}, found "${wanted.about}"`;
  return whyNotChanged(team, wanted, dateAt(team.calendar.zone, wanted.at));
}

/** Changes a definition from chat: the last layer, over the shipped ritual and the team's file. It is in force right after the
 * commit, and after a restart. Throws `ChangeRefused` before anything is written when it would not be valid. */
export async function applyChange(context: Context, tx: Tx, wanted: Wanted): Promise<Change> {
  const why = await whyNotApply(context, tx, wanted);
  if (why !== undefined) throw new ChangeRefused(why);
  const earlier = await tx.changes.find({ about: wanted.about, open: true }, { order: 'at' });
  const over = overtaken(earlier, wanted);
  for (const one of over) await tx.changes.update({ ...one, open: false, version: one.version + 1 });
  const change: Change = {
    id: context.id(),
    ...wanted,
    open: true,
    ...(over.length > 0 ? { over: over.map(({ id }) => id) } : {}),
    version: 1,
  };
  await tx.changes.insert(change);
  await tx.events.append(eventOf(change, 'changed', wanted.by, wanted.at, wanted.why));
  await tx.jobs.arm(job('changed', wanted.team, wanted.at));
  return change;
}

/** Takes a change back: what it had taken the place of counts again. `undefined` when it was taken back already, or never
 * made, or a later one has taken its place. */
export async function undoChange(
  _context: Context,
  tx: Tx,
  id: string,
  by: PersonId,
  now: Instant,
): Promise<Change | undefined> {
  const change = await tx.changes.get(id);
  if (!change?.open) return undefined;
  const undone = { ...change, open: false, undone: { by, at: now }, version: change.version + 1 };
  await tx.changes.update(undone);
  for (const other of change.over ?? []) await reopen(tx, other);
  await tx.events.append(eventOf(change, 'changed back', by, now, `undone: ${change.why}`));
  await tx.jobs.arm(job('changed', change.team, now));
  return undone;
}

/** The definitions have changed in chat: they are in force from now on. */
export function followChanges(context: Context): Handler {
  return async (due, tx, now) => {
    await layOver(context, tx, now);
    const team = context.rhythm.team(String(due.payload.id));
    if (team) await adoptTeam(context, tx, team, now);
  };
}

/** The team with every change so far, also those of this transaction. */
async function asItStands(context: Context, tx: Tx, id: string): Promise<Team> {
  const written = context.rhythm.written(id) ?? teamOf(context, id);
  const changes = await tx.changes.find({ team: id, open: true }, { order: 'at' });
  return withChanges(written, changes, dateAt(written.calendar.zone, context.clock.now())).team;
}

async function reopen(tx: Tx, id: string): Promise<void> {
  const change = await tx.changes.get(id);
  if (change && !change.open && !change.undone)
    await tx.changes.update({ ...change, open: true, version: change.version + 1 });
}

function eventOf(
  { team, about, fields }: Change,
  what: string,
  who: PersonId,
  at: Instant,
  why: string,
): AuditEvent {
  const { kind, id } = aboutOf(about);
  const person = kind === 'member' ? { person: id } : {};
  return { team, about, what, who, at, from: 'engine', why, facts: fields, ...person };
}
