import { expect, test } from 'vitest';
import { formIn, type Harness } from '../harness.ts';
import { fill, raise } from './blockers.ts';
import { digesting, quiet, thursday } from './digests.ts';

/** The review has begun on Friday, a blocker is there, and something was decided. */
async function reviewing(...changes: Parameters<typeof thursday>): Promise<Harness> {
  const story = await thursday(...changes);
  await story.until('2026-11-05T14:00:00Z');
  await raise(story, 'tom', { what: 'The lift is slow', when: 'just_telling' });
  await story.until('2026-11-06T13:10:00Z');
  await story.slash('mia', '/rondo decide We release on Fridays');
  story.ignore(/atlas-1|^You raised/);
  quiet(story);
  return story;
}

test('the week in three lines is picked or written as the review ends, and the digest begins with it', async () => {
  const story = await reviewing();
  const form = formIn(await story.slash('ivo', '/rondo end'));
  const inputs = form.parts.flatMap((part) => (part.part === 'input' ? [part.input] : []));
  const picked = inputs.find(({ id }) => id === 'week_picked');
  expect(picked?.choices?.map(({ label }) => label)).toEqual([
    'We have decided: We release on Fridays',
    'Still open at level 1: atlas-1',
  ]);
  const covered = inputs.find(({ id }) => id === 'covered')?.value;
  const values = { ...(covered ? { covered } : {}), week_picked: [picked!.choices![0]!.value] };
  expect(story.words(await story.submit('ivo', form, { ...values, week_written: 'One\nTwo\nThree' }))).toBe(
    'Three lines are enough: please take some out.',
  );
  await story.submit('ivo', form, { ...values, week_written: 'The map is live.' });
  const preview = story.expectMessage('mia', /^Preview/);
  expect(preview.text).toMatch(
    /What changed\n.*\nThe week in three lines\n• We have decided: We release on Fridays\n• The map is live\.\n/,
  );
  const [digest] = await story.store.read.digests.find({});
  const lines = digest?.lines.filter(({ section }) => section === 'week').map(({ source }) => source);
  expect(lines).toEqual([expect.stringMatching(/^decision:/), 'team:atlas']);
  await story.until('2026-11-06T15:00:00Z');
  expect(story.expectMessage('dana', /^Atlas: digest/).text).toContain('• The map is live.\n');
  story.ignore(/digest|^Minutes|Weekly review/);
});

test('the approver picks or changes them in the preview; without any they are left out', async () => {
  const story = await reviewing(digesting({ leaveOut: ['acme'] }));
  await story.until('2026-11-06T14:15:00Z');
  const preview = story.expectMessage('mia', /^Preview/);
  expect(preview.text).not.toContain('three lines');
  const open = () => story.press('mia', preview, 'Three lines');
  expect(story.words(await fill(story, 'mia', await open(), { week_written: 'Acme is happy' }))).toBe(
    'Your team keeps “acme” out of the digest. Please say it without this word.',
  );
  await fill(story, 'mia', await open(), { week_written: 'A good week' });
  expect(story.now(preview)).toContain('The week in three lines\n• A good week\n');
  await fill(story, 'mia', await open(), { week_written: '' });
  expect(story.now(preview)).not.toContain('three lines\n');
  await story.until('2026-11-06T15:00:00Z');
  expect(story.expectMessage('dana', /^Atlas: digest/).text).not.toContain('three lines');
  story.ignore(/digest|^Minutes|Weekly review/);
});
