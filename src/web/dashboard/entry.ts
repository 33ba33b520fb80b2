import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import { html } from 'hono/html';
import { HOME } from '../../core/access.ts';
import type { Asked, Desk } from './app.ts';
import { forgetCookie, isTokenFor, readCookie, SECRET, writeCookie } from './cookie.ts';
import type { Html } from './elements.ts';
import { plainHtml } from './layout.ts';
import { perMinute } from './limit.ts';

/** So many links that are not good may be tried in a minute from one address, and so often may a new one be asked for. */
const MOST_WRONG = 30;
const MOST_SENT = 5;

/** The way in and out. Opening a link shows a button, and only the button uses the link up: a chat that fetches a preview does
 * not come in. */
export function answerEntry(app: Hono<{ Bindings: HttpBindings }>, desk: Desk): void {
  const wrong = perMinute(MOST_WRONG, desk.now);
  const sent = perMinute(MOST_SENT, desk.now);

  app.post('/enter', async (asked) => {
    const { cookie, form } = await formOf(desk, asked);
    if (cookie === undefined) return say(desk, asked, 403, 'This form is too old', OLD_FORM);
    if (!sent.take(cookie)) return say(desk, asked, 429, 'That was often', LATER);
    const answer = await desk.access.send(cookie, typeof form.to === 'string' ? form.to : HOME);
    return sentOrNot(desk, asked, answer);
  });
  app.post('/enter/leave', async (asked) => {
    const { cookie } = await formOf(desk, asked);
    if (cookie === undefined) return say(desk, asked, 403, 'This form is too old', OLD_FORM);
    await desk.access.leave(cookie);
    asked.header('set-cookie', forgetCookie(desk.secure));
    return asked.redirect(HOME, 303);
  });
  app.get('/enter/:way', async (asked) => {
    const way = asked.req.param('way');
    if (SECRET.test(way) && (await desk.access.isOpen(way)))
      return say(desk, asked, 200, 'Welcome', entering(way));
    return notGood(asked);
  });
  app.post('/enter/:way', async (asked) => {
    const way = asked.req.param('way');
    const entered = SECRET.test(way) ? await desk.access.enter(way) : undefined;
    if (!entered) return notGood(asked);
    asked.header('set-cookie', writeCookie(entered.cookie, desk.secure));
    return asked.redirect(entered.to, 303);
  });

  /** A right link is never refused for wrong ones: nobody can shut others out by guessing. */
  function notGood(asked: Asked) {
    const address = asked.env.incoming.socket.remoteAddress ?? '';
    if (!wrong.take(address)) return say(desk, asked, 429, 'Too many wrong links', LATER);
    return say(desk, asked, 410, 'This link is not good any more', OLD_LINK);
  }
}

function sentOrNot(desk: Desk, asked: Asked, answer: 'sent' | 'too many' | 'unknown') {
  if (answer === 'sent')
    return say(
      desk,
      asked,
      200,
      'Look into your chat',
      html`<p>Rondo has sent you a link. It leads back to the page where you were.</p>`,
    );
  if (answer === 'too many')
    return say(
      desk,
      asked,
      429,
      'You have several links',
      html`<p>The links that Rondo has sent you are still good. Use one of them, or wait ten minutes.</p>`,
    );
  return say(
    desk,
    asked,
    403,
    'Who are you?',
    html`<p>Write <code>/rondo dashboard</code> to Rondo in your chat.</p>`,
  );
}

const OLD_FORM = html`<p>Go back, load the page anew, and try again.</p>`;
const OLD_LINK = html`<p>A link is good for ten minutes and one time. Write <code>/rondo dashboard</code> to Rondo in your chat for a new one.</p><p><a href="${HOME}">To your pages</a></p>`;
const LATER = html`<p>Please wait a minute.</p>`;

function entering(way: string): Html {
  return html`<p>This link signs you in on this device. You stay signed in for twelve hours after you have last looked at a page.</p>
<form action="/enter/${way}" method="post"><button type="submit">Open the dashboard</button></form>`;
}

/** The cookie that a form belongs to; nothing where the form does not prove it. */
async function formOf({ secure }: Desk, asked: Asked) {
  const form = await asked.req.parseBody();
  const cookie = readCookie(asked.req.header('cookie'), secure);
  const proven = cookie !== undefined && isTokenFor(cookie, form.token);
  return { form, cookie: proven ? cookie : undefined };
}

function say({ assets }: Desk, asked: Asked, status: 200 | 403 | 410 | 429, title: string, ...parts: Html[]) {
  if (status === 429) asked.header('retry-after', '60');
  return asked.html(plainHtml(assets.addresses, title, ...parts), status);
}
