import { readAway } from '../core/absence/away.ts';
import type { AuditEvent } from '../core/decision.ts';
import { askAgain, settle, showRound } from '../core/round/asking.ts';
import type { Absence, Member, PersonId, Team } from '../core/team.ts';
import { dateAt } from '../core/time/zone.ts';
import type { CivilDate, Instant } from '../core/time.ts';
import type { Tx } from '../ports.ts';
import { carryOut } from './commit.ts';
import { type Context, teamsOf } from './context.ts';
import { promptsOf, viewOf } from './rounds/load.ts';
import { afterAsking, closeIfComplete } from './rounds/rounds.ts';
import { passTurnsOn } from './rounds/turns.ts';

export type AwayResult = { ok: true; absence: Absence; until: CivilDate } | { ok: false; why: string };

/** Notes that a person is away and settles what they were already asked in that span. What they have said before is not
 * noted twice; `until` is then the end of that. */
export async function goAway(
  context: Context,
  tx: Tx,
  member: Member,
  words: string,
  now: Instant,
  from: string,
): Promise<AwayResult> {
  const read = readAway(words, member.calendar, now);
  if (!read.ok) return read;
  const told = await tx.absences.find({ person: member.id, to: { atLeast: read.span.to } });
  const known = told.find((one) => one.source === 'self' && one.from <= read.span.from);
  const absence = known ?? {
    id: `${member.id}/${context.id()}`,
    person: member.id,
    ...read.span,
    source: 'self',
    by: member.id,
    version: 1,
  };
  const until = dateAt(member.calendar.zone, absence.to - 1);
  if (!known) {
    await absorb(tx, absence);
    await tx.absences.insert(absence);
    await note(context, tx, member.id, 'away', now, from, `says they are away until the end of ${until}`);
  }
  await takeEffect(context, tx, absence, now);
  return { ok: true, absence, until };
}

/** An absence that the chat's status tells of, with everything that follows from it. False when it was known. */
export async function beginAbsence(
  context: Context,
  tx: Tx,
  absence: Absence,
  now: Instant,
  from: string,
  why: string,
): Promise<boolean> {
  if (!(await tx.absences.insert(absence))) return false;
  await note(context, tx, absence.person, 'away', now, from, why);
  await takeEffect(context, tx, absence, now);
  return true;
}

async function takeEffect(context: Context, tx: Tx, absence: Absence, now: Instant): Promise<void> {
  await settleAsked(context, tx, absence, now);
  for (const team of teamsOf(context, absence.person)) {
    await passTurnsOn(context, tx, team, absence.person, now);
    await showToday(context, tx, team, now);
  }
}

/** What somebody said before, and the new span covers, is not kept beside it. */
async function absorb(tx: Tx, { person, from, to }: Absence): Promise<void> {
  for (const one of await tx.absences.find({ person, to: { atLeast: from } })) {
    if (one.source === 'self' && one.from >= from && one.to <= to) await tx.absences.delete(one.id);
  }
}

/** Ends every absence of a person that runs or is still to come, and asks what they can still answer in time. Gives back how many there were. */
export async function comeBack(
  context: Context,
  tx: Tx,
  person: PersonId,
  now: Instant,
  from: string,
): Promise<number> {
  const running = await tx.absences.find({ person, to: { atLeast: now + 1 } });
  await endAbsences(context, tx, person, running, now, from, 'says they are back');
  return running.length;
}

/** Ends these absences of a person now, and asks what they can still answer in time. */
export async function endAbsences(
  context: Context,
  tx: Tx,
  person: PersonId,
  absences: readonly Absence[],
  now: Instant,
  from: string,
  why: string,
): Promise<void> {
  for (const absence of absences) await end(tx, absence, now);
  if (absences.length > 0) {
    await note(context, tx, person, 'back', now, from, why);
    await askWhatWasSkipped(context, tx, person, now);
  }
  for (const team of teamsOf(context, person)) await showToday(context, tx, team, now);
}

async function askWhatWasSkipped(context: Context, tx: Tx, person: PersonId, now: Instant): Promise<void> {
  for (const prompt of await tx.prompts.find({ person, state: 'skipped', due: { atLeast: now + 1 } })) {
    const round = await tx.rounds.get(prompt.round);
    const view = round && (await viewOf(context, tx, round, now));
    const decision = view && askAgain(prompt, view, now);
    if (!decision || decision.state === prompt) continue;
    await tx.prompts.update(decision.state);
    await carryOut(tx, decision, now);
    await afterAsking(tx, view, decision.state, now);
  }
}

async function end(tx: Tx, absence: Absence, now: Instant): Promise<void> {
  if (absence.from >= now) await tx.absences.delete(absence.id);
  else await tx.absences.update({ ...absence, to: now, version: absence.version + 1 });
}

/** What was asked and is not answered is no longer waited for. */
async function settleAsked(context: Context, tx: Tx, absence: Absence, now: Instant): Promise<void> {
  for (const prompt of await tx.prompts.find({ person: absence.person, state: 'asked' })) {
    const round = await tx.rounds.get(prompt.round);
    const view = round && (await viewOf(context, tx, round, now));
    if (!view || prompt.due < absence.from || prompt.at >= absence.to) continue;
    const decision = settle(prompt, view, now, 'skipped', 'away');
    await tx.prompts.update(decision.state);
    await carryOut(tx, decision, now);
    await closeIfComplete(context, tx, round.id, now);
  }
}

async function showToday(context: Context, tx: Tx, team: Team, now: Instant): Promise<void> {
  for (const round of await tx.rounds.find({ team: team.id, state: 'open' })) {
    const view = await viewOf(context, tx, round, now);
    if (view && (await promptsOf(tx, round.id)).length > 0)
      await carryOut(tx, { events: [], effects: showRound(view) }, now);
  }
}

async function note(
  context: Context,
  tx: Tx,
  person: PersonId,
  what: string,
  at: Instant,
  from: string,
  why: string,
) {
  const team = teamsOf(context, person)[0]?.id ?? '';
  const event: AuditEvent = { team, about: `person:${person}`, what, who: person, at, from, why, person };
  await tx.events.append(event);
}
