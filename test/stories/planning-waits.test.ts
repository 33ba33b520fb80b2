import { expect, test } from 'vitest';
import { type Harness, harness } from '../harness.ts';
import { planning, pressed, pressIn, threaded } from './planning.ts';

/** Tom waits for Lea, Lea for Mia and Mia for Tom. */
async function ring(): Promise<Harness> {
  const story = await harness({
    at: '2026-11-02T06:00:00Z',
    teams: [await planning(['morning-sync', 'integration-check'])],
  });
  await story.until('2026-11-02T09:10:00Z');
  const waits = async (who: string, on: string, what: string, until = '') =>
    story.answer(who, {
      done: 'a',
      today: 'b',
      'waiting.on': on,
      'waiting.what': what,
      'waiting.until': until,
    });
  await waits('tom', 'lea', 'The API', '2026-11-02');
  await waits('lea', 'mia', 'The texts', '2026-11-04');
  await waits('mia', 'tom', 'The map');
  return story;
}

test('the integration check shows who waits for whom, and a ring; either side ends one', async () => {
  const story = await ring();
  await story.until('2026-11-02T13:35:00Z');
  const check = threaded(story, /^Integration check · Mon 2 Nov/);
  expect(check.text).toContain(
    [
      'Who waits for whom',
      '• Lea Moreau is waited for by Tom Okafor: The API (until Mon 2 Nov)',
      '• Mia Sommer is waited for by Lea Moreau: The texts (until Wed 4 Nov)',
      '• Tom Okafor is waited for by Mia Sommer: The map',
      'They wait for each other: Lea Moreau → Mia Sommer → Tom Okafor → Lea Moreau. Somebody has to go first.',
    ].join('\n'),
  );
  const list = await story.slash('lea', '/rondo dependencies');
  expect(story.words(list)).toContain('You are waited for by\n• Tom Okafor: The API (until Mon 2 Nov)');
  const done = await pressIn(story, 'lea', list, 'dependency.done', 'the api');
  expect(story.words(done)).toBe('Good. It is off the list.');
  expect(story.now(check)).not.toContain('The API');
  expect(story.now(check)).not.toContain('They wait for each other');
  const [ended] = await story.store.read.dependencies.find({ waiting: 'tom' });
  expect(ended).toMatchObject({ open: false, done: { by: 'lea' } });
  const press = { id: 'dependency.done', thing: `dependency:${ended!.id}`, epoch: 0 };
  expect(story.words(await pressed(story, 'tom', press))).toBe(
    'Lea Moreau has said that it is over already.',
  );
  expect((await story.events(`dependency:${ended!.id}`)).map(({ what, who }) => `${who} ${what}`)).toEqual([
    'tom waited for',
    'lea no longer waited for',
  ]);
  story.ignore(/(?:)/);
});

test('minutes keep the days of their meeting, also when something changes on the next morning', async () => {
  const story = await ring();
  await story.until('2026-11-03T08:30:00Z');
  const minutes = threaded(story, /^Minutes: Integration check · Mon 2 Nov/);
  const list = await story.slash('lea', '/rondo dependencies');
  await pressIn(story, 'lea', list, 'dependency.done', 'the texts');
  expect(story.now(minutes)).toContain('The API (until Mon 2 Nov)');
  expect(story.now(minutes)).not.toContain('The texts');
  story.ignore(/(?:)/);
});

test('what is overdue comes first, and somebody who is on neither side cannot end it', async () => {
  const story = await ring();
  await story.until('2026-11-05T08:30:00Z');
  expect(story.words(await story.slash('ivo', '/rondo dependencies'))).toMatch(
    /Lea Moreau is waited for by\n• Tom Okafor: The API \(overdue since Mon 2 Nov\)[\s\S]*Mia Sommer is waited for by\n• Lea Moreau: The texts \(overdue since Wed 4 Nov\)/,
  );
  const [api] = await story.store.read.dependencies.find({ waiting: 'tom' });
  const press = { id: 'dependency.done', thing: `dependency:${api!.id}`, epoch: 0 };
  // Somebody may have left: the coordinator and the lead can end it too.
  const [texts] = await story.store.read.dependencies.find({ waiting: 'lea' });
  const other = { id: 'dependency.done', thing: `dependency:${texts!.id}`, epoch: 0 };
  expect(story.words(await pressed(story, 'tom', other))).toBe(
    'Only Lea Moreau, Mia Sommer or Ivo Novak can say that this is over.',
  );
  expect(story.words(await pressed(story, 'ivo', press))).toBe('Good. It is off the list.');
  story.ignore(/(?:)/);
});
