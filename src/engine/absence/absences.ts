import { readAway } from '../../core/absence/away.ts';
import { overrule } from '../../core/absence/from-calendar.ts';
import { nextBeginning, runsAt, withoutNow } from '../../core/absence/weekly.ts';
import { whenAway } from '../../core/absence/words.ts';
import type { AuditEvent } from '../../core/decision.ts';
import type { Absence, Member, Person, PersonId } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { job } from '../commit.ts';
import { type Context, type Handler, teamsOf } from '../context.ts';
import { lookAgain } from '../escalation/escalations.ts';
import { passTurnsOn } from '../rounds/turns.ts';
import { askWhatWasSkipped, moveWritten, settleAsked, showToday } from './effects.ts';

/** `known`: it was noted before, and nothing has changed. */
export type AwayResult = { ok: true; absence: Absence; known: boolean } | { ok: false; why: string };

/** Who says it, and on which platform. */
export interface Saying {
  by: PersonId;
  from: string;
}

/** Notes that a person is away and settles what they were already asked in that span. What was said before is not noted
 * twice. */
export async function goAway(
  context: Context,
  tx: Tx,
  member: Member,
  words: string,
  { by, from }: Saying,
  now: Instant,
): Promise<AwayResult> {
  const read = readAway(words, member.calendar, now);
  if (!read.ok) return read;
  const { span, weekly } = read;
  const source = by === member.id ? 'self' : 'other';
  const absence: Absence = {
    id: `${member.id}/${context.id()}`,
    person: member.id,
    ...span,
    ...(weekly && { weekly }),
    source,
    by,
    version: 1,
  };
  const told = await tx.absences.find({ person: member.id, to: { atLeast: span.to } });
  const known = told.find((one) => saysAsMuch(one, absence));
  if (known) {
    await takeEffect(context, tx, known.person, now);
    await armBeginning(tx, known, now);
    return { ok: true, absence: known, known: true };
  }
  await absorb(tx, absence);
  await tx.absences.insert(absence);
  const why = `${source === 'self' ? 'says they are' : 'is noted as'} away ${whenAway(absence, member.calendar, now)}`;
  await note(context, tx, member.id, 'away', { by, from }, why, now);
  await takeEffect(context, tx, member.id, now);
  await armBeginning(tx, absence, now);
  return { ok: true, absence, known: false };
}

/** Whoever notes it for somebody else adds nothing to what they have said themselves. */
function saysAsMuch(known: Absence, { source, from, weekly, to }: Absence): boolean {
  if (known.source !== 'self' && known.source !== source) return false;
  if (!weekly) return known.weekly === undefined && known.from <= from;
  const rule = JSON.stringify([weekly.days, weekly.weeks, weekly.last]);
  const before = known.weekly;
  return known.to === to && rule === JSON.stringify(before && [before.days, before.weeks, before.last]);
}

/** What somebody said before, and the new span covers, is not kept beside it. */
async function absorb(tx: Tx, { person, source, from, to, weekly }: Absence): Promise<void> {
  if (weekly) return;
  for (const one of await tx.absences.find({ person, to: { atLeast: from } }))
    if (one.source === source && !one.weekly && one.from >= from && one.to <= to)
      await tx.absences.delete(one.id);
}

/** An absence that the chat's status tells of, with everything that follows from it. False when it was known, or when its person
 * has ended it; one that only the status had ended begins again. */
export async function beginAbsence(
  context: Context,
  tx: Tx,
  absence: Absence,
  now: Instant,
  from: string,
  why: string,
): Promise<boolean> {
  const known = await tx.absences.get(absence.id);
  if (known && (known.overruled || known.to > now)) return false;
  if (known) await tx.absences.update({ ...absence, version: known.version + 1 });
  else await tx.absences.insert(absence);
  await note(context, tx, absence.person, 'away', { by: absence.person, from }, why, now);
  await takeEffect(context, tx, absence.person, now);
  await armBeginning(tx, absence, now);
  return true;
}

/** What has to follow once other absences of a person are known. Doing it again changes nothing. */
export async function takeEffect(context: Context, tx: Tx, person: PersonId, now: Instant): Promise<void> {
  await settleAsked(context, tx, person, now);
  await moveWritten(context, tx, person, now);
  for (const team of teamsOf(context, person)) {
    await passTurnsOn(context, tx, team, person, now);
    await showToday(context, tx, team, now);
    await lookAgain(context, tx, team, person, now);
  }
}

/** From then on they are not waited for, and what they own or have raised may need somebody else. */
export async function armBeginning(tx: Tx, absence: Absence, now: Instant): Promise<void> {
  const { id, person } = absence;
  const next = nextBeginning(absence, now);
  if (next !== undefined) await tx.jobs.arm(job('absence', id, next, { person, absence: id }));
}

/** An absence that was announced begins; one that comes again waits for its next time. */
export function absenceBegins(context: Context): Handler {
  return async ({ payload }, tx, now) => {
    await takeEffect(context, tx, String(payload.person), now);
    const absence = await tx.absences.get(String(payload.absence));
    if (absence?.weekly) await armBeginning(tx, absence, now);
  };
}

/** All that is known of a person's time away, running and to come. */
export async function absencesOf(tx: Tx, person: PersonId, now: Instant): Promise<Absence[]> {
  return tx.absences.find({ person, to: { atLeast: now + 1 } }, { order: 'from' });
}

/** Ends what a person is away by now, and asks what they can still answer in time. Of what comes again only the time that is
 * running ends. Gives back how many there were. */
export async function comeBack(
  context: Context,
  tx: Tx,
  person: PersonId,
  now: Instant,
  from: string,
): Promise<number> {
  const running = (await absencesOf(tx, person, now)).filter((absence) => runsAt(absence, now));
  for (const absence of running) await endRunning(tx, absence, now);
  if (running.length > 0) await follow(context, tx, person, { by: person, from }, 'says they are back', now);
  return running.length;
}

/** Ends these absences of a person for good, and asks what they can still answer in time. */
export async function endAbsences(
  context: Context,
  tx: Tx,
  person: PersonId,
  absences: readonly Absence[],
  saying: Saying,
  why: string,
  now: Instant,
  ends: 'person' | 'status' = 'person',
): Promise<void> {
  for (const absence of absences) await end(tx, absence, now, ends);
  if (absences.length > 0) await follow(context, tx, person, saying, why, now);
}

async function follow(
  context: Context,
  tx: Tx,
  person: PersonId,
  saying: Saying,
  why: string,
  now: Instant,
): Promise<void> {
  await note(context, tx, person, 'back', saying, why, now);
  await askWhatWasSkipped(context, tx, person, now);
  await moveWritten(context, tx, person, now);
  for (const team of teamsOf(context, person)) {
    await showToday(context, tx, team, now);
    await lookAgain(context, tx, team, person, now);
  }
}

async function endRunning(tx: Tx, absence: Absence, now: Instant): Promise<void> {
  const { weekly } = absence;
  if (!weekly) return end(tx, absence, now);
  const rule = withoutNow({ ...absence, weekly }, now);
  await tx.absences.update({ ...absence, weekly: rule, version: absence.version + 1 });
}

/** What came from a calendar or a status stays once its person has ended it: these do not bring it back. */
async function end(
  tx: Tx,
  absence: Absence,
  now: Instant,
  ends: 'person' | 'status' = 'person',
): Promise<void> {
  const isTold = absence.source === 'calendar' || absence.source === 'status';
  if (isTold && ends === 'person') await tx.absences.update(overrule(absence, now));
  else if (absence.from >= now) await tx.absences.delete(absence.id);
  else await tx.absences.update({ ...absence, to: now, version: absence.version + 1 });
}

/** A line of the log about the person. */
export async function note(
  context: Context,
  tx: Tx,
  person: Person['id'],
  what: 'away' | 'back',
  { by: who, from }: Saying,
  why: string,
  at: Instant,
): Promise<void> {
  const team = teamsOf(context, person)[0]?.id ?? '';
  const event: AuditEvent = { team, about: `person:${person}`, what, who, at, from, why, person };
  await tx.events.append(event);
}
