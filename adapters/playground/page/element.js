/** The element of an id. */
export const byId = (id) => document.getElementById(id);

/** A new element. Strings among its children are text, never markup. */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/** One of the icons of index.html; what carries it has a name of its own. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  const use = document.createElementNS(SVG, 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** Elements of markup that the server made and escaped. */
export function fromServer(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  return template.content;
}

/** Up, down, Home and End move the focus among what `selector` finds in `container`. */
export function moveWithArrows(container, selector) {
  container.addEventListener('keydown', (event) => {
    const all = [...container.querySelectorAll(selector)];
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? all.length - 1 : at - 1, Home: 0, End: all.length - 1 }[
      event.key
    ];
    const inside = event.target === container || all.includes(event.target);
    if (to === undefined || !inside || !all[to]) return;
    event.preventDefault();
    all[to].focus();
  });
}

/** True where a keyboard does not cover half of the page as soon as something is focused. */
export const hasMouse = () => matchMedia('(pointer: fine)').matches;

/** Says something that went wrong, for a few seconds. */
export function toast(words) {
  const place = byId('toast');
  place.textContent = words;
  place.hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => {
    place.hidden = true;
  }, 8000);
}
