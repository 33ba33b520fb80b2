import { expect, onTestFinished, test } from 'vitest';
import type { CalendarPage } from '../../src/core/calendar-page.ts';
import { calendarRoutes } from '../../src/web/calendar.ts';
import { calendarText } from '../../src/web/calendar-text.ts';
import { createWeb } from '../../src/web/server.ts';

const SECRET = 'a'.repeat(43);
const OTHER = 'b'.repeat(43);
const page: CalendarPage = {
  name: 'Atlas',
  events: [
    {
      id: 'round-1',
      span: { from: Date.parse('2026-11-02T08:00:00Z'), to: Date.parse('2026-11-02T08:15:00Z') },
      title: `Sync; with, all\nof them \\ and ${'a long title '.repeat(10)}é🙂`,
      busy: true,
      link: 'https://meet.example.com/1',
    },
    { id: 'away-1', span: { first: '2026-11-09', last: '2026-11-13' }, title: 'Away: Mia', busy: false },
  ],
};

async function serve(
  find: (secret: string) => CalendarPage | undefined = (secret) => (secret === SECRET ? page : undefined),
) {
  const lines: string[] = [];
  const keep = (facts: object, line: string) => void lines.push(`${line} ${JSON.stringify(facts)}`);
  const log = { debug: keep, info: keep, warn: keep, error: keep };
  const clock = { now: 0 };
  const routes = calendarRoutes({ page: async (secret) => find(secret), now: () => clock.now, log });
  const web = createWeb({ routes: [routes], health: async () => ({ ready: true, reasons: [] }), log });
  const address = await web.listen(0);
  onTestFinished(() => web.stop(0));
  const get = (path: string, how: RequestInit = {}) => fetch(`${address}${path}`, how);
  return { get, lines, clock };
}

test('a secret address gives the calendar, private and with a tag that saves the next time', async () => {
  const { get } = await serve();
  const answer = await get(`/calendar/${SECRET}.ics`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('private, max-age=300');
  expect(await answer.text()).toBe(calendarText(page));
  const etag = answer.headers.get('etag') ?? '';
  const again = await get(`/calendar/${SECRET}.ics`, { headers: { 'if-none-match': `W/${etag}, "x"` } });
  expect([again.status, await again.text()]).toEqual([304, '']);
  const head = await get(`/calendar/${SECRET}.ics`, { method: 'HEAD' });
  expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
});

test.each([
  ['GET', `/calendar/${OTHER}.ics`],
  ['GET', `/calendar/${SECRET}`],
  ['GET', `/calendar/${SECRET}x.ics`],
  ['GET', `/calendar/${SECRET}.ics/more`],
  ['GET', '/calendar/'],
  ['GET', '/calendar'],
  ['POST', `/calendar/${SECRET}.ics`],
  ['PUT', `/calendar/${SECRET}.ics`],
  ['DELETE', `/calendar/${SECRET}.ics`],
])('%s %s is not there', async (method, path) => {
  const { get } = await serve();
  const answer = await get(path, { method });
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store']);
});

test('after many wrong addresses in a minute only those that were right before are looked up', async () => {
  let looked = 0;
  const { get, clock } = await serve((secret) => {
    looked += 1;
    return secret === SECRET ? page : undefined;
  });
  expect((await get(`/calendar/${SECRET}.ics`)).status).toBe(200);
  for (let i = 0; i < 60; i += 1) await get(`/calendar/${String(i).padStart(43, 'x')}.ics`);
  expect(looked).toBe(61);
  const refused = await get(`/calendar/${OTHER}.ics`);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
  expect(looked).toBe(61);
  expect((await get(`/calendar/${SECRET}.ics`)).status).toBe(200);
  clock.now += 60_000;
  expect((await get(`/calendar/${OTHER}.ics`)).status).toBe(404);
});

test('a fault says nothing of the address, neither to the reader nor in the log', async () => {
  const { get, lines } = await serve(() => {
    throw new Error(`no ${SECRET}`);
  });
  const answer = await get(`/calendar/${SECRET}.ics`);
  expect([answer.status, await answer.text()]).toEqual([
    500,
    'Something went wrong here. It is in the log.\n',
  ]);
  expect(lines).toEqual(['A calendar could not be shown. {"error":"Error"}']);
});

test('the text is the same each time: folded lines, escaped words, UTC, whole days, no moving stamps', () => {
  const text = calendarText(page);
  expect(calendarText(page)).toBe(text);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text.split('\n').every((line) => line === '' || line.endsWith('\r'))).toBe(true);
  const unfolded = text.replace(/\r\n /g, '');
  expect(unfolded).toContain('SUMMARY:Sync\\; with\\, all\\nof them \\\\ and a long title');
  expect(unfolded).toContain('é🙂\r\n');
  expect(unfolded).toContain('DTSTART:20261102T080000Z\r\nDTEND:20261102T081500Z\r\n');
  expect(unfolded).toContain('DTSTART;VALUE=DATE:20261109\r\nDTEND;VALUE=DATE:20261114\r\n');
  expect(unfolded).toContain('UID:round-1@rondo\r\n');
  expect(unfolded.match(/TRANSP:\w+/g)).toEqual(['TRANSP:OPAQUE', 'TRANSP:TRANSPARENT']);
  expect(new Set(unfolded.match(/DTSTAMP:\w+/g))).toEqual(new Set(['DTSTAMP:20260101T000000Z']));
});
