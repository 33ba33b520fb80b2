import type { AuditEvent, Decision, Effect, Item, Job } from '../../../src/core/decision.ts';
import type {
  EscalationCommand,
  EscalationView,
  PersonCommand,
  Raise,
} from '../../../src/core/escalation/command.ts';
import { decide } from '../../../src/core/escalation/decide.ts';
import type { Escalation, TimerName } from '../../../src/core/escalation/escalation.ts';
import type { Text } from '../../../src/core/message.ts';
import type { BlockerAnswer } from '../../../src/core/round.ts';
import type { Absence, Member, PersonId, Policy, Team } from '../../../src/core/team.ts';
import type { Calendar, Window } from '../../../src/core/time/calendar.ts';
import { instantAt } from '../../../src/core/time/zone.ts';
import type { Instant } from '../../../src/core/time.ts';

/** A small team in Berlin, Monday to Friday 09:00 to 17:00, and what a test needs to play with its escalations. */

const DAY: Window[] = [{ from: 9 * 60, to: 17 * 60 }];
const WEEK = [[], DAY, DAY, DAY, DAY, DAY, []];
export const BERLIN: Calendar = { zone: 'Europe/Berlin', week: WEEK, closed: new Map() };
const QUIET: Window = { from: 19 * 60, to: 32 * 60 };

export function calendar(
  zone: string,
  week: readonly (readonly Window[])[] = WEEK,
  closed: [string, string][] = [],
): Calendar {
  return { zone, week, closed: new Map(closed) };
}

function member(id: PersonId, roles: string[], more: Partial<Member> = {}): Member {
  const name = id.charAt(0).toUpperCase() + id.slice(1);
  return { id, name, roles, calendar: BERLIN, quiet: QUIET, active: true, participates: true, ...more };
}

export const POLICY: Policy = {
  1: {
    who: ['affected', 'facilitator'],
    deputies: [],
    tell: [],
    respond: { kind: 'working_hours', n: 1 },
    resolve: { kind: 'same_working_day', minimumHours: 2 },
    authority: ['affected', 'facilitator'],
    outcome: 'fixed',
    quietHours: 'keep',
  },
  2: {
    who: ['lead'],
    deputies: ['product-owner'],
    tell: ['channel', 'stakeholders'],
    respond: { kind: 'working_hours', n: 2 },
    resolve: { kind: 'working_days', n: 1 },
    authority: ['lead'],
    outcome: 'action_plan',
    quietHours: 'keep',
  },
  3: {
    who: ['leadership'],
    deputies: [],
    tell: ['channel', 'stakeholders'],
    respond: { kind: 'working_hours', n: 4 },
    resolve: { kind: 'working_days', n: 2 },
    authority: ['leadership'],
    outcome: 'decision',
    quietHours: 'break',
  },
};

export const ATLAS: Team = {
  id: 'atlas',
  name: 'Atlas',
  calendar: BERLIN,
  quiet: QUIET,
  channel: '#atlas',
  members: [
    member('mia', ['product-owner']),
    member('tom', ['architect']),
    member('raj', ['developer']),
    member('lea', ['developer']),
    member('kim', ['qa']),
    member('ivo', ['lead'], { participates: false }),
  ],
  others: [member('dana', [])],
  stakeholders: [{ channel: '#atlas-stakeholders' }, { person: 'dana' }],
  leadership: [{ person: 'dana' }],
  admins: ['ivo'],
  coordinator: 'mia',
  rituals: [],
  policy: POLICY,
  digest: { at: 960, silence: 'send' },
};

export function withMember(team: Team, id: PersonId, more: Partial<Member>): Team {
  return { ...team, members: team.members.map((one) => (one.id === id ? { ...one, ...more } : one)) };
}

export function withLevel(team: Team, level: 1 | 2 | 3, more: Partial<Policy[1]>): Team {
  return { ...team, policy: { ...team.policy, [level]: { ...team.policy[level], ...more } } };
}

export function view(more: Partial<EscalationView> = {}): EscalationView {
  return { team: ATLAS, absences: [], onDuty: ['kim'], ...more };
}

export function away(person: PersonId, from: string, to: string): Absence {
  return {
    id: `${person}-${from}`,
    person,
    from: at(from),
    to: at(to),
    source: 'self',
    by: person,
    version: 1,
  };
}

/** `2026-11-02 10:00` on Berlin's clock. 2 November 2026 is a Monday. */
export function at(wall: string, zone = 'Europe/Berlin'): Instant {
  const [date = '', time = '00:00'] = wall.split(' ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return instantAt(zone, date, hours * 60 + minutes);
}

export const MONDAY = at('2026-11-02 10:00');

export function raiseCommand(blocker: Partial<BlockerAnswer> = {}, more: Partial<Raise> = {}): Raise {
  const answer: BlockerAnswer = {
    what: 'The staging database is down',
    needs: [],
    when: 'today',
    ...blocker,
  };
  return { do: 'raise', by: 'raj', from: 'playground', number: 1, blocker: answer, ...more };
}

/** Raised by Raj on Monday at 10:00 unless told otherwise: Lea shares his role, Kim is on duty. */
export function raised(
  blocker: Partial<BlockerAnswer> = {},
  how: { view?: EscalationView; now?: Instant; raise?: Partial<Raise> } = {},
): Decision<Escalation> {
  const decision = decide(undefined, raiseCommand(blocker, how.raise), how.view ?? view(), how.now ?? MONDAY);
  if (!decision.state) throw new Error(`Not raised: ${words(decision)}`);
  return { ...decision, state: decision.state };
}

/** Like `Omit`, for each member of a union. */
type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;

/** Somebody does something. */
export function act(
  escalation: Escalation,
  by: PersonId,
  command: Without<PersonCommand, 'by' | 'from'>,
  now: Instant,
  seen: EscalationView = view(),
): Decision<Escalation> {
  const full = { ...command, by, from: 'playground' } as PersonCommand;
  return decide(escalation, full, seen, now);
}

/** A timer of the present arming fires. */
export function fire(
  escalation: Escalation,
  timer: TimerName,
  now: Instant,
  seen: EscalationView = view(),
): Decision<Escalation> {
  const arming = escalation.armings[timer] ?? 0;
  return decide(escalation, { do: 'timer', timer, arming }, seen, now);
}

export function machine(
  escalation: Escalation,
  command: EscalationCommand,
  now: Instant,
  seen: EscalationView = view(),
): Decision<Escalation> {
  return decide(escalation, command, seen, now);
}

export function items({ effects }: { effects: readonly Effect[] }, kind?: string): Item[] {
  const all = effects.flatMap((effect) => (effect.do === 'tell' ? [effect.item] : []));
  return kind === undefined ? all : all.filter((item) => item.kind === kind);
}

/** `lea`, `#atlas`, `#atlas under board:…`, in the order told. */
export function recipients(decision: { effects: readonly Effect[] }, kind: string): string[] {
  return items(decision, kind).map(({ to }) =>
    'person' in to ? to.person : to.under ? `${to.channel} under ${to.under}` : to.channel,
  );
}

export function armed({ effects }: { effects: readonly Effect[] }): Record<string, Job> {
  const jobs = effects.flatMap((effect) => (effect.do === 'arm' ? [effect.job] : []));
  return Object.fromEntries(jobs.map((job) => [String(job.payload.timer), job]));
}

export function cancelled({ effects }: { effects: readonly Effect[] }): string[] {
  return effects.flatMap((effect) => (effect.do === 'cancel' ? [effect.key] : []));
}

export function happened({ events }: { events: readonly AuditEvent[] }): string[] {
  return events.map(({ what }) => what);
}

/** What the caller reads, with people as `@tom` and instants in Berlin. */
export function words({ reply }: { reply?: Decision<unknown>['reply'] | undefined }): string {
  if (!reply) return '';
  if (reply.reply === 'said' || reply.reply === 'refused') return `${reply.reply}: ${plain(reply.text)}`;
  if (reply.reply === 'invalid') return `invalid: ${JSON.stringify(reply.errors)}`;
  return reply.reply === 'message' ? `message: ${JSON.stringify(reply.message)}` : reply.reply;
}

export function plain(text: Text): string {
  return text
    .map((span) => {
      if (typeof span === 'string') return span;
      if ('person' in span) return `@${span.person}`;
      if ('bold' in span) return span.bold;
      if ('time' in span) return new Date(span.time).toISOString();
      return 'text' in span ? span.text : '';
    })
    .join('');
}
