import { describe, expect, test } from 'vitest';
import { count, emptyRotation } from '../../../src/core/rotation/rotation.ts';
import { type SimEvent, simulate } from '../../../src/core/round/simulate.ts';
import type { ByHand, Round } from '../../../src/core/round.ts';
import type { Team } from '../../../src/core/team.ts';
import { wallAt } from '../../../src/core/time/zone.ts';
import {
  absence,
  atlas,
  calendar,
  facilitation,
  meeting,
  member,
  schedule,
  standup,
  utc,
} from '../fixtures.ts';

const MON = '2026-11-02';
const sync = standup({ facilitator: facilitation({ rotation: 'sync' }) });
const review = meeting({ facilitator: facilitation({ rotation: 'review', turns: 'weekly' }) });
const digest = standup({
  id: 'digest',
  kind: 'digest',
  questions: [],
  schedule: schedule({ on: { on: 'weekdays', days: [5] } }),
});
const team = atlas({ rituals: [sync, review, digest] });

describe('a day of a standup', () => {
  const events = simulate([atlas({ rituals: [sync] })], { from: MON, days: 1 });

  test('tells everything in order', () => {
    expect(events.map(line)).toEqual([
      '2026-10-30T08:00 duty mia',
      '2026-11-02T03:30 prompt raj',
      '2026-11-02T08:00 opened mia',
      '2026-11-02T08:00 prompt lea',
      '2026-11-02T08:00 prompt mia',
      '2026-11-02T09:00 prompt tom',
      '2026-11-02T10:30 reminder lea',
      '2026-11-02T10:30 reminder mia',
      '2026-11-02T10:30 reminder raj',
      '2026-11-02T10:30 reminder tom',
      '2026-11-02T14:00 prompt ana',
      '2026-11-02T15:30 reminder ana',
      '2026-11-02T16:00 closed ',
    ]);
  });

  test('carries who, where and why', () => {
    expect(events[0]).toEqual({
      at: utc('2026-10-30T08:00'),
      what: 'duty',
      team: 'atlas',
      ritual: 'sync',
      date: MON,
      facilitator: 'mia',
      why: 'the list begins here',
    });
  });
});

describe('a fortnight', () => {
  const absences = [absence('mia', '2026-11-03', '2026-11-04')];
  const events = simulate([team], { from: MON, days: 14, absences });
  const of = (what: SimEvent['what'], ritual = 'sync') =>
    events.filter((event) => event.what === what && event.ritual === ritual);

  test('has every round of its dates and no other', () => {
    expect(of('opened').map(({ date }) => date)).toEqual([
      ...['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05', '2026-11-06'],
      ...['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13'],
    ]);
    expect(of('meeting', 'review').map(line)).toEqual([
      '2026-11-06T14:00 meeting mia',
      '2026-11-13T14:00 meeting tom',
    ]);
    expect(of('opened', 'review').map(line)).toEqual([
      '2026-11-06T13:30 opened mia',
      '2026-11-13T13:30 opened tom',
    ]);
    expect(of('closed', 'review').map(({ at }) => at)).toEqual([
      utc('2026-11-06T15:30'),
      utc('2026-11-13T15:30'),
    ]);
  });

  test('the duty goes down the list past whoever is away', () => {
    expect(of('duty').map(({ facilitator }) => facilitator)).toEqual([
      'mia',
      'tom',
      'ana',
      'raj',
      'mia',
      'tom',
      'ana',
      'raj',
      'mia',
      'tom',
    ]);
    expect(events.every(({ what, ritual }) => what !== 'duty' || ritual !== 'digest')).toBe(true);
  });

  test('asks everybody at nine on their own clock, or says why not', () => {
    for (const { person, at, date } of [...of('prompt'), ...of('skipped')]) {
      const { zone } = team.members.find(({ id }) => id === person)!.calendar;
      expect(wallAt(zone, at)).toMatchObject({ date, minute: 540 });
    }
    expect(of('prompt').length + of('skipped').length).toBe(10 * 5);
    expect(of('skipped').map(({ person, date, why }) => `${date} ${person} ${why}`)).toEqual([
      '2026-11-03 mia away until Thu 5 Nov',
      '2026-11-04 mia away until Thu 5 Nov',
      '2026-11-05 lea does not work on Thursdays',
      '2026-11-06 lea does not work on Fridays',
      '2026-11-09 raj public holiday: Diwali',
      '2026-11-12 lea does not work on Thursdays',
      '2026-11-13 lea does not work on Fridays',
    ]);
  });

  test('the digest comes at its own time on its ritual’s dates', () => {
    expect(of('digest', 'digest').map(line)).toEqual([
      '2026-11-06T15:00 digest ',
      '2026-11-13T15:00 digest ',
    ]);
    expect(events.filter(({ ritual }) => ritual === 'digest')).toHaveLength(2);
  });
});

describe('what does not take place', () => {
  test('a holiday of the team skips the whole round', () => {
    const closed = atlas({
      rituals: [review],
      calendar: calendar('Europe/Berlin', { closed: { '2026-11-06': 'Fair' } }),
    });
    const [event, ...others] = simulate([closed], { from: MON, days: 7 });
    expect(event).toMatchObject({
      at: utc('2026-11-06T14:00'),
      what: 'skipped',
      why: expect.stringContaining('Fair'),
    });
    expect(event).not.toHaveProperty('person');
    expect(others).toEqual([]);
  });

  test('a round that a holiday pushes out of the dates is not among them, one pushed into them is', () => {
    const moved = {
      ...review,
      schedule: schedule({ at: 900, on: { on: 'weekdays', days: [5] }, onHoliday: 'next' }),
    };
    const closed = atlas({
      rituals: [moved],
      calendar: calendar('Europe/Berlin', { closed: { '2026-11-06': 'Fair' } }),
    });
    expect(simulate([closed], { from: MON, days: 7 })).toEqual([]);
    const meetings = simulate([closed], { from: '2026-11-07', days: 7 }).filter(
      ({ what }) => what === 'meeting',
    );
    expect(meetings.map(({ date }) => date)).toEqual(['2026-11-09', '2026-11-13']);
  });

  test('a day on which everybody is away: each with the reason, then the round; no turn is used up', () => {
    const all = ['mia', 'tom', 'ana', 'raj', 'lea'].map((id) => absence(id, '2026-11-01', '2026-11-03'));
    const absences = all.map((one) => ({ ...one, to: utc('2026-11-02T23:00') }));
    const events = simulate([atlas({ rituals: [sync] })], { from: MON, days: 2, absences });
    const monday = events.filter(({ date }) => date === MON);
    expect(monday.filter(({ person }) => person).map(({ what }) => what)).toEqual(Array(5).fill('skipped'));
    expect(monday.filter(({ person }) => !person)).toMatchObject([
      { what: 'skipped', why: 'everybody is away' },
    ]);
    expect(events.find(({ what }) => what === 'duty')).toMatchObject({
      date: '2026-11-03',
      facilitator: 'mia',
    });
  });

  test('a check for open dependencies is skipped when there are none', () => {
    const check = standup({
      id: 'check',
      with: 'dependencies',
      facilitator: facilitation({ roles: ['lead'] }),
    });
    expect(simulate([atlas({ rituals: [check] })], { from: MON, days: 1 })).toEqual([
      {
        at: utc('2026-11-02T08:00'),
        what: 'skipped',
        team: 'atlas',
        ritual: 'check',
        date: MON,
        why: 'nobody has an open dependency',
      },
    ]);
  });
});

test('a duty is fixed and nobody is asked', () => {
  const champion = standup({
    id: 'champion',
    kind: 'duty',
    questions: [],
    schedule: schedule({ on: { on: 'weekdays', days: [1] } }),
    facilitator: facilitation({ rotation: 'champion', turns: 'weekly', pick: 'fair' }),
  });
  const events = simulate([atlas({ rituals: [champion] })], { from: MON, days: 21 });
  expect(events.map(line)).toEqual([
    '2026-10-30T08:00 duty mia',
    '2026-11-06T08:00 duty tom',
    '2026-11-13T08:00 duty ana',
  ]);
});

test('a round that does not take place uses up no turn', () => {
  const perRound = facilitation({ rotation: 'sync', turns: 'round' });
  const check = standup({
    id: 'check',
    with: 'dependencies',
    schedule: schedule({ at: 480 }),
    facilitator: perRound,
  });
  const events = simulate([atlas({ rituals: [check, { ...sync, facilitator: perRound }] })], {
    from: MON,
    days: 2,
  });
  expect(events.filter(({ what }) => what === 'opened').map(({ facilitator }) => facilitator)).toEqual([
    'mia',
    'tom',
  ]);
});

test('two rounds that start together take their turns in the order of their ids, however the file lists them', () => {
  const perRound = { ...sync, facilitator: facilitation({ rotation: 'sync', turns: 'round' }) };
  const events = simulate([atlas({ rituals: [perRound, { ...perRound, id: 'check' }] })], {
    from: MON,
    days: 1,
  });
  const opened = events
    .filter(({ what }) => what === 'opened')
    .map(({ ritual, facilitator }) => [ritual, facilitator]);
  expect(opened).toEqual([
    ['check', 'mia'],
    ['sync', 'tom'],
  ]);
});

test('rituals of one rotation share the turn of a day', () => {
  const check = { ...sync, id: 'check', schedule: schedule({ at: 900 }) };
  const events = simulate([atlas({ rituals: [check, sync] })], { from: MON, days: 3 });
  const leads = (ritual: string) =>
    events.filter((one) => one.ritual === ritual && one.what === 'opened').map((one) => one.facilitator);
  expect(leads('sync')).toEqual(['mia', 'tom', 'ana']);
  expect(leads('check')).toEqual(leads('sync'));
});

test('goes on from where the rotation stands', () => {
  const rotation = count(emptyRotation('atlas', 'sync'), {
    id: 'atlas/sync/2026-10-30',
    date: '2026-10-30',
    person: 'ana',
  });
  const [duty] = simulate([atlas({ rituals: [sync] })], { from: MON, days: 1, rotations: [rotation] });
  expect(duty).toMatchObject({ facilitator: 'raj', why: 'next in the list after Ana' });
});

test('a turn that was announced stays with its person, and the list goes on behind it', () => {
  const ritual = { ...sync, facilitator: facilitation({ rotation: 'sync' }) };
  const turn = {
    id: `atlas/sync/${MON}`,
    team: 'atlas',
    rotation: 'sync',
    date: MON,
    person: 'ana',
    why: 'next in the list after Tom',
    fixedAt: utc('2026-10-30T08:00'),
    passed: [],
    version: 1,
  };
  const rotation = {
    ...emptyRotation('atlas', 'sync'),
    announced: [{ turn: turn.id, date: MON, person: 'ana', eligible: ['ana'], order: 1 }],
    given: 1,
  };
  const duties = simulate([atlas({ rituals: [ritual] })], {
    from: MON,
    days: 2,
    rotations: [rotation],
    turns: [turn],
  }).filter(({ what }) => what === 'duty');
  expect(duties.map(({ facilitator }) => facilitator)).toEqual(['ana', 'raj']);
});

test('whoever has an open dependency is asked about it', () => {
  const check = standup({ id: 'check', with: 'dependencies' });
  const owed = { id: 'd', what: 'The key', since: 0, open: true, version: 1 };
  const asked = (team: string) =>
    simulate([atlas({ rituals: [check] })], {
      from: MON,
      days: 1,
      dependencies: [{ ...owed, team, waiting: 'mia', on: 'ana' }],
    })
      .filter(({ what }) => what === 'prompt')
      .map(({ person }) => person);
  expect(asked('atlas')).toEqual(['mia', 'ana']);
  expect(asked('borea')).toEqual([]);
});

test('a meeting on a date on which nobody works does not take place', () => {
  const free = member('lea', 'Europe/Paris', { calendar: calendar('Europe/Paris', { days: [1, 2, 3] }) });
  const events = simulate([atlas({ members: [free], rituals: [review] })], { from: MON, days: 7 });
  expect(events.map(({ what, why }) => [what, why])).toContainEqual(['skipped', 'everybody is away']);
  expect(events.map(({ what }) => what)).not.toContain('meeting');
});

test('a clock change moves instants, never what people see', () => {
  const events = simulate([atlas({ rituals: [sync] })], { from: '2026-10-19', days: 21 });
  const prompts = events.filter(({ what, person }) => what === 'prompt' && person === 'ana');
  const apart = prompts.map(({ at, date }) => `${date} ${new Date(at).toISOString().slice(11, 16)}`);
  expect(apart).toContain('2026-10-30 13:00');
  expect(apart).toContain('2026-11-02 14:00');
  const opened = events
    .filter(({ what }) => what === 'opened')
    .map(({ at }) => new Date(at).toISOString().slice(5, 16));
  expect(opened).toContain('10-23T07:00');
  expect(opened).toContain('10-26T08:00');
});

test('only the teams asked for, always in the same order', () => {
  const teams = [atlas({ id: 'b', rituals: [sync] }), atlas({ id: 'a', rituals: [sync] })];
  expect(new Set(simulate(teams, { from: MON, days: 1, teamIds: ['b'] }).map((event) => event.team))).toEqual(
    new Set(['b']),
  );
  const events = simulate(teams, { from: MON, days: 2 });
  expect(simulate([...teams].reverse(), { from: MON, days: 2 })).toEqual(events);
  expect(events.every((event, index) => index === 0 || events[index - 1]!.at <= event.at)).toBe(true);
  expect(events.slice(0, 2).map((event) => event.team)).toEqual(['a', 'b']);
});

test('a year of ten teams of twenty people takes seconds, not minutes', () => {
  const teams = Array.from({ length: 10 }, (_, n) => large(`t${n}`));
  const before = performance.now();
  const events = simulate(teams, { from: '2026-01-01', days: 365 });
  expect(events.length).toBeGreaterThan(100_000);
  expect(performance.now() - before).toBeLessThan(4_000);
});

function large(id: string): Team {
  const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'];
  const members = Array.from({ length: 20 }, (_, n) => member(`p${n}`, zones[n % zones.length] ?? 'UTC'));
  return atlas({ id, members, rituals: [sync, review, digest], quiet: { from: 1140, to: 480 } });
}

function line({ at, what, person, facilitator }: SimEvent): string {
  return `${new Date(at).toISOString().slice(0, 16)} ${what} ${person ?? facilitator ?? ''}`;
}

describe('what people have said in chat', () => {
  const round = (date: string, more: Partial<Round>): Round => ({
    id: `atlas/sync/${date}`,
    team: 'atlas',
    ritual: 'sync',
    slot: date,
    date,
    state: 'planned',
    opensAt: utc(`${date}T08:00`),
    closesAt: utc(`${date}T16:00`),
    version: 1,
    ...more,
  });
  const by = (what: ByHand['what']): { byHand: ByHand } => ({
    byHand: { what, by: 'mia', at: utc('2026-11-03T12:00') },
  });
  const small = atlas({ rituals: [sync] });
  const run = (rounds: readonly Round[], days = 5) => simulate([small], { from: MON, days, rounds });
  const opened = (events: readonly SimEvent[]) =>
    events.filter(({ what }) => what === 'opened').map(({ at, facilitator }) => `${iso(at)} ${facilitator}`);
  const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

  test('whoever is skipped in a rotation is not picked in that time', () => {
    const skips = [{ person: 'tom', from: MON, to: '2026-11-05' }];
    const rotations = [{ ...emptyRotation('atlas', 'sync'), skips }];
    const led = simulate([small], { from: MON, days: 10, rotations }).filter(({ what }) => what === 'duty');
    const toms = led.filter(({ facilitator }) => facilitator === 'tom').map(({ date }) => date);
    expect(led.length).toBeGreaterThan(7);
    expect(toms.length).toBeGreaterThan(0);
    expect(toms.every((date) => date > '2026-11-05')).toBe(true);
  });

  test('an archived team holds nothing', () => {
    expect(simulate([{ ...small, archived: true }], { from: MON, days: 5 })).toEqual([]);
  });

  test('a ritual falls on nothing after it expires', () => {
    const ends = atlas({ rituals: [{ ...sync, expires: '2026-11-03' }] });
    expect(opened(simulate([ends], { from: MON, days: 5 }))).toHaveLength(2);
  });

  test('a round that was left out is skipped with the reason, and its turn goes to nobody', () => {
    const closed = { at: utc('2026-11-02T12:00'), why: 'Mia left it out: the summit' };
    const events = run([round('2026-11-03', { state: 'skipped', closed, ...by('skipped') })]);
    const skipped = events.filter(({ what, person }) => what === 'skipped' && person === undefined);
    expect(skipped.map(({ date, why }) => [date, why])).toEqual([
      ['2026-11-03', 'Mia left it out: the summit'],
    ]);
    expect(opened(events)).toEqual([
      '2026-11-02T08:00 mia',
      '2026-11-04T08:00 tom',
      '2026-11-05T08:00 ana',
      '2026-11-06T08:00 raj',
    ]);
  });

  test('a round that was moved is held on its new date and time, once, also when it comes from outside the dates', () => {
    const twice = { ...sync, schedule: schedule({ on: { on: 'weekdays', days: [1, 2] } }) };
    const rounds = [round('2026-11-03', { date: '2026-11-06', at: 600, ...by('moved') })];
    const held = (from: string, days: number) =>
      opened(simulate([atlas({ rituals: [twice] })], { from, days, rounds })).map((line) =>
        line.slice(0, 16),
      );
    expect(held(MON, 7)).toEqual(['2026-11-02T08:00', '2026-11-06T09:00']);
    expect(held('2026-11-06', 1)).toEqual(['2026-11-06T09:00']);
    expect(held('2026-11-03', 1)).toEqual([]);
  });

  test('a round that somebody holds by hand begins, and asks, when they said', () => {
    const events = run([round('2026-11-03', { slot: 'run-1', ...by('run') })]);
    const at = utc('2026-11-03T12:00');
    expect(opened(events)).toHaveLength(6);
    const own = events.filter((event) => event.at === at);
    expect(own.map(({ what }) => what)).toEqual(expect.arrayContaining(['duty', 'opened', 'prompt']));
  });

  test('rounds of other teams and untouched ones change nothing', () => {
    const others = [
      round('2026-11-03', {}),
      round('2026-11-03', { team: 'borea', ...by('skipped'), state: 'skipped' }),
    ];
    expect(run(others)).toEqual(run([]));
  });
});
