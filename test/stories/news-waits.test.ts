import { expect, test } from 'vitest';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { harness, sentAt } from '../harness.ts';
import { raise } from './blockers.ts';
import { does } from './leading.ts';

const plain = ritual('morning-sync', ({ questions }) => ({
  questions: questions.slice(0, 2),
  facilitator: undefined,
  remind: [],
}));

/** Lea has been asked in the standup, and about a blocker that Tom has taken and solved. */
async function solved() {
  const story = await harness({
    at: '2026-11-02T07:00:00Z',
    teams: [await atlas(sync, plain, people('mia', 'tom', 'lea'))],
  });
  await story.until('2026-11-02T10:00:00Z');
  await raise(story, 'mia', { what: 'The map service is down', needs: ['tom', 'lea'] });
  const card = story.expectMessage('tom', /Can you help\?/);
  await story.press('tom', card, 'I take it');
  await does(story, 'tom', 'Resolve', { how: 'Restarted it' });
  return story;
}

type Story = Awaited<ReturnType<typeof solved>>;

const heard = (story: Story, who: string) =>
  story
    .all()
    .filter(({ to, text }) => to === who && /· resolved/.test(text))
    .map(sentAt);

test('that a blocker is over waits for the next message to who neither raised nor had it, after two on that day', async () => {
  const story = await solved();
  await story.until('2026-11-02T12:00:00Z');
  expect([heard(story, 'lea'), heard(story, 'mia')]).toEqual([[], ['2026-11-02 10:00']]);
  const card = story.all().find(({ to, text }) => to === 'lea' && /Can you help/.test(text))!;
  expect(story.now(card)).toContain('resolved');
  await raise(story, 'mia', { what: 'Nobody can sign in', needs: ['lea'] });
  expect(heard(story, 'lea')).toEqual(['2026-11-02 12:00']);
  const both = story.all().findLast(({ to }) => to === 'lea');
  expect(both?.text).toMatch(/Nobody can sign in[\s\S]*The map service is down/);
  await story.until('2026-11-03T12:00:00Z');
  expect(heard(story, 'lea')).toHaveLength(1);
  story.ignore(/(?:)/);
});

test('without another message it comes in the next morning', async () => {
  const story = await solved();
  await story.until('2026-11-03T12:00:00Z');
  expect(heard(story, 'lea')).toEqual(['2026-11-03 08:00']);
  story.ignore(/(?:)/);
});
