import { expect, test } from 'vitest';
import { atlas, only, people } from '../atlas.ts';
import { formIn, harness } from '../harness.ts';
import { fill, raise, told } from './blockers.ts';
import { choose, clocks, does, offers, pressLast } from './leading.ts';

/** Mia, who coordinates, raises a blocker at ten on Monday in Berlin; Tom takes it. It is due at 17:30. */
async function taken() {
  const team = await atlas(only(), people('mia', 'tom', 'lea'));
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  await raise(story, 'mia', { what: 'The map service is down', needs: ['tom'] });
  await story.press('tom', story.unread('tom')[0]!, 'I take it');
  told(story);
  return story;
}

test('a hold is asked for, granted and over: the clocks stand still from the grant and go on with what was left', async () => {
  const story = await taken();
  const before = await clocks(story);
  expect(before).toMatchObject({ state: 'acknowledged', resolve: '2026-11-02T16:30:00.000Z' });

  await story.until('2026-11-02T10:30:00Z');
  const asked = await does(story, 'tom', 'Ask for a hold', {
    until: '2026-11-06',
    reason: 'The vendor is back then',
  });
  expect(asked).toBe(
    'The coordinator and the lead are asked. Until one of them grants it, the clocks go on.',
  );
  expect(await clocks(story)).toEqual(before);
  expect(story.words(await story.slash('lea', '/escalate atlas-1'))).toContain(
    'Hold asked for: until Fri 6 Nov 08:00 by Tom Okafor: The vendor is back then',
  );
  const request = story.expectMessage(
    'mia',
    /^Tom Okafor asks to hold this until Fri 6 Nov 09:00: The vendor is back then\n/,
  );
  expect(request.text).toContain('[Grant the hold] [Decline the hold]');
  story.expectMessage('ivo', /^Tom Okafor asks to hold this/);

  // At noon half an hour of the morning and the whole afternoon are left: 4 hours 45 minutes.
  await story.until('2026-11-02T11:00:00Z');
  const granted = await story.press('mia', request, 'Grant the hold');
  expect(story.words(granted)).toBe('On hold until Fri 6 Nov 08:00. Its clocks stand still.');
  expect(await clocks(story)).toEqual({ state: 'held', level: 1, hold: '2026-11-06T08:00:00.000Z' });
  await story.until('2026-11-06T07:59:00Z');
  expect(told(story)).toEqual([
    '2026-11-02 11:00 mia: This is on hold. Its clocks stand still.',
    '2026-11-02 11:00 tom: This is on hold. Its clocks stand still.',
  ]);

  // Friday is one window from 09:00 to 15:00 in Berlin.
  await story.until('2026-11-06T08:00:00Z');
  expect(await clocks(story)).toEqual({
    state: 'acknowledged',
    level: 1,
    hold: undefined,
    respond: undefined,
    warn: '2026-11-06T11:33:45.000Z',
    resolve: '2026-11-06T12:45:00.000Z',
  });
  expect(told(story).map((line) => line.replace(/: .*/, ''))).toEqual([
    '2026-11-06 08:00 mia',
    '2026-11-06 08:00 tom',
  ]);
  await story.until('2026-11-06T12:44:00Z');
  expect((await clocks(story)).level).toBe(1);
  await story.until('2026-11-06T12:45:00Z');
  expect(await clocks(story)).toMatchObject({ state: 'open', level: 2 });
  told(story);
});

test('a hold ends early by hand, and the clocks go on from that moment', async () => {
  const story = await taken();
  await does(story, 'tom', 'Ask for a hold', { until: '2026-11-12', reason: 'Waiting for the vendor' });
  await choose(story, 'ivo', 'Grant the hold');
  await story.until('2026-11-03T09:00:00Z');
  expect(await offers(story, 'lea')).not.toContain('End the hold');
  expect(story.words(await choose(story, 'tom', 'End the hold'))).toBe('The clocks go on.');
  // All of Monday from 10:00 was left: 6 hours 45 minutes from Tuesday 10:00.
  expect(await clocks(story)).toMatchObject({ state: 'acknowledged', resolve: '2026-11-03T16:30:00.000Z' });
  await story.until('2026-11-12T12:00:00Z');
  expect((await story.events('escalation:atlas-1')).filter(({ what }) => what === 'resumed')).toHaveLength(1);
  told(story);
});

test('over thirty days, or no later day: it is said at the date, and what was typed stays', async () => {
  const story = await taken();
  const form = await choose(story, 'tom', 'Ask for a hold');
  const reason = 'The vendor is on holiday';
  expect(await fill(story, 'tom', form, { until: '2026-12-03', reason })).toEqual({
    reply: 'invalid',
    errors: {
      until:
        'All holds of one blocker together may last 30 days, and that would be longer. Pick an earlier day.',
    },
  });
  expect(await fill(story, 'tom', form, { until: '2026-11-02', reason: '' })).toMatchObject({
    errors: {
      until: expect.stringMatching(/^Pick a later day/),
      reason: expect.stringMatching(/^Please write/),
    },
  });
  expect((await fill(story, 'tom', form, { until: '2026-12-02', reason })).reply).toBe('said');
  told(story);
});

test('declined with a reason: whoever asked reads it, the clocks went on all the time', async () => {
  const story = await taken();
  await does(story, 'tom', 'Ask for a hold', { until: '2026-11-05', reason: 'I am busy' });
  await does(story, 'ivo', 'Decline the hold', { reason: 'the demo is on Wednesday' });
  expect(story.unread('tom').at(-1)?.text).toMatch(
    /^Your hold was declined: The demo is on Wednesday\. The clocks go on\.\n/,
  );
  expect(await clocks(story)).toMatchObject({ state: 'acknowledged', resolve: '2026-11-02T16:30:00.000Z' });
  expect(await offers(story, 'ivo')).not.toContain('Grant the hold');
  told(story);
});

test('only the owner asks: anybody else is told so, and who it is', async () => {
  const story = await taken();
  const reply = await story.chat.act('lea', {
    act: 'press',
    button: 'escalation.askHold',
    thing: 'escalation:atlas-1',
    epoch: 1,
  });
  expect(story.words(reply)).toBe('Only its owner can do this. @Tom Okafor can do it.');
});

test('a plan stops no clock, unless its box asks for a hold until its day', async () => {
  const story = await taken();
  expect(
    await does(story, 'tom', 'Record a plan', { text: 'Move to the new server', until: '2026-11-04' }),
  ).toBe('Recorded. The clock goes on.');
  expect((await story.slash('lea', '/escalate atlas-1')).reply).toBe('message');
  expect(story.words(await story.slash('lea', '/escalate atlas-1'))).toContain(
    'Plan: Move to the new server (Tom Okafor, until Wed 4 Nov)',
  );
  const form = await choose(story, 'tom', 'Record a plan');
  expect(await fill(story, 'tom', form, { text: 'The same', hold: true, until: '' })).toMatchObject({
    errors: { until: 'Pick the day until which it is to be held.' },
  });
  expect(
    story.words(await fill(story, 'tom', form, { text: 'The same', hold: true, until: '2026-11-04' })),
  ).toBe('Recorded. The coordinator and the lead are asked for a hold until Wed 4 Nov.');
  told(story);
});

test('a card has a short row for a phone; “More…” gives each reader the rest of what they may do', async () => {
  const story = await taken();
  const card = story.all().find(({ to }) => to === '#atlas >')!;
  expect(story.now(card)).toContain('[Resolve] [Escalate] [More…]');
  await story.press('tom', card, 'More…');
  const whisper = story.chat.room.whispers.at(-1)!;
  expect([whisper.user, story.words(whisper.reply)]).toEqual([
    'tom',
    'atlas-1: The map service is down\nWhat else you can do:\n[Add a note] [Record a plan] [Ask for a hold] [Hand over] [Line for outsiders] [I am stuck on it too] [Cancel blocker]',
  ]);
  expect(formIn(await pressLast(story, 'tom', 'Add a note')).id).toBe('escalation.note');
  expect(story.words(await story.press('lea', card, 'More…'))).toContain(
    '[Add a note] [I am stuck on it too]',
  );
});
