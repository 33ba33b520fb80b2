import { describe, expect, test } from 'vitest';
import { PAGE_NAMES } from '../../src/core/page/page.ts';
import type { Team } from '../../src/core/team.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/time.ts';
import { atlas } from '../atlas.ts';
import { fill } from '../stories/blockers.ts';
import { cookieOf, type Site, site } from './dashboard.ts';
import { livelySite, raise } from './scene.ts';

const TODAY = '/dashboard/atlas/today';

/** Another team with people of its own. */
async function borealis(): Promise<Team> {
  const team = await atlas();
  const rename = <T extends { id: string }>(one: T): T => ({ ...one, id: `b-${one.id}` });
  return {
    ...team,
    id: 'borealis',
    name: 'Borealis',
    channel: '#borealis',
    members: team.members.map(rename),
    others: [],
    stakeholders: [],
    leadership: [],
    admins: ['b-mia'],
    coordinator: 'b-mia',
    rituals: [],
  };
}

describe('the way in', () => {
  test('no page without a session, and no word of what would be on it', async () => {
    const there = await livelySite();
    for (const path of [
      '/dashboard',
      '/dashboard/atlas',
      ...PAGE_NAMES.map((name) => `/dashboard/atlas/${name}`),
    ]) {
      const answer = await there.get(path);
      const text = await answer.text();
      expect([path, answer.status]).toEqual([path, 401]);
      expect(text).not.toMatch(/Atlas|Mia|staging/);
      expect(text).toContain('/rondo dashboard');
    }
    expect((await there.get('/dashboard/atlas/live')).status).toBe(404);
    expect((await there.get('/dashboard/atlas/history.svg')).status).toBe(401);
  });

  test('opening the link only shows a button, so that a preview does not use it up; the button works once', async () => {
    const there = await livelySite();
    const way = await there.wayFor('mia', 'actions');
    for (let n = 0; n < 3; n += 1) {
      const shown = await there.get(way);
      expect([shown.status, shown.headers.get('set-cookie')]).toEqual([200, null]);
    }
    const [one, two] = await Promise.all([
      there.get(way, undefined, { method: 'POST' }),
      there.get(way, undefined, { method: 'POST' }),
    ]);
    expect([one.status, two.status].sort()).toEqual([303, 410]);
    const entered = one.status === 303 ? one : two;
    expect(entered.headers.get('location')).toBe('/dashboard/atlas/actions');
    expect((await there.get(TODAY, cookieOf(entered))).status).toBe(200);
    expect((await there.get(way)).status).toBe(410);
  });

  test('a link is good for ten minutes', async () => {
    const there = await livelySite();
    const way = await there.wayFor('mia');
    there.rondo.clock.set(there.rondo.clock.now() + 10 * MINUTE);
    expect((await there.get(way)).status).toBe(410);
    expect((await there.get(way, undefined, { method: 'POST' })).status).toBe(410);
  });

  test('the cookie is out of reach of scripts and other sites, and bound to the host where there is https', async () => {
    const plain = await livelySite();
    const entered = await plain.get(await plain.wayFor('mia'), undefined, { method: 'POST' });
    expect(entered.headers.get('set-cookie')).toMatch(
      /^rondo=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/,
    );
    const safe = await livelySite({ secure: true });
    const there = await safe.get(await safe.wayFor('mia'), undefined, { method: 'POST' });
    expect(there.headers.get('set-cookie')).toMatch(
      /^__Host-rondo=.*; Path=\/; .*HttpOnly; SameSite=Lax; Secure$/,
    );
  });

  test('neither the link nor the cookie is anywhere in the database', async () => {
    const { rondo, ...there } = await livelySite();
    const way = await there.wayFor('mia');
    const cookie = cookieOf(await there.get(way, undefined, { method: 'POST' }));
    await there.get('/enter', cookie, form({ token: await tokenOf(there, cookie), to: TODAY }));
    await rondo.engine.beat.settle();
    const told = rondo.expectMessage('mia', /Open the dashboard/);
    const [link = ''] = told.text.match(/[\w-]{43}/) ?? [];
    const { read } = rondo.store;
    const rows = [read.ways, read.sessions, read.items, read.messages, read.events];
    const kept = JSON.stringify(await Promise.all(rows.map((kind) => kind.find({}))));
    for (const secret of [way.slice(7), cookie.slice(6), link]) {
      expect(secret).toHaveLength(43);
      expect(kept).not.toContain(secret);
    }
  });

  test('whoever guesses is stopped after a while, and a right link still works', async () => {
    const there = await livelySite();
    const way = await there.wayFor('mia');
    const wrong = `/enter/${'x'.repeat(43)}`;
    const answers: number[] = [];
    for (let n = 0; n < 31; n += 1) answers.push((await there.get(wrong)).status);
    expect([answers[0], answers[29], answers[30]]).toEqual([410, 410, 429]);
    expect((await there.get(way)).status).toBe(200);
    there.rondo.clock.set(there.rondo.clock.now() + MINUTE);
    expect((await there.get(wrong)).status).toBe(410);
  });

  test('of five links that are open at a time there is no sixth', async () => {
    const there = await livelySite();
    for (let n = 0; n < 5; n += 1) await there.wayFor('mia');
    const sixth = there.rondo.words(await there.rondo.slash('mia', '/rondo dashboard'));
    expect(sixth).toMatch(/still good/);
    await there.wayFor('tom');
  });

  test('a page that does not exist is named in chat, and nothing is opened', async () => {
    const there = await livelySite();
    expect(there.rondo.words(await there.rondo.slash('mia', '/rondo dashboard //evil'))).toMatch(
      /no such page/,
    );
    expect(await there.rondo.store.read.ways.count({})).toBe(0);
  });

  test('without pages that people can reach, the chat says what answers there', async () => {
    const there = await site({ teams: [await atlas()], pages: () => undefined });
    const said = await there.rondo.slash('mia', '/rondo dashboard');
    there.rondo.ignore(/./);
    expect(there.rondo.words(said)).toMatch(/RONDO_URL.*\/escalate list/);
  });
});

describe('a session', () => {
  test('lasts twelve hours after its last use, and then offers a new way to the same page', async () => {
    const there = await livelySite();
    const cookie = await there.signIn('tom');
    const { clock } = there.rondo;
    clock.set(clock.now() + 11 * HOUR);
    expect((await there.get(TODAY, cookie)).status).toBe(200);
    clock.set(clock.now() + 11 * HOUR);
    expect((await there.get(TODAY, cookie)).status).toBe(200);
    clock.set(clock.now() + 12 * HOUR);
    const over = await there.get('/dashboard/atlas/log?q=raised', cookie);
    const text = await over.text();
    expect(over.status).toBe(401);
    expect(text).toContain('Send me the way in');
    expect(text).toContain('value="/dashboard/atlas/log?q=raised"');
  });

  test('"send me the way in" makes the bot write to that person, and the link leads back to the page', async () => {
    const there = await livelySite();
    const cookie = await there.signIn('tom');
    const { rondo } = there;
    rondo.clock.set(rondo.clock.now() + 13 * HOUR);
    const to = '/dashboard/atlas/escalations/atlas-1';
    const token = await tokenOf(there, cookie);
    expect((await there.get('/enter', cookie, form({ token, to }))).status).toBe(200);
    await rondo.engine.beat.settle();
    rondo.ignore(/./, '#atlas');
    const told = rondo.expectMessage('tom', /Open the dashboard/);
    const [way = ''] = told.text.match(/\/enter\/[\w-]{43}/) ?? [];
    const entered = await there.get(way, undefined, { method: 'POST' });
    expect(entered.headers.get('location')).toBe(to);
    await rondo.engine.beat.settle();
    expect(rondo.now(told)).toMatch(/This link was used/);
    expect(rondo.now(told)).not.toMatch(/enter/);
    rondo.ignore(/./);
  });

  test('a form without its token changes nothing', async () => {
    const there = await livelySite();
    const cookie = await there.signIn('tom');
    for (const [path, values] of [
      ['/enter', { to: TODAY }],
      ['/enter', { to: TODAY, token: 'x'.repeat(43) }],
      ['/enter/leave', {}],
    ] as const)
      expect((await there.get(path, cookie, form(values))).status).toBe(403);
    expect((await there.get(TODAY, cookie)).status).toBe(200);
    const elsewhere = { ...form({}), headers: { origin: 'https://evil.example' } };
    expect((await there.get('/enter/leave', cookie, elsewhere)).status).toBe(403);
  });

  test('ends with the log-out, for every tab', async () => {
    const there = await livelySite();
    const cookie = await there.signIn('tom');
    const left = await there.get('/enter/leave', cookie, form({ token: await tokenOf(there, cookie) }));
    expect(left.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await there.get(TODAY, cookie)).status).toBe(401);
    expect(await there.rondo.store.read.sessions.count({})).toBe(0);
  });

  test('ends when its person leaves', async () => {
    const there = await livelySite();
    const cookie = await there.signIn('tom');
    const way = await there.wayFor('tom');
    const team = await atlas();
    const members = team.members.map((one) => (one.id === 'tom' ? { ...one, active: false } : one));
    await there.rondo.redefine([{ ...team, members }]);
    there.rondo.ignore(/./);
    expect((await there.get(TODAY, cookie)).status).toBe(401);
    expect((await there.get(way, undefined, { method: 'POST' })).status).toBe(410);
    expect(await there.rondo.store.read.sessions.count({})).toBe(0);
  });
});

describe('what somebody sees', () => {
  test('another team is not there: the same answer as for one that does not exist', async () => {
    const there = await site({ teams: [await atlas(), await borealis()] });
    const cookie = await there.signIn('b-tom');
    for (const name of [...PAGE_NAMES, 'escalations/atlas-1', 'history.svg', '']) {
      const other = await there.get(`/dashboard/atlas/${name}`, cookie);
      const none = await there.get(`/dashboard/nowhere/${name}`, cookie);
      expect([name, other.status, none.status]).toEqual([name, 404, 404]);
      expect(await other.text()).toBe(await none.text());
    }
    expect((await there.get('/dashboard/atlas/live', cookie)).status).toBe(404);
    expect((await there.get('/dashboard/borealis/today', cookie)).status).toBe(200);
  });

  test('a blocker of another team is not found under one’s own', async () => {
    const there = await site({ teams: [await atlas(), await borealis()] });
    await raise(there, 'tom', 'Only for Atlas');
    const cookie = await there.signIn('b-tom');
    expect((await there.get('/dashboard/borealis/escalations/atlas-1', cookie)).status).toBe(404);
  });

  test('a private blocker is counted for others, admins too, and shown to whoever may read it', async () => {
    const there = await livelySite();
    for (const who of ['mia', 'raj']) {
      const cookie = await there.signIn(who);
      expect(await textOf(there, 'escalations', cookie)).toContain('1 private one besides');
      for (const name of PAGE_NAMES)
        expect(await textOf(there, name, cookie)).not.toContain('vendor does not answer');
      expect(await textOf(there, 'log?q=atlas-2', cookie)).not.toContain('escalation atlas-2');
      expect((await there.get('/dashboard/atlas/escalations/atlas-2', cookie)).status).toBe(404);
    }
    const raiser = await there.signIn('ana');
    expect(await textOf(there, 'escalations/atlas-2', raiser)).toContain('vendor does not answer');
    expect(await textOf(there, 'log?q=atlas-2', raiser)).toContain('escalation atlas-2');
  });

  test('who has answered: names for whoever is on duty or looks after the team, counts for the rest', async () => {
    const there = await livelySite();
    const onDuty = (await there.rondo.store.read.rounds.get('atlas/morning-sync/2026-11-03'))?.facilitator
      ?.person;
    expect(onDuty).toBe('tom');
    for (const who of ['mia', 'ivo', 'tom'])
      expect(await textOf(there, 'today', await there.signIn(who))).toContain('Raj Patel: not yet');
    const others = await textOf(there, 'today', await there.signIn('raj'));
    expect(others).toContain('0 of 6 answered');
    expect(others).not.toContain('not yet, until');
  });

  test('who is away, and not why', async () => {
    const there = await livelySite();
    await there.rondo.slash('kim', '/rondo away until friday');
    there.rondo.ignore(/./);
    const cookie = await there.signIn('mia');
    expect(await textOf(there, 'today', cookie)).toMatch(/Kim Duarte \(until/);
    for (const name of PAGE_NAMES)
      expect(await textOf(there, name, cookie)).not.toMatch(/absence:|sick|vacation/i);
  });

  test('stakeholders see what the digest shows, and nothing that was left out of it', async () => {
    const there = await livelySite();
    const cookie = await there.signIn('dana');
    const home = await there.get('/dashboard', cookie);
    expect(home.headers.get('location')).toBe('/dashboard/atlas/digests');
    const text = await textOf(there, 'digests', cookie);
    expect(text).toContain('Release 2.3 is out');
    expect(text).not.toContain('Not for outsiders');
    for (const name of PAGE_NAMES.filter((one) => one !== 'digests'))
      expect([name, (await there.get(`/dashboard/atlas/${name}`, cookie)).status]).toEqual([name, 404]);
    expect((await there.get('/dashboard/atlas/history.svg', cookie)).status).toBe(404);
    expect(await there.rondo.store.read.escalations.count({ team: 'atlas' })).toBe(2);
  });

  test('what people wrote is shown as words, never as markup', async () => {
    const there = await livelySite();
    await raise(there, 'kim', '<script>alert(1)</script> "quoted" & <b>bold</b>');
    const cookie = await there.signIn('mia');
    for (const page of ['today', 'escalations', 'escalations/atlas-3', 'log?q=%3Cscript%3E%22'])
      expect(await textOf(there, page, cookie)).not.toMatch(/<script>alert|<b>bold|value="<script/);
    expect(await textOf(there, 'escalations/atlas-3', cookie)).toContain('&lt;script&gt;alert(1)');
  });
});

describe('a link in a message', () => {
  test('opens the matching page, for those who may see it', async () => {
    const there = await livelySite();
    await fill(there.rondo, 'kim', await there.rondo.slash('kim', '/escalate'), {
      what: 'No disk',
      when: 'now',
      needs: ['tom'],
    });
    const card = there.rondo.unread('tom').find(({ text }) => text.includes('No disk'));
    const link = /http:\/\/127\.0\.0\.1:\d+(\/dashboard\/atlas\/escalations\/atlas-3)/.exec(card?.text ?? '');
    expect(
      await textOf(there, (link?.[1] ?? '').replace('/dashboard/atlas/', ''), await there.signIn('tom')),
    ).toContain('No disk');
  });

  test('is not there for outsiders, whose page that is not, nor where there are no pages', async () => {
    const there = await livelySite();
    const linked = there.rondo.all().filter(({ text }) => /\/dashboard\//.test(text));
    expect(linked.length).toBeGreaterThan(0);
    expect(linked.filter(({ to }) => to === 'dana' || to.startsWith('#atlas-stakeholders'))).toEqual([]);
    const without = await site({
      teams: [await atlas()],
      at: '2026-11-03T07:00:00Z',
      pages: () => undefined,
    });
    await without.rondo.until('2026-11-03T09:00:00Z');
    expect(without.rondo.all().filter(({ text }) => /\/dashboard\//.test(text))).toEqual([]);
    without.rondo.ignore(/./);
  });
});

describe('every page', () => {
  test('forbids scripts and styles that are not its own, is kept by nobody, and holds none inline', async () => {
    const there = await livelySite();
    const cookie = await there.signIn('mia');
    for (const name of PAGE_NAMES) {
      const answer = await there.get(`/dashboard/atlas/${name}`, cookie);
      expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'self'/);
      expect(answer.headers.get('content-security-policy')).not.toMatch(/unsafe/);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      // Else a form would come without its origin where there is no https, and be refused.
      expect(answer.headers.get('referrer-policy')).toBe('same-origin');
      expect(await answer.text()).not.toMatch(/<style|style="|\son\w+="|<script>/);
    }
  });

  test('takes less than 50 ms of work, however much the team has', async () => {
    const there = await livelySite();
    const { store, clock } = there.rondo;
    const now = clock.now();
    await store.transact(async (tx) => {
      const about = (n: number) => `action:old-${n}`;
      for (let n = 0; n < 4_000; n += 1) {
        const at = now - n * MINUTE;
        await tx.events.append({
          team: 'atlas',
          about: about(n),
          what: 'noted',
          who: 'mia',
          at,
          from: 'test',
        });
        await tx.events.append({ team: 'other', about: about(n), what: 'noted', who: 'x', at, from: 'test' });
        await tx.actions.insert({
          id: `old-${n}`,
          team: 'atlas',
          what: `Old ${n}`,
          owner: 'tom',
          due: '2026-01-02',
          from: 'x',
          open: false,
          version: 1,
        });
      }
    });
    const cookie = await there.signIn('mia');
    for (const name of PAGE_NAMES.flatMap((one) => [
      one,
      ...(one === 'log' ? ['log?q=nothing+like+it'] : []),
    ])) {
      await textOf(there, name, cookie);
      const times: number[] = [];
      for (let n = 0; n < 3; n += 1) {
        const began = process.threadCpuUsage();
        await textOf(there, name, cookie);
        const { user, system } = process.threadCpuUsage(began);
        times.push((user + system) / 1_000);
      }
      expect(Math.min(...times), name).toBeLessThan(50);
    }
  });

  test('the log goes back page by page, and each event stands on one of them', async () => {
    const there = await site({ teams: [await atlas()] });
    const now = there.rondo.clock.now();
    await there.rondo.store.transact(async (tx) => {
      for (let n = 0; n < 120; n += 1)
        await tx.events.append({
          team: 'atlas',
          about: 'team:atlas',
          what: `mark-${n}`,
          who: 'mia',
          at: now - DAY + Math.floor(n / 3),
          from: 'test',
        });
    });
    const cookie = await there.signIn('raj');
    const found: string[] = [];
    let path: string | undefined = 'log?q=mark-';
    for (let n = 0; path !== undefined && n < 9; n += 1) {
      const text = await textOf(there, path, cookie);
      found.push(...[...text.matchAll(/<div>(mark-\d+)<\/div>/g)].map(([, mark = '']) => mark));
      path = /href="\/dashboard\/atlas\/(log\?[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(found).toHaveLength(120);
    expect(new Set(found).size).toBe(120);
  });

  test('files are kept for ever under a name that changes with them', async () => {
    const there = await livelySite();
    const page = await textOf(there, 'today', await there.signIn('mia'));
    const paths = [...page.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(paths).toHaveLength(3);
    for (const path of paths) {
      const answer = await there.get(path);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([
        200,
        'public, max-age=31536000, immutable',
      ]);
      expect((await there.get(path.replace(/[0-9a-f]{16}/, '0'.repeat(16)))).status).toBe(404);
    }
  });

  test.each([
    'log?before=x',
    'log?before=1e9',
    'escalations/%2e%2e',
    'escalations/a%20b',
    'actions/1',
    'constructor',
    'today/x/y',
  ])('an address that no page has written, %s, leads nowhere', async (path) => {
    const there = await site({ teams: [await atlas()] });
    const cookie = await there.signIn('mia');
    const answer = await there.get(`/dashboard/atlas/${path}`, cookie);
    expect(answer.status).toBe(404);
  });
});

async function textOf(there: Pick<Site, 'get'>, page: string, cookie: string): Promise<string> {
  const answer = await there.get(`/dashboard/atlas/${page}`, cookie);
  expect([page, answer.status]).toEqual([page, 200]);
  return answer.text();
}

/** The token that the forms of a page carry. */
async function tokenOf(there: Pick<Site, 'get'>, cookie: string): Promise<string> {
  const text = await (await there.get(TODAY, cookie)).text();
  return /name="token" value="([^"]+)"/.exec(text)?.[1] ?? '';
}

function form(values: Record<string, string>): RequestInit {
  return { method: 'POST', body: new URLSearchParams(values) };
}
