import { series, text } from '../message.ts';
import { nextMorning } from './clocks.ts';
import { LEVEL_SAID } from './escalation.ts';
import { alarm, lastResort, nobodyAsked } from './level.ts';
import { tellOutsidersOn } from './outsiders.ts';
import { leadsOf, maySee, nameOf, personOf, unique } from './people.ts';
import { standingFacts } from './standing.ts';
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

/** 75 % of the time is gone: one warning to the owner, else to all who were asked, and a question to the raiser. */
export function warn(work: Work): void {
  const { state } = work;
  change(work, { warned: { at: work.now }, warnAt: undefined });
  const asked = state.acknowledged && state.owner !== undefined ? [state.owner] : state.targets;
  const people = asked.filter((person) => !onLeave(work, person));
  record(work, 'warned', 'Three quarters of the time to resolve it have passed.');
  tellPeople(work, 'warning', people);
  const raiserAsked = people.includes(state.raiser) || onLeave(work, state.raiser);
  if (!raiserAsked) tell(work, 'still-stuck', { person: state.raiser });
}

/** A warning that comes when the time is over warns of nothing. */
export function dropWarning(work: Work): void {
  change(work, { warned: { at: work.now }, warnAt: undefined });
  record(work, 'warning dropped', 'It came after the time to resolve it had passed.');
}

export function dropReminder(work: Work): void {
  const facts = standingFacts(work.state);
  change(work, { respondBy: undefined });
  record(work, 'reminder dropped', 'It came after the time to resolve it had passed.', { facts });
}

/** The last level has passed: from now on somebody is reminded each working morning. */
export function exhaust(work: Work): void {
  const facts = standingFacts(work.state);
  disarm(work, 'respond', 'warn');
  change(work, {
    exhausted: { at: work.now },
    respondBy: undefined,
    warnAt: undefined,
    resolveBy: undefined,
    clock: undefined,
  });
  record(
    work,
    'exhausted',
    `The time of ${LEVEL_SAID[3]} has passed. It stays open until somebody ends it.`,
    { facts },
  );
  remember(work, `the time of ${LEVEL_SAID[3]} passed`, 'within');
  remindLeaders(work);
  tellOutsidersOn(work);
}

export function remindLeaders(work: Work): void {
  const { state, view, now } = work;
  const people = lastResort(work).filter((person) => !onLeave(work, person));
  record(work, 'reminded', 'All levels have passed and it is still open.');
  tellPeople(work, 'exhausted-reminder', people);
  if (!state.private) tellChannels(work);
  if (people.length === 0)
    alarm(work, 'Nobody is left to be reminded: leadership and coordinator are away or gone.');
  else if (nobodyAsked(state) && state.exhausted?.at !== now)
    alarm(work, `Still nobody can be reached at ${LEVEL_SAID[3]}.`);
  arm(work, 'remind', nextMorning(view, now));
}

function tellChannels(work: Work): void {
  for (const leader of work.view.team.leadership)
    if ('channel' in leader) tell(work, 'exhausted-reminder', leader);
}

/** Another working morning without anybody at the last level. */
export function alarmAgain(work: Work): void {
  alarm(work, `Still nobody can be reached at ${LEVEL_SAID[work.state.level]}.`);
  arm(work, 'remind', nextMorning(work.view, work.now));
}

/** The raiser is gone for long: the lead decides what becomes of it. */
export function askLead(work: Work): void {
  const { state, view, now } = work;
  change(work, { raiserGone: { at: now } });
  record(
    work,
    'raiser gone',
    `${nameOf(view.team, state.raiser)} has left or is away for more than five working days.`,
    { person: state.raiser },
  );
  const leads = leadsOf(view.team).filter((person) => person !== state.raiser);
  tellPeople(work, 'raiser-away', leads.length > 0 ? leads : [view.team.coordinator]);
}

/** The raiser is back and speaks for it again: the lead need not decide. */
export function welcomeRaiser(work: Work): void {
  const { raiser } = work.state;
  change(work, { raiserGone: undefined });
  record(work, 'raiser back', `${nameOf(work.view.team, raiser)} is back and speaks for it again.`, {
    person: raiser,
  });
}

/** The lead speaks for it from now on. */
export function takeOver(work: Work): void {
  const by = asker(work);
  const before = work.state.raiser;
  change(work, { raiser: by, author: work.state.author ?? before, raiserGone: undefined });
  record(
    work,
    'taken over',
    `${nameOf(work.view.team, by)} speaks for it instead of ${nameOf(work.view.team, before)}.`,
    { person: by },
  );
  remember(work, 'took this over from its raiser', 'within');
  say(work, 'You speak for it now: you are asked whether it is still stuck.');
}

export function keep(work: Work): void {
  record(work, 'kept', 'It goes on without its raiser.');
  change(work, { raiserGone: { at: work.now } });
  say(work, 'It goes on as it is.');
}

/** Somebody wrote something about it. */
export function jot(work: Work): void {
  const { text: words } = commandOf(work, 'note');
  const by = asker(work);
  change(work, { note: { text: words.trim(), by, at: work.now } });
  record(work, 'noted', words.trim());
  say(work, 'Noted. The others read it on the card.');
}

/** Somebody is stuck on the same thing. */
export function joinIn(work: Work): void {
  const by = asker(work);
  change(work, { alsoStuck: [...(work.state.alsoStuck ?? []), by] });
  hears(work, by);
  record(work, 'joined', `${nameOf(work.view.team, by)} is stuck on this too.`, { person: by });
  say(work, 'You are on it: you hear of it when it is resolved.');
}

/** A private one is opened to a few more people. */
export function share(work: Work): void {
  const { people } = commandOf(work, 'share');
  const { state, view } = work;
  const added = unique(people).filter(
    (person) => personOf(view.team, person)?.active && !maySee(state, view.team, person),
  );
  change(work, { private: { people: [...(state.private?.people ?? []), ...added] } });
  for (const person of added)
    record(work, 'shared', `${nameOf(view.team, person)} may see this private escalation now.`, { person });
  tellPeople(work, 'shared', added);
  say(
    work,
    text(
      'They can read it now: ',
      series(
        added.map((person) => ({ person })),
        ', ',
        ' and ',
      ),
      '.',
    ),
  );
}
