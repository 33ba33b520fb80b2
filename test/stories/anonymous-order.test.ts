import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { atlas, only, people, ritual } from '../atlas.ts';
import { formIn, type Harness, harness } from '../harness.ts';
import { rowsOf } from './database.ts';

/** One question that is answered with a name and two that are not. */
const asking = ritual('morning-sync', ({ questions }) => ({
  questions: [
    ...questions.slice(0, 1),
    { id: 'mood', ask: 'How are you?', type: 'scale', from: 1, to: 5, optional: false, anonymous: true },
    { id: 'wish', ask: 'What should change?', type: 'text', optional: false, anonymous: true },
  ],
  facilitator: undefined,
}));

const FOUR = ['lea', 'mia', 'tom', 'kim'];
/** Of very different length, so that each takes another place on a page. */
const WISHES = ['quince', `walnut ${'and '.repeat(90)}`, 'juniper, please', 'saffron '.repeat(12)];

/** Two teams of the same people are asked on two days. They answer in the same order, at the same instants, for both teams in
 * one form; who of them says what is turned by so many places. */
async function answered(turn: number): Promise<Harness> {
  const first = await atlas(only('morning-sync'), asking, people(...FOUR));
  const second = { ...first, id: 'borea', name: 'Borea', channel: '#borea' };
  const story = await harness({ at: '2026-11-01T20:00:00Z', teams: [first, second] });
  for (const day of ['2026-11-02', '2026-11-03']) {
    await story.until(`${day}T12:00:00Z`);
    for (const [at, who] of FOUR.entries()) {
      const asks = { act: 'slash', name: '/standup', text: '' } as const;
      const form = formIn(await story.command(`asked-${day}-${who}`, who, asks));
      const values = saying((at + turn) % FOUR.length, form);
      expect(Object.keys(values)).toHaveLength(6);
      const sends = { act: 'submit', form: form.id, thing: form.thing, epoch: 0, values } as const;
      expect(story.words(await story.command(`sent-${day}-${who}`, who, sends))).toMatch(/^Saved/);
      await story.advance('1m');
    }
    await story.until(`${day}T20:00:00Z`);
  }
  story.ignore(/./);
  expect(await story.store.read.anonymous.count({})).toBe(32);
  return story;
}

function saying(one: number, { parts }: ReturnType<typeof formIn>): Record<string, string> {
  const inputs = parts.flatMap((part) => (part.part === 'input' ? [part.input.id] : []));
  const words = (id: string) => (id.endsWith('mood') ? `${one + 1}` : `${WISHES[one]} for ${id.slice(0, 5)}`);
  return Object.fromEntries(inputs.map((id) => [id, id.endsWith('done') ? 'Work' : words(id)]));
}

const PAGE = 4096;

/** The pages of the closed file that hold rows, without the machine's clock. Which number a page has depends on how much there
 * was when it was needed: they are compared by what they hold, and those that only point to others are left out. */
function pagesOf({ folder }: Harness): string[] {
  expect(existsSync(join(folder, 'rondo.db-wal'))).toBe(false);
  const file = readFileSync(join(folder, 'rondo.db')).toString('latin1');
  const pages: string[] = [];
  for (let at = 0; at < file.length; at += PAGE) pages.push(file.slice(at, at + PAGE));
  return pages
    .filter((page) => page[0] === LEAF_OF_TABLE || page[0] === LEAF_OF_INDEX)
    .map((page) => page.replace(/20\d\d-\d\d-\d\dT[\d:.]+Z/g, ''))
    .sort();
}

const LEAF_OF_TABLE = '\x0d';
const LEAF_OF_INDEX = '\x0a';

test('whoever says what, in whichever order: the rows are the same, and the pages to the byte', async () => {
  const one = await answered(0);
  const turned = await answered(2);
  const other = await answered(3);
  for (const story of [one, turned, other]) await story.close();
  const [pages, ...others] = [one, turned, other].map(pagesOf);
  expect(pages!.filter((page) => page.includes('juniper'))).not.toEqual([]);
  for (const found of others) expect(found.join('') === pages!.join('')).toBe(true);
  for (const story of [turned, other]) expect(rowsOf(story)).toEqual(rowsOf(one));
});
