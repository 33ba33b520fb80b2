import { expect, test } from 'vitest';
import { atlas, only, people, ritual } from '../atlas.ts';
import { harness } from '../harness.ts';
import { wholeRhythm } from '../rhythm.ts';
import { raise } from './blockers.ts';
import { counted, holderOf, reviewers } from './duty.ts';

test('whoever has the turn of the week falls ill ten minutes before the meeting: somebody stands in, is told at once, and the turn stays theirs', async () => {
  const story = await reviewers();
  await story.until('2026-11-13T12:20:00Z');
  const told = story.expectMessage('mia', /^You facilitate Weekly review/);
  await story.press('mia', told, "I'll do it");
  story.ignore(/(?:)/);
  await story.until('2026-11-13T12:50:00Z');
  await story.slash('mia', '/rondo away');
  await story.advance('1m');
  // A turn that holds for the week stays Mia's; somebody stands in for this meeting.
  story.expectMessage('tom', /^You take over Weekly review of Atlas on Fri 13 Nov\./);
  await story.until('2026-11-13T13:01:00Z');
  const [round] = await story.store.read.rounds.find({ ritual: 'weekly-review', date: '2026-11-13' });
  expect(round?.facilitator).toMatchObject({
    person: 'tom',
    why: expect.stringContaining('stands in for Mia'),
  });
  expect(await holderOf(story, '2026-11-09')).toBe('mia');
  story.ignore(/(?:)/);
});

test('two people swap, and one of them leaves: the other keeps what they took, and the free turn goes on', async () => {
  const story = await reviewers();
  await story.slash('kim', '/rondo duty swap mia 2026-11-27 2026-12-04');
  await story.press('mia', story.expectMessage('mia', /^Kim Duarte asks you to swap/), 'Accept');
  story.ignore(/(?:)/);
  const [team] = story.rhythm.teams();
  await story.redefine([{ ...team!, members: team!.members.filter(({ id }) => id !== 'mia') }]);
  for (const friday of ['2026-11-13', '2026-11-20', '2026-11-27', '2026-12-04']) {
    await story.until(`${friday}T12:00:00Z`);
    for (const one of story.unread().filter((one) => story.now(one).includes("[I'll do it]")))
      await story.press(one.to, one, "I'll do it");
    await story.until(`${friday}T13:01:00Z`);
  }
  expect(await holderOf(story, '2026-11-30')).toBe('kim');
  expect(['tom', 'kim']).toContain(await holderOf(story, '2026-11-23'));
  expect((await counted(story)).mia).toBe(0);
  story.ignore(/(?:)/);
});

test('a turn that was given away weeks ahead goes with its meeting when a holiday moves it', async () => {
  const story = await reviewers();
  await story.slash('kim', '/rondo duty give mia 2026-11-27');
  await story.press('mia', story.expectMessage('mia', /^Kim Duarte asks you to take over/), 'Accept');
  story.ignore(/(?:)/);
  const [team] = story.rhythm.teams();
  const closed = new Map([...team!.calendar.closed, ['2026-11-27', 'a holiday']]);
  await story.redefine([{ ...team!, calendar: { ...team!.calendar, closed } }]);
  await story.until('2026-11-26T13:01:00Z');
  story.ignore(/(?:)/);
  const [round] = await story.store.read.rounds.find({ ritual: 'weekly-review', date: '2026-11-26' });
  expect(round?.facilitator?.person).toBe('mia');
  expect(await holderOf(story, '2026-11-23')).toBe('mia');
});

test('who looks after the team passes a turn on for somebody, who is told, and may object; the account is as before', async () => {
  const story = await reviewers();
  expect(story.words(await story.slash('tom', '/rondo duty pass kim 2026-11-27'))).toMatch(
    /^Kim Duarte has this turn, and only they can hand it on/,
  );
  const done = story.words(await story.slash('ivo', '/rondo duty pass kim 2026-11-27'));
  expect(done).toMatch(/^Mia Sommer has Weekly review of Atlas on Fri 27 Nov now\./);
  story.expectMessage('mia', /^You have Weekly review of Atlas on Fri 27 Nov now: Ivo Novak passed it on/);
  story.expectMessage(
    'kim',
    /^Ivo Novak has passed Weekly review of Atlas on Fri 27 Nov on for you: Mia Sommer has it/,
  );
  expect(story.words(await story.slash('tom', '/rondo duty undo'))).toMatch(/^There is nothing to undo/);
  expect(story.words(await story.slash('kim', '/rondo duty undo'))).toMatch(
    /^Undone: Kim Duarte has Weekly review of Atlas on Fri 27 Nov again/,
  );
  expect(await holderOf(story, '2026-11-23')).toBe('kim');
  story.ignore(/undone a change/);
  const [rotation] = await story.store.read.rotations.find({ team: 'atlas' });
  expect(rotation?.accounts).toEqual({});
});

test('who looks after the team takes back what somebody else did; others may not', async () => {
  const story = await reviewers();
  await story.slash('kim', '/rondo duty pass 2026-11-27');
  expect(story.words(await story.slash('tom', '/rondo duty undo kim'))).toMatch(/^Only the coordinator/);
  expect(story.words(await story.slash('ivo', '/rondo duty undo kim'))).toMatch(/^Undone: Kim Duarte has/);
  expect(await holderOf(story, '2026-11-23')).toBe('kim');
  story.expectMessage('kim', /^Ivo Novak has undone a change/);
  story.ignore(/(?:)/);
});

test('who looks after the team swaps the turns of two others, and either may object', async () => {
  const story = await reviewers();
  expect(story.words(await story.slash('ivo', '/rondo duty swap 2026-11-20 2026-11-27'))).toMatch(
    /^Kim Duarte has Weekly review of Atlas on Fri 20 Nov now, and Tom Okafor has Weekly review of Atlas on Fri 27 Nov\./,
  );
  story.expectMessage(
    'tom',
    /^Ivo Novak has swapped your turn: you have Weekly review of Atlas on Fri 27 Nov/,
  );
  story.expectMessage(
    'kim',
    /^Ivo Novak has swapped your turn: you have Weekly review of Atlas on Fri 20 Nov/,
  );
  await story.slash('tom', '/rondo duty undo');
  expect([await holderOf(story, '2026-11-16'), await holderOf(story, '2026-11-23')]).toEqual(['tom', 'kim']);
  story.ignore(/undone a change/);
});

test('whoever asks to be skipped for a while is not picked and need not be away; who says it for others tells them', async () => {
  const story = await reviewers();
  expect(story.words(await story.slash('tom', '/rondo duty skip me until 2026-11-27'))).toMatch(
    /^You are not picked until Fri 27 Nov\. It costs nothing in the account\. Not any more\?/,
  );
  const listed = story.words(await story.slash('mia', '/rondo duty'));
  expect(listed).not.toMatch(/20 Nov[^\n]*review: Tom/);
  await story.slash('ivo', '/rondo duty skip kim 2026-11-20');
  story.expectMessage(
    'kim',
    /^Ivo Novak has asked that you are not picked for turns of Atlas on Fri 20 Nov\./,
  );
  expect(story.words(await story.slash('kim', '/rondo duty skip tom 2026-12-04'))).toMatch(/^Only they/);
  expect(story.words(await story.slash('tom', '/rondo duty unskip'))).toMatch(
    /^You are picked as usual again in Atlas/,
  );
});

test('skips leave a line in the log for each rotation, and so does their end; in a channel only its team is meant', async () => {
  const own = ritual('morning-sync', ({ facilitator }) => ({
    ...(facilitator && { facilitator: { ...facilitator, rotation: 'sync' } }),
  }));
  const one = await atlas(only('morning-sync', 'weekly-review'), own, people('mia', 'tom', 'kim'));
  const two = { ...one, id: 'borea', name: 'Borea', channel: '#borea' };
  const story = await harness({ at: '2026-11-09T13:00:00Z', teams: [one, two] });
  for (const in_ of ['#atlas', '#borea'])
    expect(story.words(await story.slash('tom', '/rondo duty skip me until 2026-11-27', in_))).toMatch(
      /^You are not/,
    );
  const skips = async (team: string) =>
    (await story.store.read.rotations.find({ team })).flatMap(({ name, skips = [] }) =>
      skips.map(() => name),
    );
  expect((await skips('atlas')).sort()).toEqual(['sync', 'weekly-review']);

  expect(story.words(await story.slash('kim', '/rondo duty unskip tom', '#atlas'))).toMatch(
    /^Nobody is skipped/,
  );
  expect(story.words(await story.slash('tom', '/rondo duty unskip weekly-review', '#atlas'))).toMatch(
    /^You are picked as usual again in Atlas\./,
  );
  expect(await skips('atlas')).toEqual(['sync']);
  story.expectNothing('tom');
  expect(story.words(await story.slash('ivo', '/rondo duty unskip tom', '#atlas'))).toMatch(
    /^Tom Okafor is picked as usual again in Atlas\./,
  );
  story.expectMessage('tom', /^You are picked for turns of Atlas as usual again: Ivo Novak ended the time/);
  story.ignore(/^You facilitate Morning sync/);
  expect([await skips('atlas'), (await skips('borea')).sort()]).toEqual([[], ['sync', 'weekly-review']]);

  const log = async (name: string) =>
    (await story.store.read.events.find({ about: `rotation:atlas/${name}` }, { order: 'at' })).map(
      ({ what, who, person }) => [what, who, person].join(' '),
    );
  expect(await log('weekly-review')).toEqual(['skipped tom tom', 'skip ended tom tom']);
  expect(await log('sync')).toEqual(['skipped tom tom', 'skip ended ivo tom']);
});

test('the announcement of a turn hands over: a note, what is open and who is away; the ledger shows all turns', async () => {
  const story = await reviewers();
  expect(story.words(await story.slash('tom', '/rondo duty note hello'))).toMatch(/^A note goes from/);
  await story.slash('kim', '/rondo away 2026-11-20 to 2026-11-20');
  await story.until('2026-11-13T12:00:00Z');
  const told = story.expectMessage('mia', /^You facilitate Weekly review/);
  expect(told.text).not.toMatch(/From|Open actions|Open blockers/);
  await story.press('mia', told, "I'll do it");
  await story.until('2026-11-13T13:05:00Z');
  expect(story.words(await story.slash('mia', '/rondo duty note The demo is on Thursday'))).toMatch(
    /^Noted\./,
  );
  const open = { team: 'atlas', from: 'round:atlas/weekly-review/2026-11-13', open: true, version: 1 };
  const listed = [
    { id: 'a1', what: 'Order the keys', owner: 'kim', due: '2026-11-18' },
    { id: 'a2', what: 'Ask the vendor', owner: 'mia', due: '2026-11-24' },
    { id: 'a3', what: 'Tidy the backlog', owner: 'tom', due: '2026-12-01' },
  ];
  await story.store.transact(async (tx) => {
    for (const one of listed) await tx.actions.insert({ ...open, ...one });
    await tx.actions.insert({ ...open, ...listed[0]!, id: 'a4', what: 'Paint the wall', open: false });
  });
  await raise(story, 'tom', { what: 'No test data', needs: ['kim'] });
  await raise(story, 'tom', { what: 'Somebody is ill', private: true });
  story.ignore(/(?:)/);
  await story.until('2026-11-19T12:00:00Z');
  const next = story.all().findLast(({ to, text }) => to === 'tom' && text.startsWith(`You facilitate`));
  expect(next?.text).toContain('From Mia Sommer: The demo is on Thursday');
  expect(next?.text).toContain('Away: Kim Duarte');
  expect(next?.text).toMatch(
    /Open actions \(3\): Order the keys \(Kim Duarte\); Ask the vendor \(Mia Sommer\)/,
  );
  expect(next?.text).toMatch(/Open blockers \(1\): .*No test data/);
  expect(next?.text).not.toMatch(/Tidy|Paint|Somebody is ill/);
  story.ignore(/(?:)/);
  const ledger = story.words(await story.slash('kim', '/rondo duty ledger'));
  expect(ledger).toMatch(/Turns of Atlas so far[\s\S]*Mia Sommer: 1 of 0\.\d/);
});

test('a weekly duty is handed over to the next one, and what leads by it is theirs for the week', async () => {
  const changes = [
    only('quality-champion', 'quality-review'),
    // It names the rotation alone, as another ritual may.
    ritual('quality-review', ({ facilitator }) => ({
      ...(facilitator && { facilitator: { ...facilitator, turns: 'round' } }),
    })),
    people('mia', 'tom', 'kim'),
  ];
  const team = changes.reduce((before, change) => change(before), await wholeRhythm());
  const story = await harness({ at: '2026-11-13T09:30:00Z', teams: [team] });
  await story.until('2026-11-16T15:00:00Z');
  const told = story.expectMessage(
    'mia',
    /^You facilitate Quality champion of Atlas in the week of Mon 16 Nov/,
  );
  expect(told.text).not.toContain('opens in the channel');
  await story.until('2026-11-19T16:30:00Z');
  const [review] = await story.store.read.rounds.find({ ritual: 'quality-review', date: '2026-11-19' });
  expect(review?.facilitator?.person).toBe('mia');
  await story.until('2026-11-20T14:00:00Z');
  expect(story.words(await story.slash('mia', '/rondo duty note Watch the flaky tests'))).toMatch(/^Noted\./);
  const next = story.expectMessage(
    'tom',
    /^You facilitate Quality champion of Atlas in the week of Mon 23 Nov/,
  );
  expect(story.now(next)).toContain('From Mia Sommer: Watch the flaky tests');
  const turns = await story.store.read.turns.find({ rotation: 'quality-champion' });
  expect(turns.map(({ id }) => id)).not.toContain('atlas/quality-champion/2026-11-19/quality-review');
  story.ignore(/(?:)/);
});
