import type { Facts } from '../../core/decision.ts';
import { nameOf } from '../../core/escalation/people.ts';
import { type Holding, keyOf } from '../../core/people/holdings.ts';
import { type Heirs, type Move, rolesFor } from '../../core/people/leaving.ts';
import type { PersonId, Team } from '../../core/team.ts';
import type { Call } from '../call.ts';
import { applyChange, whyNotApply } from '../definitions/changes.ts';

interface Step {
  about: string;
  fields: Facts;
}

/** Roles and duties in the team go to their heirs by changes of the definitions. Gives the ids of the changes. */
export async function giveAway(
  call: Call,
  team: Team,
  person: PersonId,
  moves: readonly Move[],
): Promise<string[]> {
  const { context, tx, caller, now } = call;
  const why = `${nameOf(team, person)} leaves ${team.name}.`;
  const ids: string[] = [];
  for (const step of stepsFor(team, person, moves)) {
    const change = await applyChange(context, tx, {
      team: team.id,
      ...step,
      by: caller.person,
      at: now,
      why,
    });
    ids.push(change.id);
  }
  return ids;
}

/** Why the definitions would be wrong with these heirs; `undefined` when they would not. */
export async function whyNotGiven(
  { context, tx, caller, now }: Call,
  team: Team,
  person: PersonId,
  holdings: readonly Holding[],
  heirs: Heirs,
): Promise<string | undefined> {
  const moves = holdings.flatMap((holding) => {
    const to = heirs[keyOf(holding)];
    return to === undefined ? [] : [{ key: keyOf(holding), what: holding.what, to }];
  });
  for (const step of stepsFor(team, person, moves)) {
    const wanted = { team: team.id, ...step, by: caller.person, at: now, why: 'Somebody leaves.' };
    const why = await whyNotApply(context, tx, wanted);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** Roles first: whoever coordinates may need one. */
function stepsFor(team: Team, person: PersonId, moves: readonly Move[]): Step[] {
  const roles = rolesFor(team, moves).map(({ member, roles: all }) => ({
    about: `member:${team.id}/${member.id}`,
    fields: { roles: all },
  }));
  const offices = officesFor(team, person, moves);
  return [
    ...roles,
    ...(Object.keys(offices).length > 0 ? [{ about: `team:${team.id}`, fields: offices }] : []),
    ...leadsFor(team, person, moves),
  ];
}

function officesFor(team: Team, person: PersonId, moves: readonly Move[]): Facts {
  const heirOf = (kind: string) => moves.find(({ key }) => key === `${kind}:`)?.to;
  const [coordinator, admin, leader] = [heirOf('coordinator'), heirOf('admin'), heirOf('leader')];
  const [approver, deputy] = [heirOf('approver'), heirOf('deputy')];
  const digest = { ...(approver ? { approver } : {}), ...(deputy ? { deputy } : {}) };
  return {
    ...(coordinator ? { coordinator } : {}),
    ...(admin ? { admins: [...new Set([...team.admins.filter((id) => id !== person), admin])] } : {}),
    ...(leader ? { leadership: leadershipWith(team, person, leader) } : {}),
    ...(Object.keys(digest).length > 0 ? { digest } : {}),
  };
}

function leadershipWith({ leadership }: Team, person: PersonId, heir: PersonId): string[] {
  const words = leadership.map((one) =>
    'channel' in one ? one.channel : one.person === person ? heir : one.person,
  );
  return [...new Set(words)];
}

/** Rituals that name the person as who leads them. */
function leadsFor(team: Team, person: PersonId, moves: readonly Move[]): Step[] {
  return team.rituals.flatMap(({ id, facilitator }) => {
    const heir = moves.find(({ key }) => key === `facilitator:${id}`)?.to;
    if (!heir || !facilitator) return [];
    const people = [...new Set(facilitator.people.map((one) => (one === person ? heir : one)))];
    return [{ about: `ritual:${team.id}/${id}`, fields: { facilitator: { people } } }];
  });
}
