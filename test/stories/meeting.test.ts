import { expect, test } from 'vitest';
import { atlas, only, people } from '../atlas.ts';
import { formIn, harness, inputOf, sentAt } from '../harness.ts';

test('a meeting is announced, started and minuted; whoever sleeps then writes beforehand and gets the minutes', async () => {
  const story = await harness({
    at: '2026-10-29T20:00:00Z',
    teams: [await atlas(only('weekly-planning'), people('mia', 'ana'))],
  });
  await story.until('2026-10-30T14:00:00Z');
  // Ten o'clock on Monday in Berlin is four in the morning in New York: Ana is asked at nine on Friday.
  const prompt = story.expectMessage(
    'ana',
    /^Hi Ana, Weekly planning is outside your hours, at Mon 2 Nov 04:00\. What you write before then is read there/,
  );
  expect(sentAt(prompt)).toBe('2026-10-30 13:00');
  const form = formIn(await story.press('ana', prompt, 'Answer'));
  await story.submit('ana', form, { [inputOf(form, /objective(\.what)?$/)]: 'Ship the flow' });
  expect(story.now(prompt)).toMatch(/Your answer for Weekly planning for Mon 2 Nov is in/);
  story.expectNothing();

  await story.until('2026-11-02T08:30:00Z');
  expect(
    sentAt(
      story.expectMessage(
        '#atlas',
        /^Atlas · Mon 2 Nov\n• 10:00 Weekly planning: starts soon · on duty: Mia Sommer/,
      ),
    ),
  ).toBe('2026-11-02 08:30');
  const announced = story.expectMessage(
    '#atlas >',
    /^Weekly planning · Mon 2 Nov\n[\s\S]*Starts at 10:00 and lasts 1 hour\.[\s\S]*Facilitator: @Mia Sommer[\s\S]*Objectives of the week of Mon 2 Nov\n• Ship the flow \(Ana Lindqvist\)\. Proposed/,
  );
  expect(announced.text.match(/Ship the flow/g)).toHaveLength(1);
  await story.until('2026-11-02T09:00:00Z');
  expect(
    sentAt(story.expectMessage('#atlas >', /^Weekly planning has started\. @Mia Sommer facilitates\.\n/)),
  ).toBe('2026-11-02 09:00');
  expect(story.now(announced)).toContain('Started at 10:00');

  await story.until('2026-11-02T10:30:00Z');
  // Nobody pressed Start, so only the end is told.
  story.expectMessage('mia', /time is up/);
  const minutes = story.expectMessage(
    '#atlas >',
    /^Minutes: Weekly planning · Mon 2 Nov\nFacilitated by Mia Sommer\.\n/,
  );
  expect(sentAt(minutes)).toBe('2026-11-02 10:30');
  expect(minutes.text).toContain('Ship the flow');
  expect(story.now(announced)).toContain('This meeting is over. The minutes are in the thread.');
  await story.until('2026-11-02T20:00:00Z');
  const own = story.expectMessage('ana', /^Minutes: Weekly planning · Mon 2 Nov/);
  // Eight o'clock in New York, when her quiet hours end.
  expect(sentAt(own)).toBe('2026-11-02 13:00');
  story.expectNothing();
});

test('minutes with nothing in them are sent to nobody in person', async () => {
  const story = await harness({
    at: '2026-10-29T20:00:00Z',
    teams: [await atlas(only('weekly-planning'), people('mia', 'ana'))],
  });
  await story.until('2026-11-02T20:00:00Z');
  story.expectMessage('#atlas >', /^Minutes: Weekly planning/);
  expect(story.all().filter(({ to, text }) => to === 'ana' && /^Minutes/.test(text))).toEqual([]);
  story.ignore(/(?:)/);
});

test('nobody is asked to meet when nobody waits for anybody, and nothing is posted', async () => {
  const story = await harness({
    at: '2026-11-01T20:00:00Z',
    teams: [await atlas(only('integration-check'))],
  });
  await story.until('2026-11-02T23:00:00Z');
  story.expectNothing();
  const [round] = await story.store.read.rounds.find({ date: '2026-11-02' });
  expect(round).toMatchObject({ state: 'skipped', closed: { why: 'nobody has an open dependency' } });
});

test('a leave of a week before a meeting moves its written question to the last day at work', async () => {
  const story = await harness({
    at: '2026-11-11T20:00:00Z',
    teams: [await atlas(only('weekly-planning'), people('mia', 'ana'))],
  });
  await story.store.transact(async (tx) => {
    await tx.absences.insert({
      id: 'leave',
      person: 'ana',
      from: Date.parse('2026-11-16T05:00:00Z'),
      to: Date.parse('2026-11-21T05:00:00Z'),
      source: 'self',
      by: 'ana',
      version: 1,
    });
  });
  await story.until('2026-11-13T14:00:00Z');
  expect(sentAt(story.expectMessage('ana', /Weekly planning is outside your hours, at Mon 23 Nov/))).toBe(
    '2026-11-13 14:00',
  );
  story.ignore(/(?:)/);
});
