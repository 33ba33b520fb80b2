import { expect, test } from 'vitest';
import { LONGEST_WORDS } from '../../src/core/escalation/lacking.ts';
import { atlas, only, people } from '../atlas.ts';
import { formIn, harness, inputOf } from '../harness.ts';
import { fill, raise, told } from './blockers.ts';
import { choose, clocks, does } from './leading.ts';

/** Tom raises a blocker and asks Lea. Ivo leads; Dana is the leadership. */
async function raised() {
  const team = await atlas(only(), people('mia', 'tom', 'lea'));
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  await raise(story, 'tom', { what: 'The map service is down', needs: ['lea'] });
  told(story);
  return story;
}

const LONG = 'x'.repeat(LONGEST_WORDS + 1);
const TOO_LONG = 'This has 3,001 characters and 3,000 fit. Please shorten it, or link to the long version.';

test('a note has 3,000 characters at most, in the form and typed; it is not cut', async () => {
  const story = await raised();
  const form = await choose(story, 'tom', 'Add a note');
  expect(await fill(story, 'tom', form, { text: LONG })).toEqual({
    reply: 'invalid',
    errors: { text: TOO_LONG },
  });
  const typed = await story.slash('tom', `/escalate atlas-1 note ${LONG}`);
  expect([typed.reply, story.words(typed)]).toEqual(['refused', TOO_LONG]);
  expect((await story.store.read.escalations.get('atlas-1'))?.note).toBeUndefined();
  await story.slash('tom', `/escalate atlas-1 note ${'🙂'.repeat(LONGEST_WORDS)}`);
  expect([...((await story.store.read.escalations.get('atlas-1'))?.note?.text ?? '')]).toHaveLength(3000);
  told(story);
});

test.each([
  ['a reason', 'Escalate', 'reason'],
  ['how it was solved', 'Resolve', 'how'],
  ['what was learned', 'Resolve', 'learning'],
])('%s has 3,000 characters at most', async (_, button, input) => {
  const story = await raised();
  const form = await choose(story, 'tom', button);
  const values = button === 'Resolve' ? { how: 'Restarted it', [input]: LONG } : { [input]: LONG };
  expect(await fill(story, 'tom', form, values)).toEqual({ reply: 'invalid', errors: { [input]: TOO_LONG } });
  expect((await clocks(story)).state).toBe('open');
});

test('a note of nothing that can be seen is no note: typed, the form opens instead', async () => {
  const story = await raised();
  const nothing = '\u200b\u2060\u0007\u00ad\u3164';
  const form = await choose(story, 'tom', 'Add a note');
  expect(await fill(story, 'tom', form, { text: nothing })).toEqual({
    reply: 'invalid',
    errors: { text: 'Write a sentence.' },
  });
  const typed = formIn(await story.slash('tom', `/escalate atlas-1 note ${nothing}`));
  expect(typed.id).toBe('escalation.note');
  expect((await story.store.read.escalations.get('atlas-1'))?.note).toBeUndefined();
});

test('resolved in one typed line at level 3: the form opens with the words in it, and asks for the decision', async () => {
  const story = await raised();
  await does(story, 'ivo', 'Escalate', { reason: 'Only money helps', to: '3' });
  told(story);
  const reply = await story.slash('tom', '/escalate atlas-1 resolve We bought a server');
  const form = formIn(reply);
  const how = form.parts.flatMap((part) =>
    part.part === 'input' && part.input.id === 'how' ? part.input.value : [],
  );
  expect(how).toEqual(['We bought a server']);
  const values = { [inputOf(form, /how$/)]: 'We bought a server', [inputOf(form, /plan$/)]: 'Dana pays' };
  expect(story.words(await story.submit('tom', form, values))).toMatch(/^Resolved\./);
  told(story);
});

test.each(['list', 'mine', 'learned', 'atlas-1', 'atlas-1 resolve Done'])(
  '“raise %s” opens the form with these words, whatever they mean elsewhere',
  async (words) => {
    const story = await raised();
    const form = formIn(await story.slash('tom', `/rondo raise ${words}`));
    const inputs = form.parts.flatMap((part) => (part.part === 'input' ? [part.input] : []));
    expect(inputs.find(({ id }) => id === inputOf(form, /what$/))).toMatchObject({ value: words });
    expect((await clocks(story)).state).toBe('open');
  },
);
