import { act } from './ask.js';
import { confirmed } from './dialog.js';
import { byId, toast } from './element.js';
import { dateIn, dayIn, distance, timeIn } from './walltime.js';

/** The clock bar. `who()` gives the person who looks: {as, zone}. `tick` is called each second with the time. */
export function timeBar({ who, tick }) {
  let view;
  let seenAt = 0;
  const now = () => (view ? view.now + (Date.now() - seenAt) : Date.now());

  for (const button of document.querySelectorAll('[data-move]')) {
    button.addEventListener('click', () => move(button.dataset.move));
  }
  byId('more').addEventListener('click', () => unfold(byId('more').getAttribute('aria-expanded') !== 'true'));
  setInterval(() => {
    draw();
    tick(now());
  }, 1000);

  async function move(which) {
    unfold(false);
    const words =
      'Start over? Every message and everything that Rondo knows is deleted, and the clock goes back to now.';
    if (which === 'over' && !(await confirmed(words, 'Start over'))) return;
    try {
      set(await act('clock', { as: who().as, move: which }));
    } catch (problem) {
      toast(problem.message);
    }
  }

  function set(next) {
    if (next.problem && next.problem !== view?.problem) toast(next.problem);
    view = next;
    seenAt = Date.now();
    draw();
  }

  function draw() {
    const zone = who().zone;
    if (!view || !zone) return;
    byId('clock').textContent = timeIn(now(), zone);
    byId('date').textContent = dateIn(now(), zone);
    byId('zone').textContent = zone.replaceAll('_', ' ');
    drawNext(view, now(), zone);
    drawMoving(view.moving, zone);
  }

  return { set, now, draw };
}

function unfold(open) {
  byId('more').setAttribute('aria-expanded', `${open}`);
  byId('time').classList.toggle('unfolded', open);
}

function drawNext({ next, moving }, now, zone) {
  const when =
    next &&
    (dayIn(next.at, zone) === dayIn(now, zone) ? '' : `${dayIn(next.at, zone)}, `) + timeIn(next.at, zone);
  const words = next ? `Next: ${next.what}, ${when} (${distance(now, next.at)})` : 'Nothing is planned.';
  setText(byId('next'), words);
  byId('next').hidden = moving !== null;
  document.querySelector('[data-move="next"]').disabled = next === null;
}

function drawMoving(moving, zone) {
  byId('time').classList.toggle('is-moving', moving !== null);
  byId('moving').hidden = moving === null;
  for (const button of document.querySelectorAll('[data-move]'))
    button.hidden = (button.dataset.move === 'stop') === (moving === null);
  if (!moving) return;
  const steps = moving.steps === 1 ? '1 step' : `${moving.steps} steps`;
  setText(
    byId('moving-words'),
    `On the way to ${dayIn(moving.to, zone)}, ${timeIn(moving.to, zone)} (${steps})`,
  );
  byId('progress').value =
    moving.to > moving.from ? (moving.at - moving.from) / (moving.to - moving.from) : 1;
}

function setText(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
