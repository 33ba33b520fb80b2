import type { Choice } from '../form.ts';
import type { Asking } from './reading.ts';

/** Everybody else in the team, by name. */
export function colleagues({ team, person }: Pick<Asking, 'team' | 'person'>): Choice[] {
  return team.members
    .filter((member) => member.active && member.id !== person)
    .map((member) => ({ value: member.id, label: member.name }));
}

/** Everybody in the team, whoever is asked first. */
export function members({ team, person }: Pick<Asking, 'team' | 'person'>): Choice[] {
  const self = team.members.filter((member) => member.active && member.id === person);
  return [
    ...self.map(({ id, name }) => ({ value: id, label: `${name} (you)` })),
    ...colleagues({ team, person }),
  ];
}

/** People first, then the roles that somebody in the team has. */
export function helpers(asking: Pick<Asking, 'team' | 'person'>): Choice[] {
  const people = colleagues(asking);
  const roles = new Set(asking.team.members.filter(({ active }) => active).flatMap((member) => member.roles));
  const free = [...roles].filter((role) => !people.some(({ value }) => value === role));
  return [...people, ...free.map((role) => ({ value: role, label: `Role: ${role}` }))];
}
