import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { RESOURCES, type Resource } from '../../src/core/api/resources.ts';
import type { Action, DecisionRecord } from '../../src/core/record.ts';
import type { Round } from '../../src/core/round.ts';
import { createApi } from '../../src/engine/api/api.ts';
import { apiRoutes } from '../../src/web/api.ts';
import { createWeb } from '../../src/web/server.ts';
import { atlas, only, people } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';
import { raise } from './blockers.ts';

const ALL = 'read:rounds,read:updates,read:escalations,read:actions,read:metrics write:figures';
const SECRET = 'My contract ends';

interface Answer {
  status: number;
  text: string;
  headers: Headers;
}

/** A working morning, and the API on a port of this machine. */
async function story() {
  const team = await atlas(only('morning-sync', 'weekly-review'), people('mia', 'tom', 'lea', 'kim'));
  const borea = { ...team, id: 'borea', name: 'Borea', channel: '#borea', coordinator: 'kim', admins: [] };
  const life = await harness({ at: '2026-11-02T07:00:00Z', teams: [team, { ...borea, members: [] }] });
  await life.until('2026-11-02T12:30:00Z');
  for (const person of ['mia', 'tom']) await life.answer(person, { done: '=1+1', today: 'Keys' });
  const now = () => life.clock.now();
  const web = createWeb({
    routes: [apiRoutes({ ...createApi(life.engine.context), now, log: life.log })],
    log: life.log,
  });
  onTestFinished(() => web.stop(0));
  const at = await web.listen(0);
  async function ask(path: string, token?: string, how: RequestInit = {}): Promise<Answer> {
    const sent = { ...(token ? { authorization: `Bearer ${token}` } : {}), ...how.headers };
    const { status, headers, ...answer } = await fetchOf(`${at}/api/v1/${path}`, { ...how, headers: sent });
    return { status, headers, text: answer.text };
  }
  life.ignore(/(?:)/);
  return { ...life, life, ask };
}

async function fetchOf(url: string, how: RequestInit): Promise<Answer> {
  const answer = await fetch(url, how);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const say = async (life: Harness, user: string, words: string) => life.words(await life.slash(user, words));
const secretIn = (words: string) => /rondo_[\w-]{43}/.exec(words)?.[0] ?? '';
const tokenFor = async (life: Harness, scopes = ALL, name = 'bi') =>
  secretIn(await say(life, 'ivo', `/rondo token new ${name} ${scopes}`));
const rowsIn = ({ text }: Answer): Record<string, unknown>[] => JSON.parse(text).data;

test('a token is made in chat by who looks after the team, shown once, and only its hash is kept', async () => {
  const { life, ask, store } = await story();
  expect(await say(life, 'tom', '/rondo token new bi read:rounds')).toBe(
    'Tokens are for leads, coordinators and admins of Atlas: Mia Sommer or Ivo Novak.',
  );
  expect(await say(life, 'ivo', '/rondo token new bi read:everything')).toMatch(
    /There is no scope read:everything\. There are read:rounds, .* and write:figures/,
  );
  expect(await say(life, 'ivo', '/rondo token new Bi! read:rounds')).toMatch(/needs a name/);
  const words = await say(life, 'ivo', '/rondo token new bi read:rounds');
  const secret = secretIn(words);
  expect(words).toContain('I show it only now');
  expect(await say(life, 'ivo', '/rondo token new bi read:rounds')).toMatch(/already/);
  const listed = await say(life, 'mia', '/rondo token');
  expect(listed).toMatch(/bi: read:rounds, made by Ivo Novak/);
  expect(listed).not.toContain(secret);
  const kept = JSON.stringify([await store.read.tokens.find({}), await store.read.events.find({})]);
  expect(kept).not.toContain(secret);
  expect((await ask('rounds', secret)).status).toBe(200);
  expect(await say(life, 'mia', '/rondo token off bi')).toMatch(/has ended/);
  expect((await ask('rounds', secret)).status).toBe(401);
  expect(await say(life, 'mia', '/rondo token')).toContain('There are none.');
});

test('without a token, with a wrong one or without the scope nothing is said, as a problem', async () => {
  const { life, ask } = await story();
  const token = await tokenFor(life, 'read:rounds');
  for (const wrong of [undefined, 'rondo_x', `rondo_${'x'.repeat(43)}`]) {
    const answer = await ask('rounds', wrong);
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(JSON.parse(answer.text)).toMatchObject({ status: 401, title: 'No valid token' });
  }
  expect((await ask('escalations', token)).status).toBe(403);
  expect((await ask('figures', token, { method: 'POST', body: '{}' })).status).toBe(403);
  expect((await ask('nothing', token)).status).toBe(404);
  expect((await ask('constructor', token)).status).toBe(404);
  expect((await ask('rounds', token, { method: 'DELETE' })).status).toBe(405);
  for (const words of [
    'limit=0',
    'limit=201',
    'since=today',
    'cursor=%7B',
    'x=1',
    'format=xml',
    'since=2026-11-02&until=2026-11-01',
  ])
    expect((await ask(`rounds?${words}`, token)).status, words).toBe(400);
  expect((await ask('teams', token)).status).toBe(200);
});

test('whoever asks too often has to wait, and wrong tokens do not shut out right ones', async () => {
  const { life, ask } = await story();
  const token = await tokenFor(life);
  for (let n = 0; n < 60; n += 1) await ask('teams', `rondo_${'x'.repeat(43)}`);
  const guessed = await ask('teams', `rondo_${'x'.repeat(43)}`);
  expect([guessed.status, guessed.headers.get('retry-after')]).toEqual([429, '60']);
  for (let n = 0; n < 120; n += 1) expect((await ask('teams', token)).status).toBe(200);
  expect((await ask('teams', token)).status).toBe(429);
  await life.advance('1m');
  expect((await ask('teams', token)).status).toBe(200);
});

/** Something of every kind, of this team and of another. */
async function fillUp(life: Harness): Promise<void> {
  const at = life.clock.now();
  const action = (id: string, from: string, team = 'atlas'): Action => ({
    ...{ id, team, what: `Do ${id}`, owner: 'tom', due: '2026-11-06', from, open: true, version: 1 },
  });
  const decision = (id: string, from: string, team = 'atlas'): DecisionRecord => ({
    ...{ id, team, what: `Decided ${id}`, by: 'mia', at, from },
  });
  await raise(life, 'tom', { what: SECRET, needs: ['lea'], private: true });
  await raise(life, 'mia', { what: 'No disk space', needs: ['tom'] });
  await life.store.transact(async (tx) => {
    const from = 'round:atlas/weekly-review/2026-11-06';
    for (const one of [
      action('open', from),
      action('hidden', 'escalation:atlas-1'),
      action('b', from, 'borea'),
    ])
      await tx.actions.insert(one);
    for (const one of [
      decision('open', from),
      decision('hidden', 'escalation:atlas-1'),
      decision('b', from, 'borea'),
    ])
      await tx.decisions.insert(one);
    await tx.risks.insert({ id: 'r', team: 'atlas', what: 'Ice', by: 'mia', at, open: true, version: 1 });
    await tx.objectives.insert({
      ...{ id: 'o', team: 'atlas', week: '2026-11-02', what: 'Ship', owner: 'tom', by: 'mia', at },
      ...{ confirmed: { by: 'mia', at }, open: true, version: 1 },
    });
  });
  life.ignore(/(?:)/);
}

test('every list keeps to its shape, holds the team’s own, and nothing that is private', async () => {
  const { life, ask } = await story();
  const token = await tokenFor(life);
  await fillUp(life);
  const { definition } = (await life.store.read.rounds.find({ team: 'atlas' })).find(
    (one) => one.definition,
  )!;
  const [question] = definition!.questions;
  await closedRound(life, 'r4', { ...definition!, questions: [{ ...question!, anonymous: true }] }, 4);
  for (const [name, { shape }] of Object.entries<Resource>(RESOURCES)) {
    const answer = await ask(name, token);
    expect(answer.status, name).toBe(200);
    expect(rowsIn(answer).length, name).toBeGreaterThan(0);
    z.array(shape).parse(rowsIn(answer));
    expect(answer.text, name).not.toContain(SECRET);
    expect(answer.text, name).not.toMatch(/borea|hidden/);
  }
  expect(rowsIn(await ask('escalations', token)).map(({ id }) => id)).toEqual(['atlas-2']);
  expect(rowsIn(await ask('actions', token)).map(({ id }) => id)).toEqual(['open']);
  expect(rowsIn(await ask('updates', token)).map(({ person }) => person)).toEqual(['mia', 'tom']);
  const [round] = rowsIn(await ask('rounds?since=2026-11-02&until=2026-11-03', token));
  expect(round).toMatchObject({ ritual: 'morning-sync', date: '2026-11-02', state: 'open', answered: 2 });
});

/** A closed round with so many anonymous answers to its first question. */
async function closedRound(
  life: Harness,
  id: string,
  definition: NonNullable<Round['definition']>,
  n: number,
) {
  const at = life.clock.now();
  const question = definition.questions[0]!.id;
  await life.store.transact(async (tx) => {
    await tx.rounds.insert({
      ...{ id, team: 'atlas', ritual: 'morning-sync', slot: id, date: '2026-10-30', definition },
      ...{ state: 'closed', opensAt: at, closesAt: at, closed: { at, why: 'time' }, version: 1 },
    });
    for (let k = 0; k < n; k += 1)
      await tx.anonymous.insert({ id: `${id}-${k}`, round: id, question, answer: `${9 - k}` });
  });
}

test('anonymous answers are sorted, without their people, and there are none where fewer than four were given', async () => {
  const { life, ask } = await story();
  const token = await tokenFor(life, 'read:updates');
  const { definition } = (await life.store.read.rounds.find({ team: 'atlas' })).find(
    (one) => one.definition,
  )!;
  const hidden = { ...definition!, questions: [{ ...definition!.questions[0]!, anonymous: true }] };
  await closedRound(life, 'r3', hidden, 3);
  await closedRound(life, 'r4', hidden, 4);
  const rows = rowsIn(await ask('anonymous', token));
  expect(rows.map(({ round, answers }) => [round, answers])).toEqual([['r4', ['6', '7', '8', '9']]]);
  expect(JSON.stringify(rows)).not.toMatch(/mia|tom|person|"at"/);
});

test('what was said to somebody else than the team is not in its updates', async () => {
  const { life, ask } = await story();
  const token = await tokenFor(life);
  const round = (await life.store.read.rounds.find({ team: 'atlas' })).find((one) => one.definition)!;
  const publish = { ...round.definition!.publish, to: 'mia' };
  await life.store.transact((tx) =>
    tx.rounds.update({ ...round, definition: { ...round.definition!, publish }, version: round.version + 1 }),
  );
  expect(rowsIn(await ask('updates', token))).toEqual([]);
});

test('page after page gives each once, also where many have the same order', async () => {
  const { life, ask } = await story();
  const token = await tokenFor(life);
  const ids = Array.from({ length: 23 }, (_, n) => `a${String(n).padStart(2, '0')}`);
  await life.store.transact(async (tx) => {
    for (const [n, id] of ids.entries()) {
      const due = n < 17 ? '2026-11-06' : '2026-11-09';
      await tx.actions.insert({
        id,
        team: 'atlas',
        what: id,
        owner: 'tom',
        due,
        from: '',
        open: true,
        version: 1,
      });
    }
  });
  const seen: unknown[] = [];
  for (let next: string | undefined = ''; next !== undefined; ) {
    const answer: Answer = await ask(
      `actions?limit=5${next && `&cursor=${encodeURIComponent(next)}`}`,
      token,
    );
    seen.push(...rowsIn(answer).map(({ id }) => id));
    next = JSON.parse(answer.text).next;
    expect(seen.length).toBeLessThanOrEqual(23);
  }
  expect(seen).toEqual(ids);
  expect(rowsIn(await ask('actions?since=2026-11-09', token))).toHaveLength(6);
  expect(rowsIn(await ask('actions?until=2026-11-09', token))).toHaveLength(17);
});

test('what has not changed is not sent again', async () => {
  const { life, ask } = await story();
  const token = await tokenFor(life);
  const first = await ask('rounds', token);
  const tag = { headers: { 'if-none-match': `W/${first.headers.get('etag')}` } };
  const again = await ask('rounds', token, tag);
  expect([again.status, again.text]).toEqual([304, '']);
  await raise(life, 'mia', { what: 'No disk space', needs: ['tom'] });
  await life.until('2026-11-03T12:30:00Z');
  life.ignore(/(?:)/);
  expect((await ask('rounds', token, tag)).status).toBe(200);
});

test('as lines for a spreadsheet, nothing is a formula', async () => {
  const { life, ask } = await story();
  const token = await tokenFor(life);
  const answer = await ask('updates?format=csv', token);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.text.split('\r\n')[0]).toBe('id,round,person,date,at,late,editedAt,answers');
  await raise(life, 'mia', { what: '=HYPERLINK("http://x")', needs: ['tom'] });
  life.ignore(/(?:)/);
  const lines = (await ask('escalations?format=csv', token)).text;
  expect(lines).toContain(`"'=HYPERLINK(""http://x"")"`);
});

test('a figure from outside is kept once, corrected by the next, and counted', async () => {
  const { life, ask } = await story();
  const token = await tokenFor(life);
  const send = (body: object | string) =>
    ask('figures', token, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
  const defects = { name: 'defects', date: '2026-11-02', value: 3 };
  expect([(await send(defects)).status, (await send(defects)).status]).toEqual([201, 200]);
  expect(await life.events('figure:atlas/defects/2026-11-02')).toHaveLength(1);
  expect((await send({ ...defects, value: 4 })).status).toBe(200);
  expect((await life.events('figure:atlas/defects/2026-11-02')).map(({ what, who }) => [what, who])).toEqual([
    ['told', 'token:bi'],
    ['corrected', 'token:bi'],
  ]);
  const numbers = rowsIn(await ask('metrics', token));
  expect(numbers).toContainEqual(
    expect.objectContaining({ metric: 'from-outside', of: 'defects', value: 4 }),
  );
  for (const wrong of [
    { ...defects, date: '2026-11-03' },
    { ...defects, value: -1 },
    { ...defects, value: '3' },
    { ...defects, name: 'De fects' },
    { ...defects, more: 1 },
    'no json',
  ])
    expect((await send(wrong)).status, JSON.stringify(wrong)).toBe(400);
  expect((await send('x'.repeat(20_000))).status).toBe(413);
  expect(await life.store.read.figures.count({ team: 'atlas' })).toBe(1);
});

test('the document describes every list and needs no token', async () => {
  const { ask } = await story();
  const answer = await ask('openapi.json');
  expect(answer.status).toBe(200);
  const { openapi, paths, components } = JSON.parse(answer.text);
  expect(openapi).toBe('3.1.0');
  expect(Object.keys(paths)).toEqual([...Object.keys(RESOURCES).map((name) => `/${name}`), '/figures']);
  expect(components.schemas.escalations.properties.level).toMatchObject({ type: 'integer', maximum: 3 });
  const named = [...answer.text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!);
  for (const name of named) expect(components.schemas).toHaveProperty(name);
});
