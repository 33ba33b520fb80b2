import { expect, test } from 'vitest';
import { applyChange, ChangeRefused, undoChange } from '../../src/engine/definitions/changes.ts';
import { atlas, people, sync } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';

const BEFORE = '2026-11-01T06:00:00Z';
const team = () => atlas(sync, people('mia', 'tom'));

function change(rondo: Harness, about: string, fields: Parameters<typeof applyChange>[2]['fields']) {
  const wanted = { team: 'atlas', about, fields, by: 'mia', at: rondo.clock.now(), why: 'we agreed on it' };
  return rondo.store
    .transact((tx) => applyChange(rondo.engine.context, tx, wanted))
    .finally(() => rondo.engine.beat.settle());
}

async function promptsOn(rondo: Harness, date: string) {
  const prompts = await rondo.store.read.prompts.find({ round: `atlas/morning-sync/${date}` });
  return prompts.map(({ person, at }) => `${person} ${new Date(at).toISOString().slice(11, 16)}`).sort();
}

test('a change from chat counts right after its commit, field by field over the file', async () => {
  const rondo = await harness({ at: BEFORE, teams: [await team()] });
  const before = rondo.rhythm.team('atlas')!.rituals[0]!;
  await change(rondo, 'ritual:atlas/morning-sync', { schedule: { at: '10:30' } });
  const after = rondo.rhythm.team('atlas')!.rituals[0]!;
  expect(after).toEqual({ ...before, schedule: { ...before.schedule, at: 630 } });
});

test('rounds that were planned before a change move with it', async () => {
  const rondo = await harness({ at: '2026-11-01T12:00:00Z', teams: [await team()] });
  await rondo.until('2026-11-01T12:30:00Z');
  const before = await promptsOn(rondo, '2026-11-02');
  await change(rondo, 'ritual:atlas/morning-sync', { schedule: { at: '10:30' } });
  const after = await promptsOn(rondo, '2026-11-02');
  expect(before).toEqual(['mia 08:00', 'tom 09:00']);
  expect(after).toEqual(['mia 09:30', 'tom 10:30']);
});

test('a change survives a restart and other files, and what is undone does not come back', async () => {
  const first = await harness({ at: BEFORE, teams: [await team()] });
  const made = await change(first, 'member:atlas/tom', { roles: ['developer', 'ops'] });
  await first.close();
  const rondo = await harness({ at: BEFORE, teams: [await team()], before: first });
  const rolesOf = () => rondo.rhythm.team('atlas')!.members.find(({ id }) => id === 'tom')!.roles;
  expect(rolesOf()).toEqual(['developer', 'ops']);
  await rondo.redefine([await team()]);
  expect(rolesOf()).toEqual(['developer', 'ops']);
  await rondo.store.transact((tx) => undoChange(rondo.engine.context, tx, made.id, 'mia', rondo.clock.now()));
  await rondo.engine.beat.settle();
  expect(rolesOf()).not.toEqual(['developer', 'ops']);
});

test('a later change takes the place of an earlier one, and gives it back when it is undone', async () => {
  const rondo = await harness({ at: BEFORE, teams: [await team()] });
  await change(rondo, 'ritual:atlas/morning-sync', { schedule: { at: '10:30' } });
  const second = await change(rondo, 'ritual:atlas/morning-sync', { schedule: { at: '11:00' } });
  const at = () => rondo.rhythm.team('atlas')!.rituals[0]!.schedule.at;
  expect(at()).toBe(660);
  await rondo.store.transact((tx) =>
    undoChange(rondo.engine.context, tx, second.id, 'mia', rondo.clock.now()),
  );
  await rondo.engine.beat.settle();
  expect(at()).toBe(630);
});

test('somebody who was added from chat is asked like the others', async () => {
  const rondo = await harness({ at: BEFORE, teams: [await team()], strangers: ['ada'] });
  await change(rondo, 'member:atlas/ada', { name: 'Ada', user: 'ada', roles: ['developer'] });
  await rondo.until('2026-11-02T08:00:00Z');
  expect(rondo.words(await rondo.slash('ada', '/rondo me'))).toMatch(/^Ada\n/);
  rondo.expectMessage('ada', /Morning sync is open/);
  rondo.ignore(/./);
});

test.each([
  ['member:atlas/ivo', { roles: ['developer'] }, /lead/],
  ['member:atlas/tom', { roles: 'tester' }, /roles: expected a list/],
  ['member:atlas/tmo', { roles: ['developer'] }, /did you mean "tom"/],
  ['ritual:atlas/mornin-sync', { loud: true }, /did you mean "morning-sync"/],
  ['ritual:atlas/morning-sync', { schedule: { at: '25:00' } }, /schedule.at: expected a wall time/],
  ['ritual:atlas/morning-sync', { facilitator: { role: 'wizard' } }, /expected a role/],
  ['team:atlas', { archive: true }, /did you mean "archived"/],
  ['member:borea/tom', { roles: [] }, /expected something of team atlas/],
])('a change that is wrong is refused in the words of the files: %s %j', async (about, fields, why) => {
  const rondo = await harness({ at: BEFORE, teams: [await team()] });
  const refusal = await change(rondo, about, fields).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ChangeRefused);
  expect(String(refusal)).toMatch(why);
  expect(await rondo.store.read.changes.find({})).toEqual([]);
});

test('a change of what the files no longer have is kept without effect, and counts again when it is back', async () => {
  const rondo = await harness({ at: BEFORE, teams: [await team()] });
  const { id } = await change(rondo, 'member:atlas/tom', { roles: ['developer', 'ops'] });
  await rondo.redefine([await atlas(sync, people('mia'))]);
  const gone = await rondo.store.read.changes.get(id);
  expect(gone).toMatchObject({ open: true, without: expect.stringContaining('"tom"') });
  expect(rondo.log.lines.splice(0).join()).toMatch(/changes nothing that there is/);
  await rondo.redefine([await team()]);
  expect((await rondo.store.read.changes.get(id))?.without).toBeUndefined();
  expect(rondo.rhythm.team('atlas')!.members.find((one) => one.id === 'tom')!.roles).toEqual([
    'developer',
    'ops',
  ]);
});

test('an office that was given in chat to somebody whom no file has any more stays with whom the file names', async () => {
  const rondo = await harness({ at: BEFORE, teams: [await team()] });
  const { id } = await change(rondo, 'team:atlas', { admins: ['tom'] });
  expect(rondo.rhythm.team('atlas')!.admins).toEqual(['tom']);
  await rondo.redefine([await atlas(sync, people('mia'))]);
  expect(rondo.rhythm.team('atlas')!.admins).toEqual(['mia', 'ivo']);
  expect((await rondo.store.read.changes.get(id))?.without).toMatch(/"tom"/);
  expect(rondo.log.lines.splice(0).join()).toMatch(/changes nothing that there is/);
});

test('somebody who was let in from chat, and whom the file names later by another id, is one person', async () => {
  const rondo = await harness({ at: BEFORE, teams: [await team()], strangers: ['sam'] });
  await change(rondo, 'member:atlas/sam', { name: 'Sam', user: 'U1' });
  expect(rondo.rhythm.team('atlas')!.members.map(({ id }) => id)).toContain('sam');
  const [mia, ...others] = (await team()).members;
  const members = [mia!, { ...mia!, id: 'samuel', name: 'Samuel' }, ...others];
  const teams = [{ ...(await team()), members }];
  const users = new Map(members.map(({ id }) => [id, id === 'samuel' ? 'U1' : id]));
  const [home] = rondo.rhythm.now().homes;
  rondo.rhythm.set({ teams, homes: [{ ...home!, users }] });
  expect(rondo.rhythm.team('atlas')!.members.map(({ id }) => id)).not.toContain('sam');
  expect([...rondo.rhythm.homes()[0]!.users]).toEqual([...users]);
});
