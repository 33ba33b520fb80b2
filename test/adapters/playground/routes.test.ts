import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { News } from '../../../adapters/playground/live.ts';
import type { SlashHint } from '../../../adapters/playground/routes.ts';
import type { ClockView } from '../../../adapters/playground/travel.ts';
import type { ConversationView, Sidebar } from '../../../adapters/playground/view.ts';
import { HOUR } from '../../../src/core/time.ts';
import { card } from './bot.ts';
import { MONDAY, openScene, type Scene } from './scene.ts';

const ATLAS = { workspace: 'playground', to: { channel: '#atlas' } };
const how = (id: string) => ({ id, reader: { zone: 'Europe/Berlin' } });

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

const get = (path: string) => fetch(`${scene.url}${path}`);
/** What the server says, taken at its word. */
async function told<T>(response: Response | Promise<Response>): Promise<T> {
  const said: unknown = await (await response).json();
  return said as T;
}
type Fields = Record<string, string>;
type State = Sidebar & { me: string; clock: ClockView; slashes: SlashHint[] };
const path = (name: string, fields: Fields) => `/playground/api/${name}?${new URLSearchParams(fields)}`;
const stateFor = (fields: Fields) => told<State>(get(path('state', fields)));
const linesFor = (fields: Fields) => told<ConversationView>(get(path('lines', fields)));
const send = (name: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${scene.url}/playground/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const MIA = { as: 'u-mia', place: 'channel:atlas' };

describe('who is let in', () => {
  /** As `fetch` does not let a caller choose the host header. */
  function statusOf(headers: Record<string, string>): Promise<number | undefined> {
    const url = new URL('/playground/api/state', scene.url);
    return new Promise((resolve, reject) => {
      const sent = request(url, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject);
      sent.end();
    });
  }

  test('names of this machine', async () => {
    for (const host of ['127.0.0.1:8080', 'localhost:8080', 'localhost', '[::1]:80']) {
      expect(await statusOf({ host })).toBe(200);
    }
  });

  test('no other name, whatever it looks like', async () => {
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '192.168.0.7']) {
      expect([host, await statusOf({ host })]).toEqual([host, 403]);
    }
  });

  test('no page of another site, another port of this machine included', async () => {
    const own = new URL(scene.url).host;
    expect(await statusOf({ host: own, origin: `http://${own}` })).toBe(200);
    for (const origin of ['https://evil.example', 'http://localhost:1', 'null']) {
      expect(await statusOf({ host: own, origin })).toBe(403);
    }
  });
});

describe('the page', () => {
  test('nothing inline and nothing from elsewhere may run', async () => {
    const response = await get('/');
    const page = await response.text();
    expect(response.headers.get('content-security-policy')).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'",
    );
    expect(page).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/);
    expect(page).not.toMatch(/(href|src)="(https?:)?\/\//);
  });

  test('every file that the page and its modules name is there, with its type', async () => {
    const page = await (await get('/')).text();
    const named = [...page.matchAll(/(?:href|src)="(\/playground\/[^"]+)"/g)].map((match) => match[1] ?? '');
    const script = await (await get('/playground/page.js')).text();
    const modules = [...script.matchAll(/from '\.\/([^']+)'/g)].map((match) => `/playground/${match[1]}`);
    expect(named.length + modules.length).toBeGreaterThan(10);
    for (const path of [...named, ...modules]) {
      const response = await get(path);
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get('content-type')).toMatch(/css|javascript|svg/);
    }
  });

  test('no other file can be read', async () => {
    for (const path of [
      '/playground/routes.ts',
      '/playground/..%2froutes.ts',
      '/playground/none.js',
      '/etc/passwd',
    ]) {
      expect((await get(path)).status).toBe(404);
    }
    expect((await fetch(`${scene.url}/`, { method: 'DELETE' })).status).toBe(405);
  });
});

describe('what the page asks for', () => {
  test('the state names the people, their zones, the places, the time and the slash commands', async () => {
    const state = await stateFor({});
    expect(state).toMatchObject({
      me: 'u-mia',
      places: [
        { place: 'channel:atlas' },
        { place: 'channel:atlas-stakeholders' },
        { place: 'direct:u-mia', name: 'Rondo' },
      ],
      clock: { now: MONDAY, next: { what: 'Morning sync asks Mia and Tom' }, moving: null },
    });
    expect(state.people[1]).toMatchObject({
      user: 'u-tom',
      name: 'Tom Okafor',
      zone: 'Europe/Lisbon',
      initials: 'TO',
    });
    expect(state.slashes[0]?.command).toBe('/standup');
  });

  test('unread messages are counted for each person, answers apart', async () => {
    const root = await scene.playground.send(ATLAS, card(1, false), how('a'));
    await scene.playground.send({ ...ATLAS, under: root }, card(1, false), how('b'));
    await scene.playground.send({ workspace: 'playground', to: { user: 'u-tom' } }, card(1, false), how('c'));
    await scene.playground.write('u-mia', { channel: 'atlas' }, 'my own words');
    const before = await stateFor({ as: 'u-mia' });
    expect(before.places[0]).toMatchObject({ unread: 1, answers: 1 });
    expect(before.people.map((person) => person.unread)).toEqual([0, 1, 0, 0, 0]);
    await send('read', MIA);
    expect((await stateFor({ as: 'u-mia' })).places[0]).toMatchObject({ unread: 0, answers: 1 });
    await send('read', { ...MIA, thread: root });
    expect((await stateFor({ as: 'u-mia' })).places[0]).toMatchObject({ unread: 0, answers: 0 });
    expect((await stateFor({ as: 'u-tom' })).places[0]).toMatchObject({ unread: 2, answers: 1 });
  });

  test('a conversation leaves out threads; a thread begins with the message it hangs on', async () => {
    const root = await scene.playground.send(ATLAS, card(1, false), how('a'));
    const answer = await scene.playground.send({ ...ATLAS, under: root }, card(1, false), how('b'));
    const refs = async (fields: Record<string, string>) =>
      (await linesFor({ ...MIA, ...fields })).lines.map((line) => line.ref);
    expect(await refs({})).toEqual([root]);
    expect(await refs({ thread: root })).toEqual([root, answer]);
  });

  test('a long conversation comes in pieces, the newest first', async () => {
    for (let n = 1; n <= 130; n += 1)
      await scene.playground.write('u-tom', { channel: 'atlas' }, `line ${n}`);
    const newest = await linesFor(MIA);
    expect([newest.lines.length, newest.more, newest.lines[0]?.n]).toEqual([100, true, 31]);
    const older = await linesFor({ ...MIA, before: '31' });
    expect([older.lines.length, older.more, older.lines[0]?.n]).toEqual([30, false, 1]);
  });

  test("nobody reads somebody else's direct messages", async () => {
    const response = await get('/playground/api/lines?as=u-mia&place=direct:u-tom');
    expect(response.status).toBe(404);
  });

  test('times in messages are those of the person who looks', async () => {
    await scene.playground.send(ATLAS, card(1, false), how('a'));
    const html = async (as: string) => (await linesFor({ as, place: 'channel:atlas' })).lines[0]?.html;
    expect(await html('u-mia')).toContain('>12:30</time>');
    expect(await html('u-raj')).toContain('>17:00</time>');
  });

  test('words of any kind and length arrive as they were written', async () => {
    for (const text of ['x'.repeat(50_000), '<script>alert(1)</script>', '🎉', 'שלום עולם', '\u0000\ud800']) {
      expect((await send('say', { ...MIA, text })).status).toBe(200);
    }
    const { lines } = await linesFor(MIA);
    expect(lines.map((line) => line.html.length > 50_000)).toEqual([true, false, false, false, false]);
    expect(lines[1]?.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(lines[2]?.html).toContain('<p class="jumbo" dir="auto">🎉</p>');
  });
});

describe('what the page does', () => {
  test('words that begin with a slash are a command, in the channel they were typed in', async () => {
    await send('say', { ...MIA, text: '/rondo why me' });
    expect(scene.commands).toMatchObject([
      { user: 'u-mia', channel: '#atlas', act: { act: 'slash', name: 'rondo', text: 'why me' } },
    ]);
    expect((await linesFor(MIA)).lines[0]?.html).toContain('Only visible to you');
    expect((await linesFor({ ...MIA, as: 'u-tom' })).lines).toEqual([]);
  });

  test('a form comes as a dialog, its errors by input', async () => {
    const opened = await told<{ reply: string; html: string }>(send('say', { ...MIA, text: '/standup' }));
    expect(opened.reply).toBe('form');
    expect(opened.html).toContain('data-form="update"');
    const form = { form: 'update', thing: 'prompt:atlas/1', epoch: 1 };
    const refused = await (await send('submit', { ...MIA, ...form, values: {} })).json();
    expect(refused).toEqual({ reply: 'invalid', errors: { today: 'Please write a line about today.' } });
    const taken = await (await send('submit', { ...MIA, ...form, values: { today: 'maps' } })).json();
    expect(taken).toEqual({ reply: 'said' });
  });

  test('a button of an old page arrives with the epoch it was shown with', async () => {
    const answer = await send('press', { ...MIA, button: 'ack', thing: 'escalation:atlas-12', epoch: 9 });
    expect(await answer.json()).toEqual({ reply: 'refused', html: 'That has changed in the meantime.' });
    expect(scene.commands[0]?.act).toEqual({
      act: 'press',
      button: 'ack',
      thing: 'escalation:atlas-12',
      epoch: 9,
    });
  });

  test('an answer that one person saw can be put away', async () => {
    await send('say', { ...MIA, text: '/rondo why me' });
    const [line] = (await linesFor(MIA)).lines;
    await send('dismiss', { as: 'u-mia', ref: line?.ref });
    expect((await linesFor(MIA)).lines).toEqual([]);
  });

  test('when Rondo fails, the page hears that nothing was saved and the log hears why', async () => {
    scene.answerWith(() => Promise.reject(new Error('the disk is full')));
    const response = await send('say', { ...MIA, text: '/standup' });
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      problem: 'Rondo could not do that, and nothing was saved. Try again.',
    });
    expect(scene.problems).toMatchObject([{ message: 'the disk is full' }]);
  });
});

describe('bad input is answered with a sentence', () => {
  const press = { ...MIA, button: 'a', thing: 't', epoch: 1 };
  const bad: [string, string, unknown, number][] = [
    ['no JSON', 'say', '{', 400],
    ['no object', 'say', [], 400],
    ['no person', 'say', { place: 'channel:atlas', text: 'x' }, 400],
    ['a stranger', 'say', { ...MIA, as: 'u-eve', text: 'x' }, 404],
    ['an unknown place', 'say', { ...MIA, place: 'channel:none', text: 'x' }, 404],
    ["somebody else's direct messages", 'say', { ...MIA, place: 'direct:u-tom', text: 'x' }, 404],
    ['an unknown thread', 'say', { ...MIA, thread: 'm99', text: 'x' }, 404],
    ['a text that is none', 'say', { ...MIA, text: 5 }, 400],
    ['an empty text', 'say', { ...MIA, text: '' }, 400],
    ['an epoch that is no number', 'press', { ...press, epoch: 'now' }, 400],
    ['values that are none', 'submit', { ...press, form: 'f', values: [1] }, 400],
    ['a value that is an object', 'submit', { ...press, form: 'f', values: { a: {} } }, 400],
    ['an unknown move', 'clock', { as: 'u-mia', move: 'back' }, 400],
    ['an unknown name', 'dance', {}, 404],
    ['a name of every object', 'constructor', {}, 404],
    ['too much', 'say', { ...MIA, text: 'x'.repeat(1_100_000) }, 413],
  ];

  test.each(bad)('%s', async (_what, name, body, status) => {
    const response = await send(name, body);
    expect(response.status).toBe(status);
    expect((await told<{ problem: string }>(response)).problem).toMatch(/^[A-Z"].*\.$/);
    expect(scene.problems).toEqual([]);
    expect(scene.commands).toEqual([]);
  });

  test('a body that is not called JSON', async () => {
    const response = await send('say', { ...MIA, text: 'x' }, { 'content-type': 'text/plain' });
    expect(response.status).toBe(415);
  });

  test('a read that is written, and a write that is read', async () => {
    expect((await send('state', {})).status).toBe(405);
    expect((await get('/playground/api/say?as=u-mia')).status).toBe(405);
  });
});

describe('time', () => {
  const move = (which: string, as = 'u-mia') => send('clock', { as, move: which });

  /** Connects as a page does. `until` gives the news up to the one that satisfies. */
  async function listen(as = 'u-mia') {
    const stop = new AbortController();
    const response = await fetch(`${scene.url}/playground/api/events?as=${as}`, { signal: stop.signal });
    return {
      async until(satisfies: (news: News) => boolean): Promise<News[]> {
        const heard: News[] = [];
        let text = '';
        for await (const chunk of response.body ?? []) {
          const events = (text + new TextDecoder().decode(chunk)).split('\n\n');
          text = events.pop() ?? '';
          const data = events.filter((event) => event.startsWith('data: '));
          heard.push(...data.map((event): News => JSON.parse(event.slice('data: '.length))));
          if (heard.some(satisfies)) break;
        }
        stop.abort();
        return heard;
      },
    };
  }

  test('the next event happens, and the page hears of it as it comes', async () => {
    const heard = await listen();
    expect((await move('next')).status).toBe(200);
    const all = await heard.until((news) => news.clock.now > MONDAY && news.clock.moving === null);
    const news = all.at(-1);
    expect(news?.clock).toMatchObject({ now: MONDAY + HOUR / 2, next: { at: MONDAY + 2 * HOUR } });
    expect(all.flatMap((one) => one.lines)[0]?.html).toContain('Atlas, Monday 2 November');
    expect(news?.sidebar.places.map((place) => place.unread)).toEqual([1, 0, 1]);
  });

  test('an hour passes', async () => {
    const heard = await listen();
    await move('hour');
    await heard.until((news) => news.clock.now === MONDAY + HOUR && news.clock.moving === null);
    expect(scene.playground.posted).toHaveLength(3);
  });

  test('tomorrow begins at 09:00 where the person is', async () => {
    const kolkata = Date.parse('2026-11-03T03:30:00Z');
    const heard = await listen('u-raj');
    await move('tomorrow', 'u-raj');
    await heard.until((news) => news.clock.now === kolkata && news.clock.moving === null);
  });

  test('there is one walk at a time', async () => {
    let arrive = () => {};
    const held = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    scene.jobs[0]!.run = () => held;
    await move('hour');
    const second = await move('hour');
    expect([second.status, await second.json()]).toEqual([
      409,
      { problem: 'Time is already moving. Wait until it has arrived, or stop it.' },
    ]);
    arrive();
    expect(await told<ClockView>(move('stop'))).toMatchObject({ moving: null });
  });

  test('when nothing is planned, there is no next event', async () => {
    scene.jobs.length = 0;
    const response = await move('next');
    expect([response.status, await response.json()]).toEqual([
      409,
      { problem: 'Nothing is planned, so there is nothing to go to.' },
    ]);
  });

  test('a walk that fails says so, and the log hears why', async () => {
    scene.jobs[0]!.run = () => Promise.reject(new Error('no network'));
    await move('hour');
    const state = await (await listen()).until((news) => news.clock.moving === null);
    expect(state.at(-1)?.clock).toMatchObject({ problem: expect.stringContaining('something went wrong') });
    expect(scene.problems).toMatchObject([{ message: 'no network' }]);
  });

  test('starting over forgets everything and tells every page', async () => {
    await scene.playground.send(ATLAS, card(1, false), how('a'));
    const heard = await listen();
    await move('over');
    expect(scene.playground.posted).toEqual([]);
    await heard.until((news) => news.reload);
  });

  test('a page hears what was put away, and nothing that only others see', async () => {
    await send('say', { ...MIA, text: '/rondo why me' });
    const mine = await listen();
    const theirs = await listen('u-tom');
    await send('dismiss', { as: 'u-mia', ref: 'w1' });
    expect((await mine.until((news) => news.gone.length > 0)).at(-1)?.gone).toEqual(['w1']);
    await send('say', { ...MIA, text: '/rondo why not' });
    await scene.playground.send({ workspace: 'playground', to: { user: 'u-mia' } }, card(1, false), how('a'));
    await send('say', { ...MIA, text: 'hello everyone' });
    const seen = (await theirs.until((news) => news.lines.length > 0)).flatMap((news) =>
      news.lines.map((line) => line.ref),
    );
    expect(seen).toEqual(['m2']);
  });

  test('with an answer comes the message it hangs on, which counts it', async () => {
    const root = await scene.playground.send(ATLAS, card(1, false), how('a'));
    const heard = await listen();
    await scene.playground.send({ ...ATLAS, under: root }, card(1, false), how('b'));
    const shown = (await heard.until((news) => news.lines.some((line) => line.ref === 'm2')))
      .flatMap((news) => news.lines)
      .filter((line) => line.ref === root);
    expect(shown.at(-1)?.html).toContain('1 reply');
  });

  test('a read changes what a page counts as unread', async () => {
    await scene.playground.send(ATLAS, card(1, false), how('a'));
    const heard = await listen();
    const before = heard.until((news) => news.sidebar.places[0]?.unread === 0);
    await send('read', MIA);
    expect((await before).at(-1)?.sidebar.places[0]?.unread).toBe(0);
  });
});
