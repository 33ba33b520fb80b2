import { expect, test } from 'vitest';
import { harness, inputOf } from '../harness.ts';
import { counted, formIn, holderOf, reviewers } from './duty.ts';

test('a swap weeks ahead changes nothing before it is accepted, then both turns, and planning leaves them so', async () => {
  const story = await reviewers();
  const asked = await story.slash('kim', '/rondo duty swap mia 2026-11-27 2026-12-04');
  expect(story.words(asked)).toBe(
    'I have asked Mia Sommer. Nothing changes before they agree. Not meant? /rondo duty undo',
  );
  const question = story.expectMessage(
    'mia',
    /^Kim Duarte asks you to swap: you would do Weekly review of Atlas on Fri 27 Nov, and Kim Duarte would do Weekly review of Atlas on Fri 4 Dec\.\n\[Accept\] \[Decline\]/,
  );
  expect(await holderOf(story, '2026-11-23')).toBe('kim');
  expect(await holderOf(story, '2026-11-30')).toBe('mia');

  expect(story.words(await story.press('mia', question, 'Accept'))).toBe(
    'Thank you. You have Weekly review of Atlas on Fri 27 Nov now, and Kim Duarte has yours.',
  );
  story.expectMessage(
    'kim',
    /^Mia Sommer has swapped with you: you have Weekly review of Atlas on Fri 4 Dec now, and Mia Sommer has Weekly review of Atlas on Fri 27 Nov\./,
  );
  expect(story.now(question)).toContain('You agreed. It is done.');
  expect(story.now(question)).not.toContain('[Accept]');
  expect(await holderOf(story, '2026-11-23')).toBe('mia');
  expect(await holderOf(story, '2026-11-30')).toBe('kim');
  const why = story.words(await story.slash('tom', '/rondo why weekly-review'));
  expect(
    why.match(/swapped \(weekly-review, 2026-11-23\): Kim Duarte and Mia Sommer agreed\./g),
  ).toHaveLength(1);
  expect(story.words(await story.slash('mia', '/rondo why weekly-review'))).toContain(
    'swapped (weekly-review',
  );

  const [team] = story.rhythm.teams();
  const later = team!.rituals.map((one) => ({ ...one, schedule: { ...one.schedule, at: 13 * 60 } }));
  await story.redefine([{ ...team!, rituals: later }]);
  // Everybody says that they will do it.
  for (
    let friday = Date.parse('2026-11-13T08:30:00Z');
    friday < Date.parse('2026-12-19T00:00:00Z');
    friday += 604_800_000
  ) {
    await story.until(friday);
    for (const one of story.unread().filter(({ text }) => text.includes("[I'll do it]")))
      await story.press(one.to, one, "I'll do it");
    story.ignore(/(?:)/);
    await story.until(friday + 43_200_000);
  }
  story.ignore(/(?:)/);
  const turns = await story.store.read.turns.find({ rotation: 'weekly-review' });
  expect(turns.filter(({ countedAt }) => countedAt).map(({ person }) => person)).toEqual([
    'mia',
    'tom',
    'mia',
    'kim',
    'tom',
    'kim',
  ]);
  expect(await counted(story)).toEqual({ mia: 2, tom: 2, kim: 2 });
  expect(story.all().some(({ to, text }) => to === '#atlas' && /27 Nov[\s\S]*Mia Sommer/.test(text))).toBe(
    true,
  );
});

test('a swap that is declined leaves both turns, and whoever asked knows', async () => {
  const story = await reviewers();
  await story.slash('kim', '/rondo duty swap mia 2026-11-27 2026-12-04');
  const question = story.expectMessage('mia', /^Kim Duarte asks you to swap/);
  await story.press('mia', question, 'Decline');
  story.expectMessage(
    'kim',
    /^Mia Sommer cannot help this time: Weekly review of Atlas on Fri 27 Nov stays yours\./,
  );
  expect(story.now(question)).toContain('You declined. Nothing was changed.');
  expect(await holderOf(story, '2026-11-23')).toBe('kim');
  expect(await holderOf(story, '2026-11-30')).toBe('mia');
});

test('a swap is refused when the other turn has passed to somebody else meanwhile, and nothing changes', async () => {
  const story = await reviewers();
  await story.slash('kim', '/rondo duty swap mia 2026-11-27 2026-12-04');
  const question = story.expectMessage('mia', /^Kim Duarte asks you to swap/);
  expect(story.words(await story.slash('mia', '/rondo duty pass 2026-12-04'))).toMatch(
    /^Tom Okafor has Weekly review of Atlas on Fri 4 Dec now\. Changed your mind\? \/rondo duty undo$/,
  );
  story.expectMessage('tom', /^You have Weekly review of Atlas on Fri 4 Dec now: Mia Sommer passed it on\./);
  expect(story.words(await story.press('mia', question, 'Accept'))).toBe(
    'One of the turns has somebody else by now, so nothing was changed.',
  );
  story.expectMessage('kim', /^What you asked about Weekly review of Atlas on Fri 27 Nov came to nothing:/);
  expect(story.now(question)).toContain('This is not asked any more.');
  expect(await holderOf(story, '2026-11-23')).toBe('kim');
  expect(await holderOf(story, '2026-11-30')).toBe('tom');
});

test('the form asks for what was not typed, and a double click on accept swaps once', async () => {
  const story = await reviewers();
  const form = formIn(await story.slash('tom', '/rondo duty swap kim'));
  expect(inputOf(form, /^theirs$/)).toBe('theirs');
  await story.submit('tom', form, {
    mine: 'atlas/weekly-review/2026-11-16',
    theirs: 'atlas/weekly-review/2026-11-23',
  });
  const question = story.expectMessage('kim', /^Tom Okafor asks you to swap/);
  const press = { act: 'press', button: 'duty.agree', thing: 'turn:atlas/weekly-review/2026-11-16' } as const;
  const epoch = 1;
  await story.command('click-1', 'kim', { ...press, epoch });
  const again = await story.command('click-2', 'kim', { ...press, epoch });
  expect(story.words(again)).toBe('You have agreed already. It is done.');
  expect(story.words(await story.command('click-2', 'kim', { ...press, epoch }))).toBe(
    'This was handled already.',
  );
  story.expectMessage('tom', /^Kim Duarte has swapped with you/);
  expect(story.now(question)).toContain('You agreed.');
  expect([await holderOf(story, '2026-11-16'), await holderOf(story, '2026-11-23')]).toEqual(['kim', 'tom']);
  const stranger = await story.command('click-3', 'mia', { ...press, epoch });
  expect(story.words(stranger)).toBe('Only Kim Duarte was asked, and can answer. Nothing was changed.');
});

test('what was asked before a restart can be answered after it', async () => {
  const before = await reviewers();
  await before.slash('kim', '/rondo duty swap mia 2026-11-27 2026-12-04');
  const question = before.expectMessage('mia', /^Kim Duarte asks you to swap/);
  await before.close();
  const story = await harness({
    at: '2026-11-09T14:00:00Z',
    teams: before.rhythm.teams(),
    before,
  });
  await story.press('mia', question, 'Accept');
  story.expectMessage('kim', /^Mia Sommer has swapped with you/);
  expect([await holderOf(story, '2026-11-23'), await holderOf(story, '2026-11-30')]).toEqual(['mia', 'kim']);
});

test('a swap with somebody who is away then is not even asked', async () => {
  const story = await reviewers();
  await story.slash('mia', '/rondo away 2026-11-27 to 2026-11-27');
  expect(story.words(await story.slash('kim', '/rondo duty swap mia 2026-11-27 2026-12-04'))).toBe(
    'Mia Sommer cannot do it: away until Mon 30 Nov. Nobody was asked.',
  );
  expect(await story.store.read.turns.find({})).toEqual([]);
});
