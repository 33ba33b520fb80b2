import { expect, test } from 'vitest';
import { atlas, only, people, ritual, sync } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';
import { raise, told } from './blockers.ts';

test('weekend', async () => {
  const teams = [await atlas(only('morning-sync', 'weekly-review', 'weekly-digest'), people('mia', 'tom'))];
  const story = await harness({ at: '2026-11-06T00:00:00Z', teams });
  await story.until('2026-11-06T09:30:00Z');
  await raise(story, 'tom', { what: 'The map service is down' });
  await story.until('2026-11-06T10:30:00Z');
  console.log(told(story));
  await story.close();
  const next = await harness({ at: '2026-11-09T09:30:00Z', teams, before: story });
  await next.until('2026-11-09T09:30:00Z');
  for (const one of next.unread()) console.log(one.to, one.text);
  console.log(told(next));
  await next.until('2026-11-09T17:30:00Z');
  console.log(told(next));
});
test.each(['send', 'merge', 'drop'] as const)('%s', async (catchUp) => {
  const teams = [await atlas(sync, people('mia', 'tom'), ritual('morning-sync', () => ({ catchUp })))];
  const story = await harness({ at: '2026-11-04T17:00:00Z', teams });
  await story.until('2026-11-04T17:30:00Z');
  await story.close();
  const next = await harness({ at: '2026-11-05T09:30:00Z', teams, before: story });
  await next.until('2026-11-05T09:30:00Z');
  for (const one of next.unread()) console.log(one.to, one.text);
  console.log(told(next));
  await next.until('2026-11-06T08:30:00Z');
  for (const one of next.unread('mia')) console.log(one.to, one.text);
  console.log(told(next));
  for (const what of ['missed', 'closed', 'prompted'])
    console.log((await next.store.read.events.find({ what }, { order: 'at' })).map(e => `${new Date(e.at).toISOString()} ${e.what} ${e.about} ${e.person ?? ''} ${e.why}`));
});
