import { icon, make } from './element.js';
import { listbox } from './listbox.js';

/** The box that messages are written in, with slash commands completed. `send(text)` gives back a promise; what was
 * typed stays in the box when it fails. */
export function composer(form, { slashes, send, failed }) {
  const list = make('div', {
    class: 'completions',
    id: `${form.id}-list`,
    role: 'listbox',
    'aria-label': 'Commands',
    hidden: true,
  });
  const field = make('textarea', {
    rows: '1',
    dir: 'auto',
    id: `${form.id}-text`,
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': list.id,
  });
  const button = make('button', { type: 'submit', class: 'send', 'aria-label': 'Send' });
  button.append(icon('send'));
  form.replaceChildren(list, field, button);

  const choices = listbox(field, list, {
    show: (item) => [
      make('strong', {}, item.command),
      make('span', { class: 'args' }, item.args ? ` ${item.args}` : ''),
      make('span', { class: 'help' }, item.help),
    ],
    pick,
  });

  function pick(item) {
    field.value = item.args ? `${item.command} ` : item.command;
    field.focus();
    changed();
  }

  function changed() {
    resize(field);
    const typed = field.value.toLowerCase();
    if (!/^\/[^\n]*$/.test(typed)) return choices.close();
    const fitting = slashes().filter(
      (one) => one.command.startsWith(typed.trimEnd()) || typed.startsWith(`${one.command} `),
    );
    const beginning = fitting.findIndex((one) => one.command.startsWith(typed) && one.command !== typed);
    const typedOut = fitting.some((one) => one.command === typed.trimEnd());
    choices.offer(fitting, typedOut ? -1 : beginning);
  }

  async function submit() {
    const text = field.value;
    if (text.trim() === '' || form.getAttribute('aria-busy') === 'true') return;
    form.setAttribute('aria-busy', 'true');
    try {
      await send(text);
      field.value = '';
      changed();
    } catch (problem) {
      failed(problem);
    }
    form.setAttribute('aria-busy', 'false');
  }

  field.addEventListener('input', changed);
  field.addEventListener('blur', () => choices.close());
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const onList = choices.isOpen() ? listKeys[event.key] : undefined;
    if (onList?.(event) || (event.key === 'Enter' && !event.shiftKey && sendNow())) event.preventDefault();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });

  function sendNow() {
    submit();
    return true;
  }

  const takeActive = (event) => {
    const item = event.shiftKey ? undefined : choices.active();
    if (item) pick(item);
    return item !== undefined;
  };
  const listKeys = {
    ArrowDown: () => choices.move(1) ?? true,
    ArrowUp: () => choices.move(-1) ?? true,
    Tab: takeActive,
    Enter: takeActive,
    Escape: (event) => {
      event.stopPropagation();
      return choices.close() ?? true;
    },
  };

  return {
    focus: () => field.focus(),
    /** Names the box; what was typed belongs to the conversation it was typed in. */
    name(words, draft) {
      field.setAttribute('aria-label', words);
      field.setAttribute('placeholder', words);
      field.value = draft;
      choices.close();
      resize(field);
    },
    draft: () => field.value,
  };
}

/** As high as its text, up to a third of the page; a fresh value is measured from one line. */
function resize(field) {
  field.rows = 1;
  const line = Number.parseFloat(getComputedStyle(field).lineHeight) || 22;
  field.rows = Math.max(1, Math.min(10, Math.round((field.scrollHeight - 16) / line)));
}
