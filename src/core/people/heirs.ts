import { leadsOf } from '../escalation/people.ts';
import type { Member, PersonId, Team } from '../team.ts';
import type { Held, HoldingKind, Material } from './holdings.ts';

/** How much of what is open each person has. */
export function loadOf(team: Team, { escalations, actions, duties }: Material): Map<PersonId, number> {
  const load = new Map(team.members.map(({ id }) => [id, 0]));
  const people = [
    ...escalations.map(({ owner }) => owner),
    ...actions.map(({ owner }) => owner),
    ...duties.map(({ turn }) => turn.person),
  ];
  for (const person of people) if (person !== undefined) load.set(person, (load.get(person) ?? 0) + 1);
  return load;
}

const OFFICES: ReadonlySet<HoldingKind> = new Set(['coordinator', 'admin', 'leader', 'approver', 'deputy']);

/** Who could have it, the suggested one first. */
export function inOrder(
  team: Team,
  { kind, eligible, last }: Held,
  person: PersonId,
  load: ReadonlyMap<PersonId, number>,
): PersonId[] {
  const leaver = team.members.find(({ id }) => id === person);
  const leads = leadsOf(team);
  const looksAfter = [team.coordinator, ...leads];
  const rank = ({ id, roles, participates }: Member) => {
    if (id === last) return 4;
    // Looking after the team goes to those who do already.
    if (OFFICES.has(kind) && looksAfter.includes(id)) return 0;
    if (participates && roles.some((role) => leaver?.roles.includes(role))) return 1;
    return participates ? 2 : 3;
  };
  const open = (id: PersonId) => load.get(id) ?? 0;
  const tie = (id: PersonId) => (looksAfter.includes(id) ? looksAfter.indexOf(id) : looksAfter.length);
  return team.members
    .filter((member) => member.active && member.id !== person && (eligible?.(member.id) ?? true))
    .toSorted((a, b) => rank(a) - rank(b) || open(a.id) - open(b.id) || tie(a.id) - tie(b.id))
    .map(({ id }) => id);
}
