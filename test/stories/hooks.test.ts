import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createPosting } from '../../src/engine/hooks/posting.ts';
import { isPublicAddress } from '../../src/sources/calendar-address.ts';
import { atlas, only, people } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';
import { raise } from './blockers.ts';

const KEY = Buffer.alloc(32, 7);
const URL = 'https://hooks.example.com/s3cret';

/** A team with a key, and somebody who takes posts as `answers` say, else with 200. */
async function story() {
  const team = await atlas(only('weekly-review'), people('mia', 'tom', 'lea'));
  const life = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  const { context } = life.engine;
  Object.assign(context, { hooks: { key: KEY, reachable: isPublicAddress } });
  const taken: { url: string; headers: Record<string, string>; body: string }[] = [];
  const answers: (number | Error)[] = [];
  const run = createPosting({
    context,
    key: KEY,
    async post(url, how) {
      taken.push({ url, ...how });
      const answer = answers.shift() ?? 200;
      if (typeof answer === 'number') return answer;
      throw answer;
    },
  });
  return { ...life, life, taken, answers, run };
}

const say = async (life: Harness, user: string, words: string) => life.words(await life.slash(user, words));
const secretIn = (words: string) => /[\w-]{43}/.exec(words)?.[0] ?? '';
const typesOf = (taken: readonly { body: string }[]) => taken.map(({ body }) => JSON.parse(body).type);

test('what happens is posted, signed, in order and once, and says nothing that somebody wrote', async () => {
  const { life, taken, run, store } = await story();
  await raise(life, 'mia', { what: 'Before the hook', needs: ['tom'] });
  await life.advance('1m');
  const secret = secretIn(await say(life, 'ivo', `/rondo hook new ${URL} raised acknowledged`));
  await raise(life, 'mia', { what: 'The map service is down', needs: ['tom'] });
  await raise(life, 'mia', { what: 'My contract ends', needs: ['tom'], private: true });
  await life.press('tom', life.expectMessage('tom', /map service/), 'I take it');
  life.ignore(/(?:)/);
  await run();
  expect(typesOf(taken)).toEqual(['escalation.raised', 'escalation.acknowledged']);
  const [first] = taken;
  expect(JSON.parse(first!.body)).toEqual({
    id: expect.any(String),
    type: 'escalation.raised',
    team: 'atlas',
    about: 'escalation:atlas-2',
    at: '2026-11-02T09:01:00.000Z',
  });
  const { 'rondo-signature': signature = '' } = first!.headers;
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  expect(v1).toBe(createHmac('sha256', secret).update(`${t}.${first!.body}`).digest('hex'));
  expect(JSON.stringify(taken)).not.toMatch(/map service|contract|atlas-3/);
  for (let n = 0; n < 3; n += 1) {
    await life.advance('1m');
    await run();
  }
  expect(taken).toHaveLength(2);
  const kept = JSON.stringify([await store.read.hooks.find({}), await store.read.events.find({})]);
  expect(kept).not.toContain(secret);
  expect(JSON.stringify(await store.read.events.find({}))).not.toContain('s3cret');
});

test('what was not taken is tried again with growing distances, with the same id and a new time, and keeps its place', async () => {
  const { life, taken, answers, run } = await story();
  await say(life, 'ivo', `/rondo hook new ${URL} raised acknowledged`);
  answers.push(500, new Error('secret words'), 302);
  await raise(life, 'mia', { what: 'The map service is down', needs: ['tom'] });
  life.ignore(/(?:)/);
  const tries: number[] = [];
  for (let minute = 0; minute < 9; minute += 1) {
    const before = taken.length;
    await run();
    if (taken.length > before) tries.push(minute);
    await life.advance('1m');
  }
  expect(tries).toEqual([0, 1, 3, 7]);
  expect(new Set(taken.map(({ body }) => body)).size).toBe(1);
  expect(new Set(taken.map(({ headers }) => headers['rondo-signature'])).size).toBe(4);
  const [post] = await life.store.read.posts.find({});
  expect(post).toMatchObject({ state: 'sent', attempts: 4 });
  expect(JSON.stringify(post)).not.toContain('secret words');
});

test('after a day a post is given up; after three days of failure the hook ends, and who made it is told', async () => {
  const { life, answers, run, store } = await story();
  await say(life, 'ivo', `/rondo hook new ${URL} raised`);
  answers.push(...Array.from({ length: 500 }, () => 503));
  await raise(life, 'mia', { what: 'The map service is down', needs: ['tom'] });
  for (let hour = 0; hour < 26; hour += 1) {
    await run();
    await life.advance('1h');
  }
  expect(await store.read.posts.find({})).toEqual([
    expect.objectContaining({ state: 'failed', why: 'The answer was 503.' }),
  ]);
  expect(await say(life, 'ivo', '/rondo hook')).toMatch(/hooks\.example\.com.*Nobody there takes posts/);
  await life.until('2026-11-05T10:00:00Z');
  await raise(life, 'mia', { what: 'No disk space', needs: ['tom'] });
  await run();
  await life.advance('1m');
  expect(life.expectMessage('ivo', /^The hook to hooks\.example\.com has ended/).text).not.toContain(
    's3cret',
  );
  life.ignore(/(?:)/);
  expect(await store.read.hooks.find({ open: true })).toEqual([]);
});

test('an address inside the house, without https or with a password is refused at once', async () => {
  const { life, store } = await story();
  for (const address of [
    'http://hooks.example.com/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://10.1.2.3/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest',
    'https://localhost/',
    'https://printer/',
    'https://db.internal/',
    'https://me:pw@example.com/',
    'nothing',
  ])
    expect(await say(life, 'ivo', `/rondo hook new ${address}`), address).toMatch(
      /private network|begins with https|no user name/,
    );
  expect(await say(life, 'tom', `/rondo hook new ${URL}`)).toMatch(
    /^Hooks are for leads, coordinators and admins/,
  );
  expect(await store.read.hooks.find({})).toEqual([]);
});

test('without RONDO_KEY there are no hooks, and it is said why; “off” ends one', async () => {
  const { life, taken, run } = await story();
  await say(life, 'ivo', `/rondo hook new ${URL}`);
  expect(await say(life, 'mia', '/rondo hook')).toContain('1. hooks.example.com: everything.');
  await raise(life, 'mia', { what: 'The map service is down', needs: ['tom'] });
  expect(await say(life, 'mia', '/rondo hook off 1')).toMatch(/has ended/);
  await run();
  expect(taken).toEqual([]);
  Object.assign(life.engine.context, { hooks: undefined });
  expect(await say(life, 'ivo', `/rondo hook new ${URL}`)).toMatch(/RONDO_KEY/);
  life.ignore(/(?:)/);
});
