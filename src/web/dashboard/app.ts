import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Access, Changes, Log, Pages, Pictures, Visitor } from '../../ports.ts';
import { type Assets, loadAssets } from './assets.ts';
import { readCookie } from './cookie.ts';
import { answerEntry } from './entry.ts';
import { createLive, type Later } from './live.ts';
import { askForWay, lost, showChart, showHome, showPage } from './show.ts';

export interface DashboardNeeds {
  access: Access;
  pages: Pages;
  changes: Changes;
  /** Draws the charts; without it there are tables only. */
  pictures?: Pictures;
  /** People reach the pages over https. */
  secure: boolean;
  log: Log;
  /** The clock on the wall, in ms: limits and live pages keep to it. */
  now: () => number;
  later: Later;
}

/** What every answer is made from. */
export interface Desk extends DashboardNeeds {
  assets: Assets;
}

export type Asked = Context<{ Bindings: HttpBindings }>;

/** A form is a token and an address. */
const LARGEST_FORM = 10_000;

/** The dashboard as one handler of requests. */
export async function createDashboard(needs: DashboardNeeds) {
  const desk: Desk = { ...needs, assets: await loadAssets() };
  const live = createLive(needs.changes, needs.now, needs.later);
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(async (asked, next) => {
    asked.header('cache-control', 'no-store');
    // Without a referrer browsers do not say either which site a form comes from.
    asked.header('referrer-policy', 'same-origin');
    await next();
  });
  app.use(bodyLimit({ maxSize: LARGEST_FORM }));
  app.get('/assets/*', (asked) => giveAsset(desk, asked));
  answerEntry(app, desk);
  app.get('/dashboard', (asked) => forVisitor(desk, asked, (visitor) => showHome(desk, asked, visitor)));
  app.get('/dashboard/:team', (asked) =>
    forVisitor(desk, asked, (visitor) => showHome(desk, asked, visitor)),
  );
  app.get('/dashboard/:team/history.svg', (asked) =>
    forVisitor(desk, asked, (visitor) => showChart(desk, asked, visitor)),
  );
  app.get('/dashboard/:team/:page/:id?', (asked) =>
    forVisitor(desk, asked, (visitor) => showPage(desk, asked, visitor)),
  );
  app.notFound((asked) => lost(desk, asked));
  app.onError((error, asked) => {
    // The address of a way in is a secret.
    const where = asked.req.path.startsWith('/enter') ? '/enter' : asked.req.path;
    desk.log.error({ path: where, error: error.stack ?? error.message }, 'A page of the dashboard failed.');
    return asked.text('Something went wrong here. It is in the log.', 500);
  });
  const listen = getRequestListener(app.fetch, { overrideGlobalObjects: false });

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, team] = /^\/dashboard\/([^/?]+)\/live$/.exec(request.url ?? '') ?? [];
    if (team === undefined || request.method !== 'GET') return listen(request, response);
    const visitor = await visitorOf(desk, request.headers.cookie);
    const seen = visitor?.signedIn && desk.pages.teamsOf(visitor.person).some(({ id }) => id === team);
    if (seen && live.open(team, response)) return;
    response.writeHead(seen ? 503 : 404, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('There is nothing here.\n');
  };
}

async function visitorOf(
  { access, secure }: Desk,
  cookies: string | undefined,
): Promise<Visitor | undefined> {
  const cookie = readCookie(cookies, secure);
  return cookie === undefined ? undefined : access.whoIs(cookie);
}

/** Nobody sees anything without a session; whoever had one is offered a new way in to the same page. */
async function forVisitor(
  desk: Desk,
  asked: Asked,
  show: (visitor: Visitor) => Promise<Response>,
): Promise<Response> {
  const visitor = await visitorOf(desk, asked.req.header('cookie'));
  return visitor?.signedIn ? show(visitor) : askForWay(desk, asked, visitor);
}

function giveAsset({ assets }: Desk, asked: Asked): Response | Promise<Response> {
  const found = assets.get(asked.req.path);
  if (!found) return asked.notFound();
  asked.header('cache-control', 'public, max-age=31536000, immutable');
  return asked.body(found.body, 200, { 'content-type': found.type });
}
