import { expect, test } from 'vitest';
import { refresh } from '../../src/engine/delivery/outbox.ts';
import { atlas, only, people, ritual } from '../atlas.ts';
import { harness } from '../harness.ts';
import { raise, told } from './blockers.ts';
import { does } from './leading.ts';

test('a follow-up is in the weekly review while it is open, once more when it is done, and then no longer', async () => {
  const team = await atlas(
    only('weekly-review'),
    people('mia', 'tom', 'lea'),
    ritual('weekly-review', () => ({ participants: { everyone: true, roles: [], people: [] } })),
  );
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  await raise(story, 'mia', { what: 'The map service is down', needs: ['tom'] });
  await does(story, 'mia', 'Resolve', { how: 'Restarted it' });
  await does(story, 'mia', 'Close it', { followUp: 'Watch the disk', owner: 'tom', due: '2026-11-05' });
  told(story);

  await story.until('2026-11-06T18:00:00Z');
  const first = story.expectMessage('#atlas >', /^Weekly review · Fri 6 Nov\n/);
  expect(first.text).toContain('Carried over\n• Watch the disk (Tom Okafor, was due Thu 5 Nov)');
  const minutes = story.expectMessage('#atlas >', /^Minutes: Weekly review · Fri 6 Nov\n/);
  expect(minutes.text).toContain('Still to do\n• Watch the disk (Tom Okafor, was due Thu 5 Nov)');
  expect(minutes.text).not.toContain('Done since');
  told(story);

  await story.until('2026-11-09T12:00:00Z');
  await story.press('tom', story.all().findLast(({ text }) => /^Was due Thu 5 Nov/.test(text))!, 'Done');
  await story.until('2026-11-13T18:00:00Z');
  const second = story.expectMessage('#atlas >', /^Weekly review · Fri 13 Nov\n/);
  expect(second.text).toContain('Done since the last review\n• Watch the disk (Tom Okafor)');
  expect(second.text).not.toContain('Carried over');
  expect(story.expectMessage('#atlas >', /^Minutes: Weekly review · Fri 13 Nov\n/).text).toContain(
    'Done since the last review\n• Watch the disk (Tom Okafor)',
  );
  const earlier = 'round:atlas/weekly-review/2026-11-06';
  await story.store.transact((tx) => refresh(tx, [earlier], story.clock.now()));
  await story.engine.beat.settle();
  expect(story.now(minutes)).not.toContain('Still to do');
  expect(story.now(minutes)).not.toContain('Done since');
  told(story);

  await story.until('2026-11-20T18:00:00Z');
  expect(story.expectMessage('#atlas >', /^Weekly review · Fri 20 Nov\n/).text).not.toContain(
    'Watch the disk',
  );
  told(story);
});

test('a review that is answered in writing shows the same in its place in the channel', async () => {
  const everyone = { everyone: true, roles: [], people: [] };
  const team = await atlas(
    only('weekly-review'),
    people('mia', 'tom', 'lea'),
    ritual('weekly-review', () => ({ mode: 'async', participants: everyone })),
  );
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  await raise(story, 'mia', { what: 'The map service is down', needs: ['tom'] });
  await does(story, 'mia', 'Resolve', { how: 'Restarted it' });
  await does(story, 'mia', 'Close it', { followUp: 'Watch the disk', owner: 'tom', due: '2026-11-20' });
  told(story);
  await story.until('2026-11-06T14:00:00Z');
  expect(story.expectMessage('#atlas >', /^Weekly review · Fri 6 Nov\n/).text).toContain(
    'Still to do\n• Watch the disk (Tom Okafor, due Fri 20 Nov)',
  );
  told(story);
});
