import { expect, test } from 'vitest';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';

const quiet = ritual('morning-sync', () => ({ facilitator: undefined }));
const two = () => atlas(sync, people('mia', 'tom'), quiet);

/** On how many of the days on which Mia was asked Tom was, too. */
function askedOn(story: Harness, person: string): string[] {
  return story
    .all()
    .filter(({ to, text }) => to === person && /^Hi /.test(text))
    .map(({ post }) => new Date(post.at).toISOString().slice(0, 10));
}

test('every Friday is one rule: not asked on Fridays, asked on all other days, until it is ended', async () => {
  const story = await harness({ at: '2026-11-02T12:00:00Z', teams: [await two()] });
  expect(story.words(await story.slash('mia', '/rondo away every friday'))).toMatch(
    /^You are away every Friday\. .*Has it changed\? \/rondo away list$/,
  );
  await story.slash('mia', '/rondo away every friday');
  expect(await story.store.read.absences.count({ person: 'mia' })).toBe(1);
  await story.until('2026-11-14T12:00:00Z');
  expect(askedOn(story, 'mia')).not.toContain('2026-11-06');
  expect(askedOn(story, 'mia')).not.toContain('2026-11-13');
  expect(askedOn(story, 'mia')).toHaveLength(7);
  expect(askedOn(story, 'tom')).toHaveLength(9);
  expect(story.words(await story.slash('mia', '/rondo why morning-sync'))).toMatch(
    /skipped \(morning-sync, 2026-11-13\): Away until Mon 16 Nov\./,
  );
  expect(story.words(await story.slash('mia', '/rondo me'))).toContain('You are away every Friday.');

  const list = story.words(await story.slash('mia', '/rondo away list'));
  expect(list).toMatch(/Away every Friday\n\[End\]/);
  const [rule] = await story.store.read.absences.find({ person: 'mia' });
  const end = { act: 'press', button: 'absence.end', thing: `absence:${rule!.id}`, epoch: 0 } as const;
  expect(story.words(await story.command('e1', 'mia', end))).toMatch(
    /Ended: away every Friday\.[\s\S]*Nothing/,
  );
  expect(story.words(await story.command('e2', 'mia', end))).toMatch(/over already/);
  await story.until('2026-11-20T12:00:00Z');
  expect(askedOn(story, 'mia')).toContain('2026-11-20');
  story.ignore(/(?:)/);
});

test('“back” on a Friday ends that Friday alone, and not the vacation next month', async () => {
  const story = await harness({ at: '2026-11-05T12:00:00Z', teams: [await two()] });
  await story.slash('mia', '/rondo away every friday');
  await story.slash('mia', '/rondo away 2026-12-01 to 2026-12-04');
  expect(story.words(await story.slash('mia', '/rondo back'))).toMatch(/You were not away just now/);
  await story.until('2026-11-06T08:30:00Z');
  expect(askedOn(story, 'mia')).toEqual([]);
  const back = story.words(await story.slash('mia', '/rondo back'));
  expect(back).toMatch(/Welcome back[\s\S]*every Friday\n\[End\][\s\S]*from Tue 1 Dec to Fri 4 Dec\n\[End\]/);
  expect(askedOn(story, 'mia')).toEqual(['2026-11-06']);
  await story.until('2026-11-13T12:00:00Z');
  expect(askedOn(story, 'mia')).not.toContain('2026-11-13');
  await story.until('2026-12-07T12:00:00Z');
  const after = askedOn(story, 'mia').filter((day) => day >= '2026-11-30');
  expect(after).toEqual(['2026-11-30', '2026-12-07']);
  story.ignore(/(?:)/);
});

test('away in the afternoon is asked in the morning, away in the morning is not, and others read until when', async () => {
  const story = await harness({ at: '2026-11-02T12:00:00Z', teams: [await two()] });
  await story.slash('mia', '/rondo away tomorrow afternoon');
  await story.slash('tom', '/rondo away tomorrow morning');
  await story.until('2026-11-03T12:00:00Z');
  expect(askedOn(story, 'mia')).toEqual(['2026-11-03']);
  expect(askedOn(story, 'tom')).toEqual([]);
  expect(story.words(await story.slash('tom', '/rondo why'))).toMatch(/Away until Tue 3 Nov 13:15\./);
  story.ignore(/(?:)/);
});

test('half a day that begins later leaves what was asked before open, and a whole one settles it', async () => {
  const story = await harness({ at: '2026-11-02T08:10:00Z', teams: [await two()] });
  await story.until('2026-11-03T08:10:00Z');
  const prompt = story.expectMessage('mia', /^Hi Mia/);
  await story.slash('mia', '/rondo away this afternoon');
  expect(story.now(prompt)).toMatch(/^Hi Mia, Morning sync is open until/);
  await story.slash('mia', '/rondo away today');
  expect(story.now(prompt)).toMatch(/No answer needed for Morning sync \(away\)/);
  story.ignore(/(?:)/);
});

test('a blocker’s owner who is away every Friday is looked at on each of them', async () => {
  const story = await harness({ at: '2026-11-05T12:00:00Z', teams: [await two()] });
  await story.slash('mia', '/rondo away every friday');
  const [rule] = await story.store.read.absences.find({ person: 'mia' });
  const due = async () => (await story.store.read.jobs.get(`absence:${rule!.id}`))?.due;
  expect(await due()).toBe(Date.parse('2026-11-05T23:00:00Z'));
  await story.until('2026-11-06T07:00:00Z');
  expect(await due()).toBe(Date.parse('2026-11-12T23:00:00Z'));
});
