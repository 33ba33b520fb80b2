import { expect, test } from 'vitest';
import type { Presence } from '../../src/core/team.ts';
import { atlas, people, sync } from '../atlas.ts';
import { harness } from '../harness.ts';

const three = () => atlas(sync, people('mia', 'tom', 'lea'));

const shows = (presence: Presence) => new Map([['tom', presence]]);

test('whose status says “out of office” is not asked, and is asked again when it no longer does', async () => {
  const team = await three();
  const story = await harness({ at: '2026-10-30T15:00:00Z', teams: [team] });
  const until = Date.parse('2026-11-03T22:00:00Z');
  await story.redefine([team], shows({ outOfOffice: { until } }));
  await story.until('2026-11-02T12:00:00Z');
  expect(story.all().filter(({ to }) => to === 'tom')).toEqual([]);
  expect(story.expectMessage('#atlas', /^Atlas · Mon 2 Nov/).text).toMatch(/of 2 answered[\s\S]*Away: Tom/);
  expect(story.words(await story.slash('tom', '/rondo why morning-sync'))).toMatch(/Away until/);

  await story.redefine([team], shows({}));
  await story.until('2026-11-03T09:01:00Z');
  story.expectMessage('tom', /^Hi Tom/);
  story.ignore(/./, 'mia');
  story.ignore(/./, 'lea');
  story.ignore(/./, 'tom');
  story.ignore(/^(Morning sync|Atlas) · /);
  const events = await story.events('person:tom');
  expect(events.map(({ what, why }) => `${what}: ${why}`)).toEqual([
    'away: their status says that they are away',
    'back: their status no longer says that they are away',
  ]);
});

test('a status without an end counts for the day, and again the next day; who says that they are back stays back', async () => {
  const team = await three();
  const story = await harness({ at: '2026-10-30T15:00:00Z', teams: [team] });
  await story.until('2026-11-02T01:00:00Z');
  const out = shows({ outOfOffice: {} });
  await story.redefine([team], out);
  await story.advance('5m');
  await story.slash('tom', '/rondo back');
  await story.redefine([team], out);
  await story.until('2026-11-02T10:00:00Z');
  story.expectMessage('tom', /^Hi Tom/);
  await story.until('2026-11-03T01:00:00Z');
  await story.redefine([team], out);
  await story.redefine([team], out);
  await story.until('2026-11-03T12:00:00Z');
  story.ignore(/./, 'mia');
  story.ignore(/./, 'lea');
  story.ignore(/./, '#atlas');
  story.ignore(/./, '#atlas >');
  story.ignore(/closes|missed|facilitat/i, 'tom');
  expect(story.unread('tom')).toEqual([]);
  expect((await story.events('person:tom')).map(({ what }) => what)).toEqual(['away', 'back', 'away']);
});

test('nothing is sent while notifications are off, and everything after', async () => {
  const team = await three();
  const story = await harness({ at: '2026-11-02T08:00:00Z', teams: [team] });
  const span = { from: Date.parse('2026-11-02T08:30:00Z'), to: Date.parse('2026-11-02T09:45:00Z') };
  await story.redefine([team], shows({ doNotDisturb: span }));
  await story.until('2026-11-02T09:44:00Z');
  expect(story.unread('tom').map(({ text }) => text.split('.')[0])).toEqual([
    'You facilitate Morning sync of Atlas on Tue 3 Nov',
  ]);
  await story.until('2026-11-02T09:46:00Z');
  story.expectMessage('tom', /^Hi Tom/);
  story.ignore(/./);
});

test('an end that was changed and changed back counts, and “back” still wins over all of it', async () => {
  const team = await three();
  const story = await harness({ at: '2026-11-02T06:00:00Z', teams: [team] });
  const until = (date: string) => shows({ outOfOffice: { until: Date.parse(`${date}T17:00:00Z`) } });
  for (const date of ['2026-11-03', '2026-11-05', '2026-11-03']) {
    await story.redefine([team], until(date));
    await story.advance('5m');
  }
  await story.until('2026-11-02T10:00:00Z');
  expect(story.all().filter(({ to, text }) => to === 'tom' && /^Hi /.test(text))).toEqual([]);
  await story.slash('tom', '/rondo back');
  await story.redefine([team], until('2026-11-03'));
  await story.until('2026-11-03T10:00:00Z');
  story.expectMessage('tom', /^Hi Tom/);
  story.ignore(/(?:)/);
});
