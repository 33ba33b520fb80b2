import { expect, test } from 'vitest';
import { atlas, only, people } from '../atlas.ts';
import { harness } from '../harness.ts';
import { fill, raise, told } from './blockers.ts';

test('at night nobody is disturbed but those whom level 3 asks; the rest reads it in the morning, once', async () => {
  const team = await atlas(only(), people('mia', 'tom', 'lea'));
  const story = await harness({ at: '2026-11-02T19:00:00Z', teams: [team] });
  // Eight in the evening in Berlin; quiet hours began at seven.
  const reply = await raise(story, 'lea', { what: 'The shop is down', when: 'now' });
  expect(story.words(reply)).toMatch(
    /^Raised as atlas-1\. @Mia Sommer and @Tom Okafor are asked to answer by Tue 3 Nov 09:00/,
  );
  const card = story.unread('#atlas >')[0]!;
  expect(told(story)).toEqual([
    '2026-11-02 19:00 #atlas >: atlas-1 · Level 1, team',
    '2026-11-02 19:00 #atlas: Atlas · Mon 2 Nov',
  ]);
  const form = await story.press('mia', card, 'Escalate');
  await fill(story, 'mia', form, { reason: 'The shop earns at night' });
  const two = story.unread('#atlas')[0]!;
  expect(told(story)).toEqual([
    '2026-11-02 19:00 #atlas >: atlas-1 · Working thread',
    '2026-11-02 19:00 #atlas: atlas-1 · Level 2, mediation',
  ]);
  await story.advance('10m');
  const up = await fill(story, 'mia', await story.press('mia', two, 'Escalate'), { reason: 'Ivo sleeps' });
  expect(story.words(up)).toMatch(/^It is at level 3 \(leadership\) now\. @Dana is asked/);

  await story.until('2026-11-03T08:00:00Z');
  expect(told(story)).toEqual([
    '2026-11-02 19:10 #atlas: atlas-1 · Level 3, leadership',
    '2026-11-02 19:10 dana: Can you help? If you take it, nobody else is asked.',
    // Ivo has half an hour of the morning to look at the line for outsiders.
    '2026-11-03 07:00 ivo: atlas-1 · For people outside the team',
    // Lea has one message in the morning: what she raised, and where it is now.
    '2026-11-03 07:00 lea: This is at level 3 (leadership) now.',
  ]);
  const dropped = (await story.events('escalation:atlas-1')).filter(({ what }) => what === 'dropped');
  expect(dropped.map(({ person, why }) => `${person}: ${why}`).sort()).toEqual([
    'mia: Somebody else is asked now.',
    'tom: Somebody else is asked now.',
  ]);
  await story.until('2026-11-03T08:30:00Z');
  // Dana has the card, so the line for outsiders is not for her.
  expect(told(story)).toEqual([
    '2026-11-03 08:30 #atlas-stakeholders: atlas-1 · Something is stopping team Atlas.',
  ]);
});
