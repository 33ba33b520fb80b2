import { expect, test } from 'vitest';
import { createPages } from '../../src/engine/calendar/pages.ts';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';

const URL = 'https://rondo.example.com';
const quiet = ritual('morning-sync', () => ({ facilitator: undefined }));
const team = () => atlas(sync, people('mia', 'tom'), quiet);

async function story(url: string | undefined = URL) {
  const life = await harness({ at: '2026-11-02T12:00:00Z', teams: [await team()] });
  const context = Object.assign(life.engine.context, url === undefined ? {} : { url });
  return { ...life, pageAt: createPages(context) };
}

const secretsIn = (words: string) =>
  [...words.matchAll(/\/calendar\/([\w-]+)\.ics/g)].map(([, secret]) => secret!);
const ask = async (life: Harness, user: string, words: string) => life.words(await life.slash(user, words));

test('somebody gets an address of their own and one of their team, once, and nothing that leads to them is stored', async () => {
  const life = await story();
  const words = await ask(life, 'mia', '/rondo calendar');
  expect(words).toMatch(
    /Your own rounds and duties: https:\/\/rondo\.example\.com\/calendar\/[\w-]{43}\.ics/,
  );
  expect(words).toMatch(/All of Atlas: https:\/\/rondo\.example\.com\/calendar\/[\w-]{43}\.ics/);
  const secrets = secretsIn(words);
  expect(new Set(secrets).size).toBe(2);
  expect((await life.pageAt(secrets[0]!))?.name).toBe('Atlas: Mia Sommer');
  expect((await life.pageAt(secrets[1]!))?.name).toBe('Atlas');
  const stored = JSON.stringify([
    await life.store.read.feeds.find({}),
    await life.store.read.events.find({}),
  ]);
  for (const secret of secrets) expect(stored).not.toContain(secret);
  const again = await ask(life, 'mia', '/rondo calendar');
  expect(again).toMatch(/since Mon 2 Nov\. I do not store them.*\/rondo calendar new/);
  expect(secretsIn(again)).toEqual([]);
  expect(secretsIn(await ask(life, 'tom', '/rondo calendar'))).toHaveLength(2);
});

test('“new” replaces them at once, “off” ends them', async () => {
  const life = await story();
  const old = secretsIn(await ask(life, 'mia', '/rondo calendar'));
  for (const secret of old) expect(await life.pageAt(secret)).toBeDefined();
  const words = await ask(life, 'mia', '/rondo calendar new');
  expect(words).toMatch(/had before do not work any more/);
  for (const secret of old) expect(await life.pageAt(secret)).toBeUndefined();
  for (const secret of secretsIn(words)) expect(await life.pageAt(secret)).toBeDefined();
  expect(await ask(life, 'mia', '/rondo calendar off')).toMatch(/have ended/);
  for (const secret of secretsIn(words)) expect(await life.pageAt(secret)).toBeUndefined();
  expect(await ask(life, 'mia', '/rondo calendar off')).toMatch(/nothing has changed/);
  expect(await ask(life, 'mia', '/rondo calendar please')).toMatch(/^Say \/rondo calendar/);
});

test('somebody of several teams has an address of each, and ends them all at once, wherever they say it', async () => {
  const one = await team();
  const other = { ...one, id: 'borea', name: 'Borea', channel: '#borea' };
  const life = await harness({ at: '2026-11-02T12:00:00Z', teams: [one, other] });
  Object.assign(life.engine.context, { url: URL });
  const pageAt = createPages(life.engine.context);
  const secrets = secretsIn(life.words(await life.slash('mia', '/rondo calendar', '#atlas')));
  const names = await Promise.all(secrets.map(async (secret) => (await pageAt(secret))?.name));
  expect(names).toEqual(['Rondo', 'Atlas', 'Borea']);
  await life.slash('mia', '/rondo calendar off', '#borea');
  for (const secret of secrets) expect(await pageAt(secret)).toBeUndefined();
});

test('whoever is not in the team any more sees nothing any more', async () => {
  const life = await story();
  const secrets = secretsIn(await ask(life, 'tom', '/rondo calendar'));
  await life.redefine([await atlas(sync, people('mia'), quiet)]);
  for (const secret of secrets) expect(await life.pageAt(secret)).toBeUndefined();
  await life.redefine([
    await atlas(sync, quiet, (one) => ({
      ...one,
      members: one.members.map((m) => ({ ...m, active: false })),
    })),
  ]);
  for (const secret of secrets) expect(await life.pageAt(secret)).toBeUndefined();
});

test('where Rondo has no public address, a file can be made instead', async () => {
  const life = await harness({ at: '2026-11-02T12:00:00Z', teams: [await team()] });
  expect(await ask(life, 'mia', '/rondo calendar')).toMatch(
    /no public address.*RONDO_URL.*npx rondo calendar --team atlas --person mia > rondo\.ics/,
  );
  expect(await life.store.read.feeds.find({})).toEqual([]);
});

test('the page follows what people say: away, back, and who is paused', async () => {
  const life = await story();
  const [own, all] = secretsIn(await ask(life, 'tom', '/rondo calendar'));
  const titles = async (secret: string | undefined, from: string, to = from) =>
    ((await life.pageAt(secret!))?.events ?? [])
      .filter(({ span }) => {
        const first = 'first' in span ? span.first : new Date(span.from).toISOString().slice(0, 10);
        return first >= from && first <= to;
      })
      .map(({ title }) => title);
  expect(await titles(own, '2026-11-03')).toEqual(['Morning sync']);
  await life.slash('tom', '/rondo away tomorrow');
  // A page that was just made stands for some minutes.
  await life.advance('6m');
  expect(await titles(own, '2026-11-03')).toEqual([]);
  expect(await titles(own, '2026-11-04')).toEqual(['Morning sync']);
  expect(await titles(all, '2026-11-03')).toEqual(['Away: Tom Okafor', 'Morning sync']);
  await life.slash('mia', '/rondo pause until friday');
  await life.advance('6m');
  expect(await titles(all, '2026-11-04', '2026-11-05')).toEqual([]);
  expect(await titles(all, '2026-11-06')).toEqual(['Morning sync']);
  life.ignore(/(?:)/);
});

test('a page that was shown a moment ago shows nothing more of a team that its reader has left', async () => {
  const life = await story();
  const second = await atlas(sync, people('mia', 'tom'), quiet, (one) => ({
    ...one,
    id: 'zenit',
    name: 'Zenit',
    channel: '#zenit',
  }));
  await life.redefine([await team(), second]);
  const [own] = secretsIn(await ask(life, 'mia', '/rondo calendar'));
  const teams = async () => new Set((await life.pageAt(own!))?.events.map(({ id }) => id.includes('zenit')));
  expect(await teams()).toEqual(new Set([true, false]));
  await life.redefine([
    await team(),
    { ...second, members: second.members.map((one) => (one.id === 'mia' ? { ...one, active: false } : one)) },
  ]);
  expect(await teams()).toEqual(new Set([false]));
  life.ignore(/./);
});
