import { expect, test } from 'vitest';
import type { Recipient } from '../../src/core/decision.ts';
import type { Team } from '../../src/core/team.ts';
import { itemId, recipientKey } from '../../src/engine/delivery/outbox.ts';
import { presenters } from '../../src/engine/delivery/presenters.ts';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { formIn, type Harness, harness } from '../harness.ts';
import { raise } from './blockers.ts';

const quiet = ritual('morning-sync', ({ questions }) => ({ questions: questions.slice(0, 2), remind: [] }));
const rehearsing = (team: Team): Team => ({ ...team, rehearsal: true });
const renamed = (team: Team): Team => ({ ...team, id: 'apollo', was: 'atlas', name: 'Apollo' });
const team = (...more: ((team: Team) => Team)[]) => atlas(sync, quiet, people('mia', 'tom', 'raj'), ...more);

const DUE = Date.parse('2026-11-02T12:00:00Z');
const EVERYBODY: readonly Recipient[] = [
  { person: 'tom' },
  { person: 'ivo' },
  { person: 'dana' },
  { channel: '#atlas' },
  { channel: '#atlas-stakeholders' },
  { channel: '#atlas', under: 'board:atlas/2026-11-02' },
];
/** What tells of the rehearsal itself, and what is about this Rondo and not about the team. */
const REAL = new Set(['rehearsal/begun', 'notice/alarm']);

/** One item of each kind that there is, for everybody, as urgent as can be. */
async function tellAll(rondo: Harness): Promise<void> {
  const all = Object.keys(presenters).filter((key) => !REAL.has(key));
  await rondo.store.transact(async (tx) => {
    for (const key of all)
      for (const to of EVERYBODY) {
        const [subject = '', kind = ''] = key.split('/');
        const item = {
          team: 'atlas',
          thing: `${subject}:atlas/${subject === 'board' ? '2026-11-02' : 'tom'}`,
          epoch: 7,
          kind: kind === '*' ? 'news' : kind,
          to,
          due: DUE,
          priority: 'deadline',
          loud: true,
          facts: { text: 'Hello' },
        } as const;
        const row = {
          ...item,
          id: itemId(item),
          recipient: recipientKey(to),
          state: 'waiting',
          at: DUE,
        } as const;
        await tx.items.insert({ ...row, version: 1 });
      }
  });
}

const others = (rondo: Harness) => rondo.unread().filter(({ to }) => to !== 'mia');

test('nothing of any kind reaches anybody but whoever sees the rehearsal', async () => {
  const rondo = await harness({ at: '2026-11-02T11:00:00Z', teams: [await team(rehearsing)] });
  await tellAll(rondo);
  await rondo.until('2026-11-02T12:05:00Z');
  expect(others(rondo)).toEqual([]);
  const told = (await rondo.store.read.items.find({})).filter(({ epoch }) => epoch === 7);
  expect(told.length).toBeGreaterThan(100);
  expect(told.filter(({ rehearsed, recipient }) => !rehearsed || recipient !== 'person:mia')).toEqual([]);
  rondo.ignore(/./);
});

test('what waited under the old name of a rehearsing team reaches nobody else after a rename', async () => {
  const rondo = await harness({ at: '2026-11-02T11:00:00Z', teams: [await team(rehearsing)] });
  await tellAll(rondo);
  await rondo.redefine([await team(rehearsing, renamed)]);
  await rondo.until('2026-11-02T12:05:00Z');
  expect(others(rondo)).toEqual([]);
  rondo.ignore(/./);
});

test('the board that the channel has stands still while its team rehearses, and goes on after', async () => {
  const rondo = await harness({ at: '2026-11-02T07:00:00Z', teams: [await team()] });
  await rondo.until('2026-11-02T09:05:00Z');
  const board = rondo.expectMessage('#atlas', /^Atlas · Mon 2 Nov/);
  rondo.ignore(/./);
  await rondo.slash('mia', '/rondo rehearse');
  await raise(rondo, 'raj', { what: 'The staging database is down', needs: ['tom'] });
  await rondo.until('2026-11-02T09:30:00Z');
  expect(rondo.now(board)).toMatch(/Open blockers: none/);
  expect(others(rondo)).toEqual([]);
  rondo.ignore(/./);
  await rondo.slash('mia', '/rondo go-live');
  expect(rondo.now(board)).toMatch(/The staging database is down/);
  rondo.ignore(/./);
});

test('who is in a live team too is asked in one form for that team only, not for what the other rehearses', async () => {
  const other = (one: Team): Team => ({ ...one, id: 'zenit', name: 'Zenit', channel: '#zenit' });
  const teams = [await team(), await team(other, rehearsing)];
  const rondo = await harness({ at: '2026-11-02T05:00:00Z', teams });
  await rondo.until('2026-11-02T09:30:00Z');
  const things = async (user: string) => formIn(await rondo.slash(user, '/standup')).thing;
  expect(await things('tom')).toBe('prompt:atlas/morning-sync/2026-11-02/tom');
  expect(await things('mia')).toMatch(/zenit/);
  rondo.ignore(/./);
});
