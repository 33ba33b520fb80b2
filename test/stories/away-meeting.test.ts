import { expect, test } from 'vitest';
import { atlas, only, people, ritual, sync } from '../atlas.ts';
import { type Harness, harness, sentAt } from '../harness.ts';

/** Ten o'clock on Monday in Berlin is four in the morning in New York: Ana is asked to write at nine on Friday. */
const planning = () => atlas(only('weekly-planning'), people('mia', 'ana'));
const WRITE = /^Hi Ana, Weekly planning is outside your hours/;

async function thursday(): Promise<Harness> {
  const story = await harness({ at: '2026-10-27T20:00:00Z', teams: [await planning()] });
  await story.until('2026-10-29T15:00:00Z');
  return story;
}

test('whoever says today that they are away tomorrow is asked today to write for the meeting', async () => {
  const story = await thursday();
  story.expectNothing('ana');
  await story.slash('ana', '/rondo away tomorrow');
  await story.until('2026-10-29T15:01:00Z');
  expect(sentAt(story.expectMessage('ana', WRITE))).toBe('2026-10-29 15:00');
  await story.until('2026-10-31T12:00:00Z');
  story.expectNothing('ana');
  const events = await story.events('prompt:atlas/weekly-planning/2026-11-02/ana');
  expect(events.map(({ what, why }) => `${what}: ${why?.split(' ').slice(0, 4).join(' ')}`)).toEqual([
    'moved: their last day at',
    'prompted: Weekly planning of Atlas',
  ]);
  story.ignore(/(?:)/);
});

test('when the leave is taken back, the question moves back too', async () => {
  const story = await harness({ at: '2026-10-27T20:00:00Z', teams: [await planning()] });
  await story.slash('ana', '/rondo away friday');
  await story.until('2026-10-28T20:00:00Z');
  const at = async () => (await story.store.read.prompts.find({ person: 'ana' })).map((prompt) => prompt.at);
  expect(await at()).toEqual([Date.parse('2026-10-29T13:00:00Z')]);
  const [leave] = await story.store.read.absences.find({ person: 'ana' });
  await story.command('e1', 'ana', {
    act: 'press',
    button: 'absence.end',
    thing: `absence:${leave!.id}`,
    epoch: 0,
  });
  expect(await at()).toEqual([Date.parse('2026-10-30T13:00:00Z')]);
  await story.until('2026-10-30T13:05:00Z');
  expect(sentAt(story.expectMessage('ana', WRITE))).toBe('2026-10-30 13:00');
  story.ignore(/(?:)/);
});

test('whoever will be away when it meets is not asked to write, and reads why', async () => {
  const story = await thursday();
  await story.slash('ana', '/rondo away monday');
  await story.until('2026-10-31T12:00:00Z');
  story.expectNothing('ana');
  expect(story.words(await story.slash('ana', '/rondo why weekly-planning'))).toMatch(
    /skipped \(weekly-planning, 2026-11-02\): Away until Tue 3 Nov\./,
  );
});

test('when everybody says that they are away, the round closes quietly: nothing is posted, and why is told', async () => {
  const quiet = ritual('morning-sync', () => ({ facilitator: undefined }));
  const team = await atlas(sync, people('mia', 'tom'), quiet);
  const story = await harness({ at: '2026-11-02T12:00:00Z', teams: [team] });
  await story.slash('mia', '/rondo away every tuesday');
  await story.slash('tom', '/rondo away tomorrow');
  await story.until('2026-11-04T07:59:00Z');
  story.expectNothing();
  expect(story.words(await story.slash('mia', '/rondo why morning-sync'))).toMatch(
    /closed \(morning-sync, 2026-11-03\): Everybody is away\./,
  );
  story.ignore(/(?:)/);
});
