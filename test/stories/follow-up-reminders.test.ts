import { expect, test } from 'vitest';
import { atlas, only, people } from '../atlas.ts';
import { formIn, harness, type Setup } from '../harness.ts';
import { fill, raise, told } from './blockers.ts';
import { does } from './leading.ts';

/** Mia, who coordinates, has closed a blocker on Monday: Tom in Lisbon is to watch the disk by Friday. */
async function closed(more: Partial<Setup> & { private?: boolean } = {}) {
  const team = await atlas(only(), people('mia', 'tom', 'lea'));
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team], ...more });
  const hidden = more.private ? { private: true } : {};
  await raise(story, 'mia', { what: 'The map service is down', needs: ['tom'], ...hidden });
  await does(story, 'mia', 'Resolve', { how: 'Restarted it' });
  await does(story, 'mia', 'Close it', { followUp: 'Watch the disk', owner: 'tom', due: '2026-11-06' });
  told(story);
  return story;
}

async function theAction(story: Awaited<ReturnType<typeof closed>>) {
  const [action] = await story.store.read.actions.find({ team: 'atlas' });
  return action!;
}

test('an open action reminds its owner on the working day before and on its day; who has no standup also after 1, 2, 4 and 8 working days, until it is done', async () => {
  const story = await closed();
  await story.until('2026-12-09T08:00:00Z');
  const reminder = 'Watch the disk. Is it done?';
  expect(told(story)).toEqual([
    `2026-11-05 09:00 tom: Due tomorrow: ${reminder}`,
    `2026-11-06 09:00 tom: Due today: ${reminder}`,
    `2026-11-09 09:00 tom: Was due Fri 6 Nov: ${reminder}`,
    `2026-11-11 09:00 tom: Was due Fri 6 Nov: ${reminder}`,
    `2026-11-17 09:00 tom: Was due Fri 6 Nov: ${reminder}`,
    `2026-11-27 09:00 tom: Was due Fri 6 Nov: ${reminder}`,
  ]);
  await story.until('2026-12-09T10:00:00Z');
  const last = story.expectMessage('tom', /^Was due Fri 6 Nov: Watch the disk\./);
  expect(story.words(await story.press('tom', last, 'Done'))).toBe('Done. Thank you.');
  expect(story.now(last)).toBe('Done by Tom Okafor: Watch the disk');
  expect(
    story.words(
      await story.chat.act('tom', {
        act: 'press',
        button: 'action.done',
        thing: `action:${(await theAction(story)).id}`,
        epoch: 0,
      }),
    ),
  ).toBe('Tom Okafor has marked it as done already.');
  await story.until('2027-01-29T10:00:00Z');
  story.expectNothing();
});

test('whoever is away is reminded in their first morning back', async () => {
  const story = await closed();
  await story.until('2026-11-05T09:00:00Z');
  await story.slash('tom', '/rondo away 2026-11-06 to 2026-11-10');
  await story.until('2026-11-11T12:00:00Z');
  expect(told(story)).toEqual([
    '2026-11-05 09:00 tom: Due tomorrow: Watch the disk. Is it done?',
    '2026-11-11 09:00 tom: Was due Fri 6 Nov: Watch the disk. Is it done?',
  ]);
  const events = await story.events(`action:${(await theAction(story)).id}`);
  expect(events.map(({ what }) => what)).toEqual(['reminded', 'reminder put off', 'reminded']);
});

test('a new date starts the reminders anew; a day that has passed is refused at its input', async () => {
  const story = await closed();
  await story.until('2026-11-06T12:00:00Z');
  const due = story.expectMessage('tom', /^Due today/);
  const form = formIn(await story.press('tom', due, 'New date'));
  expect(await story.submit('tom', form, { due: '2026-11-05' })).toEqual({
    reply: 'invalid',
    errors: { due: 'This date has passed. Pick today or a later one.' },
  });
  expect(await story.submit('tom', form, { due: '2026-11-20', why: ' ' })).toMatchObject({
    errors: { why: 'Please write a few words: the others read them.' },
  });
  const moved = await story.submit('tom', form, { due: '2026-11-20', why: 'The vendor is late' });
  expect(story.words(moved)).toBe('It is due on Fri 20 Nov now.');
  expect(story.now(due)).toMatch(
    /^Due Fri 20 Nov: Watch the disk.*\n• Moved from Fri 6 Nov to Fri 20 Nov: The vendor is late/,
  );
  expect(story.words(await story.slash('lea', '/rondo actions team'))).toContain(
    'Watch the disk (Tom Okafor, due Fri 20 Nov, moved once: The vendor is late)',
  );
  story.expectMessage('tom', /^Due/);
  await story.until('2026-11-23T12:00:00Z');
  expect(told(story)).toEqual([
    '2026-11-19 09:00 tom: Due tomorrow: Watch the disk. Is it done?',
    '2026-11-20 09:00 tom: Due today: Watch the disk. Is it done?',
    '2026-11-23 09:00 tom: Was due Fri 20 Nov: Watch the disk. Is it done?',
  ]);
});

test('what is not needed is taken off the list with a reason, and its reminders stop', async () => {
  const story = await closed();
  await story.until('2026-11-06T12:00:00Z');
  const due = story.expectMessage('tom', /^Due today/);
  const form = formIn(await story.press('tom', due, 'Not needed'));
  expect(await story.submit('tom', form, { why: ' ' })).toMatchObject({ reply: 'invalid' });
  expect(story.words(await fill(story, 'tom', { reply: 'form', form }, { why: 'The disk is gone' }))).toBe(
    'It is off the list.',
  );
  expect(story.now(due)).toBe('Not needed any more: Watch the disk (The disk is gone)');
  story.ignore(/^Due tomorrow/);
  await story.until('2026-12-06T12:00:00Z');
  story.expectNothing();
});

test('“/rondo actions” shows one’s own first; the coordinator may change the others’, somebody else may not', async () => {
  const story = await closed();
  expect(story.words(await story.slash('tom', '/rondo actions'))).toMatch(
    /^Atlas: 1 open action\nYours\n• Watch the disk \(Tom Okafor, due Fri 6 Nov\)\n\[Done\] \[New date\] \[Hand over\] \[Not needed\]\n/,
  );
  expect(story.words(await story.slash('lea', '/rondo actions'))).not.toContain('[Done]');
  const press = {
    act: 'press',
    button: 'action.move',
    thing: `action:${(await theAction(story)).id}`,
    epoch: 0,
  } as const;
  expect(story.words(await story.chat.act('lea', press))).toBe(
    'Only @Tom Okafor, the coordinator or the lead can change this action.',
  );
  expect(formIn(await story.chat.act('mia', press)).id).toBe('action.move');
});

test('what follows from a private blocker is only its owner’s', async () => {
  const story = await closed({ private: true });
  const id = (await theAction(story)).id;
  expect(story.words(await story.slash('lea', '/rondo actions'))).not.toContain('Watch the disk');
  expect(
    story.words(
      await story.chat.act('lea', { act: 'press', button: 'action.move', thing: `action:${id}`, epoch: 0 }),
    ),
  ).toBe('This action is no longer there.');
  await story.until('2026-11-06T12:00:00Z');
  expect(told(story)).toEqual([
    '2026-11-05 09:00 tom: Due tomorrow: Watch the disk. Is it done?',
    '2026-11-06 09:00 tom: Due today: Watch the disk. Is it done?',
  ]);
});

test('an action from before there were reminders gets its own at the next start', async () => {
  const story = await closed();
  const { id } = await theAction(story);
  await story.store.transact((tx) => tx.jobs.cancel(`action:${id}`));
  await story.redefine([await atlas(only(), people('mia', 'tom', 'lea'))]);
  await story.until('2026-11-06T12:00:00Z');
  expect(told(story)).toEqual([
    '2026-11-05 09:00 tom: Due tomorrow: Watch the disk. Is it done?',
    '2026-11-06 09:00 tom: Due today: Watch the disk. Is it done?',
  ]);
});

test('a pause holds the reminder: it comes in the first morning after', async () => {
  const story = await closed();
  await story.until('2026-11-06T08:00:00Z');
  await story.slash('mia', '/rondo pause');
  await story.until('2026-11-06T12:00:00Z');
  await story.slash('mia', '/rondo resume');
  await story.until('2026-11-09T12:00:00Z');
  expect(told(story)).toEqual([
    '2026-11-05 09:00 tom: Due tomorrow: Watch the disk. Is it done?',
    '2026-11-09 09:00 tom: Was due Fri 6 Nov: Watch the disk. Is it done?',
  ]);
});
