import { describe, expect, test } from 'vitest';
import type { Job } from '../../src/core/decision.ts';
import {
  ASIDE,
  countHeld,
  endOf,
  goesOnAtOnce,
  isAside,
  isToChoose,
  pausedIn,
  readPause,
  setAside,
  takenUp,
  teamOfJob,
  whoPauses,
  whoPausesAll,
} from '../../src/core/pause.ts';
import { decided, heldLines } from '../../src/core/present/pause.ts';
import { plainText } from '../../src/core/present/plain.ts';
import { ATLAS, at } from './escalation/atlas.ts';

const TEAMS = ['atlas', 'atlas-2'];
/** A Wednesday. */
const TODAY = '2026-11-04';

const NO_WHY = { ok: true } as const;

test.each([
  ['', {}],
  ['all', { scope: 'all' }],
  ['Atlas-2 until monday', { scope: 'atlas-2', until: '2026-11-09' }],
  ['until wednesday Office move', { until: '2026-11-11', reason: 'Office move' }],
  ['till 2026-12-28 Winter  break', { until: '2026-12-28', reason: 'Winter break' }],
  ['until tomorrow', { until: '2026-11-05' }],
  ['Until the lift works', undefined],
  ['the lift is stuck', { reason: 'the lift is stuck' }],
  ['atlas the lift', { scope: 'atlas', reason: 'the lift' }],
  ['until 2026-11-04', undefined],
  ['until 2026-02-30', undefined],
  ['until 2027-11-05', { until: '2027-11-05' }],
  ['until 2027-11-06', undefined],
  ['until 9999-12-31', undefined],
  ['until', undefined],
])('reads “%s”', (words, expected) => {
  const read = readPause(words, TEAMS, TODAY);
  if (expected) expect(read).toEqual({ ...NO_WHY, ...expected });
  else expect(read).toMatchObject({ ok: false, why: expect.stringMatching(/Nothing was paused\.$/) });
});

test('a long reason is cut between whole characters', () => {
  const read = readPause(`${'🎉'.repeat(300)}`, TEAMS, TODAY);
  expect(read.ok && read.reason).toBe(`${'🎉'.repeat(199)}…`);
});

test('a pause until a day ends with the first working time on it, or after it', () => {
  expect(endOf(ATLAS, '2026-11-09')).toBe(at('2026-11-09 09:00'));
  expect(endOf(ATLAS, '2026-11-07')).toBe(at('2026-11-09 09:00'));
});

test('coordinator, leads, admins and operators may pause a team', () => {
  expect(whoPauses(ATLAS, ['op'])).toEqual(['mia', 'ivo', 'op']);
});

test('operators may pause all teams; without any, those who are an admin of every one', () => {
  const other = { ...ATLAS, id: 'boreas', admins: ['tom', 'ivo'] };
  expect(whoPausesAll([{ ...ATLAS, admins: ['mia', 'ivo'] }, other], [])).toEqual(['ivo']);
  expect(whoPausesAll([ATLAS, other], ['op'])).toEqual(['op']);
  expect(whoPausesAll([], [])).toEqual([]);
});

describe('a job of a paused team', () => {
  const due = at('2026-11-04 09:00');
  const job = (kind: string, id: string): Job => ({ key: `${kind}:${id}`, kind, due, payload: { id } });

  test.each([
    ['prompt', 'atlas/morning-sync/2026-11-04/mia', 'atlas'],
    ['digest-send', 'atlas-2/2026-11-06', 'atlas-2'],
    ['escalation-timer', 'atlas-2-14', 'atlas-2'],
    ['absence', 'mia/id-1', undefined],
    ['plan', 'atlas/morning-sync', undefined],
    ['pause-end', 'atlas/1', undefined],
  ])('%s %s belongs to %s', (kind, id, team) => {
    expect(teamOfJob(job(kind, id))).toBe(team);
  });

  test('is kept under its key and comes back due when it was due, with what was chosen', () => {
    const prompt = job('prompt', 'atlas/morning-sync/2026-11-04/mia');
    const kept = setAside(prompt);
    expect(kept).toMatchObject({ key: prompt.key, due: ASIDE });
    expect([isAside(prompt), isAside(kept)]).toEqual([false, true]);
    const back = takenUp(kept, 'merge');
    expect(back).toEqual({ ...prompt, payload: { ...prompt.payload, paused: 'merge' } });
    expect([pausedIn(prompt), pausedIn(back), isAside(back)]).toEqual([undefined, 'merge', false]);
    expect(takenUp(setAside(back), 'drop')).toEqual({
      ...prompt,
      payload: { ...prompt.payload, paused: 'drop' },
    });
  });

  test('is counted by kind, and a round or a digest once', () => {
    const jobs = [
      ...['open', 'close'].map((kind) => job(kind, 'atlas/morning-sync/2026-11-04')),
      ...['digest-cut', 'digest-send'].map((kind) => job(kind, 'atlas/2026-11-06')),
      ...['mia', 'tom'].map((who) => job('prompt', `atlas/morning-sync/2026-11-04/${who}`)),
      job('escalation-timer', 'atlas-1'),
    ];
    const held = countHeld(jobs, { steps: 2, messages: 1 });
    expect(heldLines(held)).toEqual([
      '2 prompts',
      '1 round',
      '3 escalation steps',
      '1 digest',
      '1 waiting message',
    ]);
    expect(isToChoose(held)).toBe(true);
    const byThemselves = countHeld(jobs.filter(goesOnAtOnce), { steps: 2, messages: 0 });
    expect(heldLines(byThemselves)).toEqual(['1 round', '3 escalation steps']);
    expect(isToChoose(byThemselves)).toBe(false);
  });
});

test('who chose, or that nobody did, can be read afterwards', () => {
  const when = at('2026-11-04 10:00');
  const words = (by?: string) => {
    const chosen = { how: 'drop', at: when, ...(by ? { by } : {}) } as const;
    const asked = { id: 'x', team: 'atlas', state: 'over', since: 0, by: 'mia', version: 1 } as const;
    return plainText(decided(chosen, asked, when, 'Europe/Berlin'), 'Europe/Berlin', (id) => id);
  };
  expect(words('mia')).toBe('@mia chose: it was dropped (10:00).');
  expect(words()).toBe('Nobody chose by 10:00, so it was dropped.');
});
