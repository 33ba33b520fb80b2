import { type Escalation, LEVEL_NAMES, LEVELS } from '../escalation/escalation.ts';
import { holdersOf, leadersOf, maySee, nameOf } from '../escalation/people.ts';
import { reachable } from '../escalation/reach.ts';
import type { Objective } from '../planning/objective.ts';
import type { Action, Dependency, Risk } from '../record.ts';
import { whyNot } from '../rotation/exchange.ts';
import { type Duty, dutyWords } from '../rotation/forecast.ts';
import type { Absence, PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { Instant } from '../time.ts';
import { listed, oneLine } from '../wording.ts';
import { inOrder, loadOf } from './heirs.ts';

export type HoldingKind =
  | 'escalation'
  | 'action'
  | 'turn'
  | 'dependency'
  | 'objective'
  | 'risk'
  | 'role'
  | 'coordinator'
  | 'admin'
  | 'leader'
  | 'facilitator'
  | 'approver'
  | 'deputy';

/** One thing that would be without an owner if somebody left. */
export interface Holding {
  kind: HoldingKind;
  /** The id of the row, the role, or the ritual; empty where a team has only one. */
  id: string;
  what: string;
  /** What rests on it besides. */
  hint?: string;
  /** It may stay without an heir: what becomes of it when they have left is settled elsewhere. */
  byRule?: true;
  /** Who could have it, the suggested one first. */
  heirs: readonly PersonId[];
}

/** What a team has under way. */
export interface Material {
  /** Live ones. */
  escalations: readonly Escalation[];
  /** These four: open ones. */
  actions: readonly Action[];
  dependencies: readonly Dependency[];
  objectives: readonly Objective[];
  risks: readonly Risk[];
  /** Turns that are fixed and have not begun. */
  duties: readonly Duty[];
  /** By the id of an action that follows from a private blocker: who may read it besides its owner. */
  readers?: ReadonlyMap<string, readonly PersonId[]>;
  absences: readonly Absence[];
  now: Instant;
}

export function keyOf({ kind, id }: Pick<Holding, 'kind' | 'id'>): string {
  return `${kind}:${id}`;
}

/** Everything in the team that is somebody's alone, each with who could have it next: whoever shares a role with them and has
 * the fewest open things, else whoever has the fewest, the coordinator and then a lead first where that is even. What is
 * suggested early counts for what comes later, so that not everything goes to one person. */
export function holdingsOf(team: Team, person: PersonId, material: Material): Holding[] {
  const load = loadOf(team, material);
  return held(team, person, material).map(({ eligible, last, ...holding }) => {
    const heirs = inOrder(team, { ...holding, eligible, last }, person, load);
    const [first] = heirs;
    if (first !== undefined) load.set(first, (load.get(first) ?? 0) + 1);
    return { ...holding, heirs };
  });
}

/** What is theirs and needs no heir, in sentences. */
export function remarksOn(team: Team, person: PersonId, { escalations }: Material): string[] {
  const raised = escalations.filter(({ raiser }) => raiser === person);
  const words = LEVELS.filter((level) => team.policy[level].who.includes(person));
  const asked = escalations.filter(
    ({ owner, targets }) => owner === undefined && targets.length > 1 && targets.includes(person),
  );
  return [
    ...(raised.length > 0
      ? [
          `Raised by them and open: ${listed(raised.map(({ id }) => id))}. When they have left, the lead is asked what becomes of each.`,
        ]
      : []),
    ...(asked.length > 0
      ? [`Asked together with others: ${listed(asked.map(({ id }) => id))}. The others stay asked.`]
      : []),
    ...words.map(
      (level) =>
        `${LEVEL_NAMES[level]} names them in the team file. Its other people and deputies are asked instead; please name somebody else there.`,
    ),
  ];
}

/** A holding whose heirs are not known yet. */
export interface Held extends Omit<Holding, 'heirs'> {
  /** Left out: every active member. */
  eligible?: ((id: PersonId) => boolean) | undefined;
  /** Could have it if nobody else can. */
  last?: PersonId | undefined;
}

function held(team: Team, person: PersonId, material: Material): Held[] {
  return [
    ...escalationsOf(team, person, material),
    ...actionsOf(person, material),
    ...turnsOf(team, person, material),
    ...material.dependencies
      .filter(({ on }) => on === person)
      .map(
        ({ id, what, waiting }): Held => ({
          kind: 'dependency',
          id,
          what: `${nameOf(team, waiting)} waits for: ${short(what)}`,
          eligible: (heir) => heir !== waiting,
        }),
      ),
    ...material.objectives
      .filter(({ owner }) => owner === person)
      .map(({ id, what }): Held => ({ kind: 'objective', id, what: short(what) })),
    ...material.risks
      .filter(({ owner, by }) => (owner ?? by) === person)
      .map(({ id, what }): Held => ({ kind: 'risk', id, what: short(what) })),
    ...rolesOf(team, person),
    ...officesOf(team, person),
  ];
}

/** What follows from a private blocker is not shown to others, and goes only to who may read it. */
function actionsOf(person: PersonId, { actions, readers }: Material): Held[] {
  return actions
    .filter(({ owner }) => owner === person)
    .map(({ id, what, due }) => {
      const only = readers?.get(id);
      const words = only ? 'What follows from a private blocker' : short(what);
      return {
        kind: 'action',
        id,
        what: `${words} (due ${showDate(due)})`,
        ...(only ? { eligible: (heir: PersonId) => only.includes(heir), byRule: true } : {}),
      };
    });
}

/** Theirs, or nobody else was asked. */
function escalationsOf(team: Team, person: PersonId, { escalations, absences, now }: Material): Held[] {
  const view = { team, absences, onDuty: [] };
  return escalations
    .filter(
      ({ owner, targets }) =>
        owner === person || (owner === undefined && targets.length === 1 && targets[0] === person),
    )
    .map((escalation) => ({
      kind: 'escalation',
      id: escalation.id,
      byRule: true,
      what: escalation.private
        ? `${escalation.id}, a private blocker`
        : `${escalation.id}: ${short(escalation.what)} (level ${escalation.level})`,
      eligible: (heir) =>
        maySee(escalation, team, heir) &&
        (escalation.state === 'exhausted' || reachable(heir, view, now, escalation.resolveBy)),
      last: escalation.raiser,
    }));
}

function turnsOf(team: Team, person: PersonId, { duties, absences }: Material): Held[] {
  const can = (duty: Duty) => (heir: PersonId) => {
    const member = team.members.find(({ id }) => id === heir);
    return member?.participates === true && whyNot(duty, heir, absences) === undefined;
  };
  return duties
    .filter(({ turn }) => turn.person === person)
    .map((duty) => ({
      kind: 'turn',
      id: duty.turn.id,
      what: dutyWords(duty),
      byRule: true,
      eligible: can(duty),
    }));
}

/** The roles that nobody else holds. */
function rolesOf(team: Team, person: PersonId): Held[] {
  const roles = team.members.find(({ id }) => id === person)?.roles ?? [];
  return [...new Set(roles)]
    .filter((role) => holdersOf(team, role).every(({ id }) => id === person))
    .map((role) => {
      const hint = whatRestsOn(team, role);
      return { kind: 'role', id: role, what: `the role ${role}`, ...(hint ? { hint } : {}) };
    });
}

/** What asks for whoever holds that role. */
function whatRestsOn(team: Team, role: string): string {
  const levels = LEVELS.filter((level) => {
    const { who, deputies, authority } = team.policy[level];
    return [...who, ...deputies, ...authority].includes(role);
  });
  const led = team.rituals.filter(({ facilitator }) => facilitator?.roles.includes(role));
  const { approver, deputy } = team.digest;
  const uses = [
    ...levels.map((level) => LEVEL_NAMES[level]),
    ...led.map(({ name }) => `leading ${name}`),
    ...(approver === role || deputy === role ? ['a look at the digest'] : []),
  ];
  return uses.length > 0 ? `This needs somebody with the role: ${listed(uses)}.` : '';
}

function officesOf(team: Team, person: PersonId): Held[] {
  const { coordinator, admins, digest, rituals } = team;
  const alone = (people: readonly PersonId[]) =>
    people.includes(person) && people.every((id) => id === person || !isActive(team, id));
  return [
    ...(coordinator === person ? [office('coordinator', `coordinates ${team.name}`)] : []),
    ...(alone(admins) ? [office('admin', `the only admin of ${team.name}`)] : []),
    ...(alone(leadersOf(team)) ? [office('leader', 'the leadership (level 3)')] : []),
    ...rituals
      .filter(({ facilitator }) => alone(facilitator?.people ?? []))
      .map(({ id, name }): Held => ({ kind: 'facilitator', id, what: `leads ${name}` })),
    ...(digest.approver === person ? [office('approver', 'looks at the digest before it goes out')] : []),
    ...(digest.deputy === person ? [office('deputy', 'looks at the digest when the approver is away')] : []),
  ];
}

function isActive({ members, others }: Team, id: PersonId): boolean {
  return [...members, ...others].some((person) => person.id === id && person.active);
}

function office(kind: HoldingKind, what: string): Held {
  return { kind, id: '', what };
}

function short(words: string): string {
  return oneLine(words, 80);
}
