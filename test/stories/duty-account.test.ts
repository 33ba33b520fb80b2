import { expect, test } from 'vitest';
import { reviewers, type Story } from './duty.ts';

/** Everybody's turns and shares in the review's rotation. */
async function account(story: Story) {
  const rotation = await story.store.read.rotations.get('atlas/weekly-review');
  return rotation?.accounts ?? {};
}

const LATER = ['2026-11-20', '2026-11-27', '2026-12-04', '2026-12-11'];

/** Up to a minute after the start of that Friday's review; everybody says that they will do theirs. */
async function held(story: Story, friday: string): Promise<void> {
  await story.until(`${friday}T12:00:00Z`);
  for (const one of story.unread())
    if (story.now(one).includes("[I'll do it]")) await story.press(one.to, one, "I'll do it");
  await story.until(`${friday}T13:01:00Z`);
  story.ignore(/(?:)/);
}

test('a change that is undone leaves the account, with a turn that has counted, as if nothing had been changed', async () => {
  const plain = await reviewers();
  await held(plain, '2026-11-13');
  const first = await account(plain);
  expect(first.mia?.turns).toBe(1);
  for (const friday of LATER) await held(plain, friday);

  const story = await reviewers();
  await held(story, '2026-11-13');
  for (const change of ['pass tom 2026-11-20', 'give tom 2026-11-27', 'swap 2026-11-20 2026-11-27']) {
    const done = await story.slash('ivo', `/rondo duty ${change}`);
    expect(done.reply, story.words(done)).toBe('said');
    expect(story.words(await story.slash('ivo', '/rondo duty undo'))).toMatch(/^Undone:/);
    expect(await account(story)).toEqual(first);
  }
  for (const friday of LATER) await held(story, friday);
  expect(await account(story)).toEqual(await account(plain));
  expect(await account(story)).toMatchObject({
    mia: { turns: 2 },
    tom: { turns: 2 },
    kim: { turns: 1 },
  });
});

test('once a changed turn has begun it counts for whoever did it: it is undone no more, and the account stays', async () => {
  const story = await reviewers();
  await story.slash('tom', '/rondo duty take 2026-11-13');
  await held(story, '2026-11-13');
  const counted = await account(story);
  expect([counted.tom?.turns, counted.mia?.turns]).toEqual([1, 0]);
  for (const who of ['tom', 'mia', 'ivo'])
    expect(story.words(await story.slash(who, '/rondo duty undo'))).toMatch(/^There is nothing to undo/);
  expect(await account(story)).toEqual(counted);
  await story.slash('kim', '/rondo duty pass 2026-11-27');
  await story.slash('kim', '/rondo duty undo');
  expect(await account(story)).toEqual(counted);
  story.ignore(/(?:)/);
});
