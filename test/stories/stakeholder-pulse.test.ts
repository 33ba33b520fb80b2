import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Person, Team } from '../../src/core/team.ts';
import { loadDefinitions } from '../../src/sources/definitions.ts';
import { atlas } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', 'rituals');
const OUTSIDE = ['dana', 'eve', 'sam', 'zoe'];

/** The sample team with four stakeholders, and nothing but the shipped pulse. */
async function pulse(): Promise<Team> {
  const { rituals } = await loadDefinitions({ shipped: SHIPPED, today: '2026-01-01' });
  const team = await atlas();
  const dana = team.others[0]!;
  const others = OUTSIDE.map((id): Person => ({ ...dana, id, name: id }));
  return {
    ...team,
    rituals: rituals.filter(({ id }) => id === 'stakeholder-pulse'),
    others,
    stakeholders: OUTSIDE.map((person) => ({ person })),
  };
}

async function tuesday(): Promise<Harness> {
  const story = await harness({ at: '2026-11-23T12:00:00Z', teams: [await pulse()] });
  await story.until('2026-11-24T09:30:00Z');
  return story;
}

test('stakeholders are asked once, no member is, and their answers are shown without names', async () => {
  const story = await tuesday();
  for (const who of OUTSIDE) story.expectMessage(who, /Stakeholder pulse/);
  story.ignore(/Stakeholder pulse|^Atlas ·/);
  story.expectNothing();
  for (const [at, who] of OUTSIDE.entries())
    await story.answer(who, { satisfied: at + 2, change: `Wish ${'ABCD'[at]}` });
  await story.until('2026-11-27T12:00:00Z');
  const place = story.all().find(({ text }) => text.startsWith('Stakeholder pulse ·'))!;
  expect(story.now(place)).toMatch(
    /give you what you need\? 3\.5 of 5 on average, 4 anonymous answers\.\nWhat is .*\? 4 anonymous answers:\n• Wish A\n• Wish B\n• Wish C\n• Wish D$/,
  );
  const inPublic = story.all().filter(({ to }) => to.startsWith('#'));
  for (const one of inPublic) expect(story.now(one)).not.toMatch(/Nothing new|\b(dana|eve|sam|zoe)\b/i);
  story.ignore(/Stakeholder pulse/);
});
