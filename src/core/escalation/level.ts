import type { LevelNumber, PersonId } from '../team.ts';
import { dateAt, showInstant } from '../time/zone.ts';
import type { Instant } from '../time.ts';
import { listed } from '../wording.ts';
import { nextMorning, restartRespond, startClocks, stopClocks, stopRespond } from './clocks.ts';
import { type Escalation, LEVEL_SAID } from './escalation.ts';
import { dropPreview, tellOutsiders } from './outsiders.ts';
import { leadersOf, maySee, meant, nameOf, personOf, unique } from './people.ts';
import { endSession, leadSession, openSession } from './session.ts';
import { askedSoFar, type Muster, muster, musterBefore } from './targets.ts';
import { actor, arm, change, onLeave, record, remember, tell, tellPeople, type Work } from './work.ts';

/** The given level begins now, with fresh clocks. A level at which nobody can be reached is skipped at once and the
 * operators hear of it; the third one waits for the next working morning. `ownerBefore`: whoever had it, where that is
 * known better than from the state. */
export function beginLevel(work: Work, level: LevelNumber, ownerBefore = work.state.owner): void {
  clearLevel(work, level);
  const called = muster(work.state, work.view, work.now);
  notePassed(work, called);
  if (called.targets.length > 0) {
    ask(work, called);
    tellLevel(work, ownerBefore);
    openSession(work);
  } else nobodyThere(work, called, ownerBefore);
}

/** What belonged to the level before falls away. */
function clearLevel(work: Work, level: LevelNumber): void {
  stopClocks(work);
  dropPreview(work, overtakenBy(level));
  endSession(work);
  change(work, {
    level,
    levelSince: work.now,
    targets: [],
    passedOver: [],
    owner: undefined,
    acknowledged: undefined,
    deputised: undefined,
    delayedTo: undefined,
    warned: undefined,
    former: undefined,
    holdAsked: undefined,
    exhausted: undefined,
  });
}

function overtakenBy(level: LevelNumber): string {
  return level === 1
    ? `It went back to ${LEVEL_SAID[1]} before anybody looked at the line for outsiders, so nothing went out.`
    : `It reached ${LEVEL_SAID[level]} before anybody looked at the line for outsiders, so there is a newer one to look at.`;
}

function notePassed(work: Work, called: Muster): void {
  const { team } = work.view;
  change(work, { passedOver: called.passed.map(({ person, why }) => ({ person, why })) });
  for (const { person, why, late, opening } of called.passed) {
    record(work, 'passed over', `${nameOf(team, person)} was not asked: ${why}.`, { person });
    if (late && opening !== undefined) tell(work, 'passed-over-morning', { person }, { due: opening });
  }
}

function ask(work: Work, called: Muster): void {
  const people = choose(work, called);
  if (called.delayed) delay(work, called.from);
  startClocks(work, called.from);
  tellPeople(work, 'card', people);
}

function choose(work: Work, called: Muster): PersonId[] {
  const { now, view } = work;
  const people = called.targets.map(({ person }) => person);
  change(work, { targets: people });
  if (called.deputies) change(work, { deputised: { at: now, people } });
  for (const { person, why } of called.targets)
    record(work, 'asked', `${nameOf(view.team, person)} ${why}.`, {
      person,
      facts: { level: work.state.level },
    });
  return people;
}

/** All who were asked have left or are away until the deadline: others are asked before it, and it goes on. With nobody to
 * ask, the next level begins at once. */
export function askOthers(work: Work): void {
  const { state, view, now } = work;
  const gone = askedSoFar(state);
  const names = listed(gone.map((person) => nameOf(view.team, person)));
  record(
    work,
    'nobody left',
    `${names} ${gone.length === 1 ? 'has' : 'have'} left or ${gone.length === 1 ? 'is' : 'are'} away until its deadline.`,
  );
  remember(work, 'nobody who was asked was left');
  const called = musterBefore(state, view, now, state.resolveBy ?? now);
  const passed = called.passed.filter(({ person }) => !gone.includes(person));
  if (called.targets.length === 0) nobodyElse(work, { ...called, passed });
  else askInstead(work, { ...called, passed });
}

function askInstead(work: Work, called: Muster): void {
  change(work, { deputised: undefined });
  notePassed(work, called);
  const people = choose(work, called);
  restartRespond(work, people, work.now);
  const [first] = people;
  if (first !== undefined) leadSession(work, first);
  tellPeople(work, 'card', people);
}

/** The last level keeps its deadline; each working morning somebody is looked for. */
function nobodyElse(work: Work, called: Muster): void {
  if (work.state.level < 3) {
    nobodyThere(work, called, undefined);
    return;
  }
  stopRespond(work);
  change(work, { targets: [], deputised: undefined });
  alarm(work, `Nobody can be reached at ${LEVEL_SAID[3]}.`);
  arm(work, 'remind', nextMorning(work.view, work.now));
}

/** True when the last level was reached and there was nobody to ask. */
export function nobodyAsked({ level, targets, owner }: Escalation): boolean {
  return level === 3 && targets.length === 0 && owner === undefined;
}

function delay(work: Work, from: Instant): void {
  change(work, { delayedTo: from, delayedOnce: true });
  const at = showInstant(work.view.team.calendar.zone, from, 'both');
  record(
    work,
    'delayed',
    `Nobody of ${LEVEL_SAID[work.state.level]} can be reached before ${at}, so its clocks start then.`,
  );
}

/** Besides the targets: whoever the policy names, the raiser, and the owner before. Others who were asked see it on their
 * card. What was over and is open again is told to all who heard of its end. */
function tellLevel(work: Work, ownerBefore: PersonId | undefined): void {
  const { raiser } = work.state;
  const heard = work.command.do === 'reopen' ? heardBefore(work) : [];
  if (!work.state.private) tellAround(work);
  if (startsFirst(work)) return;
  const hearers = unique([raiser, ...(ownerBefore === undefined ? [] : [ownerBefore]), ...heard]);
  const others = hearers.filter((person) => person !== actor(work) && !hasCard(work, person));
  tellPeople(work, MOVED[work.command.do] ?? 'escalated', others);
}

function hasCard({ effects }: Work, person: PersonId): boolean {
  return effects.some(
    (effect) =>
      effect.do === 'tell' &&
      effect.item.kind === 'card' &&
      'person' in effect.item.to &&
      effect.item.to.person === person,
  );
}

const MOVED: Readonly<Record<string, string>> = { deescalate: 'deescalated', reopen: 'reopened' };

function tellAround(work: Work): void {
  const { team } = work.view;
  const level = work.state.policy[work.state.level];
  if (work.state.level === 1) tell(work, 'card', { channel: team.channel, under: todaysBoard(work) });
  else if (level.tell.includes('channel')) tell(work, 'card', { channel: team.channel });
  if (level.who.includes('leadership')) tellLeadingChannels(work);
  tellPeople(work, 'card', besides(work));
  if (level.tell.includes('stakeholders')) tellOutsiders(work);
}

/** The team's board of this day, under which level 1 stays. */
export function todaysBoard(work: Work): string {
  const { team } = work.view;
  return `board:${team.id}/${dateAt(team.calendar.zone, work.now)}`;
}

/** The first level begins: there is nothing yet that moved. */
function startsFirst(work: Work): boolean {
  return work.command.do === 'raise' || (work.command.do === 'timer' && work.command.timer === 'start');
}

/** Everybody who has had a message of their own about it. */
function heardBefore(work: Work): PersonId[] {
  return work.state.told.flatMap((who) => (who.startsWith('person:') ? [who.slice('person:'.length)] : []));
}

/** People and roles that the level tells, without those it asks; nobody who has left. */
function besides(work: Work): PersonId[] {
  const { state, view } = work;
  const words = state.policy[state.level].tell.filter(
    (word) => word !== 'channel' && word !== 'stakeholders',
  );
  const people = words.flatMap((word) => meant(word, view.team, view.onDuty)).map(({ person }) => person);
  return unique(people).filter((person) => person !== state.raiser && !state.targets.includes(person));
}

function tellLeadingChannels(work: Work): void {
  for (const leader of work.view.team.leadership) if ('channel' in leader) tell(work, 'card', leader);
}

function nobodyThere(work: Work, called: Muster, ownerBefore: PersonId | undefined): void {
  const { level } = work.state;
  alarm(work, `Nobody can be reached at ${LEVEL_SAID[level]}.`);
  if (level === 3) waitForSomebody(work, called, ownerBefore);
  else {
    const why = `Nobody of ${LEVEL_SAID[level]} can be reached, so it was skipped.`;
    record(work, 'skipped level', why, { facts: { level } });
    change(work, { came: { why } });
    beginLevel(work, levelAbove(level), ownerBefore);
  }
}

/** The last level runs without anybody; each working morning somebody is looked for. */
function waitForSomebody(work: Work, called: Muster, ownerBefore: PersonId | undefined): void {
  startClocks(work, called.from);
  arm(work, 'remind', nextMorning(work.view, work.now));
  tellLevel(work, ownerBefore);
}

/** The people who run Rondo hear that the ladder itself is broken; those on leave only if all of them are. */
export function alarm(work: Work, why: string): void {
  record(work, 'alarm', why, { facts: { level: work.state.level } });
  const admins = unique(work.view.team.admins);
  const there = admins.filter((person) => !onLeave(work, person));
  for (const person of there.length > 0 ? there : admins) tell(work, 'alarm', { person }, { facts: { why } });
}

/** Leaders and coordinator who may see it and have not left: who hears of it when all levels have passed. */
export function lastResort(work: Work): PersonId[] {
  const { state, view } = work;
  return unique([...leadersOf(view.team), view.team.coordinator]).filter(
    (person) => personOf(view.team, person)?.active === true && maySee(state, view.team, person),
  );
}

/** One level up because of a person or a timer. */
export function levelAbove(level: LevelNumber): LevelNumber {
  return level === 1 ? 2 : 3;
}
