import type { Facilitation, Question, Ritual, Who } from '../../src/core/ritual.ts';
import type { Absence, Member, PersonId, Policy, Team } from '../../src/core/team.ts';
import type { Calendar, Window } from '../../src/core/time/calendar.ts';
import type { Schedule } from '../../src/core/time/schedule.ts';
import { addDays, instantAt } from '../../src/core/time/zone.ts';
import type { CivilDate } from '../../src/core/time.ts';

/** Small teams and rituals for tests of planning: everything has a plain default, each test says what matters to it. */

const OFFICE: Window = { from: 540, to: 1020 };

/** Open 09:00 to 17:00 on those weekdays, Monday to Friday without them. */
export function calendar(
  zone: string,
  how: { days?: readonly number[]; closed?: Record<CivilDate, string>; hours?: Window } = {},
): Calendar {
  const days = how.days ?? [1, 2, 3, 4, 5];
  const week = [0, 1, 2, 3, 4, 5, 6].map((day) => (days.includes(day) ? [how.hours ?? OFFICE] : []));
  return { zone, week, closed: new Map(Object.entries(how.closed ?? {})) };
}

export function member(id: PersonId, zone: string, more: Partial<Member> = {}): Member {
  const name = id.charAt(0).toUpperCase() + id.slice(1);
  return {
    id,
    name,
    calendar: calendar(zone),
    active: true,
    roles: ['developer'],
    participates: true,
    ...more,
  };
}

/** Mia and the lead Ivo in Berlin, Tom in Lisbon, Ana in New York, Raj in Kolkata with his own holidays, Lea in Paris from
 * Monday to Wednesday. Ivo does not take part. */
export function atlas(more: Partial<Team> = {}): Team {
  return {
    id: 'atlas',
    name: 'Atlas',
    calendar: calendar('Europe/Berlin'),
    channel: '#atlas',
    members: [
      member('mia', 'Europe/Berlin', { roles: ['product-owner'] }),
      member('tom', 'Europe/Lisbon', { roles: ['architect'] }),
      member('ana', 'America/New_York', { roles: ['ux'] }),
      member('raj', 'Asia/Kolkata', {
        calendar: calendar('Asia/Kolkata', { closed: { '2026-11-09': 'Diwali' } }),
      }),
      member('lea', 'Europe/Paris', { calendar: calendar('Europe/Paris', { days: [1, 2, 3] }) }),
      member('ivo', 'Europe/Prague', { roles: ['lead'], participates: false }),
    ],
    others: [],
    stakeholders: [{ channel: '#stakeholders' }],
    leadership: [],
    admins: ['mia'],
    coordinator: 'mia',
    rituals: [],
    policy: POLICY,
    digest: { at: 960, silence: 'send' },
    ...more,
  };
}

/** An async standup at 09:00 on every working day, due at 12:00, two hours to answer, a reminder half an hour before. */
export function standup(more: Partial<Ritual> = {}): Ritual {
  return {
    id: 'sync',
    name: 'Morning sync',
    kind: 'standup',
    mode: 'async',
    schedule: schedule(),
    lasts: 15,
    closes: { at: 720 },
    answerTime: 120,
    announce: 30,
    loud: false,
    remind: [30],
    participants: who({ everyone: true }),
    optional: who(),
    observers: who(),
    agenda: [],
    questions: [question('done'), question('today')],
    publish: { to: 'channel', as: 'thread' },
    catchUp: 'send',
    ...more,
  };
}

/** A live meeting of an hour at 15:00 on Fridays, with one question for those who cannot come. */
export function meeting(more: Partial<Ritual> = {}): Ritual {
  return standup({
    id: 'review',
    name: 'Weekly review',
    kind: 'review',
    mode: 'live',
    schedule: schedule({ at: 900, on: { on: 'weekdays', days: [5] } }),
    lasts: 60,
    questions: [question('learned')],
    ...more,
  });
}

export function schedule(more: Partial<Schedule> = {}): Schedule {
  return { at: 540, on: { on: 'working_days' }, every: { n: 1, unit: 'weeks' }, onHoliday: 'skip', ...more };
}

export function who(more: Partial<Who> = {}): Who {
  return { everyone: false, roles: [], people: [], ...more };
}

export function question(id: string, more: Partial<Question> = {}): Question {
  return { id, ask: `${id}?`, type: 'text', optional: false, anonymous: false, ...more };
}

export function facilitation(more: Partial<Facilitation> = {}): Facilitation {
  return { roles: [], people: [], pick: 'round_robin', turns: 'daily', ...more };
}

/** Away from 00:00 of the first date to the end of the last, on the clock of that zone. */
export function absence(
  person: PersonId,
  first: CivilDate,
  last: CivilDate,
  zone = 'Europe/Berlin',
): Absence {
  const [from, to] = [instantAt(zone, first, 0), instantAt(zone, addDays(last, 1), 0)];
  return { id: `${person}/${first}`, person, from, to, source: 'self', by: person, version: 1 };
}

export function utc(text: string): number {
  return Date.parse(`${text}Z`);
}

const LEVEL = {
  who: ['lead'],
  deputies: [],
  tell: [],
  respond: { kind: 'working_hours', n: 1 },
  resolve: { kind: 'working_days', n: 1 },
  authority: ['lead'],
  outcome: 'fixed',
  quietHours: 'keep',
} as const;
const POLICY: Policy = { 1: LEVEL, 2: LEVEL, 3: LEVEL };
