import type { AuditEvent } from '../../core/decision.ts';
import { leadersOf, nameOf } from '../../core/escalation/people.ts';
import { thingOfLeaving, whoIsAsked } from '../../core/people/leaving.ts';
import { toldAt } from '../../core/rotation/turn.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import { DAY, type Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { carryOut } from '../commit.ts';
import { absencesFrom, type Context } from '../context.ts';
import { holdingsIn } from './holdings.ts';
import { itemFor, leavingEvents } from './leaving.ts';

const OFFERED = 'leave offered';
const BACK = 'here again';

/** Whom the chat has deactivated is offered to the coordinator: who takes over what they hold. Once for each time that
 * somebody goes. */
export async function offerLeaves(context: Context, teams: readonly Team[], now: Instant): Promise<void> {
  for (const team of teams) {
    const gone = whoHasGone(team, now);
    if (gone.length > 0)
      await context.store.transact(async (tx) => {
        for (const person of gone) await offerLeave(tx, team, person, 'deactivated', now);
      });
  }
  await context.store.transact((tx) => noteReturns(context, tx, now));
}

/** Members whom the platform no longer has, though nobody has said that they leave; leaders from outside too. */
function whoHasGone(team: Team, now: Instant): PersonId[] {
  const today = dateAt(team.calendar.zone, now);
  const leaders = leadersOf(team);
  return [
    ...team.members.filter(({ active, left }) => !active && !(left !== undefined && left <= today)),
    ...team.others.filter(({ id, active }) => !active && leaders.includes(id)),
  ].map(({ id }) => id);
}

/** Tells whoever looks after the team, in their next waking moment; somebody who holds nothing goes without a word. */
export async function offerLeave(
  tx: Tx,
  team: Team,
  person: PersonId,
  because: 'deactivated' | 'channel',
  now: Instant,
): Promise<void> {
  const about = thingOfLeaving(team.id, person);
  const before = await leavingEvents(tx, team, person);
  if (before.some(({ what }) => what === OFFERED) && before.findLast(isStep)?.what !== BACK) return;
  const { holdings } = await holdingsIn(tx, team, person, now);
  const asked = holdings.length > 0 ? whoIsAsked(team, person) : [];
  const absences = await absencesFrom(tx, now - DAY);
  const items = team.members
    .filter(({ id }) => asked.includes(id))
    .map((member) => ({
      ...itemFor(team, person, member.id, toldAt(member, absences, now)),
      kind: 'offer',
      facts: { because, at: now, things: holdings.map(({ what }) => what) },
    }));
  const gone = because === 'deactivated' ? 'was deactivated in the chat' : 'left the channel';
  const why = `${nameOf(team, person)} ${gone} and holds ${holdings.length} things`;
  const event: AuditEvent = {
    team: team.id,
    about,
    what: OFFERED,
    who: 'files',
    at: now,
    from: 'engine',
    why,
    person,
  };
  await carryOut(tx, { events: [event], effects: items.map((item) => ({ do: 'tell', item })) }, now);
}

function isStep({ what }: AuditEvent): boolean {
  return what === OFFERED || what === BACK;
}

/** Whoever is there again can be offered again when they go. */
async function noteReturns({ rhythm }: Context, tx: Tx, now: Instant): Promise<void> {
  const offered = await tx.events.find({ what: OFFERED }, { order: 'at' });
  for (const { team, about, person } of new Map(offered.map((event) => [event.about, event])).values()) {
    const active = rhythm.team(team)?.members.some((one) => one.id === person && one.active);
    if (!active || person === undefined) continue;
    const last = (await tx.events.find({ about }, { order: 'at' })).findLast(isStep);
    if (last?.what === BACK) continue;
    const why = 'the chat has them again';
    await tx.events.append({ team, about, what: BACK, who: 'files', at: now, from: 'engine', why, person });
  }
}
