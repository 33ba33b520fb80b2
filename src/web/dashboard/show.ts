import { html } from 'hono/html';
import { HOME, isPage } from '../../core/access.ts';
import { addressOf, isPageName, type PageQuery, pagesFor } from '../../core/page/page.ts';
import type { Visitor } from '../../ports.ts';
import type { Asked, Desk } from './app.ts';
import { readCookie, tokenFor } from './cookie.ts';
import { pageHtml, plainHtml } from './layout.ts';

/** Leads to the first page of a team: the one that was named, else the first that somebody sees. */
export async function showHome(desk: Desk, asked: Asked, { person }: Visitor): Promise<Response> {
  const teams = desk.pages.teamsOf(person);
  const named = asked.req.param('team');
  const team = named === undefined ? teams[0] : teams.find(({ id }) => id === named);
  if (!team) return lost(desk, asked);
  return asked.redirect(addressOf(team.id, pagesFor(team.sight)[0] ?? 'today'), 303);
}

/** One page of a team. What somebody may not see is not there. */
export async function showPage(desk: Desk, asked: Asked, visitor: Visitor): Promise<Response> {
  const { team: id = '', page: name = '' } = asked.req.param();
  const teams = desk.pages.teamsOf(visitor.person);
  const team = teams.find((one) => one.id === id);
  const query = queryOf(asked);
  if (!team || !isPageName(name) || !query) return lost(desk, asked);
  const page = await desk.pages.page(visitor.person, id, name, query);
  if (!page) return lost(desk, asked);
  const frame = { assets: desk.assets.addresses, visitor, token: tokenOf(desk, asked), teams };
  const here = `${asked.req.path}${new URL(asked.req.url).search}`;
  const place = { path: asked.req.path, chart: `${addressOf(id, 'history')}.svg`, here };
  return asked.html(pageHtml(frame, team, name, page, place));
}

/** `undefined` where an address holds what no page of ours has written. */
function queryOf(asked: Asked): PageQuery | undefined {
  const { q, before } = asked.req.query();
  const id = asked.req.param('id');
  if (before !== undefined && !/^\d{1,15}$/.test(before)) return undefined;
  if (id !== undefined && !/^[\w.-]{1,100}$/.test(id)) return undefined;
  return {
    ...(id === undefined ? {} : { id }),
    ...(q === undefined ? {} : { words: q.slice(0, 100) }),
    ...(before === undefined ? {} : { before: Number(before) }),
  };
}

export async function showChart(desk: Desk, asked: Asked, { person }: Visitor): Promise<Response> {
  const weeks = desk.pictures && (await desk.pages.weeks(person, asked.req.param('team') ?? ''));
  if (!weeks || !desk.pictures) return lost(desk, asked);
  const svg = await desk.pictures.trendSvg(weeks);
  // A drawing brings its own styles, and nothing else.
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  return asked.body(svg, 200, {
    'content-type': 'image/svg+xml; charset=utf-8',
    'content-security-policy': policy,
  });
}

/** Somebody without a session: the bot sends whoever was here before a new way in, which leads back to this page. */
export function askForWay(
  desk: Desk,
  asked: Asked,
  visitor: Visitor | undefined,
): Response | Promise<Response> {
  const here = `${asked.req.path}${new URL(asked.req.url).search}`;
  const to = isPage(here) ? here : HOME;
  const offer = visitor
    ? html`<p>Your session is over, ${visitor.name}. The bot can send you a new link. It leads back to this page.</p>
<form action="/enter" method="post"><input type="hidden" name="token" value="${tokenOf(desk, asked)}"><input type="hidden" name="to" value="${to}"><button type="submit">Send me the way in</button></form>
<p class="note">Not you? Write <code>/rondo dashboard</code> to Rondo in your chat.</p>`
    : html`<p>To see this page, write <code>/rondo dashboard</code> to Rondo in your chat. You get a link that is good for ten minutes and one time.</p>`;
  return asked.html(plainHtml(desk.assets.addresses, 'You are not signed in', offer), 401);
}

export function lost(desk: Desk, asked: Asked): Response | Promise<Response> {
  const back = html`<p>There is no such page, or it is not one of yours.</p><p><a href="${HOME}">To your pages</a></p>`;
  return asked.html(plainHtml(desk.assets.addresses, 'There is nothing here', back), 404);
}

/** The proof that goes with a form; empty where there is no cookie, and then there is nothing to send. */
function tokenOf({ secure }: Desk, asked: Asked): string {
  const cookie = readCookie(asked.req.header('cookie'), secure);
  return cookie === undefined ? '' : tokenFor(cookie);
}
