import type { Member, Person, PersonId, Policy, Team } from '../../src/core/team.ts';
import type { Calendar, Window } from '../../src/core/time/calendar.ts';
import { instantAt } from '../../src/core/time/zone.ts';
import type { Instant } from '../../src/core/time.ts';
import { POLICY as FULL } from '../core/escalation/atlas.ts';

/** A team of four with three open hours a day, so that a few steps take a blocker through all of its ladder. */

const DAY: Window[] = [{ from: 9 * 60, to: 12 * 60 }];
export const HOURS: Calendar = {
  zone: 'Europe/Berlin',
  week: [[], DAY, DAY, DAY, DAY, DAY, []],
  closed: new Map([['2026-11-11', 'Martinmas']]),
};
/** Dana is in the office from noon on: not everybody can be reached at the same time. */
const LATER: Window[] = [{ from: 11 * 60, to: 15 * 60 }];

const POLICY: Policy = {
  1: {
    ...FULL[1],
    respond: { kind: 'working_hours', n: 0.5 },
    resolve: { kind: 'same_working_day', minimumHours: 1 },
  },
  2: { ...FULL[2], deputies: ['qa'], respond: { kind: 'working_hours', n: 1 } },
  3: { ...FULL[3], resolve: { kind: 'working_hours', n: 4 } },
};

export const PEOPLE = ['raj', 'kim', 'ivo', 'dana'] as const satisfies readonly PersonId[];
export type Somebody = (typeof PEOPLE)[number];

export const TEAM: Team = {
  id: 'atlas',
  name: 'Atlas',
  calendar: HOURS,
  channel: '#atlas',
  members: [member('raj', 'developer'), member('kim', 'developer', 'qa'), member('ivo', 'lead')],
  others: [person('dana', { ...HOURS, week: [[], LATER, LATER, LATER, LATER, LATER, []] })],
  stakeholders: [{ channel: '#stakeholders' }, { person: 'dana' }],
  leadership: [{ person: 'dana' }],
  admins: ['ivo'],
  coordinator: 'kim',
  rituals: [],
  policy: POLICY,
  digest: { at: 960, silence: 'send' },
};

/** Monday, 2 November 2026, shortly after the team has opened. */
export const START: Instant = instantAt(HOURS.zone, '2026-11-02', 9 * 60 + 10);

function person(id: PersonId, calendar: Calendar = HOURS): Person {
  const name = id.charAt(0).toUpperCase() + id.slice(1);
  return { id, name, calendar, quiet: { from: 19 * 60, to: 32 * 60 }, active: true };
}

function member(id: PersonId, ...roles: string[]): Member {
  return { ...person(id), roles, participates: true };
}
