import type { Facts, Json } from '../../core/decision.ts';
import { nameOf } from '../../core/escalation/people.ts';
import { type Heirs, leavingKey, thingOfLeaving } from '../../core/people/leaving.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { instantAt } from '../../core/time/zone.ts';
import type { CivilDate } from '../../core/time.ts';
import type { Call } from '../call.ts';
import { carryOut } from '../commit.ts';
import { applyChange, undoChange } from '../definitions/changes.ts';

/** Notes a leave to come: the day stands in the definitions at once, so that nothing after it is planned with them, and a job hands
 * over what they hold when it has come. */
export async function armLeave(
  call: Call,
  team: Team,
  person: PersonId,
  { date, heirs }: { date: CivilDate; heirs: Heirs },
): Promise<void> {
  const { tx, caller, command, now } = call;
  const at = instantAt(team.calendar.zone, date, 0);
  const changes = await writeLeft(call, team, person, date);
  const payload: Facts = { team: team.id, person, by: caller.person, date, heirs, changes };
  const about = thingOfLeaving(team.id, person);
  const why = `${nameOf(team, person)} leaves on ${date}`;
  const event = { team: team.id, about, what: 'leave planned', who: caller.person, at: now, why, person };
  const armed = {
    do: 'arm',
    job: { key: leavingKey(team.id, person), kind: 'leaving', due: at, payload },
  } as const;
  await carryOut(tx, { events: [{ ...event, from: command.platform }], effects: [armed] }, now);
}

/** A leave to come is not to be any more. False if there was none. */
export async function callOff(
  { context, tx, caller, now }: Call,
  team: Team,
  person: PersonId,
): Promise<boolean> {
  const key = leavingKey(team.id, person);
  const planned = await tx.jobs.get(key);
  if (!planned || !(await tx.jobs.cancel(key))) return false;
  for (const id of changesIn(planned.payload.changes)) await undoChange(context, tx, id, caller.person, now);
  return true;
}

/** Their last day, as a change of the definitions: the ids of what was changed. Who is only known from outside has none. */
export async function writeLeft(
  call: Call,
  team: Team,
  person: PersonId,
  date: CivilDate,
): Promise<string[]> {
  const { context, tx, caller, now } = call;
  if (!team.members.some(({ id }) => id === person)) return [];
  const about = `member:${team.id}/${person}`;
  const why = `${nameOf(team, person)} leaves ${team.name}.`;
  const wanted = { team: team.id, about, fields: { left: date }, by: caller.person, at: now, why };
  return [(await applyChange(context, tx, wanted)).id];
}

/** The ids of changes as they were stored. */
export function changesIn(stored: Json | undefined): string[] {
  return Array.isArray(stored) ? stored.map(String) : [];
}
