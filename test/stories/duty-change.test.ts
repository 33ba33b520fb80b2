import { expect, test } from 'vitest';
import { atlas, people, sync } from '../atlas.ts';
import { harness } from '../harness.ts';
import { counted, formIn, holderOf, reviewers } from './duty.ts';

test('the list shows one’s own turns and the team’s next ones, who, when and why', async () => {
  const story = await reviewers();
  const shown = story.words(await story.slash('tom', '/rondo duty'));
  expect(shown).toMatch(
    /^Turns of Atlas\nYours\n• Fri 20 Nov 13:00 Weekly review: Tom Okafor \(next in the list after Mia Sommer, not fixed yet\)\n\[Swap…\] \[Pass on\]\n/,
  );
  expect(shown).toMatch(
    /Next\n• Fri 13 Nov 13:00 Weekly review: Mia Sommer \(the list begins here, not fixed yet\)\n\[Volunteer\]\n• Fri 20 Nov/,
  );
  expect(await story.store.read.turns.find({})).toEqual([]);
});

test('whoever volunteers has the turn, the holder is told, and nobody else’s turns move', async () => {
  const story = await reviewers();
  const reply = await story.slash('tom', '/rondo duty take weekly-review 2026-11-27');
  expect(story.words(reply)).toBe(
    'Thank you. You have Weekly review of Atlas on Fri 27 Nov now. Kim Duarte is told. Changed your mind? /rondo duty undo',
  );
  story.expectMessage(
    'kim',
    /^Tom Okafor does Weekly review of Atlas on Fri 27 Nov for you\. You have nothing to do\./,
  );
  expect(story.words(await story.slash('tom', '/rondo duty take weekly-review 2026-11-27'))).toBe(
    'You have this turn already. Nothing was changed.',
  );
  const shown = story.words(await story.slash('mia', '/rondo duty'));
  expect(shown.match(/Weekly review: (\w+)/g)?.slice(-6)).toEqual(
    ['Mia', 'Tom', 'Tom', 'Mia', 'Tom', 'Kim'].map((name) => `Weekly review: ${name}`),
  );
});

test('a turn passed on weeks ahead goes to the next, who is told once more when it is near', async () => {
  const story = await reviewers();
  expect(story.words(await story.slash('kim', '/rondo duty pass 2026-11-27'))).toMatch(
    /^Mia Sommer has Weekly/,
  );
  const told = story.expectMessage(
    'mia',
    /^You have Weekly review of Atlas on Fri 27 Nov now: Kim Duarte passed it on\. Why you: next in the list after Tom Okafor; passed over: Kim Duarte \(passed it on\)\./,
  );
  const again = await story.slash('kim', '/rondo duty pass 2026-11-27');
  expect(story.words(again)).toMatch(/^Mia Sommer has this turn, and only they can hand it on;/);
  await story.until('2026-11-26T09:00:00Z');
  story.ignore(/(?:)/);
  const near = story
    .all()
    .filter(({ to, text }) => to === 'mia' && /^You facilitate .* on Fri 27 Nov/.test(text));
  expect(near).toHaveLength(1);
  expect(story.now(told)).toContain('[Pass on]');
  const other = await story.store.read.rounds.find({ date: '2026-11-27' });
  expect(other[0]?.facilitator).toMatchObject({ person: 'mia' });
});

test('somebody who looks after the team gives a turn of others at once, and both know who did it', async () => {
  const story = await reviewers();
  const reply = await story.slash('ivo', '/rondo duty give tom weekly-review 2026-11-27');
  expect(story.words(reply)).toMatch(
    /^Tom Okafor has Weekly review of Atlas on Fri 27 Nov now, and both are told/,
  );
  story.expectMessage(
    'tom',
    /^Ivo Novak has given you Weekly review of Atlas on Fri 27 Nov, in place of Kim Duarte\.\n\[I'll do it\] \[Pass on\]/,
  );
  story.expectMessage('kim', /^Ivo Novak has given Weekly review of Atlas on Fri 27 Nov to Tom Okafor\./);
  const why = story.words(await story.slash('mia', '/rondo why weekly-review'));
  expect(why).toContain('Ivo Novak gave it to Tom Okafor, in place of Kim Duarte.');
  expect(why).toMatch(/picked \(weekly-review, 2026-11-23\): Next in the list after Tom Okafor\./);
});

test('others may not give away a turn that is not theirs: the refusal names the rule and who can', async () => {
  const story = await reviewers();
  const reply = await story.slash('kim', '/rondo duty give tom weekly-review 2026-12-04');
  expect(reply.reply).toBe('refused');
  expect(story.words(reply)).toBe(
    'Mia Sommer has this turn, and only they can hand it on; for others, the coordinator, a lead or an admin can: Mia Sommer, Ivo Novak. Nothing was changed.',
  );
});

test('who has a turn asks before it is somebody else’s, and can take the question back', async () => {
  const story = await reviewers();
  await story.slash('kim', '/rondo duty give mia weekly-review 2026-11-27');
  const first = story.expectMessage('mia', /^Kim Duarte asks you to take over Weekly review/);
  expect(story.words(await story.slash('kim', '/rondo duty undo'))).toMatch(
    /^Taken back: I no longer ask Mia/,
  );
  expect(story.now(first)).toContain('It was taken back. Nothing was changed.');
  await story.advance('1m');
  await story.slash('kim', '/rondo duty give mia weekly-review 2026-11-27');
  const second = story.expectMessage('mia', /^Kim Duarte asks you to take over Weekly review/);
  await story.press('mia', second, 'Accept');
  story.expectMessage('kim', /^Mia Sommer takes over Weekly review of Atlas on Fri 27 Nov\./);
  expect(await holderOf(story, '2026-11-23')).toBe('mia');
});

test('the last change can be undone until the turn begins, for everybody concerned', async () => {
  const story = await reviewers();
  await story.slash('tom', '/rondo duty take weekly-review 2026-11-27');
  story.expectMessage('kim', /^Tom Okafor does/);
  expect(story.words(await story.slash('tom', '/rondo duty undo'))).toBe(
    'Undone: Kim Duarte has Weekly review of Atlas on Fri 27 Nov again. Everybody concerned is told.',
  );
  story.expectMessage(
    'kim',
    /^Tom Okafor has undone a change: Weekly review of Atlas on Fri 27 Nov is yours again/,
  );
  expect(story.words(await story.slash('tom', '/rondo duty undo'))).toMatch(/^There is nothing to undo/);
  expect(await holderOf(story, '2026-11-23')).toBe('kim');
});

test('a pass of a near turn shows on the board’s round, and its undoing too', async () => {
  const story = await reviewers('2026-11-11T20:00:00Z');
  await story.until('2026-11-12T09:00:00Z');
  const notice = story.expectMessage('mia', /^You facilitate Weekly review of Atlas on Fri 13 Nov\./);
  expect(notice.text).toContain("[I'll do it] [Pass on]");
  expect(story.words(await story.press('mia', notice, 'Pass on'))).toMatch(/^Tom Okafor has Weekly review/);
  story.expectMessage('tom', /^You have Weekly review of Atlas on Fri 13 Nov now: Mia Sommer passed it on/);
  expect(story.now(notice)).toMatch(/^Tom Okafor facilitates Weekly review of Atlas on Fri 13 Nov now/);
  const round = async () =>
    (await story.store.read.rounds.find({ date: '2026-11-13' }))[0]?.facilitator?.person;
  expect(await round()).toBe('tom');
  await story.slash('mia', '/rondo duty undo');
  story.expectMessage('tom', /you do not have Weekly review of Atlas on Fri 13 Nov any more/);
  expect(await round()).toBe('mia');
  expect(story.now(notice)).toMatch(/^You facilitate Weekly review of Atlas on Fri 13 Nov/);
});

test('whoever took a turn and is away then is replaced like anybody else', async () => {
  const story = await reviewers();
  await story.slash('tom', '/rondo duty take weekly-review 2026-11-27');
  await story.slash('tom', '/rondo away 2026-11-27 to 2026-11-27');
  await story.until('2026-11-26T15:00:00Z');
  story.ignore(/(?:)/, 'tom');
  story.expectMessage(
    'kim',
    /^You take over Weekly review of Atlas on Fri 27 Nov\.[\s\S]*instead of Tom Okafor/,
  );
  story.ignore(/(?:)/);
  expect((await story.store.read.rounds.find({ date: '2026-11-27' }))[0]?.facilitator?.person).toBe('kim');
});

test('a daily turn can be taken over too, and the words for it can be typed loosely', async () => {
  const story = await harness({
    at: '2026-11-02T08:30:00Z',
    teams: [await atlas(sync, people('mia', 'tom', 'lea'))],
  });
  story.ignore(/(?:)/);
  const reply = await story.slash('tom', '/rondo duty take the Morning sync on thursday');
  expect(story.words(reply)).toMatch(/^Thank you\. You have Morning sync of Atlas on Thu 5 Nov now\./);
  expect(story.words(await story.slash('tom', '/rondo duty take the Mornng-sync'))).toContain('morning');
  expect(story.words(await story.slash('tom', '/rondo duty swop'))).toContain('/rondo duty swap');
  story.ignore(/(?:)/);
});

test('a form gives what was not typed, and only one’s own turns are offered to who has no say for others', async () => {
  const story = await reviewers();
  const form = formIn(await story.slash('kim', '/rondo duty give'));
  const choices = form.parts.flatMap((part) => (part.part === 'input' ? (part.input.choices ?? []) : []));
  expect(
    choices.filter(({ value }) => value.includes('/')).every(({ label }) => label.endsWith('Kim Duarte')),
  ).toBe(true);
  await story.submit('kim', form, { mine: 'atlas/weekly-review/2026-11-23', to: 'mia' });
  story.expectMessage('mia', /^Kim Duarte asks you to take over/);
  expect(await counted(story)).toEqual({});
});
