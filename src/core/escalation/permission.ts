import type { LevelNumber, PersonId } from '../team.ts';
import type { EscalationView } from './command.ts';
import type { Escalation } from './escalation.ts';
import { leadsOf, maySee, meant, personOf, unique } from './people.ts';

/** Those whom a row of the table allows. */
export type Role =
  | 'member'
  | 'insider'
  | 'raiser'
  | 'owner'
  | 'target'
  | 'deputy'
  | 'on duty'
  | 'coordinator'
  | 'lead'
  | 'authority'
  | 'former owner'
  | 'previewer'
  | 'mediator'
  | 'invited';

/** How a refusal names each of them. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  member: 'a member of the team',
  insider: 'somebody of the team or who was told',
  raiser: 'whoever raised it',
  owner: 'its owner',
  target: 'whoever was asked',
  deputy: 'a deputy who was asked',
  'on duty': 'whoever is on duty',
  coordinator: 'the coordinator',
  lead: 'the lead',
  authority: 'whoever decides at this level',
  'former owner': 'its owner before',
  previewer: 'whoever was asked to look at it',
  mediator: 'whoever mediates',
  invited: 'whoever is invited to the session',
};

/** The people of these roles now; of a private escalation only those who may see it. */
export function holders(roles: readonly Role[], escalation: Escalation, view: EscalationView): PersonId[] {
  const people = unique(roles.flatMap((role) => HOLDERS[role](escalation, view)));
  return people.filter(
    (person) => personOf(view.team, person)?.active === true && maySee(escalation, view.team, person),
  );
}

type Holders = (escalation: Escalation, view: EscalationView) => readonly PersonId[];

const HOLDERS: Readonly<Record<Role, Holders>> = {
  member: (_, { team }) => team.members.map(({ id }) => id),
  insider: (escalation, { team }) => [...team.members.map(({ id }) => id), ...toldPeople(escalation)],
  raiser: ({ raiser }) => [raiser],
  owner: ({ owner }) => (owner === undefined ? [] : [owner]),
  target: ({ targets }) => targets,
  deputy: ({ deputised }) => deputised?.people ?? [],
  'on duty': (_, { onDuty }) => onDuty,
  coordinator: (_, { team }) => [team.coordinator],
  lead: (_, { team }) => leadsOf(team),
  authority: (escalation, view) => authorityAt(escalation, view, escalation.level),
  'former owner': ({ former }) => (former ? [former.person] : []),
  previewer: ({ preview }) => (preview?.person === undefined ? [] : [preview.person]),
  mediator: ({ session }) => (session ? [session.mediator] : []),
  invited: ({ session }) => session?.people ?? [],
};

function toldPeople({ told }: Escalation): PersonId[] {
  return told.flatMap((who) => (who.startsWith('person:') ? [who.slice('person:'.length)] : []));
}

/** Who decides at a level: its authority, else its targets. `affected` means those who were asked. */
function authorityAt(escalation: Escalation, view: EscalationView, level: LevelNumber): PersonId[] {
  const { authority, who } = escalation.policy[level];
  const words = authority.length > 0 ? authority : who;
  return words.flatMap((word) =>
    word === 'affected'
      ? escalation.targets
      : meant(word, view.team, view.onDuty).map(({ person }) => person),
  );
}
