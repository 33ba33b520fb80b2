import { byId, fromServer, make, moveWithArrows } from './element.js';

const FOLLOWS_WITHIN = 5 * 60_000;
const NEAR_THE_END = 120;

/** The lines of one conversation or thread. `earlier(n)` is called for what stands before line n. */
export function lineList(container, { earlier }) {
  const items = make('div', { class: 'items' });
  const more = make('button', { type: 'button', class: 'more', hidden: true }, 'Show earlier messages');
  const newer = make('button', { type: 'button', class: 'newer', hidden: true }, 'New messages below');
  const empty = make('p', { class: 'empty', hidden: true });
  container.replaceChildren(more, empty, items, newer);
  container.tabIndex = 0;
  let readUpTo = 0;

  const articles = () => [...items.querySelectorAll('article')];
  const isAtEnd = () => container.scrollHeight - container.scrollTop - container.clientHeight < NEAR_THE_END;
  const toEnd = () => {
    container.scrollTop = container.scrollHeight;
    newer.hidden = true;
  };

  more.addEventListener('click', () => earlier(Number(articles()[0]?.dataset.n)));
  newer.addEventListener('click', toEnd);
  let wasAtEnd = true;
  container.addEventListener('scroll', () => {
    wasAtEnd = isAtEnd();
    if (wasAtEnd) newer.hidden = true;
  });
  // A keyboard that comes up, or a picture that arrives, does not hide the newest line.
  const stay = new ResizeObserver(() => wasAtEnd && toEnd());
  for (const element of [container, items]) stay.observe(element);
  items.addEventListener('click', ({ target }) => {
    if (target.closest('[data-unfold]')) unfold(target.closest('article'));
  });
  items.addEventListener('focusin', ({ target }) => {
    if (target.closest('.content')) unfold(target.closest('article'));
  });
  moveWithArrows(container, 'article');

  function place(view) {
    const fresh = fromServer(view.html).querySelector('article');
    const old = byIn(view.ref);
    if (old) return exchange(old, fresh);
    const before = articles().findLast((one) => Number(one.dataset.n) <= view.n);
    if (before) before.after(fresh);
    else items.prepend(fresh);
    return fresh;
  }

  const byIn = (ref) => items.querySelector(`article[data-ref="${CSS.escape(ref)}"]`);

  return {
    /** Shows these lines and nothing else. `words` are said where there are none. */
    load(view, words) {
      readUpTo = view.readUpTo;
      items.replaceChildren(...view.lines.map((line) => fromServer(line.html)));
      more.hidden = !view.more;
      empty.textContent = words;
      empty.hidden = view.lines.length > 0;
      arrange(articles(), readUpTo);
      toEnd();
    },
    /** Puts older lines in front, and keeps in sight what was in sight. */
    prepend(view) {
      const below = container.scrollHeight - container.scrollTop;
      items.prepend(...view.lines.map((line) => fromServer(line.html)));
      more.hidden = !view.more;
      arrange(articles(), readUpTo);
      container.scrollTop = container.scrollHeight - below;
    },
    /** Shows a new line, or a line anew. True when it is a new one. */
    put(view) {
      const isNew = byIn(view.ref) === null;
      const follow = isAtEnd();
      const shown = place(view);
      empty.hidden = true;
      arrange(articles(), readUpTo);
      if (follow) toEnd();
      else if (isNew) newer.hidden = false;
      return { isNew, spoken: shown.dataset.spoken };
    },
    remove(ref) {
      byIn(ref)?.remove();
      arrange(articles(), readUpTo);
    },
    toEnd,
  };
}

/** The new version of a line takes over the focus and stays unfolded. */
function exchange(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement : undefined;
  if (!old.classList.contains('folded')) unfold(fresh);
  old.replaceWith(fresh);
  if (focused) (twin(fresh, focused) ?? fresh).focus({ preventScroll: true });
  return fresh;
}

function twin(fresh, focused) {
  const { press, thing } = focused.dataset;
  if (press === undefined) return undefined;
  return [...fresh.querySelectorAll('[data-press]')].find(
    (one) => one.dataset.press === press && one.dataset.thing === thing,
  );
}

function unfold(article) {
  article.classList.remove('folded');
  article.querySelector('[data-unfold]')?.remove();
}

/** Lines between days, one above what is new, and lines of one author in a row put together. */
function arrange(articles, readUpTo) {
  for (const rule of document.querySelectorAll('.rule')) {
    if (rule.parentElement === articles[0]?.parentElement) rule.remove();
  }
  let marked = false;
  articles.forEach((article, index) => {
    const before = articles[index - 1];
    const isDay = before?.dataset.day !== article.dataset.day;
    const isNews =
      !marked && index > 0 && Number(article.dataset.n) > readUpTo && !article.matches('.whisper');
    article.classList.toggle('follows', !isDay && !isNews && follows(before, article));
    if (isDay) article.before(make('p', { class: 'rule day' }, make('span', {}, article.dataset.dayName)));
    if (isNews) {
      marked = true;
      article.before(make('p', { class: 'rule news' }, make('span', {}, 'New')));
    }
  });
}

function follows(before, article) {
  const together = before.dataset.author === article.dataset.author && article.matches('.said');
  return (
    together &&
    !before.matches('.whisper') &&
    Number(article.dataset.at) - Number(before.dataset.at) < FOLLOWS_WITHIN
  );
}

/** Lets a screen reader say the last few of what is new. */
export function speak(sentences) {
  byId('spoken').replaceChildren(...sentences.slice(-3).map((sentence) => make('p', {}, sentence)));
}
