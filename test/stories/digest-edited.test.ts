import { expect, test } from 'vitest';
import type { Change } from '../atlas.ts';
import { formIn, type Harness, inputOf, type Seen } from '../harness.ts';
import { raise } from './blockers.ts';
import { digesting, quiet, thursday } from './digests.ts';

const SENT = 'digest:atlas/2026-11-06';

/** A blocker is told on Thursday, and the preview is there on Friday at 15:20 in Berlin. */
async function previewed(...changes: Change[]): Promise<{ story: Harness; preview: Seen }> {
  const story = await thursday(...changes);
  await story.until('2026-11-05T14:00:00Z');
  await raise(story, 'tom', { what: 'The lift is slow', when: 'just_telling' });
  await story.until('2026-11-06T14:20:00Z');
  story.ignore(/^(You raised|atlas-|.*atlas-1)/);
  quiet(story);
  const preview = story.all().find(({ text }) => text.startsWith('Preview'))!;
  story.seen.add(preview.post.ref);
  return { story, preview };
}

function choose(form: ReturnType<typeof formIn>, pattern: RegExp): string {
  const input = form.parts.flatMap((part) => (part.part === 'input' ? [part.input] : []))[0];
  return input?.choices?.find(({ label }) => pattern.test(label))?.value ?? '';
}

test('the approver puts a line into other words, leaves one out, and sends; the line still comes from the same thing', async () => {
  const { story, preview } = await previewed();
  const edit = formIn(await story.press('mia', preview, 'Edit a line'));
  const line = choose(edit, /^Blockers: atlas-1/);
  expect(
    story.words(await story.submit('mia', edit, { line, text: 'The lift is slow, a new one comes' })),
  ).toBe('Changed.');
  const out = formIn(await story.press('mia', preview, 'Leave lines out'));
  const next = choose(out, /^Coming up/);
  await story.submit('mia', out, { [inputOf(out, /out/)]: [next] });
  expect(story.now(preview)).toMatch(
    /• The lift is slow, a new one comes\n[\s\S]*1 line left out\n• Weekly review: Fri 13 Nov – left out by Mia Sommer\n/,
  );
  await story.press('mia', preview, 'Send now');
  const sent = story.expectMessage('dana', /^Atlas: digest/);
  expect(sent.text).toContain('• The lift is slow, a new one comes\n');
  expect(sent.text).not.toMatch(/atlas-1|Coming up|Fri 13 Nov/);
  story.ignore(/^Atlas: digest/);
  const [digest] = await story.store.read.digests.find({});
  expect(digest?.lines.find(({ text }) => text.startsWith('The lift'))?.source).toBe('escalation:atlas-1');
  const told = (await story.events(SENT)).map(({ what, who }) => `${who}: ${what}`);
  expect(told).toEqual(['schedule: cut', 'mia: edited', 'mia: line left out', 'mia: sent']);
});

test('a form from before another change saves nothing', async () => {
  const { story, preview } = await previewed();
  const [first, second] = [
    formIn(await story.press('mia', preview, 'Edit a line')),
    formIn(await story.press('mia', preview, 'Edit a line')),
  ];
  const line = choose(first, /^Blockers: atlas-1/);
  await story.submit('mia', first, { line, text: 'First' });
  expect(story.words(await story.submit('mia', second, { line, text: 'Second' }))).toBe(
    'It has changed since you opened this. Nothing was saved. Please open it again.',
  );
  expect(story.now(preview)).toContain('• First\n');
  await story.until('2026-11-06T15:30:00Z');
  story.ignore(/^Atlas: digest/);
});

test('a line with a word the team keeps to itself is left out; the approver sees it, and cannot write it back', async () => {
  const { story, preview } = await previewed(digesting({ leaveOut: ['level 1'] }));
  expect(preview.text).toMatch(
    /\n1 line left out\n• atlas-1 is new, open for 1 day, level 1 – left out because of “level 1”\n/,
  );
  const edit = formIn(await story.press('mia', preview, 'Edit a line'));
  const line = choose(edit, /^Blockers: 1 raised/);
  expect(story.words(await story.submit('mia', edit, { line, text: 'One at Level 1' }))).toBe(
    'Your team keeps “level 1” out of the digest. Please say it without this word.',
  );
  await story.until('2026-11-06T15:00:00Z');
  expect(story.expectMessage('dana', /^Atlas: digest/).text).not.toContain('level 1');
  story.ignore(/^Atlas: digest/);
});

test('a correction edits what was posted, says so, and keeps what it said before', async () => {
  const { story } = await previewed();
  await story.until('2026-11-06T15:00:00Z');
  const posted = story.expectMessage('#atlas-stakeholders', /^Atlas: digest/);
  const direct = story.expectMessage('dana', /^Atlas: digest/);
  const form = formIn(await story.slash('ivo', '/rondo digest correct'));
  const line = choose(form, /^Blockers: atlas-1/);
  expect(story.words(await story.submit('ivo', form, { line, text: 'atlas-1 is solved by now' }))).toBe(
    'Corrected. What was posted shows it, marked as corrected.',
  );
  for (const one of [posted, direct]) {
    expect(story.now(one)).toContain('• atlas-1 is solved by now (corrected)\n');
    expect(story.now(one)).toMatch(/\(Corrected on .* by Ivo Novak\.\)/);
  }
  const [event] = (await story.events(SENT)).filter(({ what }) => what === 'corrected');
  expect(event).toMatchObject({
    who: 'ivo',
    why: 'It said: “atlas-1 is new, open for 1 day, level 1”. Now: “atlas-1 is solved by now”.',
  });
  const again = formIn(await story.slash('mia', '/rondo digest correct'));
  await story.submit('mia', again, { line: choose(again, /^Coming up/), out: true });
  expect(story.now(direct)).not.toContain('Fri 13 Nov');
  expect(story.now(direct)).toContain('1 line taken out.');
  story.expectNothing('dana');
});

test('others are told who corrects it, and without a digest there is nothing to correct', async () => {
  const { story, preview } = await previewed();
  expect(story.words(await story.slash('mia', '/rondo digest correct'))).toBe(
    'Nothing of that kind was sent yet, so there is nothing to correct.',
  );
  await story.press('mia', preview, 'Send now');
  expect(story.words(await story.slash('tom', '/rondo digest correct'))).toBe(
    'Only the approver, the deputy, the coordinator or a lead corrects the digest. Please ask @Mia Sommer or @Ivo Novak.',
  );
  expect(story.words(await story.slash('tom', '/rondo digest'))).toMatch(/^Atlas: digest, /);
  expect(story.words(await story.slash('dana', '/rondo digest'))).toMatch(/^Atlas: digest, /);
  expect(story.words(await story.slash('mia', '/rondo digest correct monthly-report'))).toMatch(
    /^Nothing of/,
  );
  story.ignore(/^Atlas: digest/);
});

test('stakeholders and leadership read different parts of one digest', async () => {
  const { story } = await previewed(
    (team) => ({ ...team, stakeholders: [{ channel: '#atlas-stakeholders' }] }),
    digesting({
      audience: 'both',
      sections: { stakeholders: ['changed', 'next'], leadership: ['changed', 'blockers'] },
    }),
  );
  await story.until('2026-11-06T15:00:00Z');
  const outside = story.expectMessage('#atlas-stakeholders', /^Atlas: digest/).text;
  expect(outside).toContain('Coming up');
  expect(outside).not.toContain('Blockers\n');
  const leadership = story.expectMessage('dana', /^Atlas: digest/).text;
  expect(leadership).toContain('Blockers\n• 1 raised');
  expect(leadership).not.toContain('Coming up');
  expect(leadership).toContain('because you are among the leadership of Atlas');
  expect((await fillNothing(story)).reply).toBe('form');
});

/** The button still opens its form for whoever got the digest. */
async function fillNothing(story: Harness) {
  const sent = story.all().find(({ to, text }) => to === 'dana' && text.startsWith('Atlas: digest'))!;
  return story.press('dana', sent, 'Ask the team');
}
