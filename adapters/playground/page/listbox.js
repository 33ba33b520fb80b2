import { make } from './element.js';

/** Choices under a text field, for the keyboard and the mouse. The field keeps the focus; the chosen one is named by
 * `aria-activedescendant`. `pick` is called with the item. */
export function listbox(field, list, { show, pick }) {
  let items = [];
  let active = -1;

  function draw() {
    const options = items.map((item, index) => {
      const selected = index === active;
      const option = make(
        'li',
        { role: 'option', id: `${list.id}-${index}`, 'aria-selected': `${selected}` },
        ...show(item),
      );
      option.addEventListener('mousedown', (event) => {
        event.preventDefault();
        pick(item);
      });
      return option;
    });
    list.replaceChildren(...options);
    list.hidden = items.length === 0;
    field.setAttribute('aria-expanded', `${items.length > 0}`);
    if (active >= 0) field.setAttribute('aria-activedescendant', `${list.id}-${active}`);
    else field.removeAttribute('aria-activedescendant');
    options[active]?.scrollIntoView({ block: 'nearest' });
  }

  return {
    isOpen: () => items.length > 0,
    active: () => items[active],
    /** Offers other items; `at` is the one chosen first, -1 for none. */
    offer(next, at = 0) {
      items = next;
      active = Math.min(at, next.length - 1);
      draw();
    },
    close() {
      items = [];
      active = -1;
      draw();
    },
    /** Up or down by one, around the ends. */
    move(by) {
      active = (Math.max(active, by < 0 ? 0 : -1) + by + items.length) % items.length;
      draw();
    },
  };
}
