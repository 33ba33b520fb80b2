import type { RitualKind } from '../core/ritual.ts';
import { STARTS } from './new-ritual-starts.ts';
import { lines, list, scalar } from './new-yaml.ts';

export interface NewRitual {
  id: string;
  name: string;
  kind: RitualKind;
  mode: 'async' | 'live';
  at: string;
  on: string | number | readonly string[];
}

type Rows = Parameters<typeof lines>[0];

/** A ritual file with a comment at every field, and questions that fit its kind as a start. */
export function ritualText(ritual: NewRitual): string {
  const asks = ritual.kind !== 'duty' && ritual.kind !== 'digest';
  return lines([
    ...identity(ritual),
    ...time(ritual),
    ...(ritual.mode === 'live' ? meeting : asks ? answering : []),
    ...people(ritual),
    ...content(ritual, asks),
  ]);
}

function identity({ id, name, kind, mode }: NewRitual): Rows {
  return [
    [`id: ${scalar(id)}`, 'never changes; teams pick the ritual by it'],
    [`name: ${scalar(name)}`, 'what people see'],
    [`kind: ${kind}`, 'standup | checkin | planning | review | workshop | retro | duty | digest'],
    [`mode: ${mode}`, 'async: everyone is asked and answers are published | live: a meeting'],
    [`objective: ${scalar(STARTS[kind].objective)}`, 'what is better afterwards'],
  ];
}

function time({ at, on, mode }: NewRitual): Rows {
  const days = typeof on === 'object' ? list(on) : String(on);
  return [
    '',
    'schedule:',
    [`  at: ${JSON.stringify(at)}`, mode === 'live' ? "the team's clock" : "each person's own clock"],
    [`  on: ${days}`, 'weekdays (working days) | every day | [mon, thu] | first monday | last friday | 15'],
    ['  every: 1 week', 'n days | weeks | months | years; more than one needs from: 2026-11-02'],
    ['  # until: 2027-06-30', 'rituals may end'],
    ['  on_holiday: skip', 'skip | previous | next (working day of the team)'],
  ];
}

const meeting: Rows = [
  ['lasts: 30 minutes', 'when it is over and nobody has closed it, it closes half an hour later'],
  ['announce: 30 minutes', 'how long before the start it is announced'],
  ['# link: https://meet.example.org/team', 'where to meet'],
  ['# loud: true', "a message of its own in the channel instead of a line on the day's board"],
  ['catch_up: drop', 'after downtime: send it late | merge it into the next one | drop it'],
];

const answering: Rows = [
  ['closes: 3 hours', 'after a person\'s prompt; or a time on the team\'s clock, like "12:00"'],
  ['answer_time: 2 hours', 'nobody gets less than this to answer'],
  ['remind: [30 minutes]', 'before the close, only those who have not answered; [] for never'],
  ['publish: { to: channel, as: thread }', 'to: "#news" for another one; as: summary for one message only'],
  ['catch_up: send', 'after downtime: send it late | merge it into the next one | drop it'],
];

function people({ id, kind }: NewRitual): Rows {
  if (kind === 'digest') return [];
  const turns = kind === 'duty' ? 'weekly' : 'round';
  return [
    '',
    [
      'participants: everyone',
      'or { roles: [developer, qa] }, { people: [mia] }; also optional: […], observers: […]',
    ],
    [
      `facilitator: { rotation: ${scalar(id)}, pick: fair, turns: ${turns} }`,
      'or { role: lead }, { people: [mia] }',
    ],
    ['', 'pick: round_robin | random | fair; turns: round | daily | weekly'],
  ];
}

function content({ kind }: NewRitual, asks: boolean): Rows {
  const topics = [
    '',
    ['agenda:', 'what is talked about, in order'] as const,
    ...STARTS[kind].agenda.map((topic) => `  - ${scalar(topic)}`),
  ];
  return asks
    ? [...topics, ...QUESTIONS, ...STARTS[kind].questions.map((question) => `  - ${question}`)]
    : topics;
}

const QUESTIONS: Rows = [
  '',
  '# type: text | choice (options) | scale (from, to) | number | yes_no | people | blocker | dependency | risk | kudos | objective | lesson',
  '# more of a question: optional, anonymous, prefill: another-id, only_on: [mon], ask_if: { id: another-id, below: 3 }',
  'questions:',
];
