import { expect, test } from 'vitest';
import type { Form } from '../../src/core/form.ts';
import { type Change, ritual } from '../atlas.ts';
import { formIn, type Harness, harness, inputOf } from '../harness.ts';
import { filling, found, planning, pressed, pressOn, threaded } from './planning.ts';

const RITUALS = ['weekly-planning', 'mid-week-review', 'weekly-review'];

/** The same rituals, answered instead of met. */
const written: readonly Change[] = RITUALS.map((id) =>
  ritual(id, () => ({ mode: 'async', closes: { after: 240 }, answerTime: 120 })),
);

async function week(): Promise<Harness> {
  const story = await harness({ at: '2026-11-02T07:00:00Z', teams: [await planning(RITUALS, ...written)] });
  await story.until('2026-11-02T10:05:00Z');
  return story;
}

function marks(form: Form): string[] {
  return form.parts.flatMap((part) =>
    part.part === 'input' && part.input.id.endsWith('.mark') ? [part.input.label] : [],
  );
}

test('answered in writing, a week has its objectives in the form: proposed, marked by their owners only, scored', async () => {
  const story = await week();
  await story.answer('tom', {
    'objective.what': 'Ship the login',
    'second.what': 'Draw the map',
    'second.owner': 'mia',
  });
  await story.advance('1m');
  await story.answer('mia', { 'objective.what': 'Write the tests' });
  const place = story.all().find(({ text }) => text.startsWith('Weekly planning · Mon 2 Nov'))!;
  expect(story.now(place)).toContain(
    'Objectives of the week of Mon 2 Nov\n• Ship the login (Tom Okafor). Proposed\n• Draw the map (Mia Sommer). Proposed\n• Write the tests (Mia Sommer). Proposed',
  );
  await pressOn(story, 'mia', place, 'week.confirm');
  story.ignore(/(?:)/);

  await story.until('2026-11-04T14:05:00Z');
  const asked = async (who: string) => marks(formIn(await story.slash(who, '/standup')));
  expect(await asked('tom')).toEqual(['Ship the login']);
  expect(await asked('mia')).toEqual(['Draw the map', 'Write the tests']);
  expect(await asked('lea')).toEqual([]);
  const form = formIn(await story.slash('mia', '/standup'));
  const map = await found(story, 'Draw the map');
  await story.submit('mia', form, {
    [inputOf(form, new RegExp(`${map.id}.mark$`))]: 'off',
    [inputOf(form, new RegExp(`${map.id}.why$`))]: 'No data',
  });
  const review = threaded(story, /^Mid-week review · Wed 4 Nov/);
  expect(story.now(review)).toContain('• Draw the map (Mia Sommer). Off track: No data.');
  expect(story.now(review)).toContain('• Write the tests (Mia Sommer). Confirmed');
  threaded(story, /^Mia Sommer\nHow does your objective stand\? Draw the map: off track \(No data\)/);

  await story.until('2026-11-06T14:05:00Z');
  const last = formIn(await story.slash('mia', '/standup'));
  const result = inputOf(last, new RegExp(`${map.id}.mark$`));
  expect(await story.submit('mia', last, { [result]: 'not_met' })).toMatchObject({ reply: 'invalid' });
  const why = inputOf(last, new RegExp(`${map.id}.why$`));
  await story.submit('mia', last, { [result]: 'not_met', [why]: 'Still no data' });
  const friday = threaded(story, /^Weekly review · Fri 6 Nov/);
  expect(story.now(friday)).toContain('• Draw the map (Mia Sommer). Not met: Still no data.');
  await pressOn(story, 'mia', friday, 'objective.carry', map.id);
  expect(story.now(friday)).toContain('Not met, taken along: Still no data.');
  story.ignore(/(?:)/);
});

test('an edited answer changes its objective, an emptied one takes it back, and what was changed elsewhere stays', async () => {
  const story = await week();
  await story.answer('tom', { 'objective.what': 'Ship the login', 'second.what': 'Draw the map' });
  await story.answer('tom', { 'objective.what': 'Ship the login page', 'second.what': '' });
  expect(await found(story, 'Ship the login page')).toMatchObject({ owner: 'tom', open: true });
  expect(await found(story, 'Draw the map')).toMatchObject({ open: false, dropped: { by: 'tom' } });
  expect(await story.store.read.objectives.count({ team: 'atlas' })).toBe(2);

  const { id, version } = await found(story, 'Ship the login page');
  const edit = { id: 'objective.edit', thing: `objective:${id}`, epoch: version };
  await filling(story, 'mia', await pressed(story, 'mia', edit), {
    'objective.what': 'Ship the login for all',
  });
  const said = { 'objective.what': 'Ship the login page', 'objective.owner': 'tom' };
  await story.answer('tom', { ...said, 'second.what': 'Write the tests' });
  expect(await found(story, 'Ship the login for all')).toMatchObject({ id, open: true });
  expect(await found(story, 'Write the tests')).toMatchObject({ owner: 'tom', open: true });
  story.ignore(/(?:)/);
});
