import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Act } from '../../adapters/playground/acting.ts';
import { people } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';
import { rowsOf } from './database.ts';
import { FIVE, next, place, ROUND, retroTeam, usual, vote } from './retro.ts';

/** Words that occur nowhere else, so that they can be searched for. */
const CARDS = ['quince', 'walnut', 'juniper', 'saffron', 'tamarind', 'lychee'];
const THING = `retro:${ROUND}`;

function presses(button: string): Act {
  return { act: 'press', button, thing: THING, epoch: 0 };
}

function sends(form: string, values: Record<string, string>): Act {
  return { act: 'submit', form, thing: THING, epoch: 0, values };
}

/** One day of a retro: these people write the six cards one after the other, at the same instants with the same events of the
 * platform, whoever they are. Then the cards are shown, and one comes too late. */
async function day(authors: readonly string[], until: 'written' | 'late'): Promise<Harness> {
  const story = await harness({ at: '2026-11-02T08:00:00Z', teams: [await retroTeam()] });
  await story.until('2026-11-02T09:10:00Z');
  for (const [at, card] of CARDS.entries()) {
    const who = authors[at % authors.length]!;
    await story.command(`opened-${at}`, who, presses('retro.write'), '#atlas');
    const values = { [`column-${at % 3}`]: `More ${card}, please\nand ${card} again` };
    await story.command(`sent-${at}`, who, sends('retro.cards', values), '#atlas');
    await story.advance('7m');
  }
  if (until === 'late') {
    await story.command('next', 'mia', presses('retro.next'), '#atlas');
    await story.command('late', authors[0]!, sends('retro.cards', { 'column-1': 'Late medlar' }), '#atlas');
    await story.command('topic', authors[0]!, sends('retro.late', { topics: 'Late medlar' }), '#atlas');
  }
  await story.advance('5m');
  usual(story);
  return story;
}

const PAGE = 4096;

/** Every page that the file and its log hold, in the order in which they were written, without checksums and the machine's clock. */
function pagesOf({ folder }: Harness): string[] {
  const file = readFileSync(join(folder, 'rondo.db')).toString('latin1');
  const wal = join(folder, 'rondo.db-wal');
  const log = existsSync(wal) ? readFileSync(wal).toString('latin1') : '';
  const pages: string[] = [];
  for (let at = 0; at + PAGE <= file.length; at += PAGE) pages.push(file.slice(at, at + PAGE));
  for (let at = 32; at + 24 + PAGE <= log.length; at += 24 + PAGE)
    pages.push(log.slice(at + 24, at + 24 + PAGE));
  return pages.map((page) => page.replace(/20\d\d-\d\d-\d\dT[\d:.]+Z/g, ''));
}

test('whoever writes the cards, the database is the same to the byte: it knows nothing of who wrote what, or how many', async () => {
  const five = await day(FIVE, 'late');
  const turned = await day(FIVE.toReversed(), 'late');
  const alone = await day(['kim'], 'late');
  expect(rowsOf(turned)).toEqual(rowsOf(five));
  expect(rowsOf(alone)).toEqual(rowsOf(five));
  const pages = pagesOf(five);
  expect(pages.length).toBeGreaterThan(100);
  expect(pagesOf(turned).join('') === pages.join('')).toBe(true);
  expect(pagesOf(alone).join('') === pages.join('')).toBe(true);
});

test('a hidden card is nowhere but in its own table, beside nobody: not in a row, a page, a job, a message or an event', async () => {
  const story = await day(FIVE, 'written');
  const found = rowsOf(story).filter((row) => CARDS.some((card) => row.includes(card)));
  expect(found).toHaveLength(12);
  for (const row of found) {
    expect(row).toMatch(/^cards /);
    const { doc, ...columns } = JSON.parse(row.slice('cards '.length));
    expect(Object.keys(columns)).toEqual(['id', 'retro', 'version']);
    expect(Object.keys(JSON.parse(doc)).sort()).toEqual(['column', 'id', 'retro', 'text', 'version']);
  }
  const named = new RegExp([...FIVE, 'ivo', 'Okafor', 'Sommer', 'Patel'].join('|'));
  const pages = pagesOf(story).filter((page) => CARDS.some((card) => page.includes(card)));
  expect(pages.length).toBeGreaterThan(0);
  expect(pages.filter((page) => named.test(page))).toEqual([]);
  for (const { post } of story.all()) expect(JSON.stringify(post)).not.toMatch(new RegExp(CARDS.join('|')));
  const events = await story.store.read.events.find({ about: THING });
  expect(events.map(({ what, who }) => `${what} ${who}`)).toEqual(['began schedule']);
});

test('somebody in two teams leaves no trace of where they wrote: the transaction of a card touches nothing of theirs', async () => {
  const atlas = await retroTeam();
  const borea = { ...people(...FIVE)(atlas), id: 'borea', name: 'Borea', channel: '#borea', rituals: [] };
  const story = await harness({ at: '2026-11-02T08:00:00Z', teams: [atlas, borea] });
  await story.until('2026-11-02T09:10:00Z');
  await story.slash('raj', '/rituals', '#borea');
  const before = await story.store.read.identities.find({ person: 'raj' });
  expect(before).toMatchObject([{ team: 'borea' }]);
  await story.command('opened', 'raj', presses('retro.write'), '#atlas');
  await story.command('sent', 'raj', sends('retro.cards', { 'column-0': 'More quince' }), '#atlas');
  expect(await story.store.read.identities.find({ person: 'raj' })).toEqual(before);
  expect(await story.store.read.cards.find({ retro: ROUND })).toHaveLength(1);
  usual(story);
});

test('when a card cannot be saved, what is logged says neither what nor who', async () => {
  let broken = false;
  const story = await harness({
    at: '2026-11-02T08:00:00Z',
    teams: [await retroTeam()],
    storing: (store) => ({
      ...store,
      transact: (unit) =>
        store.transact(async (tx) => {
          const cards = {
            ...tx.cards,
            insert: (row: { id: string }) =>
              tx.cards.update({ ...row, retro: ROUND, column: '', text: '', version: 7 }).then(() => true),
          };
          return unit(broken ? { ...tx, cards } : tx);
        }),
    }),
  });
  await story.until('2026-11-02T09:10:00Z');
  broken = true;
  const reply = await story.command(
    'sent',
    'raj',
    sends('retro.cards', { 'column-0': 'More quince' }),
    '#atlas',
  );
  broken = false;
  expect(story.words(reply)).toMatch(/not saved/i);
  expect(story.log.lines).toHaveLength(1);
  expect(story.log.lines.join()).not.toMatch(/quince|raj|Patel/);
  story.log.lines.length = 0;
  usual(story);
});

test('while people vote, only how many have voted is shown; afterwards the ballots are gone', async () => {
  const story = await day(FIVE, 'written');
  for (const label of ['Show the cards', 'Group them', 'Vote']) await next(story, 'mia', label);
  await vote(story, 'raj', 'More quince');
  await vote(story, 'tom', 'More quince', 'More walnut');
  expect(story.now(place(story))).toContain('2 people have voted.');
  expect(story.now(place(story))).not.toMatch(/\(\d+ votes?\)/);
  await next(story, 'mia', 'End the vote');
  expect(await story.store.read.ballots.find({})).toEqual([]);
  expect(rowsOf(story).filter((row) => /^ballots/.test(row))).toEqual([]);
  const retro = await story.store.read.retros.get(ROUND);
  expect(JSON.stringify(retro)).not.toMatch(/raj|tom/);
  usual(story);
  const ballot = /"person":"(raj|tom)","votes":/;
  expect(pagesOf(story).some((page) => ballot.test(page))).toBe(true);
  await story.close();
  expect(
    pagesOf(story).some((page) => ballot.test(page)),
    'a ballot, once the log is part of the file',
  ).toBe(false);
});
