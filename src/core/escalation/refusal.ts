import { type SpanOf, series, type Text, text } from '../message.ts';
import type { PersonId } from '../team.ts';
import type { Instant } from '../time.ts';
import { sentence } from '../wording.ts';
import type { EscalationCommand, EscalationView } from './command.ts';
import { REOPEN_WITHIN } from './ending.ts';
import { type Escalation, LEVEL_SAID } from './escalation.ts';
import { leadsOf, unique } from './people.ts';
import { holders, ROLE_WORDS, type Role } from './permission.ts';

type Words = (escalation: Escalation, command: EscalationCommand, view: EscalationView, now: Instant) => Text;

/** What a refused person reads: the rule, and who could do it instead or what to do next. */
export const REFUSALS = {
  unknown: () => ['This blocker is not known here. “/escalate list” shows the open ones.'],
  'it was raised already': ({ id }) =>
    text('This blocker was raised already. ', { code: `/escalate ${id}` }, ' shows it.'),
  'somebody was first': first,
  'it is over': (escalation, _, __, now) => text(ended(escalation), ' ', again(escalation, now)),
  'it is held': ({ hold }, _, view) =>
    text(
      'It is on hold',
      hold && text(' until ', time(hold.until)),
      ', so its clocks stand still. ',
      could('end the hold', unique([view.team.coordinator, ...leadsOf(view.team)])),
    ),
  'it is not held': (escalation, _, view) =>
    text('It is not on hold. ', couldAsk('ask for a hold', escalation, view)),
  'there is no higher level': (escalation, _, view) =>
    text(
      `There is no level above ${LEVEL_SAID[3]}. `,
      could('decide', holders(['authority', 'coordinator', 'lead'], escalation, view)),
    ),
  'that is not up': ({ level }) => [
    `It is at ${LEVEL_SAID[level]} already. Pick a higher level, or send it back down.`,
  ],
  'there is no lower level': () => [
    `There is no level below ${LEVEL_SAID[1]}. Resolve it, or cancel it with a reason.`,
  ],
  'it went down twice': (escalation, _, view) =>
    text(
      'It was sent back down twice, which is the most. It is to be resolved where it is now. ',
      could('resolve it', holders(['owner', 'raiser', 'authority'], escalation, view)),
    ),
  'nobody by that name': (_, __, { team }) =>
    text(
      'They are not in the team any more. Pick one of ',
      people(team.members.filter(({ active }) => active).map(({ id }) => id)),
      '.',
    ),
  'they may not see it': (escalation, _, view) =>
    text(
      'It is private, and they may not see it yet. ',
      could('add them', holders(['raiser', 'lead'], escalation, view)),
    ),
  'they have it': (_, command) =>
    text(
      ...('to' in command && typeof command.to === 'string' ? [{ person: command.to }] : ['They']),
      ' has it already. Pick somebody else.',
    ),
  'they cannot be reached in time': ({ resolveBy }) =>
    text(
      'They have no working time',
      resolveBy !== undefined && text(' before ', time(resolveBy)),
      '. Pick somebody else, or escalate it.',
    ),
  'its clocks do not run': () => [
    'Its clocks do not run yet, so there is nothing to hold. Escalate it if it cannot wait.',
  ],
  'nobody has it': (escalation, _, view) =>
    text(
      'Nobody owns it yet, and only its owner can ask for a hold. ',
      could('take it', holders(TAKERS, escalation, view)),
    ),
  'that has passed': (escalation, command, view) =>
    command.do === 'grantHold'
      ? text(
          'The hold that was asked for would be over by now. ',
          couldAsk('ask for a later one', escalation, view),
        )
      : ['That moment has passed. Ask for a hold until a later one.'],
  'it would be held too long': () => [
    'All holds of one blocker together may last 30 days, and that would be longer. Pick an earlier day.',
  ],
  'no hold was asked for': (escalation, _, view) =>
    text('Nobody asked for a hold. ', couldAsk('ask for one', escalation, view)),
  'it ended over a week ago': ({ id }) => [
    `It ended over seven days ago. Raise a new blocker and mention ${id}: it is linked.`,
  ],
  'it was cancelled': () => ['It was cancelled, and that cannot be taken back. Raise it again.'],
  'it is not over': (escalation, _, view) =>
    text(
      'It is still open. ',
      could('resolve it', holders(['owner', 'raiser', 'authority'], escalation, view)),
    ),
  'it is not private': ({ id }) =>
    text('It is not private: your team can read it already, with ', { code: `/escalate ${id}` }, '.'),
  'all of them see it': () => [
    'They see it already, or are not in the team any more. Pick somebody who cannot read it yet.',
  ],
  'they are on it': () => ['You are on it already: you hear of it when it is resolved.'],
  'no line waits': (escalation, _, view) =>
    text(
      escalation.outsiders
        ? 'The line for outsiders went out already. '
        : 'No line for outsiders waits to be sent. ',
      could('change it', holders(['owner', 'lead'], escalation, view)),
    ),
  'there was no session': (escalation, _, view) =>
    text(
      'There is no session to write notes of. ',
      could('record a plan', holders(['owner', 'authority'], escalation, view)),
    ),
  'no session is planned': ({ level }) => [
    level === 1
      ? `There is no session to book: one comes with ${LEVEL_SAID[2]}. Escalate it to have one.`
      : `The session belonged to ${LEVEL_SAID[2]}. Talk to those concerned, or send it back down.`,
  ],
  'that time is booked': ({ session }) =>
    text(
      session?.booked &&
        text(
          { person: session.booked.by },
          ' booked the session for ',
          time(session.booked.from),
          ' already. ',
        ),
      'Pick another time to move it.',
    ),
  'no time is offered': () => [
    'No time that suits the mediator is left before the deadline. Pick one with “Another time”.',
  ],
  'that time has come': () => ['That time has passed. Pick a later one with “Another time”.'],
  'it would be after its deadline': ({ resolveBy }) =>
    text(
      'The session would end after the deadline',
      resolveBy !== undefined && text(', ', time(resolveBy)),
      '. Pick an earlier time, or ask for a hold.',
    ),
  'its raiser is here': ({ raiser }) => [
    { person: raiser },
    ' is here and speaks for it. Talk to them, or resolve or cancel it if you may.',
  ],
} satisfies Readonly<Record<string, Words>>;

export type RefusalName = keyof typeof REFUSALS;

/** Only others may do this: who they are, and their names. */
export function notAllowed(roles: readonly Role[], escalation: Escalation, view: EscalationView): Text {
  const words = roles.map((role) => ROLE_WORDS[role]);
  return text(
    'Only ',
    series(words, ', ', ' or '),
    ' can do this. ',
    could('do it', holders(roles, escalation, view)),
  );
}

/** The button is older than the escalation: what has happened since. */
export function outdated(escalation: Escalation, shown: number): Text {
  const since = (escalation.happened ?? []).filter(({ epoch, within }) =>
    within ? epoch >= shown : epoch > shown,
  );
  const told = since.map(({ at, by, what }) =>
    text(by === undefined ? capital(what) : text({ person: by }, ` ${what}`), ' (', time(at), ').'),
  );
  return text(
    'This has changed since your message was written. ',
    series(told, ' '),
    told.length > 0 && ' ',
    'Look at its newest message.',
  );
}

/** A private one is nobody else's business. */
export function hidden(escalation: Escalation, view: EscalationView): Text {
  return text('This one is private. ', could('add you', holders(['raiser', 'lead'], escalation, view)));
}

/** Outsiders have a line of their own. */
export function notTheirs({ team }: EscalationView): Text {
  return text(
    `Only team ${team.name} and those who were told about this blocker can read it. `,
    could('tell you more', unique([team.coordinator, ...leadsOf(team)])),
  );
}

function first(escalation: Escalation, command: EscalationCommand): Text {
  const { acknowledged } = escalation;
  if (!acknowledged)
    return text('Somebody took this before you. ', { code: `/escalate ${escalation.id}` }, ' shows who.');
  if ('by' in command && command.by === acknowledged.by)
    return text(
      'You have it already (since ',
      time(acknowledged.at),
      '). Resolve it when it is solved, or hand it over.',
    );
  return text(
    { person: acknowledged.by },
    ' took this already (',
    time(acknowledged.at),
    '). Talk to them if you can help.',
  );
}

function ended({ resolved, cancelled, closed }: Escalation): Text {
  if (closed) return text({ person: closed.by }, ' closed this (', time(closed.at), ').');
  if (cancelled)
    return text(
      { person: cancelled.by },
      ' cancelled this (',
      time(cancelled.at),
      `): ${sentence(cancelled.why)}`,
    );
  if (resolved)
    return text(
      { person: resolved.by },
      ' resolved this (',
      time(resolved.at),
      `): ${sentence(resolved.how)}`,
    );
  return ['This is over.'];
}

function again({ cancelled, resolved, raiser, id }: Escalation, now: Instant): Text {
  if (cancelled) return ['Raise it again if it is back.'];
  if (resolved && now - resolved.at > REOPEN_WITHIN)
    return [`Raise a new blocker if it is back, and mention ${id}: it is linked.`];
  return text('If it is back, ', { person: raiser }, ' or the coordinator can reopen it.');
}

function could(what: string, who: readonly PersonId[]): Text {
  return who.length === 0
    ? [`Nobody here can ${what} now: ask the people who run Rondo.`]
    : text(people(who), ` can ${what}.`);
}

const TAKERS: readonly Role[] = ['target', 'on duty', 'coordinator'];

/** Only an owner asks for a hold; where there is none, somebody has to take it first. */
function couldAsk(what: string, escalation: Escalation, view: EscalationView): Text {
  const [owner] = holders(['owner'], escalation, view);
  if (owner !== undefined) return could(what, [owner]);
  return text(`Only its owner can ${what}. `, could('take it', holders(TAKERS, escalation, view)));
}

const MOST_NAMED = 6;

function people(who: readonly PersonId[]): Text {
  const named: (SpanOf | Text)[] = who.slice(0, MOST_NAMED).map((person) => ({ person }));
  return series(
    who.length > MOST_NAMED ? [...named, `${who.length - MOST_NAMED} more`] : named,
    ', ',
    ' or ',
  );
}

function time(at: Instant): SpanOf {
  return { time: at, as: 'both' };
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
