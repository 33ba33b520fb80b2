import { byId, make, moveWithArrows } from './element.js';
import { isNight, timeIn } from './walltime.js';

/** Makes the lists that stand beside the conversation; `go` is called with the new place or person. */
export function sidebar({ go }) {
  const nav = byId('sidebar');
  moveWithArrows(nav, 'li > button');
  nav.addEventListener('click', ({ target }) => {
    const button = target.closest('li > button');
    if (button?.dataset.place) go({ place: button.dataset.place });
    if (button?.dataset.user) go({ as: button.dataset.user });
  });
  return { draw, tick };
}

/** `at` = {as, place}: whose view it is, and what is open. */
function draw({ places, people }, at, now) {
  const focused = keyOf(document.activeElement);
  const of = (kind) => places.filter((one) => one.kind === kind).map((one) => placeItem(one, at.place));
  byId('channels').replaceChildren(...of('channel'));
  byId('directs').replaceChildren(...of('direct'));
  byId('people').replaceChildren(...people.map((one) => personItem(one, at.as, now)));
  if (focused)
    [...byId('sidebar').querySelectorAll('li > button')].find((one) => keyOf(one) === focused)?.focus();
}

function keyOf(button) {
  return button?.closest?.('#sidebar li') ? (button.dataset.place ?? button.dataset.user) : undefined;
}

function placeItem({ place, kind, name, unread, answers }, open) {
  const sign =
    kind === 'channel' ? make('span', { class: 'sign' }, '#') : make('span', { class: 'avatar small rondo' });
  sign.setAttribute('aria-hidden', 'true');
  const marks = [unread > 0 && badge(unread, 'unread'), unread === 0 && answers > 0 && dot(answers)];
  const button = make(
    'button',
    {
      type: 'button',
      'data-place': place,
      class: unread > 0 ? 'has-news' : '',
      'aria-current': place === open && 'page',
    },
    sign,
    make('bdi', { class: 'name' }, name),
    ...marks,
  );
  return make('li', {}, button);
}

function personItem({ user, name, zone, hue, initials, unread }, me, now) {
  const time = make('span', { class: 'local', 'data-zone': zone, title: zone });
  showLocal(time, now);
  const button = make(
    'button',
    {
      type: 'button',
      'data-user': user,
      class: unread > 0 ? 'has-news' : '',
      'aria-current': user === me && 'true',
    },
    make('span', { class: `avatar small hue-${hue}`, 'aria-hidden': 'true' }, initials),
    make('bdi', { class: 'name' }, name),
    unread > 0 && badge(unread, 'unread direct messages'),
    time,
  );
  return make('li', {}, button);
}

function badge(count, of) {
  return make('span', { class: 'badge' }, `${count}`, make('span', { class: 'hidden' }, ` ${of}`));
}

function dot(count) {
  return make(
    'span',
    { class: 'dot', title: `${count} unread in threads` },
    make('span', { class: 'hidden' }, `${count} unread in threads`),
  );
}

function showLocal(time, now) {
  time.textContent = timeIn(now, time.dataset.zone);
  time.classList.toggle('asleep', isNight(now, time.dataset.zone));
}

/** Sets the local times beside people's names. */
function tick(now) {
  for (const time of byId('people').querySelectorAll('.local')) showLocal(time, now);
}
