import { expect, test } from 'vitest';
import type { Presence } from '../../src/core/team.ts';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { type Harness, harness, sentAt } from '../harness.ts';

const quiet = ritual('morning-sync', () => ({ facilitator: undefined }));
const two = () => atlas(sync, people('mia', 'tom'), quiet);
const HINT = new Map<string, Presence>([['mia', { maybeAway: true }]]);
const QUESTION = /^Your status says that you may be away today\. Are you\?/;

/** A morning on which Mia's status only hints; the directory is read every hour. */
async function morning(): Promise<Harness> {
  const team = await two();
  const story = await harness({ at: '2026-11-02T18:00:00Z', teams: [team] });
  await story.until('2026-11-03T03:00:00Z');
  await story.redefine([team], HINT);
  await story.redefine([team], HINT);
  await story.until('2026-11-03T07:59:00Z');
  return story;
}

test('a status that only hints asks once, before the first question, and “I’m away” is enough', async () => {
  const story = await morning();
  const question = story.expectMessage('mia', QUESTION);
  expect(sentAt(question)).toBe('2026-11-03 07:45');
  expect(question.text).not.toMatch(/workshop/i);
  story.expectNothing('mia');
  expect(story.words(await story.press('mia', question, "I'm away"))).toMatch(/^You are away today\./);
  expect(story.now(question)).toMatch(/You said: I'm away\.\n\(/);
  await story.until('2026-11-03T12:00:00Z');
  story.expectNothing('mia');
  story.ignore(/(?:)/);
  const [absence] = await story.store.read.absences.find({ person: 'mia' });
  expect(Object.keys(absence!).sort()).toEqual(['by', 'from', 'id', 'person', 'source', 'to', 'version']);
  const events = await story.events('hint:mia/2026-11-03');
  expect(events.map(({ what, facts }) => [what, facts?.source])).toEqual([
    ['hinted', 'status'],
    ['answered', undefined],
  ]);
});

test('“I’m here” and silence are asked as usual', async () => {
  const story = await morning();
  const question = story.expectMessage('mia', QUESTION);
  expect(story.words(await story.press('mia', question, "I'm here"))).toBe('Good. I ask you as usual.');
  await story.until('2026-11-03T08:05:00Z');
  story.expectMessage('mia', /^Hi Mia/);

  const team = await two();
  await story.until('2026-11-04T03:00:00Z');
  await story.redefine([team], HINT);
  await story.until('2026-11-04T08:05:00Z');
  story.expectMessage('mia', QUESTION);
  story.expectMessage('mia', /^Hi Mia/);
  story.ignore(/(?:)/);
});

test('yesterday’s question says nothing about today, and nobody answers it for somebody else', async () => {
  const story = await morning();
  const press = { act: 'press', button: 'hint.away', thing: 'hint:mia/2026-11-03', epoch: 0 } as const;
  expect(story.words(await story.command('p1', 'tom', press))).toBe('This question was for somebody else.');
  await story.until('2026-11-04T07:00:00Z');
  expect(story.words(await story.command('p2', 'mia', press))).toMatch(
    /This was about Tue 3 Nov\. Away now\?/,
  );
  expect(await story.store.read.absences.find({})).toEqual([]);
  story.ignore(/(?:)/);
});

test('nobody is asked whether they are away when nothing is asked of them today, or when they are away anyway', async () => {
  const team = await two();
  const story = await harness({ at: '2026-11-06T18:00:00Z', teams: [team] });
  await story.until('2026-11-07T06:00:00Z');
  await story.redefine([team], HINT);
  await story.until('2026-11-09T02:00:00Z');
  await story.redefine([team], HINT);
  await story.slash('mia', '/rondo away today');
  await story.until('2026-11-09T12:00:00Z');
  story.expectNothing('mia');
  story.ignore(/(?:)/);
  // The day's question has passed already.
  await story.until('2026-11-10T15:00:00Z');
  await story.redefine([team], HINT);
  story.ignore(/^(Hi|Morning|Atlas)|closes/);
  story.expectNothing('mia');
});
