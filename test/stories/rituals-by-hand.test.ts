import { expect, test } from 'vitest';
import type { Reply } from '../../src/core/decision.ts';
import { atlas, only, people, ritual, sync } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';

const quiet = ritual('morning-sync', ({ questions }) => ({ questions: questions.slice(0, 1), remind: [] }));
const few = people('mia', 'tom');
const standup = () => atlas(sync, quiet, few);
const review = () => atlas(only('weekly-review'), people('mia', 'tom', 'raj', 'lea', 'kim'));

/** Presses the button of a reply, which no message carries. */
async function undo(rondo: Harness, user: string, reply: Reply): Promise<string> {
  if (reply.reply !== 'message') throw new Error(`no button in ${rondo.words(reply)}`);
  const [button] = reply.message.elements.flatMap((part) => (part.element === 'buttons' ? part.buttons : []));
  const { id, thing, epoch } = button!;
  const done = await rondo.command(`undo-${Math.random()}`, user, { act: 'press', button: id, thing, epoch });
  return rondo.words(done);
}

test('a ritual that is left out asks nobody, and the board says why', async () => {
  const rondo = await harness({ at: '2026-11-02T05:00:00Z', teams: [await standup()] });
  const reply = await rondo.slash('mia', '/rituals skip morning-sync today everybody is at the summit');
  expect(rondo.words(reply)).toMatch(
    /^Morning sync of Mon 2 Nov does not take place: everybody is at the summit \(you\)\./,
  );
  expect(rondo.expectMessage('#atlas', /^Atlas · Mon 2 Nov/).text).toMatch(
    /Morning sync: does not take place \(Mia Sommer left it out: everybody is at the summit\)/,
  );
  rondo.expectMessage('#atlas >', /does not take place: everybody is at the summit \(Mia Sommer\)/);
  await rondo.until('2026-11-02T20:00:00Z');
  rondo.ignore(/You facilitate Morning sync of Atlas on Tue 3 Nov/);
  rondo.expectNothing();
});

test('whoever has the duty hears that it is not today, and keeps their place in the list', async () => {
  const rondo = await harness({ at: '2026-10-30T09:00:00Z', teams: [await standup()] });
  await rondo.until('2026-11-02T06:30:00Z');
  const [round] = await rondo.store.read.rounds.find({ team: 'atlas', date: '2026-11-02' });
  const holder = round!.facilitator!.person!;
  const other = holder === 'mia' ? 'tom' : 'mia';
  rondo.ignore(/You facilitate/);
  await rondo.slash('ivo', '/rituals skip morning-sync today company day');
  await rondo.until('2026-11-02T08:30:00Z');
  rondo.expectMessage(holder, /^Not today: .*Your turn does not count, so you keep your place/);
  await rondo.until('2026-11-03T12:30:00Z');
  const [next] = await rondo.store.read.rounds.find({ team: 'atlas', date: '2026-11-03' });
  const [rotation] = await rondo.store.read.rotations.find({ team: 'atlas' });
  expect(next!.facilitator!.person).toBe(holder);
  expect(rotation!.accounts[other]?.turns ?? 0).toBe(0);
  rondo.ignore(/./);
});

test('what was left out can be put back until it would have begun, and then takes place as planned', async () => {
  const rondo = await harness({ at: '2026-11-02T05:00:00Z', teams: [await standup()] });
  const reply = await rondo.slash('mia', '/rituals skip morning-sync tomorrow a workshop');
  expect(await undo(rondo, 'mia', reply)).toMatch(/^Undone\. Morning sync takes place on Tue 3 Nov/);
  expect(await undo(rondo, 'mia', reply)).toMatch(/undone or changed since/);
  await rondo.until('2026-11-03T08:05:00Z');
  rondo.expectMessage('mia', /Morning sync is open/);
  rondo.expectMessage('mia', /Morning sync is open/);
  rondo.ignore(/./);
});

test('a date weeks ahead can be left out before it is planned, and planning keeps to it', async () => {
  const rondo = await harness({ at: '2026-11-02T05:00:00Z', teams: [await standup()] });
  await rondo.slash('mia', '/rituals skip morning-sync 2026-11-18 training');
  await rondo.until('2026-11-19T12:30:00Z');
  const rounds = await rondo.store.read.rounds.find({ team: 'atlas', ritual: 'morning-sync' });
  expect(
    rounds.filter(({ date }) => date <= '2026-11-19').map(({ date, state }) => `${date} ${state}`),
  ).toEqual([
    '2026-11-02 closed',
    '2026-11-03 closed',
    '2026-11-04 closed',
    '2026-11-05 closed',
    '2026-11-06 closed',
    '2026-11-09 closed',
    '2026-11-10 closed',
    '2026-11-11 closed',
    '2026-11-12 closed',
    '2026-11-13 closed',
    '2026-11-16 closed',
    '2026-11-17 closed',
    '2026-11-18 skipped',
    '2026-11-19 closed',
  ]);
  rondo.ignore(/./);
});

test('new definitions do not bring back what was left out weeks ahead, and lose no date before it', async () => {
  const rondo = await harness({ at: '2026-11-02T05:00:00Z', teams: [await standup()] });
  await rondo.slash('mia', '/rituals skip morning-sync 2026-11-06 training');
  await rondo.redefine([await atlas(sync, few)]);
  await rondo.until('2026-11-09T12:30:00Z');
  const rounds = await rondo.store.read.rounds.find({ team: 'atlas', ritual: 'morning-sync' });
  expect(
    rounds.filter(({ date }) => date <= '2026-11-09').map(({ date, state }) => `${date} ${state}`),
  ).toEqual([
    '2026-11-02 closed',
    '2026-11-03 closed',
    '2026-11-04 closed',
    '2026-11-05 closed',
    '2026-11-06 skipped',
    '2026-11-09 closed',
  ]);
  rondo.ignore(/./);
});

test('a meeting that is moved takes its turn with it, at the new date and time', async () => {
  const rondo = await harness({ at: '2026-11-05T09:00:00Z', teams: [await review()] });
  await rondo.until('2026-11-05T12:00:00Z');
  rondo.ignore(/./);
  const before = (await rondo.store.read.rounds.find({ team: 'atlas', date: '2026-11-06' }))[0]!;
  const reply = await rondo.slash(
    'mia',
    '/rituals move weekly-review friday to monday 14:00 the room is taken',
  );
  expect(rondo.words(reply)).toMatch(
    /^Weekly review of Fri 6 Nov moves to Mon 9 Nov at 14:00: the room is taken/,
  );
  const after = (await rondo.store.read.rounds.get(before.id))!;
  expect(after).toMatchObject({ date: '2026-11-09', slot: '2026-11-06', state: 'planned' });
  expect(after.startsAt).toBe(Date.parse('2026-11-09T13:00:00Z'));
  expect(after.facilitator?.person).toBe(before.facilitator?.person);
  await rondo.until('2026-11-06T20:00:00Z');
  expect(rondo.words(await rondo.slash('mia', '/rituals'))).toMatch(/Mon 9 Nov 13:00 Weekly review/);
  await rondo.until('2026-11-09T15:30:00Z');
  expect((await rondo.store.read.rounds.get(before.id))!.state).toBe('closed');
  rondo.ignore(/./);
});

test('a moved round stays where it was put when the definitions change', async () => {
  const rondo = await harness({ at: '2026-11-04T09:00:00Z', teams: [await review()] });
  await rondo.slash('mia', '/rituals move weekly-review 2026-11-13 to 2026-11-12 a holiday');
  await rondo.redefine([
    await atlas(
      only('weekly-review'),
      people('mia', 'tom', 'raj', 'lea', 'kim'),
      ritual('weekly-review', () => ({ lasts: 45 })),
    ),
  ]);
  const [round] = await rondo.store.read.rounds.find({
    team: 'atlas',
    ritual: 'weekly-review',
    date: '2026-11-12',
  });
  expect(round).toMatchObject({ slot: '2026-11-13', state: 'planned' });
  rondo.ignore(/./);
});

test('a ritual is held now by hand, once, and can be called off until somebody answers', async () => {
  const rondo = await harness({ at: '2026-11-07T09:00:00Z', teams: [await atlas(sync, quiet, few)] });
  await rondo.until('2026-11-09T14:00:00Z');
  rondo.ignore(/./);
  const reply = await rondo.slash('mia', '/rituals run morning-sync before the release');
  expect(rondo.words(reply)).toMatch(/^Morning sync is held now: before the release \(you\)\./);
  rondo.expectMessage('mia', /Morning sync is open/);
  rondo.expectMessage('tom', /Morning sync is open/);
  expect(rondo.words(await rondo.slash('mia', '/rituals run morning-sync'))).toMatch(/going on already/);
  expect(await undo(rondo, 'mia', reply)).toMatch(/called off/);
  rondo.ignore(/./, '#atlas >');
  const [round] = (await rondo.store.read.rounds.find({ team: 'atlas', date: '2026-11-09' })).filter(
    ({ slot }) => slot === 'run-1',
  );
  expect(round!.state).toBe('skipped');
});

test.each([
  ['skip mornin-sync today x', /Did you mean “\/rituals skip morning-sync”/],
  ['skip morning-sync today', /Please say why/],
  ['skip morning-sync 2026-11-07 x', /does not fall on Sat 7 Nov. The next ones are on Mon 2 Nov/],
  ['skip morning-sync 2026-12-25 x', /does not take place on Fri 25 Dec anyway/],
  ['move morning-sync 2026-11-05 to 2026-11-06 x', /takes place on Fri 6 Nov anyway/],
  ['move morning-sync 2026-11-05 to 2026-11-08 x', /not a working day/],
  ['move morning-sync 2026-11-05 to 2026-10-30 x', /has passed/],
  ['skip morning-sync 2026-10-30 x', /has passed/],
  ['skip morning-sync someday x', /could not read “someday”/],
])('what cannot be done is refused with the reason: %s', async (words, why) => {
  const rondo = await harness({ at: '2026-11-01T05:00:00Z', teams: [await standup()] });
  const reply = rondo.words(await rondo.slash('mia', `/rituals ${words}`));
  expect(reply).toMatch(why);
  expect(
    (await rondo.store.read.rounds.find({ team: 'atlas' })).filter(({ byHand, ahead }) => byHand || ahead),
  ).toEqual([]);
});

test('only whoever facilitates it or looks after the team may change a round', async () => {
  const rondo = await harness({
    at: '2026-10-31T09:00:00Z',
    teams: [await atlas(sync, quiet, people('mia', 'tom', 'raj'))],
  });
  await rondo.until('2026-11-02T06:30:00Z');
  const [round] = await rondo.store.read.rounds.find({ team: 'atlas', date: '2026-11-02' });
  const stranger = ['tom', 'raj'].find((id) => id !== round!.facilitator?.person)!;
  const reply = rondo.words(await rondo.slash(stranger, '/rituals skip morning-sync today just because'));
  expect(reply).toMatch(
    /^Only whoever facilitates it, the coordinator, a lead or an admin of Atlas may do that: /,
  );
  rondo.ignore(/./);
});

test('the list says what is next for me on my own clock, and for the team with whoever leads', async () => {
  const rondo = await harness({ at: '2026-11-01T09:00:00Z', teams: [await standup()] });
  const words = rondo.words(await rondo.slash('tom', '/rituals'));
  expect(words).toMatch(/^Next for you, on your own clock:/);
  expect(words).toMatch(/Atlas: the next seven days/);
  expect(words).toMatch(/Morning sync, (probably )?led by/);
});

test('the status names those without an answer only to whoever looks after the team', async () => {
  const rondo = await harness({
    at: '2026-11-01T09:00:00Z',
    teams: [await atlas(sync, quiet, people('mia', 'tom', 'raj'))],
  });
  await rondo.until('2026-11-02T09:30:00Z');
  rondo.ignore(/./);
  const [round] = await rondo.store.read.rounds.find({ team: 'atlas', date: '2026-11-02' });
  const other = ['tom', 'raj'].find((id) => id !== round!.facilitator?.person)!;
  expect(rondo.words(await rondo.slash('ivo', '/standup status'))).toMatch(/Mia Sommer: not yet/);
  const counts = rondo.words(await rondo.slash(other, '/standup status'));
  expect(counts).toMatch(/0 of 3 answered/i);
  expect(counts).not.toMatch(/Mia/);
});

test('a meeting that is held by hand begins at once and is minuted', async () => {
  const rondo = await harness({ at: '2026-11-03T09:00:00Z', teams: [await review()] });
  await rondo.slash('mia', '/rituals run weekly-review the release went wrong');
  await rondo.advance('1m');
  const [round] = await rondo.store.read.rounds.find({ team: 'atlas', date: '2026-11-03' });
  expect(round).toMatchObject({ slot: 'run-1', state: 'open', startedAt: expect.any(Number) });
  rondo.ignore(/./);
  await rondo.until('2026-11-03T13:00:00Z');
  expect((await rondo.store.read.rounds.get(round!.id))!.state).toBe('closed');
  rondo.ignore(/./);
});

test('a silent facilitator of a moved meeting is relieved before its new time', async () => {
  const rondo = await harness({ at: '2026-11-05T09:00:00Z', teams: [await review()] });
  await rondo.until('2026-11-05T12:00:00Z');
  rondo.ignore(/./);
  const before = (await rondo.store.read.rounds.find({ team: 'atlas', date: '2026-11-06' }))[0]!;
  await rondo.slash('mia', '/rituals move weekly-review friday to monday 14:00 the room is taken');
  const jobs = await rondo.store.read.jobs.list('pass-on:');
  const turn = (await rondo.store.read.turns.find({ team: 'atlas' })).find(({ countedAt }) => !countedAt);
  expect(before.facilitator?.person).toBeDefined();
  expect(turn).toBeDefined();
  expect(jobs.map(({ due }) => new Date(due).toISOString())).toEqual(['2026-11-09T12:30:00.000Z']);
  rondo.ignore(/./);
});

test('why says who changed a round by hand, and for what reason', async () => {
  const rondo = await harness({ at: '2026-11-02T05:00:00Z', teams: [await standup()] });
  await rondo.slash('mia', '/rituals skip morning-sync tomorrow a workshop');
  expect(rondo.words(await rondo.slash('tom', '/rondo why morning-sync'))).toMatch(
    /skipped \(morning-sync, 2026-11-03\): Mia Sommer left it out: a workshop/,
  );
  rondo.ignore(/./);
});
