import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';

/** One open question and one that is asked anonymously, in words that can be searched for. */
const secret = ritual('morning-sync', ({ questions }) => ({
  questions: [
    ...questions.slice(0, 1),
    { id: 'mood', ask: 'What should change?', type: 'text', optional: true, anonymous: true },
  ],
  facilitator: undefined,
}));

const FIVE = ['lea', 'mia', 'tom', 'kim', 'raj'];

async function day(hour: string, ...who: string[]): Promise<Harness> {
  const story = await harness({
    at: '2026-11-01T20:00:00Z',
    teams: [await atlas(sync, secret, people(...who))],
  });
  await story.until(`2026-11-02T${hour}:00Z`);
  return story;
}

function usual(story: Harness): void {
  story.ignore(/^Hi |closes in|^Atlas ·|^Morning sync ·|^(Lea|Mia|Tom|Kim|Raj) \w+( · late)?\n.*\n> Work$/);
}

/** Every table of the database file, row by row, as text. */
function rowsOf(story: Harness): { table: string; row: string }[] {
  const file = new Database(join(story.folder, 'rondo.db'), { readonly: true });
  const tables = file
    .prepare("select name from sqlite_master where type = 'table'")
    .pluck()
    .all() as string[];
  const rows = tables.flatMap((table) =>
    file
      .prepare(`select * from "${table}"`)
      .all()
      .map((row) => ({ table, row: JSON.stringify(row) })),
  );
  file.close();
  return rows;
}

test('an anonymous answer is nowhere beside a person: not in a table, not in an event, not in a message', async () => {
  const story = await day('12:05', ...FIVE);
  for (const one of FIVE) await story.answer(one, { done: 'Work', mood: `Wish-of-${one}` });
  const rows = rowsOf(story).filter(({ row }) => /Wish-of-/.test(row));
  expect(rows.map(({ table }) => table)).toEqual(Array(5).fill('anonymous'));
  for (const { row } of rows) {
    const { doc, ...columns } = JSON.parse(row);
    expect(Object.keys(columns)).toEqual(['id', 'round']);
    expect(Object.keys(JSON.parse(doc)).sort()).toEqual(['answer', 'id', 'question', 'round']);
  }
  const [prompt] = await story.store.read.prompts.find({ person: 'lea' });
  expect(prompt?.anonymous).toEqual(['mood']);
  usual(story);
  story.expectNothing();
});

test('from four answers on they are shown after the close, without names and in no order of time', async () => {
  const story = await day('12:05', ...FIVE);
  const words = ['Delta', 'Alpha', 'Charlie', 'Bravo'];
  for (const [at, one] of FIVE.slice(0, 4).entries())
    await story.answer(one, { done: 'Work', mood: words[at] });
  const place = story.all().find(({ text }) => text.startsWith('Morning sync ·'))!;
  expect(story.now(place)).not.toMatch(/Alpha|What should change/);
  await story.until('2026-11-02T14:00:00Z');
  expect(story.now(place)).toMatch(
    /Closed at 1\d:\d\d\.\nWhat should change\? 4 anonymous answers:\n• Alpha\n• Bravo\n• Charlie\n• Delta$/,
  );

  // Whoever is late is not asked: their answer would be seen in the difference.
  const prompt = story.all().find(({ to, text }) => to === 'raj' && text.startsWith('Hi Raj'))!;
  const late = await story.press('raj', prompt, 'Answer late');
  expect(JSON.stringify(late)).not.toContain('What should change');
  usual(story);
});

test('fewer than four are shown to nobody and deleted', async () => {
  const story = await day('12:05', ...FIVE);
  for (const one of FIVE.slice(0, 3)) await story.answer(one, { done: 'Work', mood: `Wish-of-${one}` });
  await story.until('2026-11-02T20:00:00Z');
  expect(await story.store.read.anonymous.find({})).toEqual([]);
  for (const one of story.all()) expect(story.now(one)).not.toContain('Wish-of-');
  usual(story);
  expect(rowsOf(story).filter(({ row }) => row.includes('Wish-of-'))).toEqual([]);
});

test('an anonymous answer cannot be given twice or taken back, and the form says so', async () => {
  const story = await day('08:30', 'lea', 'mia');
  const reply = await story.slash('lea', '/standup');
  expect(JSON.stringify(reply)).toMatch(/Anonymous: kept without your name.*You cannot change it later/);
  await story.answer('lea', { done: 'Work', mood: 'First' });
  const again = await story.slash('lea', '/standup');
  expect(JSON.stringify(again)).not.toContain('What should change');
  usual(story);
});
