import type { PersonId } from '../team.ts';
import { dueAt } from '../time/deadline.ts';
import { showInstant } from '../time/zone.ts';
import type { Instant } from '../time.ts';
import type { EscalationView } from './command.ts';
import type { Escalation } from './escalation.ts';
import {
  type Candidate,
  insiders,
  leadsOf,
  maySee,
  meant,
  memberOf,
  nameOf,
  personOf,
  unique,
} from './people.ts';
import { fellAway, nextFree, worksIn } from './reach.ts';

/** Somebody who is not asked: the reason, and when they could be. */
export interface Passed {
  person: PersonId;
  why: string;
  opening?: Instant;
  /** Works at other hours: is told in their morning, and a level may wait for them. */
  late: boolean;
}

/** Who is asked at a level, and when its clocks begin and end. No targets: nobody can be reached. */
export interface Muster {
  targets: readonly Candidate[];
  passed: readonly Passed[];
  /** The targets are the level's deputies, because none of its own people can be reached. */
  deputies: boolean;
  from: Instant;
  resolveBy: Instant;
  delayed: boolean;
}

/** Who is asked when the escalation's present level begins at `now`: its people, else its deputies, else (once per
 * escalation) the first who can be reached later, else the raiser, else nobody. */
export function muster(escalation: Escalation, view: EscalationView, now: Instant): Muster {
  const first = callAt(escalation, view, now);
  if (first.targets.length > 0) return first;
  const opening = escalation.delayedOnce ? undefined : firstOpening(first.passed);
  if (opening !== undefined) {
    const later = callAt(escalation, view, opening);
    if (later.targets.length > 0) return { ...later, passed: firstOf(later.passed), delayed: true };
  }
  return { ...first, targets: raiserAlone(escalation, view, first) };
}

/** True when somebody was asked, nobody has it, and all of them, deputies too, have left or are away until its deadline. */
export function everybodyLeft(escalation: Escalation, view: EscalationView, now: Instant): boolean {
  const { owner, targets, resolveBy } = escalation;
  return (
    owner === undefined &&
    targets.length > 0 &&
    resolveBy !== undefined &&
    askedSoFar(escalation).every((person) => fellAway(person, view, now, resolveBy))
  );
}

/** Everybody who was asked at the present level. */
export function askedSoFar({ targets, deputised }: Escalation): PersonId[] {
  return unique([...targets, ...(deputised?.people ?? [])]);
}

/** Who else can be asked when all who were have gone: as `muster`, but only whoever can be reached before the deadline that
 * is running. */
export function musterBefore(
  escalation: Escalation,
  view: EscalationView,
  from: Instant,
  until: Instant,
): Muster {
  const called = callIn(escalation, view, { from, until, patience: until });
  return called.targets.length > 0 ? called : { ...called, targets: raiserAlone(escalation, view, called) };
}

function callAt(escalation: Escalation, view: EscalationView, from: Instant): Muster {
  return callIn(escalation, view, windowOf(escalation, view, from));
}

function callIn(escalation: Escalation, view: EscalationView, window: Span): Muster {
  const level = escalation.policy[escalation.level];
  const { from } = window;
  const own = call(level.who, escalation, view, window);
  const stand = { from, resolveBy: window.until, delayed: false };
  if (own.here.length > 0) return { ...stand, targets: own.here, passed: own.passed, deputies: false };
  const deputies = call(level.deputies, escalation, view, window);
  const passed = firstOf([...own.passed, ...deputies.passed]);
  if (deputies.here.length > 0) return { ...stand, targets: deputies.here, passed, deputies: true };
  const inside = firstThere([added(escalation, view)], view, window);
  return { ...stand, targets: inside.here, passed: firstOf([...passed, ...inside.passed]), deputies: false };
}

interface Span {
  from: Instant;
  until: Instant;
  /** Whoever is away until after this is not waited for: as long again as the level itself. */
  patience: Instant;
}

function windowOf(escalation: Escalation, view: EscalationView, from: Instant): Span {
  const { resolve } = escalation.policy[escalation.level];
  const until = dueAt(resolve, view.team.calendar, from);
  return { from, until, patience: dueAt(resolve, view.team.calendar, until) };
}

/** Those whom it concerns, whoever is away among them: who was named as able to help, else who shares a role with the raiser,
 * else all who participate. The first of these groups counts of which somebody can be reached before `until`. */
export function whomItConcerns(
  escalation: Escalation,
  view: EscalationView,
  from: Instant,
  until: Instant,
): PersonId[] {
  const window = { from, until, patience: until };
  const steps = affected(escalation, view).map((step) => allowed(step, escalation, view));
  const step = steps.find((one) => one.some((candidate) => !whyOut(candidate, view, window))) ?? [];
  return unique(step.map(({ person }) => person)).filter((id) => personOf(view.team, id)?.active === true);
}

interface Called {
  here: Candidate[];
  passed: Passed[];
}

/** The deputies of the present level who can be reached before `until`, the asked ones left out. */
export function deputiesFor(
  escalation: Escalation,
  view: EscalationView,
  from: Instant,
  until: Instant,
): Called {
  const called = call(escalation.policy[escalation.level].deputies, escalation, view, {
    from,
    until,
    patience: until,
  });
  const asked = new Set([...escalation.targets, escalation.owner]);
  return { ...called, here: called.here.filter(({ person }) => !asked.has(person)) };
}

function call(words: readonly string[], escalation: Escalation, view: EscalationView, window: Span): Called {
  const groups = words.flatMap((word) =>
    word === 'affected' ? [affected(escalation, view)] : [[meant(word, view.team, view.onDuty)]],
  );
  const called = groups.map((steps) =>
    firstThere(
      steps.map((step) => allowed(step, escalation, view)),
      view,
      window,
    ),
  );
  const here = firstOf(called.flatMap((one) => one.here));
  return { here, passed: firstOf(called.flatMap((one) => one.passed)) };
}

/** The first step in which somebody can be reached; the steps before it are passed over. */
function firstThere(steps: readonly Candidate[][], view: EscalationView, window: Span): Called {
  const passed: Passed[] = [];
  for (const step of steps) {
    const stands = step.map((candidate) => ({ candidate, out: whyOut(candidate, view, window) }));
    passed.push(...stands.flatMap(({ out }) => out ?? []));
    const here = stands.filter(({ out }) => !out).map(({ candidate }) => candidate);
    if (here.length > 0) return { here, passed };
  }
  return { here: [], passed };
}

/** The affected, as steps: who was named, else who shares a role with the raiser, else all who participate. */
function affected(escalation: Escalation, view: EscalationView): Candidate[][] {
  const { team } = view;
  const roles = memberOf(team, escalation.raiser)?.roles ?? [];
  return [
    escalation.needs.flatMap((need) => helpers(need, view)),
    team.members
      .filter((member) => member.roles.some((role) => roles.includes(role)))
      .map(({ id }) => ({ person: id, why: `shares a role with ${nameOf(team, escalation.raiser)}` })),
    team.members
      .filter((member) => member.participates)
      .map(({ id }) => ({ person: id, why: 'belongs to the team' })),
  ];
}

/** Who a `needs` entry means; an id that nobody has any more stays, so that it is passed over with a reason. */
function helpers(need: string, view: EscalationView): Candidate[] {
  const role = view.team.members.some((member) => member.roles.includes(need));
  if (personOf(view.team, need) || !role)
    return [{ person: need, why: 'was named as somebody who can help' }];
  return meant(need, view.team, view.onDuty).map(({ person }) => ({ person, why: `can help as ${need}` }));
}

/** Never the raiser; of a private one only those who may see it. */
function allowed(step: Candidate[], escalation: Escalation, view: EscalationView): Candidate[] {
  return step.filter(({ person }) => person !== escalation.raiser && maySee(escalation, view.team, person));
}

/** Whom a private escalation falls to when its level names nobody who may see it: the lead and those who were added. */
function added(escalation: Escalation, view: EscalationView): Candidate[] {
  if (!escalation.private) return [];
  return insiders(escalation, view.team)
    .filter((person) => person !== escalation.raiser)
    .map((person) => ({
      person,
      why: leadsOf(view.team).includes(person) ? 'leads the team' : 'was added to this private escalation',
    }));
}

function whyOut({ person }: Candidate, view: EscalationView, window: Span): Passed | undefined {
  const found = personOf(view.team, person);
  if (!found) return { person, why: 'no longer in the team', late: false };
  if (!found.active) return { person, why: 'has left', late: false };
  const opening = nextFree(found, view, window.from);
  if (opening !== undefined && opening < window.until) return undefined;
  if (!worksIn(found, view, window.from, window.until))
    return {
      person,
      why: 'no working time before it is due',
      late: opening !== undefined,
      ...at(opening),
    };
  const soon = opening !== undefined && opening < window.patience;
  const until = opening === undefined ? '' : ` until ${showInstant(found.calendar.zone, opening, 'day')}`;
  return { person, why: `away${until}`, late: false, ...(soon ? at(opening) : {}) };
}

function at(opening: Instant | undefined): { opening?: Instant } {
  return opening === undefined ? {} : { opening };
}

function firstOpening(passed: readonly Passed[]): Instant | undefined {
  const openings = passed.flatMap(({ opening }) => opening ?? []);
  return openings.length > 0 ? Math.min(...openings) : undefined;
}

/** Nobody else is left: the raiser, if the level means the raiser at all and they can be reached. */
function raiserAlone(escalation: Escalation, view: EscalationView, called: Muster): Candidate[] {
  const { raiser, level, policy } = escalation;
  const words = [...policy[level].who, ...policy[level].deputies];
  const listed = words.some(
    (word) =>
      word === 'affected' || meant(word, view.team, view.onDuty).some(({ person }) => person === raiser),
  );
  const candidate = { person: raiser, why: 'raised it, and nobody else is left' };
  const out = whyOut(candidate, view, {
    from: called.from,
    until: called.resolveBy,
    patience: called.resolveBy,
  });
  return listed && !out ? [candidate] : [];
}

function firstOf<T extends { person: PersonId }>(list: readonly T[]): T[] {
  return unique(list.map(({ person }) => person)).map((id) => list.find(({ person }) => person === id)!);
}
