import { expect, test } from 'vitest';
import { atlas, type Change, people, ritual, sync } from '../atlas.ts';
import { harness, sentAt } from '../harness.ts';

const quiet = ritual('morning-sync', () => ({ facilitator: undefined }));
const three = (...changes: Change[]) => atlas(sync, people('mia', 'tom', 'lea'), quiet, ...changes);

test('the coordinator says it for somebody, who is told at once who did it and is not asked', async () => {
  const story = await harness({ at: '2026-11-02T12:00:00Z', teams: [await three()] });
  expect(story.words(await story.slash('mia', '/rondo away @tom until wednesday'))).toBe(
    'Tom Okafor is away until the end of Wed 4 Nov. I tell them that you have said so, and they can take it back.',
  );
  const told = story.expectMessage(
    'tom',
    /Mia Sommer has noted that you are away until the end of Wed 4 Nov\.[\s\S]*\[I'm not away\]/,
  );
  expect(sentAt(told)).toBe('2026-11-02 12:00');
  story.expectNothing();
  expect(await story.store.read.absences.find({ person: 'tom' })).toMatchObject([
    { source: 'other', by: 'mia' },
  ]);
  await story.until('2026-11-03T12:00:00Z');
  expect(story.all().filter(({ to, text }) => to === 'tom' && /^Hi /.test(text))).toEqual([]);
  expect(story.words(await story.slash('tom', '/rondo away list'))).toMatch(/noted by @?Mia Sommer/);
  const again = story.words(await story.slash('mia', '/rondo away tom today'));
  expect(again).toMatch(/Tom Okafor was noted as away until the end of tomorrow already/);
  story.ignore(/(?:)/, 'mia');
  story.ignore(/(?:)/, 'lea');
  story.ignore(/^(Atlas|Morning sync) ·/);
  story.expectNothing();
});

test('“I’m not away” takes it back: the question comes after all, and whoever noted it hears of it', async () => {
  const story = await harness({ at: '2026-11-02T12:00:00Z', teams: [await three()] });
  await story.slash('ivo', '/rondo away Tom Okafor until friday');
  const told = story.expectMessage('tom', /Ivo Novak has noted that you are away/);
  await story.until('2026-11-03T09:10:00Z');
  expect(story.unread('tom')).toEqual([]);
  expect(story.words(await story.press('tom', told, "I'm not away"))).toMatch(
    /^Ended: away until the end of Fri/,
  );
  expect(story.now(told)).toMatch(/has noted that you are away .*This is over now\./);
  expect(story.now(told)).not.toContain('[');
  story.expectMessage('ivo', /Tom Okafor says they are not away until the end of Fri 6 Nov\./);
  story.expectMessage('tom', /^Hi Tom/);
  story.ignore(/(?:)/);
});

test('in quiet hours it waits, and what is taken back before is not told', async () => {
  const story = await harness({ at: '2026-11-02T20:00:00Z', teams: [await three()] });
  await story.slash('mia', '/rondo away tom tomorrow');
  story.expectNothing('tom');
  await story.slash('mia', '/rondo away lea tomorrow');
  const [lea] = await story.store.read.absences.find({ person: 'lea' });
  const end = { act: 'press', button: 'absence.end', thing: `absence:${lea!.id}`, epoch: 0 } as const;
  expect(story.words(await story.command('e1', 'tom', end))).toMatch(/Only the person who is away/);
  expect(story.words(await story.command('e2', 'mia', end))).toMatch(/Lea Moreau is no longer noted as away/);
  await story.until('2026-11-03T08:05:00Z');
  // What was noted for tomorrow is today by now.
  expect(sentAt(story.expectMessage('tom', /has noted that you are away today/))).toBe('2026-11-03 08:00');
  expect(story.unread('lea').filter(({ text }) => /noted/.test(text))).toEqual([]);
  story.ignore(/(?:)/);
});

test('everybody else is refused with the rule and who could', async () => {
  const story = await harness({ at: '2026-11-02T12:00:00Z', teams: [await three()] });
  expect(story.words(await story.slash('lea', '/rondo away @tom until friday'))).toBe(
    'Only the coordinator, a lead or an admin of Atlas may say that for others: Mia Sommer or Ivo Novak. Nothing was done.',
  );
  expect(await story.store.read.absences.find({})).toEqual([]);
});

test('a name that fits two is refused with both, a name nobody has too, and one’s own name is oneself', async () => {
  const twins: Change = (team) => ({
    ...team,
    members: team.members.map((one) => (one.id === 'lea' ? { ...one, name: 'Tom Moreau' } : one)),
  });
  // “@tom” is an id, and still a first name of two.
  const story = await harness({ at: '2026-11-02T12:00:00Z', teams: [await three(twins)] });
  expect(story.words(await story.slash('mia', '/rondo away tom until friday'))).toBe(
    '“tom” may be Tom Okafor (@tom) or Tom Moreau (@lea). Use the one with the @. Nothing was done.',
  );
  expect(story.words(await story.slash('mia', '/rondo away @zoe until friday'))).toBe(
    'I know nobody called @zoe in your teams. Nothing was done.',
  );
  expect(story.words(await story.slash('mia', '/rondo away @lea until the cows come home'))).toMatch(
    /could not read “until the cows come home”/,
  );
  expect(story.words(await story.slash('lea', '/rondo away @lea until friday'))).toMatch(
    /^You are away until/,
  );
  expect(await story.store.read.absences.find({})).toMatchObject([{ person: 'lea', source: 'self' }]);
});
