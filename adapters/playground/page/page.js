import { act, ask } from './ask.js';
import { composer } from './composer.js';
import { confirmed, openForm } from './dialog.js';
import { byId, hasMouse, make, toast } from './element.js';
import { jumpBox } from './jump.js';
import { lineList, speak } from './lines.js';
import { goTo, whereAmI } from './place.js';
import { sidebar } from './sidebar.js';
import { timeBar } from './time.js';

const HINT_DONE = 'rondo-playground-hint';
/** Milliseconds. */
const RETRY = 1000;

let state = { me: null, places: [], people: [], slashes: [] };
let open = { as: null, place: null, thread: null };
let news;
const drafts = new Map();

const failed = (problem) => toast(problem.message);
const me = () => state.people.find((person) => person.user === open.as);
const nameOf = (place) => {
  const found = state.places.find((one) => one.place === place);
  return found?.kind === 'channel' ? `#${found.name}` : (found?.name ?? '');
};
const spotOf = (thread) => ({ as: open.as, place: open.place, thread: thread ?? undefined });

const talk = {
  list: lineList(byId('lines'), { earlier: (before) => earlier(talk, undefined, before) }),
  box: composer(byId('composer'), { slashes: () => state.slashes, send: (text) => say(text), failed }),
};
const thread = {
  list: lineList(byId('answers'), { earlier: (before) => earlier(thread, open.thread, before) }),
  box: composer(byId('thread-composer'), {
    slashes: () => state.slashes,
    send: (text) => say(text, open.thread),
    failed,
  }),
};
const aside = sidebar({ go });
const bar = timeBar({ who: () => ({ as: open.as, zone: me()?.zone }), tick: (now) => aside.tick(now) });
jumpBox({ sidebar: () => state, go });

for (const id of ['lines', 'answers']) byId(id).addEventListener('click', clicked);
byId('back').addEventListener('click', () => goTo({ as: open.as }));
byId('thread-back').addEventListener('click', closeThread);
byId('thread-close').addEventListener('click', closeThread);
byId('skip').addEventListener('click', () => talk.box.focus());
byId('hint-done').addEventListener('click', () => {
  localStorage.setItem(HINT_DONE, 'yes');
  byId('hint').hidden = true;
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && open.thread && !document.querySelector('dialog[open]')) closeThread();
});
document.addEventListener('visibilitychange', () => markRead());
addEventListener('hashchange', () => follow().catch(failed));
follow().catch(failed);

/** Goes to another place, or becomes another person: they look at the same channel, or at their own messages. */
function go({ as, place }) {
  if (as === undefined) return goTo({ as: open.as, place });
  const own = open.place?.startsWith('direct:') ? `direct:${as}` : open.place;
  const phone = byId('panes').dataset.pane === 'list' && !hasMouse();
  return goTo({ as, place: phone ? undefined : own, thread: own === open.place ? open.thread : undefined });
}

function closeThread() {
  goTo({ as: open.as, place: open.place });
}

/** Shows what the address says. */
async function follow() {
  const to = whereAmI();
  const before = open;
  keepDraft();
  if (to.as !== open.as || open.as === null) {
    state = await ask('state', { as: to.as });
    bar.set(state.clock);
    listen(state.me);
  }
  const known = state.places.some((one) => one.place === to.place);
  open = { as: state.me, place: known ? to.place : state.places[0].place, thread: known ? to.thread : null };
  byId('panes').dataset.pane = !known ? 'list' : open.thread ? 'thread' : 'talk';
  drawFrame();
  const samePlace = before.as === open.as && before.place === open.place;
  await show(samePlace ? 'thread' : 'all');
  focusAfter(samePlace ? before.thread : null);
}

/** Where one can go on: in the box of what has opened, or at the message whose thread was closed. */
function focusAfter(closed) {
  const link = closed && !open.thread && byId('lines').querySelector(`[data-thread="${CSS.escape(closed)}"]`);
  if (link) return link.focus();
  return hasMouse() ? (open.thread ? thread : talk).box.focus() : undefined;
}

function drawFrame() {
  const person = me();
  bar.draw();
  aside.draw(state, open, bar.now());
  byId('talk-title').textContent = nameOf(open.place);
  byId('as').replaceChildren(
    make('span', { class: `avatar small hue-${person.hue}`, 'aria-hidden': 'true' }, person.initials),
    make('span', {}, 'as ', make('bdi', {}, person.name)),
  );
  byId('thread-place').textContent = `in ${nameOf(open.place)}`;
  byId('thread').hidden = !open.thread;
  byId('hint-name').textContent = person.name.split(' ')[0];
  byId('hint').hidden = localStorage.getItem(HINT_DONE) !== null;
  talk.box.name(`Message ${nameOf(open.place)} as ${person.name}`, drafts.get(keyOf(open, null)) ?? '');
  thread.box.name(`Reply as ${person.name}`, drafts.get(keyOf(open, open.thread)) ?? '');
  drawTitle();
}

function drawTitle() {
  const unread = state.places.reduce((sum, one) => sum + one.unread, 0);
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${nameOf(open.place)} · Rondo playground`;
}

const keyOf = (at, root) => `${at.as} ${at.place} ${root ?? ''}`;

function keepDraft() {
  if (open.as === null) return;
  drafts.set(keyOf(open, null), talk.box.draft());
  if (open.thread) drafts.set(keyOf(open, open.thread), thread.box.draft());
}

async function show(what) {
  const at = open;
  const [lines, answers] = await Promise.all([
    what === 'all' ? ask('lines', spotOf()) : undefined,
    at.thread ? ask('lines', spotOf(at.thread)).catch(gone) : undefined,
  ]);
  if (at !== open) return;
  if (lines) {
    talk.list.load(
      lines,
      'Nothing here yet. Press “Next event” to let time pass, or type / to see what you can do.',
    );
  }
  if (answers) thread.list.load(answers, '');
  markRead();
}

/** A thread that is not there any more: after starting over, or an old address. */
function gone() {
  goTo({ as: open.as, place: open.place }, true);
}

async function earlier(pane, root, before) {
  pane.list.prepend(await ask('lines', { ...spotOf(root), before }));
}

function markRead() {
  if (document.visibilityState !== 'visible') return;
  for (const [id, root] of [
    ['talk', null],
    ['thread', open.thread],
  ]) {
    if (byId(id).checkVisibility() && (id === 'talk' || root)) act('read', spotOf(root)).catch(failed);
  }
}

/** Live updates. Whatever happened while there was no connection is fetched when there is one again. */
function listen(as) {
  news?.close();
  news = new EventSource(`/playground/api/events?${new URLSearchParams({ as })}`);
  let isFirst = true;
  news.addEventListener('open', () => {
    byId('lost').hidden = true;
    if (!isFirst) reload();
    isFirst = false;
  });
  news.addEventListener('error', () => {
    byId('lost').hidden = false;
  });
  news.addEventListener('message', ({ data }) => hear(JSON.parse(data)));
}

/** Rondo may be on its way back, after starting over for example: so this tries until it answers. */
async function reload() {
  try {
    keepDraft();
    state = await ask('state', { as: open.as });
    bar.set(state.clock);
    byId('lost').hidden = true;
    if (state.me !== open.as) return goTo({ as: state.me });
    drawFrame();
    await show('all');
  } catch {
    byId('lost').hidden = false;
    setTimeout(reload, RETRY);
  }
}

function hear({ lines, gone: refs, sidebar: beside, clock, reload: anew }) {
  bar.set(clock);
  if (anew) return reload();
  state = { ...state, ...beside };
  aside.draw(state, open, bar.now());
  drawTitle();
  const spoken = lines.filter((line) => line.place === open.place).flatMap(putLine);
  for (const ref of refs) for (const pane of [talk, thread]) pane.list.remove(ref);
  if (spoken.length === 0) return undefined;
  speak(spoken);
  return markRead();
}

/** Gives back what a screen reader says about it, when it is new. */
function putLine(line) {
  const panes = line.thread === null ? [talk] : line.thread === open.thread ? [thread] : [];
  if (line.ref === open.thread) panes.push(thread);
  const put = panes.map((pane) => pane.list.put(line));
  return put.filter((one) => one.isNew).map((one) => one.spoken);
}

async function say(text, root) {
  const spot = spotOf(root);
  answered(await act('say', { ...spot, text }), spot);
  (root ? thread : talk).list.toEnd();
}

function answered(reply, spot) {
  if (reply.reply === 'form') openForm(reply.html, spot);
  if (reply.reply === 'invalid') toast(Object.values(reply.errors).join(' '));
}

async function clicked({ target }) {
  const button = target.closest('button');
  const { press, thread: root, dismiss } = button?.dataset ?? {};
  const here = target.closest('#thread') ? open.thread : null;
  if (root !== undefined) return goTo({ as: open.as, place: open.place, thread: root });
  if (dismiss !== undefined) return act('dismiss', { as: open.as, ref: dismiss }).catch(failed);
  return press === undefined ? undefined : pressed(button, spotOf(here));
}

async function pressed(button, spot) {
  const { press, thing, epoch, confirm } = button.dataset;
  if (button.getAttribute('aria-busy') === 'true') return;
  if (confirm !== undefined && !(await confirmed(confirm, button.textContent))) return;
  button.setAttribute('aria-busy', 'true');
  try {
    const reply = await act('press', { ...spot, button: press, thing, epoch: Number(epoch) });
    answered(reply, spot);
  } catch (problem) {
    failed(problem);
  }
  button.removeAttribute('aria-busy');
}
