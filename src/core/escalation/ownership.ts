import { text } from '../message.ts';
import type { PersonId } from '../team.ts';
import { restartRespond, stopRespond } from './clocks.ts';
import { LEVEL_SAID } from './escalation.ts';
import { askOthers } from './level.ts';
import { leadsOf, nameOf, personOf, unique } from './people.ts';
import { absenceAt, nextFree } from './reach.ts';
import { leadSession } from './session.ts';
import { standingFacts } from './standing.ts';
import { deputiesFor, everybodyLeft } from './targets.ts';
import {
  arm,
  asker,
  change,
  commandOf,
  disarm,
  hears,
  onLeave,
  record,
  remember,
  say,
  tell,
  tellPeople,
  type Work,
} from './work.ts';

/** Somebody takes it: they own it, and nobody else is asked any more. `resolveBy` goes on. */
export function own(work: Work): void {
  const by = asker(work);
  const facts = standingFacts(work.state);
  stopRespond(work);
  stopSearch(work);
  change(work, { owner: by, acknowledged: { by, at: work.now } });
  leadSession(work, by);
  record(work, 'acknowledged', `${nameOf(work.view.team, by)} takes care of it.`, { person: by, facts });
  remember(work, 'took this', 'within');
  hears(work, by);
  if (by !== work.state.raiser) tell(work, 'acknowledged', { person: work.state.raiser });
  const due = work.state.resolveBy;
  say(
    work,
    'It is yours now.',
    ...(due === undefined ? [] : [' Please resolve it by ', { time: due, as: 'both' } as const, '.']),
    work.state.paused !== undefined && ' Its team is paused, so its clocks stand still.',
  );
}

/** Somebody else is asked to take it; they have the whole time to answer, `resolveBy` goes on. */
export function handOver(work: Work): void {
  const { to } = commandOf(work, 'reassign');
  giveTo(work, to);
  record(work, 'reassigned', `It was handed to ${nameOf(work.view.team, to)}.`, { person: to });
  remember(work, 'handed this to somebody else');
  say(work, text({ person: to }, ' is asked to take it over.'));
}

/** Somebody has it now, so nobody is looked for each morning; after the last level the reminders go on. */
function stopSearch(work: Work): void {
  if (work.state.state !== 'exhausted') disarm(work, 'remind');
}

function giveTo(work: Work, to: PersonId): void {
  stopSearch(work);
  change(work, { owner: to, acknowledged: undefined, targets: unique([...work.state.targets, to]) });
  restartRespond(work, [to], work.now);
  tell(work, 'handover', { person: to });
}

/** The owner cannot see it through: the first deputy who can be reached owns it, else it is everybody's again. */
export function replaceOwner(work: Work): void {
  const { state, view, now } = work;
  const gone = state.owner;
  if (gone === undefined) return;
  const [deputy] = deputiesFor(state, view, now, state.resolveBy ?? now).here;
  change(work, { former: { person: gone, at: now }, owner: undefined, acknowledged: undefined });
  record(work, 'owner fell away', `${nameOf(view.team, gone)} is away or has left.`, { person: gone });
  remember(work, 'its owner fell away');
  if (deputy) {
    giveTo(work, deputy.person);
    record(work, 'asked', `${nameOf(view.team, deputy.person)} stands in for ${nameOf(view.team, gone)}.`, {
      person: deputy.person,
    });
  } else askTargetsAgain(work, gone);
  // It went up: whoever had it before has nothing to come back to.
  if (!work.state.former) return;
  if (gone !== state.raiser) tell(work, 'owner-away', { person: state.raiser });
  waitForReturn(work, gone);
}

function askTargetsAgain(work: Work, gone: PersonId): void {
  const { state, view, now } = work;
  const others = state.targets.filter((person) => person !== gone);
  if (everybodyLeft(state, view, now)) askOthers(work);
  else {
    restartRespond(work, others, now);
    tellPeople(work, 'handover', others.length > 0 ? others : leadsOf(view.team));
  }
}

function waitForReturn(work: Work, gone: PersonId): void {
  const person = personOf(work.view.team, gone);
  const away = absenceAt(work.view, gone, work.now);
  const back = person?.active ? nextFree(person, work.view, away?.to ?? work.now) : undefined;
  if (back !== undefined) arm(work, 'back', back);
}

/** The former owner is back, at the time they said or before it. */
export function offerBack(work: Work): void {
  const { former } = work.state;
  if (!former) return;
  disarm(work, 'back');
  change(work, { former: { ...former, back: work.now } });
  record(work, 'offered back', `${nameOf(work.view.team, former.person)} is back.`, {
    person: former.person,
  });
  tell(work, 'offer-back', { person: former.person });
}

export function takeBack(work: Work): void {
  const before = work.state.owner;
  disarm(work, 'back');
  change(work, { former: undefined });
  own(work);
  if (before !== undefined && before !== asker(work)) tell(work, 'taken-back', { person: before });
}

/** `respondBy` has passed: those asked are reminded, if they are there. The level stays. */
export function remind(work: Work): void {
  const { state } = work;
  const facts = standingFacts(state);
  change(work, { respondBy: undefined });
  const people = state.owner === undefined ? state.targets : [state.owner];
  for (const person of people) {
    const name = nameOf(work.view.team, person);
    const away = onLeave(work, person);
    const why = away ? `${name} is away, so no reminder was sent.` : `${name} has not answered in time.`;
    record(work, away ? 'reminder dropped' : 'reminded', why, { person, facts });
    if (!away) tell(work, 'respond-reminder', { person });
  }
}

/** Then the deputies are asked; what is needed now goes to the lead as well. */
export function askDeputies(work: Work): void {
  const { state, view, now } = work;
  if (state.deputised) return;
  const { here, passed } = deputiesFor(state, view, now, state.resolveBy ?? now);
  const leads =
    state.when === 'now'
      ? leadsOf(view.team).map((person) => ({ person, why: 'leads the team, and it is needed now' }))
      : [];
  const asked = [...here, ...leads].filter(
    ({ person }) => person !== state.raiser && !state.targets.includes(person),
  );
  const people = unique(asked.map(({ person }) => person));
  change(work, { deputised: { at: now, people } });
  for (const person of people) {
    const why = asked.find((one) => one.person === person)?.why ?? 'is a deputy';
    record(
      work,
      'asked',
      `${nameOf(view.team, person)} ${why}; nobody asked before has answered at ${LEVEL_SAID[state.level]}.`,
      { person },
    );
    tell(work, 'deputy', { person });
  }
  for (const { person, why } of passed)
    record(work, 'passed over', `${nameOf(view.team, person)} was not asked as a deputy: ${why}.`, {
      person,
    });
}
