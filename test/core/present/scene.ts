import type { Asked } from '../../../src/core/answers/asked.ts';
import type { Escalation } from '../../../src/core/escalation/escalation.ts';
import { nameOf } from '../../../src/core/escalation/people.ts';
import type { Message } from '../../../src/core/message.ts';
import { plain } from '../../../src/core/present/plain.ts';
import type { Action } from '../../../src/core/record.ts';
import type { Question, Ritual } from '../../../src/core/ritual.ts';
import type { Answer, Prompt, Round, Update } from '../../../src/core/round.ts';
import type { Member, PersonId, Team } from '../../../src/core/team.ts';
import { instantAt } from '../../../src/core/time/zone.ts';
import type { Instant } from '../../../src/core/time.ts';
import { atlas, question, standup } from '../fixtures.ts';

/** Monday 2 November 2026 in Berlin: the morning sync of Atlas, open from 09:00 to 12:00. */
export const MONDAY = '2026-11-02';
export const team: Team = atlas();
export const mia = person('mia');

export const questions: readonly Question[] = [
  question('done', { ask: 'What moved?', prefill: 'today' }),
  question('today', { ask: 'What is next?' }),
  question('blocked', { ask: 'What is stopping you?', type: 'blocker', optional: true }),
];
export const sync: Ritual = standup({ objective: 'Everybody knows what moved.', questions });

/** A time of that Monday (or another date) on Berlin's clock: `at('09:30')`. */
export function at(time: string, date = MONDAY): Instant {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return instantAt('Europe/Berlin', date, hours * 60 + minutes);
}

export function person(id: PersonId): Member {
  const found = team.members.find((member) => member.id === id);
  if (!found) throw new Error(`no ${id} in the team`);
  return found;
}

export function round(more: Partial<Round> = {}): Round {
  return {
    id: 'atlas/sync/2026-11-02',
    team: 'atlas',
    ritual: 'sync',
    slot: MONDAY,
    date: MONDAY,
    state: 'open',
    opensAt: at('09:00'),
    closesAt: at('12:00'),
    facilitator: { person: 'tom', why: 'next in the list after Mia', since: at('09:00', '2026-10-30') },
    version: 1,
    ...more,
  };
}

export function prompt(who: PersonId, more: Partial<Prompt> = {}): Prompt {
  const of = more.round ?? 'atlas/sync/2026-11-02';
  return {
    id: `${of}/${who}`,
    round: of,
    team: 'atlas',
    person: who,
    state: 'asked',
    optional: false,
    at: at('09:00'),
    due: at('12:00'),
    why: 'Morning sync of Atlas asks at 09:00',
    version: 1,
    ...more,
  };
}

export function update(who: PersonId, answers: Record<string, Answer>, more: Partial<Update> = {}): Update {
  const of = more.round ?? 'atlas/sync/2026-11-02';
  return {
    id: `${of}/${who}`,
    round: of,
    team: 'atlas',
    person: who,
    date: MONDAY,
    answers,
    at: at('09:30'),
    late: false,
    version: 1,
    ...more,
  };
}

export function asked(more: Partial<Asked> = {}): Asked {
  return { round: round(), ritual: sync, team, prompt: prompt('mia'), ...more };
}

export function escalation(number: number, more: Partial<Escalation> = {}): Escalation {
  return {
    id: `atlas-${number}`,
    team: 'atlas',
    number,
    state: 'open',
    live: true,
    raiser: 'mia',
    raisedAt: at('10:00'),
    what: 'The staging database is down',
    needs: [],
    policy: team.policy,
    level: 1,
    levelSince: at('10:00'),
    targets: [],
    passedOver: [],
    told: [],
    resolveBy: at('17:00'),
    downs: 0,
    version: 1,
    epoch: 1,
    armings: {},
    ...more,
  };
}

export function action(id: string, more: Partial<Action> = {}): Action {
  return {
    id,
    team: 'atlas',
    what: 'Write the runbook',
    owner: 'mia',
    due: '2026-11-04',
    from: 'round:atlas/review/2026-10-30',
    open: true,
    version: 1,
    ...more,
  };
}

/** How the message reads in Berlin. */
export function read(message: Message): string {
  return plain(message, 'Europe/Berlin', (id) => nameOf(team, id));
}
