import { describe, expect, test } from 'vitest';
import { findingsIn } from '../../src/core/definition/finding.ts';
import { hours } from '../../src/core/definition/hours.ts';
import { nearest } from '../../src/core/definition/nearest.ts';
import { policyFile, policyOf } from '../../src/core/definition/policy-file.ts';
import { ritualFile, ritualForm } from '../../src/core/definition/ritual-file.ts';
import { ritualOf } from '../../src/core/definition/ritual-of.ts';
import { lengthOf, minuteOf, windowOf } from '../../src/core/definition/times.ts';
import type { Ritual } from '../../src/core/ritual.ts';

describe('times', () => {
  test.each([
    ['09:00', 540],
    ['9:00', 540],
    ['00:00', 0],
    ['23:59', 1439],
    ['24:00', undefined],
    ['09:60', undefined],
    ['9', undefined],
    ['09:00 ', undefined],
  ])('a wall time %j is minute %s', (text, minute) => expect(minuteOf(text)).toBe(minute));

  test.each([
    ['15 minutes', 15],
    ['2 hours', 120],
    ['1 hour 30 minutes', 90],
    ['90min', 90],
    ['1 day', 1440],
    ['2 weeks', undefined],
    ['hour', undefined],
    ['15', undefined],
    ['', undefined],
  ])('a length %j is %s minutes', (text, minutes) => expect(lengthOf(text)).toBe(minutes));

  test.each([
    ['09:00-12:30', { from: 540, to: 750 }],
    ['22:00-06:00', { from: 1320, to: 1800 }],
    ['22:00-24:00', { from: 1320, to: 1440 }],
    ['00:00-24:00', { from: 0, to: 1440 }],
    ['24:00-06:00', undefined],
    ['09:00-09:00', undefined],
    ['09:00', undefined],
    ['09:00-10:00-11:00', undefined],
  ])('a window %j is %j', (text, window) => expect(windowOf(text)).toEqual(window));
});

describe('hours', () => {
  const week = (raw: unknown) => hours.parse(raw);
  const mistakes = (raw: unknown) => {
    const read = hours.safeParse(raw);
    return read.success ? [] : findingsIn(read.error, raw).map(({ path }) => path.join('.'));
  };

  test('weekdays and ranges, also over the weekend, sorted by time', () => {
    const late = { from: 780, to: 1020 };
    const early = { from: 540, to: 720 };
    expect(week({ 'sat-mon': ['13:00-17:00'], Monday: ['09:00-12:00'] })).toEqual([
      [late],
      [early, late],
      [],
      [],
      [],
      [],
      [late],
    ]);
  });

  test('windows of a day that overlap are refused, ones that touch are not', () => {
    expect(mistakes({ mon: ['09:00-12:00', '11:59-13:00'] })).toEqual(['mon.1']);
    expect(mistakes({ 'mon-fri': ['09:00-12:00'], tue: ['08:00-10:00'] })).toEqual(['mon-fri.0']);
    expect(mistakes({ mon: ['09:00-12:00', '12:00-13:00'] })).toEqual([]);
    expect(mistakes({ mon: ['22:00-06:00', '23:00-24:00'] })).toEqual(['mon.1']);
  });

  test('every mistake is named', () => {
    expect(mistakes({ mo: ['x'], 'mon-fro': [], tue: ['09:00-12:00', 'y', '10:00-11:00'] })).toEqual([
      'mo',
      'mo.0',
      'mon-fro',
      'tue.1',
      'tue.2',
    ]);
  });
});

const BASE = { id: 'sync', name: 'Sync', kind: 'standup', schedule: { at: '09:00' } };

function ritual(more: object, people: string[] = []): Ritual {
  return ritualOf(ritualFile.parse({ ...BASE, ...more }), new Set(people));
}

describe('rituals', () => {
  test('what a file leaves out has its default', () => {
    expect(ritual({})).toMatchObject({
      mode: 'async',
      schedule: { at: 540, on: { on: 'working_days' }, every: { n: 1, unit: 'weeks' }, onHoliday: 'skip' },
      lasts: 30,
      answerTime: 120,
      announce: 30,
      loud: false,
      remind: [],
      participants: { everyone: true, roles: [], people: [] },
      agenda: [],
      questions: [],
      publish: { to: 'channel', as: 'thread' },
      catchUp: 'send',
    });
    expect(ritual({ kind: 'planning' }).mode).toBe('live');
  });

  test.each([
    ['weekdays', { on: 'working_days' }],
    ['every day', { on: 'every_day' }],
    [['mon', 'thu'], { on: 'weekdays', days: [1, 4] }],
    ['monday', { on: 'weekdays', days: [1] }],
    ['first monday', { on: 'nth', nth: 1, weekday: 1 }],
    ['last friday', { on: 'nth', nth: -1, weekday: 5 }],
    [15, { on: 'day', day: 15 }],
  ])('on: %j', (on, expected) => {
    expect(ritual({ schedule: { at: '09:00', on } }).schedule.on).toEqual(expected);
  });

  test.each(['sometimes', 'sixth monday', 0, 32, 1.5, [], ['mon', 'xyz']])('on: %j is refused', (on) => {
    const read = ritualForm.read({ ...BASE, schedule: { at: '09:00', on } });
    expect(read.error?.issues[0]?.message).toMatch(/^weekdays, every day, \[mon, thu\], first monday/);
  });

  test('cron gives the time and the dates', () => {
    const { schedule } = ritual({ schedule: { cron: '30 8 * * 1-5' } });
    expect(schedule).toMatchObject({ at: 510, on: { on: 'weekdays', days: [1, 2, 3, 4, 5] } });
  });

  test.each([
    ['1 week', { n: 1, unit: 'weeks' }],
    ['2 weeks', { n: 2, unit: 'weeks' }],
    ['3 months', { n: 3, unit: 'months' }],
    ['1 year', { n: 1, unit: 'years' }],
  ])('every: %s', (every, expected) => {
    expect(ritual({ schedule: { at: '09:00', every } }).schedule.every).toEqual(expected);
  });

  test('closes is a time of the day or a length', () => {
    expect(ritual({ closes: '12:00' }).closes).toEqual({ at: 720 });
    expect(ritual({ closes: '3 hours' }).closes).toEqual({ after: 180 });
  });

  test('participants, optional people and observers, roles told from people', () => {
    const read = ritual(
      { participants: { roles: ['qa'], optional: ['mia'] }, optional: ['ux'], observers: ['tom'] },
      ['mia', 'tom'],
    );
    expect(read.participants).toEqual({ everyone: false, roles: ['qa'], people: [] });
    expect(read.optional).toEqual({ everyone: false, roles: ['ux'], people: ['mia'] });
    expect(read.observers).toEqual({ everyone: false, roles: [], people: ['tom'] });
    expect(ritual({ participants: 'everyone' }).participants.everyone).toBe(true);
    expect(ritual({ participants: { people: ['mia'] } }).participants).toEqual({
      everyone: false,
      roles: [],
      people: ['mia'],
    });
  });

  test('each form of facilitator', () => {
    const none = { roles: [], people: [], pick: 'round_robin', turns: 'round' };
    expect(ritual({ facilitator: { role: 'qa' } }).facilitator).toEqual({ ...none, roles: ['qa'] });
    expect(ritual({ facilitator: { roles: ['qa', 'ux'] } }).facilitator).toEqual({
      ...none,
      roles: ['qa', 'ux'],
    });
    expect(ritual({ facilitator: { people: ['mia', 'tom'] } }).facilitator).toEqual({
      ...none,
      people: ['mia', 'tom'],
    });
    expect(ritual({ facilitator: { external: 'Dana Ruiz' } }).facilitator).toEqual({
      ...none,
      external: 'Dana Ruiz',
    });
    expect(ritual({ facilitator: { rotation: 'duty', pick: 'fair', turns: 'daily' } }).facilitator).toEqual({
      ...none,
      rotation: 'duty',
      pick: 'fair',
      turns: 'daily',
    });
    expect(ritual({}).facilitator).toBeUndefined();
  });

  test('conditions and weekdays of questions', () => {
    const { questions } = ritual({
      questions: [
        { id: 'stuck', ask: 'Stuck?', type: 'yes_no', only_on: ['mon', 'thu'] },
        { id: 'why', ask: 'Why?', ask_if: { id: 'stuck', is: 'yes' } },
      ],
    });
    expect(questions).toEqual([
      {
        id: 'stuck',
        ask: 'Stuck?',
        type: 'yes_no',
        optional: false,
        anonymous: false,
        onlyOn: [1, 4],
        askIf: undefined,
      },
      {
        id: 'why',
        ask: 'Why?',
        type: 'text',
        optional: false,
        anonymous: false,
        onlyOn: undefined,
        askIf: { id: 'stuck', is: true },
      },
    ]);
  });
});

describe('policy', () => {
  test('a team that gives none has the usual three levels', () => {
    expect(policyOf({})).toMatchObject({
      1: {
        who: ['affected', 'facilitator'],
        authority: ['affected', 'facilitator'],
        outcome: 'fixed',
        quietHours: 'keep',
      },
      2: { who: ['lead'], tell: ['channel', 'stakeholders'], resolve: { kind: 'working_days', n: 1 } },
      3: {
        who: ['leadership'],
        resolve: { kind: 'working_days', n: 2 },
        outcome: 'decision',
        quietHours: 'break',
      },
    });
  });

  test('what a team gives replaces just that, and the targets decide unless told otherwise', () => {
    const { 2: level } = policyOf(
      policyFile.parse({ level2: { who: ['qa'], respond: { elapsed_hours: 24 } } }),
    );
    expect(level).toMatchObject({
      who: ['qa'],
      authority: ['qa'],
      respond: { kind: 'elapsed_hours', n: 24 },
      resolve: { kind: 'working_days', n: 1 },
    });
  });

  test.each([[{}], [{ working_hours: 1, working_days: 1 }], [{ working_hours: 0 }], [{ working_days: 1.5 }]])(
    'the deadline %j is refused',
    (respond) => {
      expect(policyFile.safeParse({ level1: { respond } }).success).toBe(false);
    },
  );
});

test.each([
  ['weekly-reveiw', ['weekly-review', 'weekly-digest'], 'weekly-review'],
  ['Product Owner', ['product-owner', 'qa'], 'product-owner'],
  ['piano', ['qa', 'ux'], undefined],
  ['qq', ['qa'], undefined],
])('%s probably means one of %j: %s', (name, candidates, meant) => {
  expect(nearest(name, candidates)).toBe(meant);
});
