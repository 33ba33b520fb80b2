import fc from 'fast-check';
import type { TimerName } from '../../src/core/escalation/escalation.ts';
import type { EventName } from '../../src/core/escalation/table.ts';
import type { FormValues } from '../../src/core/form.ts';
import { addDays, dateAt } from '../../src/core/time/zone.ts';
import { DAY, HOUR, type Instant, MINUTE, type Span } from '../../src/core/time.ts';
import { HOURS, PEOPLE, type Somebody } from './team.ts';

/** What may happen to a blocker: people, time, and what goes wrong. */

export const BUTTONS = [
  'acknowledge',
  'join',
  'takeBack',
  'takeOver',
  'keep',
  'grantHold',
  'endHold',
  'sendLine',
  'neutralLine',
  'book',
] as const;
export const FORMS = [
  'escalate',
  'deescalate',
  'reassign',
  'askHold',
  'declineHold',
  'plan',
  'resolve',
  'reopen',
  'close',
  'cancel',
  'note',
  'share',
  'word',
  'editLine',
  'minutes',
] as const;
export type Verb = (typeof BUTTONS)[number] | (typeof FORMS)[number];

export type Act =
  | {
      act: 'raise';
      who: Somebody;
      words: number;
      when: 'now' | 'today' | 'date' | 'telling';
      secret: boolean;
    }
  /** `which`: of the blockers raised so far, the newest first. `old`: by so much the epoch of the button is behind. */
  | { act: 'do'; verb: Verb; who: Somebody; which: number; old: number; days: number }
  /** The platform sends the last command once more. */
  | { act: 'again' }
  /** A timer fires whose job was done or called off. */
  | { act: 'stray'; timer: TimerName; arming: number; which: number }
  | { act: 'away'; who: Somebody; days: number }
  | { act: 'back'; who: Somebody }
  /** Time passes and everything on the way happens when it is due. */
  | { act: 'wait'; span: Span }
  /** Until the next thing is due, and so much longer before anybody looks. */
  | { act: 'next'; late: Span }
  /** Time passes, and people are quicker than the beat. */
  | { act: 'unseen'; span: Span }
  /** Rondo does not run for so long. */
  | { act: 'outage'; span: Span }
  /** The clock of the machine is wrong from now on. */
  | { act: 'jump'; span: Span }
  /** The process dies with its so-manieth transaction from now on. */
  | { act: 'die'; transaction: number }
  /** The answers to the next posts are lost, before or after the chat took them. */
  | { act: 'lose'; many: number; when: 'before' | 'after' }
  /** The process dies while it posts, before or after the chat took it. */
  | { act: 'die posting'; when: 'before' | 'after' };

const TIMERS: readonly TimerName[] = [
  'start',
  'respond',
  'warn',
  'resolve',
  'remind',
  'hold',
  'back',
  'word',
  'session',
  'sessionOver',
];

const who = fc.constantFrom(...PEOPLE);
const days = fc.integer({ min: 1, max: 16 });

const raise = fc.record({
  act: fc.constant('raise' as const),
  who: fc.constantFrom('raj' as const, 'raj' as const, 'kim' as const, 'ivo' as const),
  words: fc.nat(1),
  when: fc.constantFrom('today', 'today', 'today', 'now', 'date', 'telling'),
  secret: fc.nat(9).map((n) => n === 0),
});

const VERBS: readonly Verb[] = [
  ...BUTTONS,
  ...FORMS,
  'acknowledge',
  'acknowledge',
  'resolve',
  'escalate',
  'askHold',
  'askHold',
  'grantHold',
  'grantHold',
  'deescalate',
];

const done = fc.record({
  act: fc.constant('do' as const),
  verb: fc.constantFrom(...VERBS),
  who,
  which: fc.constantFrom(0, 0, 0, 1),
  old: fc.constantFrom(0, 0, 0, 0, 1),
  days,
});

const peopleMove = fc.oneof(
  fc.record({ act: fc.constant('away' as const), who, days }),
  fc.record({ act: fc.constant('back' as const), who }),
);

const time = fc.oneof(
  fc.record({
    act: fc.constant('wait' as const),
    span: fc.constantFrom(7 * MINUTE, 40 * MINUTE, 40 * MINUTE, 3 * HOUR, 3 * HOUR, 26 * HOUR, 3 * DAY),
  }),
  fc.record({ act: fc.constant('next' as const), late: fc.constantFrom(0, 0, 0, 20 * MINUTE, 5 * HOUR) }),
  fc.record({
    act: fc.constant('unseen' as const),
    span: fc.constantFrom(5 * MINUTE, 50 * MINUTE, 4 * HOUR),
  }),
);

const faults = fc.oneof(
  fc.record({ act: fc.constant('outage' as const), span: fc.constantFrom(2 * MINUTE, 5 * HOUR, 4 * DAY) }),
  fc.record({ act: fc.constant('jump' as const), span: fc.constantFrom(-HOUR, 2 * HOUR) }),
  fc.record({ act: fc.constant('die' as const), transaction: fc.integer({ min: 1, max: 6 }) }),
  fc.constant({ act: 'again' as const }),
  fc.record({
    act: fc.constant('stray' as const),
    timer: fc.constantFrom(...TIMERS),
    arming: fc.nat(3),
    which: fc.nat(1),
  }),
);

const chatFaults = fc.oneof(
  fc.record({
    act: fc.constant('lose' as const),
    many: fc.integer({ min: 1, max: 3 }),
    when: fc.constantFrom('before', 'after'),
  }),
  fc.record({ act: fc.constant('die posting' as const), when: fc.constantFrom('before', 'after') }),
);

function does(person: Somebody, verb: Verb): Act {
  return { act: 'do', verb, who: person, which: 0, old: 0, days: 2 };
}

/** What chance alone hardly ever puts together: a whole hold, and up and down until it is refused. */
const turns: fc.Arbitrary<Act[]> = fc.oneof(
  fc
    .constantFrom('kim' as const, 'ivo' as const, 'dana' as const)
    .map((owner): Act[] => [
      does(owner, 'acknowledge'),
      does(owner, 'askHold'),
      does('ivo', 'grantHold'),
      does('ivo', 'endHold'),
    ]),
  fc
    .integer({ min: 1, max: 3 })
    .map((times): Act[] =>
      Array.from({ length: times }, () => [does('ivo', 'escalate'), does('ivo', 'deescalate')]).flat(),
    ),
);

/** A blocker is raised, then 7 to 13 more things or turns of things happen; with a chat 10 at most. `chat`: with faults of
 * the chat. */
export function courses(how: { chat: boolean }): fc.Arbitrary<Act[]> {
  const one = fc.oneof(
    { weight: 1, arbitrary: raise },
    { weight: 9, arbitrary: done },
    { weight: 1, arbitrary: peopleMove },
    { weight: 6, arbitrary: time },
    { weight: how.chat ? 2 : 1, arbitrary: faults },
    ...(how.chat ? [{ weight: 3, arbitrary: chatFaults }] : []),
  );
  const some = fc.oneof(
    { weight: 30, arbitrary: one.map((act): Act[] => [act]) },
    { weight: 1, arbitrary: turns },
  );
  const rest = fc.array(some, { minLength: 7, maxLength: how.chat ? 10 : 13 });
  return fc.tuple(raise, rest).map(([first, more]): Act[] => [first, ...more.flat()]);
}

export const BLOCKERS = ['The map service is down', 'Nobody answers at the vendor'] as const;

const lengths: readonly [Span, string][] = [
  [DAY, 'days'],
  [HOUR, 'hours'],
  [MINUTE, 'minutes'],
];

function long(span: Span): string {
  const [unit, name] = lengths.find(([length]) => Math.abs(span) >= 2 * length) ?? [MINUTE, 'minutes'];
  return `${Math.round((Math.abs(span) / unit) * 10) / 10} ${name}`;
}

/** An act as a sentence, for whoever reads a sequence that broke a rule. */
export function words(act: Act): string {
  switch (act.act) {
    case 'raise':
      return `${act.who} raises “${BLOCKERS[act.words]}” (${act.when}${act.secret ? ', private' : ''})`;
    case 'do':
      return `${act.who}: ${act.verb}${act.which ? ' on the one before' : ''}${act.old ? ' with an old button' : ''} (${act.days} days)`;
    case 'again':
      return 'the platform sends the last command again';
    case 'stray':
      return `arming ${act.arming} of a ${act.timer} timer fires once more, if it is not armed`;
    case 'away':
      return `${act.who} is away for ${act.days} days`;
    case 'back':
      return `${act.who} is back`;
    case 'wait':
      return `${long(act.span)} pass`;
    case 'next':
      return `the next thing falls due${act.late ? ` and is seen ${long(act.late)} late` : ''}`;
    case 'unseen':
      return `${long(act.span)} pass before anybody looks`;
    case 'outage':
      return `Rondo does not run for ${long(act.span)}`;
    case 'jump':
      return `the clock jumps ${long(act.span)} ${act.span < 0 ? 'back' : 'ahead'}`;
    case 'die':
      return `the process dies with transaction ${act.transaction} from now on`;
    case 'lose':
      return `the answers to ${act.many} posts are lost ${act.when} they stand in the chat`;
    case 'die posting':
      return `the process dies ${act.when} its next post`;
  }
}

/** The table's name for what a verb asks for. */
export function eventOf(verb: Verb): EventName {
  return verb === 'neutralLine' || verb === 'editLine' ? 'sendLine' : verb;
}

/** What the form behind a verb is sent with. */
export function valuesFor(
  { verb, days: ahead, who: person }: Extract<Act, { act: 'do' }>,
  now: Instant,
): FormValues {
  const day = addDays(dateAt(HOURS.zone, now), ahead);
  const values: Partial<Record<Verb, FormValues>> = {
    escalate: { reason: 'It hurts', ...(ahead % 4 === 0 ? { to: '3' } : {}) },
    deescalate: { reason: 'They can do it' },
    reassign: { to: PEOPLE[ahead % PEOPLE.length] ?? 'kim' },
    askHold: { until: addDays(day, ahead > 10 ? 12 : 0), reason: 'The vendor needs time' },
    plan: { text: 'A plan', ...(ahead % 2 ? { until: day, hold: true } : {}) },
    resolve: { how: 'Restarted it', plan: 'A second line' },
    reopen: { reason: 'It is back' },
    close: {
      followUp: 'Watch it',
      owner: person === 'dana' ? 'kim' : person,
      due: day,
      review: 'Ask earlier',
    },
    cancel: { reason: 'It was nothing' },
    note: { text: 'Still looking' },
    share: { people: ['kim'] },
    word: { text: 'A tool is down' },
    editLine: { text: 'A tool is slow' },
    minutes: { facts: 'It is down', ...(ahead % 2 ? { plan: 'Restart it' } : {}) },
  };
  return values[verb] ?? {};
}
