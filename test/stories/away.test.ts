import { expect, test } from 'vitest';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { formIn, harness, inputOf } from '../harness.ts';

const three = () => atlas(sync, people('mia', 'tom', 'lea'));

test('whoever is away is not asked, not counted and not picked, and asked again once they are back', async () => {
  const story = await harness({ at: '2026-10-30T15:00:00Z', teams: [await three()] });
  expect(story.words(await story.slash('tom', '/rondo away until tuesday'))).toMatch(
    /away until the end of Tue 3 Nov\..*never why.*\/rondo back/,
  );
  await story.until('2026-11-02T23:00:00Z');

  story.expectMessage('mia', /You facilitate Morning sync of Atlas on Mon 2 Nov/);
  // Tom would have been next.
  story.expectMessage('lea', /You facilitate Morning sync of Atlas on Tue 3 Nov/);
  const board = story.expectMessage(
    '#atlas',
    /^Atlas · Mon 2 Nov\n.*0 of 2 answered[\s\S]*Away: Tom Okafor \(until Wed 4 Nov\)\n/,
  );
  expect(story.now(board)).toMatch(/closed, 0 of 2 answered/);
  expect(story.all().filter(({ to }) => to === 'tom')).toEqual([]);
  const silent = story.expectMessage('mia', /No answer so far from/);
  expect(silent.text).not.toContain('Tom');
  story.ignore(/^Hi (Mia|Lea)|closes in|^Morning sync · Mon/);

  const why = story.words(await story.slash('tom', '/rondo why morning-sync'));
  expect(why).toMatch(/skipped \(morning-sync, 2026-11-02\): Away until Wed 4 Nov\./);
  expect(why).toMatch(/passed over \(morning-sync, 2026-11-03\): Away until Wed 4 Nov\./);

  expect(story.words(await story.slash('tom', '/rondo back'))).toMatch(/Welcome back/);
  await story.until('2026-11-03T09:01:00Z');
  story.expectMessage('tom', /^Hi Tom/);
  story.ignore(/^Hi (Mia|Lea)|^Morning sync · Tue|^Atlas · Tue/);
  story.ignore(/You facilitate Morning sync of Atlas on Wed/, 'tom');
});

test('“I’m away today” settles the question, counts nobody out by name, and the round closes without them', async () => {
  const story = await harness({ at: '2026-11-02T07:59:00Z', teams: [await three()] });
  await story.until('2026-11-02T09:10:00Z');
  const prompt = story.expectMessage('tom', /^Hi Tom/);
  for (const one of ['mia', 'lea']) await story.answer(one, { done: 'This', today: 'That' });
  const reply = await story.press('tom', prompt, "I'm away today");
  expect(story.words(reply)).toMatch(/You are away today\./);

  expect(story.now(prompt)).toMatch(/No answer needed for Morning sync \(away\)\.\n\[Answer anyway\]/);
  const board = story.expectMessage('#atlas', /^Atlas · Mon/);
  expect(story.now(board)).toMatch(/closed, 2 of 2 answered[\s\S]*Away: Tom Okafor/);
  const place = story.expectMessage('#atlas >', /^Morning sync/);
  expect(story.now(place)).toMatch(/2 of 2 answered\. Closed at 10:10\./);
  expect(story.now(place)).not.toContain('Tom');
  for (const name of [/^Mia/, /^Lea/]) story.expectMessage('#atlas >', name);
  story.ignore(/^Hi |You facilitate/);

  const form = formIn(await story.press('tom', prompt, 'Answer anyway'));
  await story.submit('tom', form, {
    [inputOf(form, /done$/)]: 'From the train',
    [inputOf(form, /today$/)]: 'Rest',
  });
  story.expectMessage('#atlas >', /^Tom Okafor\n.*\n> From the train/);
  expect(story.now(place)).toMatch(/3 of 3 answered\. Closed at 10:10\./);
  await story.until('2026-11-02T20:00:00Z');
  story.expectNothing();
  const [absence] = await story.store.read.absences.find({ person: 'tom' });
  expect(absence).toMatchObject({ source: 'self', by: 'tom' });
  expect(Object.keys(absence!).sort()).toEqual(['by', 'from', 'id', 'person', 'source', 'to', 'version']);
});

test('whoever goes away hands their turn on at once, and both know', async () => {
  const story = await harness({ at: '2026-11-02T08:01:00Z', teams: [await three()] });
  await story.until('2026-11-02T08:02:00Z');
  const told = story.expectMessage('mia', /^You facilitate Morning sync of Atlas on Tue 3 Nov/);
  await story.slash('mia', '/rondo away tomorrow');

  const over = story.expectMessage('tom', /^You take over Morning sync of Atlas on Tue 3 Nov\./);
  expect(over.text).toContain('instead of Mia Sommer: away until Wed 4 Nov');
  expect(story.now(told)).toBe(
    'Tom Okafor facilitates Morning sync of Atlas on Tue 3 Nov now. You have nothing to do.',
  );
  story.expectNothing();
});

test('whoever says so before they are asked is not asked at all, and the board shows it', async () => {
  const story = await harness({
    at: '2026-11-02T07:59:00Z',
    teams: [
      await atlas(
        sync,
        people('mia', 'tom'),
        ritual('morning-sync', () => ({ facilitator: undefined })),
      ),
    ],
  });
  await story.slash('mia', '/rondo away');
  await story.until('2026-11-02T08:05:00Z');
  story.expectMessage('#atlas', /^Atlas · Mon[\s\S]*Away: Mia Sommer/);
  story.expectMessage('#atlas >', /0 of 1 answered/);
  story.expectNothing();
});

test('days that cannot be read get an example, and a day that has passed is refused', async () => {
  const story = await harness({ at: '2026-11-02T12:00:00Z', teams: [await three()] });
  expect(story.words(await story.slash('mia', '/rondo away when the moon is full'))).toMatch(
    /could not read .*away until friday/,
  );
  expect(story.words(await story.slash('mia', '/rondo away until 2026-10-30'))).toMatch(
    /2026-10-30 is before 2026-11-02|has passed/,
  );
  expect(story.words(await story.slash('mia', '/rondo away 2026-02-30'))).toMatch(/could not read/);
  expect(story.words(await story.slash('mia', '/rondo back'))).toMatch(/nothing has changed/);
  expect(await story.store.read.absences.find({})).toEqual([]);
  story.ignore(/You facilitate/);
});

test('whoever is back the same morning is asked after all, and the form is today’s', async () => {
  const story = await harness({ at: '2026-11-02T06:50:00Z', teams: [await three()] });
  await story.slash('mia', '/rondo away today');
  await story.until('2026-11-02T08:30:00Z');
  expect(story.all().filter(({ to, text }) => to === 'mia' && /^Hi /.test(text))).toEqual([]);
  await story.slash('mia', '/rondo back');
  await story.until('2026-11-02T08:31:00Z');
  story.expectMessage('mia', /^Hi Mia, Morning sync is open until/);
  const form = formIn(await story.slash('mia', '/standup'));
  expect(form.thing).toBe('prompt:atlas/morning-sync/2026-11-02/mia');
  await story.until('2026-11-02T10:31:00Z');
  story.expectMessage('mia', /closes in 30 minutes/);
  story.ignore(/(?:)/);
});

test('a question that was settled by being away opens again where it was asked', async () => {
  const story = await harness({ at: '2026-11-02T07:59:00Z', teams: [await three()] });
  await story.until('2026-11-02T08:10:00Z');
  const prompt = story.expectMessage('mia', /^Hi Mia/);
  await story.press('mia', prompt, "I'm away today");
  expect(story.now(prompt)).toMatch(/No answer needed/);
  await story.slash('mia', '/rondo back');
  expect(story.now(prompt)).toMatch(/^Hi Mia, Morning sync is open until/);
  expect(story.unread('mia').filter(({ text }) => /^Hi /.test(text))).toEqual([]);
  story.ignore(/(?:)/);
});

test('the same days away are kept once, and a longer span takes in a shorter one', async () => {
  const story = await harness({ at: '2026-11-02T12:00:00Z', teams: [await three()] });
  const kept = () => story.store.read.absences.find({ person: 'tom' });
  await story.slash('tom', '/rondo away today');
  const [first] = await kept();
  await story.slash('tom', '/rondo away today');
  expect(await kept()).toEqual([first]);
  await story.slash('tom', '/rondo away until friday');
  expect(await kept()).toMatchObject([{ from: first!.from, to: Date.parse('2026-11-07T00:00:00Z') }]);
  expect(story.words(await story.slash('tom', '/rondo away today'))).toMatch(/until the end of Fri 6 Nov/);
  expect(await kept()).toHaveLength(1);
  story.ignore(/(?:)/);
});
