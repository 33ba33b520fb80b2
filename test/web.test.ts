import { get } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import type { Routes } from '../src/ports.ts';
import { createWeb, type WebNeeds } from '../src/web/server.ts';
import { silent } from './engine/post-office.ts';

function says(prefix: string, text = prefix): Routes {
  return { prefix, handle: (_, response) => void response.end(text) };
}

async function serving(over: Partial<WebNeeds> = {}) {
  const web = createWeb({
    routes: [],
    health: async () => ({ ready: true, reasons: [] }),
    log: silent,
    ...over,
  });
  onTestFinished(() => web.stop(0));
  return { web, at: await web.listen(0) };
}

/** `fetch` does not let a test choose the host header. */
function statusFor(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { host }, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
}

test('it listens on this machine only', async () => {
  const { at } = await serving();
  expect(at).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test('the longest fitting prefix answers, and only whole parts of a path fit', async () => {
  const { at } = await serving({ routes: [says('/play'), says('/play/live'), says('/feeds')] });
  const text = async (path: string) => (await fetch(at + path)).text();
  expect(await text('/play')).toBe('/play');
  expect(await text('/play/live/7?x=1')).toBe('/play/live');
  expect(await text('/feeds?x=1')).toBe('/feeds');
  expect((await fetch(`${at}/player`)).status).toBe(404);
});

test('a prefix of one slash answers everything that nobody else does', async () => {
  const { at } = await serving({ routes: [says('/'), says('/feeds')] });
  expect(await (await fetch(`${at}/anything`)).text()).toBe('/');
  expect(await (await fetch(`${at}/feeds/x`)).text()).toBe('/feeds');
});

test('what is not there is said in plain text, with the headers that keep a browser safe', async () => {
  const { at } = await serving();
  const response = await fetch(`${at}/nothing`);
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
});

test('alive is not ready: readiness says what is wrong', async () => {
  const health = { ready: false, reasons: ['3 messages are overdue.', 'A job is overdue.'] };
  const { at } = await serving({ health: async () => health });
  expect((await fetch(`${at}/healthz`)).status).toBe(200);
  const response = await fetch(`${at}/readyz`);
  expect(response.status).toBe(503);
  expect(await response.text()).toBe('3 messages are overdue.\nA job is overdue.\n');
  health.ready = true;
  expect((await fetch(`${at}/readyz`)).status).toBe(200);
});

test('a page that fails is logged and answered without the error', async () => {
  const lines: string[] = [];
  const log = {
    ...silent,
    error: (facts: object, line: string) => void lines.push(JSON.stringify(facts) + line),
  };
  const handle = () => {
    throw new Error('inner secret');
  };
  const { at } = await serving({ routes: [{ prefix: '/', handle }], log });
  const response = await fetch(`${at}/x`);
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('inner');
  expect(lines[0]).toContain('inner secret');
});

test('a name that another site made point here is refused', async () => {
  const { at } = await serving({ routes: [says('/')], url: 'https://rondo.example.com' });
  expect(await statusFor(at, 'evil.example.com')).toBe(403);
  expect(await statusFor(at, 'rondo.example.com')).toBe(200);
  expect(await statusFor(at, 'localhost:3000')).toBe(200);
});

test('another site cannot have a browser change anything here; platforms and pages of this Rondo can', async () => {
  const { at } = await serving({ routes: [says('/')] });
  const post = async (headers: Record<string, string>) =>
    (await fetch(at, { method: 'POST', headers })).status;
  expect(await post({ origin: 'https://evil.example.com' })).toBe(403);
  expect(await post({ origin: 'null' })).toBe(403);
  expect(await post({ 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await post({ origin: at })).toBe(200);
});

test('stopping ends live streams and lets other answers finish', async () => {
  let finish = () => {};
  const live: Routes = {
    prefix: '/live',
    handle(_, response) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
    },
  };
  const slow: Routes = {
    prefix: '/slow',
    handle(_, response) {
      response.writeHead(200);
      response.write('first, ');
      finish = () => response.end('last');
    },
  };
  const { web, at } = await serving({ routes: [live, slow] });
  const stream = await fetch(`${at}/live`);
  const page = await fetch(`${at}/slow`);
  const stopped = web.stop();
  expect(await stream.text()).toBe('data: 1\n\n');
  finish();
  expect(await page.text()).toBe('first, last');
  await stopped;
  await expect(fetch(at)).rejects.toThrow();
});

test('a port that is taken is said in one sentence', async () => {
  const { at } = await serving();
  const port = Number(new URL(at).port);
  const second = createWeb({ routes: [], health: async () => ({ ready: true, reasons: [] }), log: silent });
  await expect(second.listen(port)).rejects.toThrow(
    `Port ${port} is taken by another program. Stop that one, or set PORT to a free port.`,
  );
});

test('what proves itself who sent it may come under any name', async () => {
  const { at } = await serving({ routes: [says('/'), { ...says('/slack'), signed: true }] });
  expect(await statusFor(`${at}/slack/events`, 'rondo.example.com')).toBe(200);
  expect(await statusFor(`${at}/slacker`, 'rondo.example.com')).toBe(403);
  expect(await statusFor(`${at}/`, 'rondo.example.com')).toBe(403);
});
