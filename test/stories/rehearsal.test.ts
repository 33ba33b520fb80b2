import { expect, test } from 'vitest';
import type { Team } from '../../src/core/team.ts';
import { adopt } from '../../src/engine/definitions/adopt.ts';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { formIn, harness } from '../harness.ts';
import { raise } from './blockers.ts';

const rehearsing = (team: Team): Team => ({ ...team, rehearsal: true });
const quiet = ritual('morning-sync', ({ questions }) => ({ questions: questions.slice(0, 2), remind: [] }));
const team = () => atlas(sync, quiet, people('mia', 'tom', 'raj'), rehearsing);

test('a team that rehearses tells everything to whoever sets it up, with its real recipient and time', async () => {
  const rondo = await harness({ at: '2026-11-02T05:00:00Z', teams: [await team()] });
  await rondo.until('2026-11-02T16:00:00Z');
  rondo.expectMessage('mia', /Atlas rehearses\./);
  rondo.expectMessage('mia', /Rehearsal: would go to #atlas at Mon 2 Nov 09:00 \(Europe\/Berlin\)/);
  rondo.expectMessage('mia', /Rehearsal: would go to Tom Okafor at Mon 2 Nov 09:00 \(Europe\/Lisbon\)/);
  expect(rondo.all().every(({ to }) => to === 'mia')).toBe(true);
  rondo.ignore(/Rehearsal/, 'mia');
});

test('what falls due together comes as one message, each part with its own mark', async () => {
  const rondo = await harness({ at: '2026-11-02T07:30:00Z', teams: [await team()] });
  await rondo.until('2026-11-02T08:00:00Z');
  const [board] = rondo.unread('mia').filter(({ text }) => /would go to #atlas at/.test(text));
  expect(board!.text).toMatch(/would go to #atlas at[\s\S]*would go to you at/);
  rondo.ignore(/./, 'mia');
});

test('the buttons of others are only named; the form can be looked at, and saves nothing', async () => {
  const rondo = await harness({ at: '2026-11-02T07:30:00Z', teams: [await team()] });
  await rondo.until('2026-11-02T09:05:00Z');
  const forTom = rondo.expectMessage('mia', /would go to Tom Okafor[\s\S]*Buttons there: Answer/);
  const form = formIn(await rondo.press('mia', forTom, 'Show the form'));
  const reply = rondo.words(await rondo.submit('mia', form, {}));
  expect(reply).toMatch(/^This is a rehearsal: nothing was saved/);
  expect(await rondo.store.read.updates.find({ person: 'tom' })).toEqual([]);
  rondo.ignore(/./, 'mia');
});

test('from go-live on everybody gets what is theirs, and nothing from before', async () => {
  const rondo = await harness({ at: '2026-11-02T07:30:00Z', teams: [await team()] });
  await rondo.until('2026-11-02T10:00:00Z');
  rondo.ignore(/./, 'mia');
  const reply = rondo.words(await rondo.slash('mia', '/rondo go-live'));
  expect(reply).toMatch(/^Atlas is live: from now on everybody gets what is theirs\./);
  expect(rondo.words(await rondo.slash('mia', '/rondo go-live'))).toMatch(/live already/);
  rondo.expectMessage('#atlas', /^Atlas · Mon 2 Nov/);
  await rondo.until('2026-11-02T11:00:00Z');
  rondo.expectNothing();
  await rondo.until('2026-11-03T12:00:00Z');
  rondo.expectMessage('tom', /Morning sync is open/);
  rondo.ignore(/./);
});

test('blockers that are open at go-live are told anew to whom they concern', async () => {
  const rondo = await harness({ at: '2026-11-02T09:30:00Z', teams: [await team()] });
  await raise(rondo, 'raj', { what: 'The staging database is down', needs: ['tom'] });
  await rondo.until('2026-11-02T09:35:00Z');
  const before = rondo.unread().map(({ to }) => to);
  expect(new Set(before)).toEqual(new Set(['mia']));
  rondo.ignore(/./, 'mia');
  expect(rondo.words(await rondo.slash('ivo', '/rondo go-live'))).toMatch(/1 open blocker is told now/);
  const told = rondo.unread().filter(({ text }) => /staging database/.test(text));
  expect(told.map(({ to }) => to)).toContain('tom');
  rondo.ignore(/./);
});

test('only whoever looks after the team may end its rehearsal', async () => {
  const rondo = await harness({ at: '2026-11-02T05:00:00Z', teams: [await team()] });
  expect(rondo.words(await rondo.slash('tom', '/rondo go-live'))).toMatch(
    /^Only the coordinator, a lead or an admin/,
  );
  await rondo.until('2026-11-02T08:00:00Z');
  rondo.ignore(/./, 'mia');
});

test('a rehearsal goes on after a restart, and the file can end it', async () => {
  const first = await harness({ at: '2026-11-02T07:30:00Z', teams: [await team()] });
  await first.close();
  const rondo = await harness({ at: '2026-11-02T07:45:00Z', teams: [await team()], before: first });
  await rondo.until('2026-11-02T08:05:00Z');
  expect(rondo.all().every(({ to }) => to === 'mia')).toBe(true);
  rondo.ignore(/./, 'mia');
  await rondo.redefine([{ ...(await team()), rehearsal: false }]);
  expect((await rondo.store.read.rehearsals.get('atlas'))?.state).toBe('live');
  rondo.ignore(/./);
});

test.each([
  ['slack', undefined, 'rehearsing'],
  ['slack', false, 'live'],
  ['playground', undefined, 'live'],
  ['playground', true, 'rehearsing'],
])('a new team on %s whose file says rehearsal: %s begins %s', async (platform, rehearsal, state) => {
  const plain = await atlas(sync, quiet, people('mia', 'tom'));
  const borea: Team = {
    ...plain,
    id: 'borea',
    channel: '#borea',
    rituals: [],
    ...(rehearsal === undefined ? {} : { rehearsal }),
  };
  const rondo = await harness({ at: '2026-11-02T22:00:00Z', teams: [plain] });
  const homes = [{ team: 'borea', workspace: 'playground', platform, users: new Map() }];
  rondo.rhythm.set({ teams: [borea], homes });
  await adopt(rondo.engine.context, { teams: [borea], homes }, rondo.clock.now());
  expect((await rondo.store.read.rehearsals.get('borea'))?.state).toBe(state);
});

test('a private blocker stays private in a rehearsal too', async () => {
  const rondo = await harness({ at: '2026-11-02T09:30:00Z', teams: [await team()] });
  await raise(rondo, 'raj', { what: 'Somebody shouts at me', private: true });
  await rondo.until('2026-11-02T12:00:00Z');
  expect(
    rondo.all().filter(({ text }) => /A private blocker\. Only its raiser/.test(text)).length,
  ).toBeGreaterThan(0);
  expect(rondo.all().filter(({ to, text }) => to === 'mia' && /shouts/.test(text))).toEqual([]);
  rondo.ignore(/./);
});
