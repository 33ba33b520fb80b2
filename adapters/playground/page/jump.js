import { byId, make } from './element.js';
import { listbox } from './listbox.js';

/** Goes to a conversation or a person by typing a part of its name: Ctrl K or ⌘ K. */
export function jumpBox({ sidebar, go }) {
  const dialog = byId('jump');
  const field = byId('jump-text');
  const choices = listbox(field, byId('jump-list'), {
    show: (item) => [make('bdi', { class: 'name' }, item.name), make('span', { class: 'help' }, item.what)],
    pick: (item) => {
      dialog.close();
      go(item.to);
    },
  });

  function offer() {
    const typed = field.value.trim().toLowerCase().replace(/^[#@]/, '');
    choices.offer(items(sidebar()).filter((item) => item.name.toLowerCase().includes(typed)));
  }

  function open() {
    field.value = '';
    offer();
    dialog.showModal();
    field.focus();
  }

  byId('jump-open').addEventListener('click', open);
  field.addEventListener('input', offer);
  field.addEventListener('keydown', (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && choices.isOpen()) choices.move(by);
    else if (event.key === 'Enter' && choices.active())
      byId('jump-list').querySelector('[aria-selected="true"]').dispatchEvent(new MouseEvent('mousedown'));
    else return;
    event.preventDefault();
  });
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  document.addEventListener('keydown', (event) => {
    const isOpen = document.querySelector('dialog[open]') !== null;
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || isOpen) return;
    event.preventDefault();
    open();
  });
}

function items({ places, people }) {
  return [
    ...places.map((one) => ({
      name: one.kind === 'channel' ? `#${one.name}` : one.name,
      what: one.kind === 'channel' ? 'channel' : 'direct messages',
      to: { place: one.place },
    })),
    ...people.map((one) => ({ name: one.name, what: 'see it as', to: { as: one.user } })),
  ];
}
