import { expect, test } from 'vitest';
import { harness } from '../harness.ts';
import { raise } from './blockers.ts';
import { does } from './leading.ts';
import { filling, planning, pressIn } from './planning.ts';

test('what was learned in a review and in a blocker is found again, in any order of words, and kept once', async () => {
  const story = await harness({ at: '2026-11-04T06:00:00Z', teams: [await planning(['weekly-review'])] });
  await raise(story, 'mia', { what: 'The release is stuck', needs: ['tom'] });
  await does(story, 'mia', 'Resolve', { how: 'Restarted it', learning: 'Watch the disk before a release' });
  await story.until('2026-11-04T10:00:00Z');
  // Friday at two is outside Lea's hours: she writes beforehand.
  await story.answer('lea', { 'lesson.what': 'Two people at each release', 'lesson.pattern': true });
  expect(story.words(await story.slash('tom', '/rondo learned two people at each RELEASE.'))).toBe(
    'This was learned already by Atlas. It is kept once.',
  );
  const kept = await story.slash('tom', '/rondo learned Test on a real phone');
  expect(story.words(kept)).toMatch(/^Kept for Atlas: Test on a real phone/);

  const found = story.words(await story.slash('mia', '/rondo learned find release people'));
  expect(found).toContain('• Worth doing again: Two people at each release (Wed 4 Nov)');
  expect(found).not.toContain('phone');
  expect(story.words(await story.slash('mia', '/rondo learned ? release disk'))).toContain(
    '• Watch the disk before a release (Wed 4 Nov, atlas-1: The release is stuck)',
  );
  const newest = story.words(await story.slash('mia', '/rondo learned'));
  expect(newest.match(/^• /gm)).toHaveLength(3);
  expect(story.words(await story.slash('mia', '/rondo learned find nowhere'))).toContain(
    'Nothing was learned about “nowhere” yet. Try fewer words.',
  );

  expect(story.words(await pressIn(story, 'lea', kept, 'lesson.forget'))).toBe(
    'Only whoever said it, the coordinator or the lead can take it back.',
  );
  await pressIn(story, 'tom', kept, 'lesson.forget');
  expect(story.words(await story.slash('mia', '/rondo learned find phone'))).toContain('Nothing was learned');
  const [lesson] = await story.store.read.lessons.find({ team: 'atlas' });
  expect(lesson).toMatchObject({ kind: 'pattern', by: 'lea', from: 'round:atlas/weekly-review/2026-11-06' });
  story.ignore(/(?:)/);
});

test('an answer that is edited changes what was learned', async () => {
  const story = await harness({ at: '2026-11-04T06:00:00Z', teams: [await planning(['weekly-review'])] });
  await story.until('2026-11-04T10:00:00Z');
  await story.answer('lea', { 'lesson.what': 'Test first' });
  await story.answer('lea', { 'lesson.what': 'Test on Monday' });
  expect((await story.store.read.lessons.find({ team: 'atlas' })).map(({ text }) => text)).toEqual([
    'Test on Monday',
  ]);
  story.ignore(/(?:)/);
});

test('private blockers teach nobody else, and lessons stay in their team', async () => {
  const atlas = await planning(['weekly-review']);
  const zoe = { ...atlas.members[0]!, id: 'zoe', name: 'Zoe', roles: ['lead'] };
  const borea = {
    ...atlas,
    id: 'borea',
    name: 'Borea',
    channel: '#borea',
    coordinator: 'zoe',
    members: [zoe],
    rituals: [],
  };
  const story = await harness({ at: '2026-11-04T06:00:00Z', teams: [atlas, borea] });
  await raise(story, 'mia', { what: 'Something hard', needs: ['ivo'], private: true });
  await does(story, 'mia', 'Resolve', { how: 'Talked', learning: 'Talk sooner' });
  await story.slash('tom', '/rondo learned pattern: Test on a real phone');
  expect(story.words(await story.slash('mia', '/rondo learned'))).not.toContain('Talk sooner');
  expect(story.words(await story.slash('zoe', '/rondo learned'))).toContain('Nothing was written down yet.');
  const list = await story.slash('tom', '/rondo learned');
  await filling(story, 'tom', await pressIn(story, 'tom', list, 'lesson.add'), {
    text: 'Ask early',
    pattern: true,
  });
  expect(story.words(await story.slash('lea', '/rondo learned'))).toMatch(
    /• Worth doing again: Ask early[\s\S]*• Worth doing again: Test on a real phone/,
  );
  story.ignore(/(?:)/);
});
