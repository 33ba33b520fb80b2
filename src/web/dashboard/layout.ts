import { html } from 'hono/html';
import { addressOf, PAGES, type Page, type PageName, pagesFor, type TeamSeen } from '../../core/page/page.ts';
import type { Visitor } from '../../ports.ts';
import type { AssetAddresses } from './assets.ts';
import { type Html, type Place, renderAll } from './elements.ts';

/** Everything around a page. */
export interface Frame {
  assets: AssetAddresses;
  visitor: Visitor;
  /** Proves that a form came from one of these pages. */
  token: string;
  teams: readonly TeamSeen[];
}

/** A team's page in its frame. It brings itself up to date when something happens, and once a minute. */
export function pageHtml(
  frame: Frame,
  team: TeamSeen,
  name: PageName,
  page: Page,
  place: Place & { here: string },
): Html {
  const content = html`${header(frame, team, name)}
<div id="live" hidden hx-sse:connect="/dashboard/${team.id}/live" hx-trigger="load"></div>
<main id="main" tabindex="-1" hx-get="${place.here}" hx-trigger="changed from:#live, every 60s" hx-select="#main" hx-swap="outerMorph">
<h1>${page.title}</h1>
${renderAll(page, place)}
</main>`;
  return documentOf(frame.assets, `${page.title} · ${team.name}`, content);
}

function header({ visitor, teams, token }: Frame, team: TeamSeen, name: PageName): Html {
  const others = teams.filter(({ id }) => id !== team.id);
  return html`<header>
<p class="team"><strong>${team.name}</strong></p>
${others.length === 0 ? '' : html`<nav aria-label="Other teams"><ul>${others.map(({ id, name: other, sight }) => html`<li><a href="${addressOf(id, pagesFor(sight)[0] ?? 'today')}">${other}</a></li>`)}</ul></nav>`}
<nav aria-label="Pages"><ul>${pagesFor(team.sight).map((one) => html`<li><a href="${addressOf(team.id, one)}"${one === name ? html` aria-current="page"` : ''}>${PAGES[one]}</a></li>`)}</ul></nav>
<form class="leave" action="/enter/leave" method="post"><input type="hidden" name="token" value="${token}"><span>${visitor.name}</span> <button type="submit">Log out</button></form>
</header>`;
}

/** A page with some sentences and nothing else: for those who are not in yet. */
export function plainHtml(assets: AssetAddresses, title: string, ...parts: (Html | '')[]): Html {
  return documentOf(
    assets,
    title,
    html`<main id="main" class="plain" tabindex="-1"><h1>${title}</h1>${parts}</main>`,
  );
}

function documentOf(assets: AssetAddresses, title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title} · Rondo</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="htmx-config" content='{"includeIndicatorCSS":false,"history":false}'>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets['dashboard.css']}">
<script src="${assets['htmx.js']}" defer></script>
<script src="${assets['sse.js']}" defer></script>
</head><body><a class="skip" href="#main">To the content</a>
${content}
</body></html>`;
}
