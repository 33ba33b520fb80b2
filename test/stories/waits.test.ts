import { expect, test } from 'vitest';
import { waitsOn } from '../../src/core/dependency.ts';
import type { Form, FormValues } from '../../src/core/form.ts';
import { atlas, people, sync } from '../atlas.ts';
import { formIn, type Harness, harness, inputOf } from '../harness.ts';

/** On Monday Tom waits for Lea, until Tuesday if `until` says so; it is now Tuesday, after the round has opened. */
async function tuesday(more: FormValues = {}): Promise<Harness> {
  const story = await harness({
    at: '2026-11-02T07:55:00Z',
    teams: [await atlas(sync, people('mia', 'lea', 'tom'))],
  });
  await story.until('2026-11-02T09:05:00Z');
  await story.answer('tom', {
    done: 'Maps',
    today: 'Legends',
    'waiting.on': 'lea',
    'waiting.what': 'The API',
    ...more,
  });
  await story.until('2026-11-03T09:05:00Z');
  story.ignore(/./);
  return story;
}

function stillOpen(form: Form): string[] {
  return form.parts.flatMap((part) =>
    part.part === 'input' && part.input.id.startsWith('wait:') ? [part.input.label] : [],
  );
}

async function saying(story: Harness, who: string, state: string): Promise<void> {
  const form = formIn(await story.slash(who, '/standup'));
  await story.submit(who, form, {
    [inputOf(form, /:done$/)]: 'Login',
    [inputOf(form, /:today$/)]: 'Logout',
    [inputOf(form, /^wait:/)]: state,
  });
  story.ignore(/./);
}

const open = (story: Harness) => story.store.read.dependencies.count({ open: true });

test('both sides of a dependency are asked about it the next day, and nobody else is', async () => {
  const story = await tuesday();
  const asked = async (who: string) => stillOpen(formIn(await story.slash(who, '/standup')));
  expect(await asked('tom')).toEqual(['You wait for Lea Moreau: The API']);
  expect(await asked('lea')).toEqual(['Tom Okafor waits for you: The API']);
  expect(await asked('mia')).toEqual([]);
});

test.each(['tom', 'lea'])('%s, on one side of it, can end a dependency in the form', async (who) => {
  const story = await tuesday();
  await saying(story, who, 'waiting');
  expect(await open(story)).toBe(1);
  await saying(story, who, 'over');
  expect(await open(story)).toBe(0);
  const [ended] = await story.store.read.dependencies.find({ waiting: 'tom' });
  expect(ended?.done?.by).toBe(who);
  expect(stillOpen(formIn(await story.slash('lea', '/standup')))).toEqual([]);
});

test('what the other side has ended does not begin again with an edit of something else', async () => {
  const story = await tuesday();
  const form = formIn(await story.slash('tom', '/standup'));
  const values = {
    [inputOf(form, /:today$/)]: 'Logout',
    [inputOf(form, /waiting\.on$/)]: 'lea',
    [inputOf(form, /waiting\.what$/)]: 'The API',
  };
  await story.submit('tom', form, { ...values, [inputOf(form, /:done$/)]: 'Maps' });
  await saying(story, 'lea', 'over');
  await story.submit('tom', form, { ...values, [inputOf(form, /:done$/)]: 'Maps and more' });
  expect(await open(story)).toBe(0);
  story.ignore(/./);
});

test('a dependency counts to the end of its date', async () => {
  const story = await tuesday({ 'waiting.until': '2026-11-02' });
  expect(stillOpen(formIn(await story.slash('tom', '/standup')))).toEqual([]);
  const [kept] = await story.store.read.dependencies.find({ waiting: 'tom' });
  expect(kept && [waitsOn(kept, '2026-11-02'), waitsOn(kept, '2026-11-03')]).toEqual([true, false]);
  expect(kept && waitsOn({ ...kept, open: false }, '2026-11-02')).toBe(false);
});
