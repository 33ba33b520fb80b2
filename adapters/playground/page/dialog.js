import { act } from './ask.js';
import { byId, fromServer } from './element.js';

/** Asks "sure?" with a sentence. Gives back true for yes. */
export function confirmed(words, yes = 'Yes') {
  const dialog = byId('sure');
  byId('sure-words').textContent = words;
  byId('sure-yes').textContent = yes;
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

/** Shows a form of the server until it is accepted or called off. `spot` says who fills it in and where. */
export function openForm(markup, spot) {
  const dialog = byId('form');
  dialog.replaceChildren(fromServer(markup));
  const form = dialog.querySelector('form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit(dialog, form, spot);
  });
  form.addEventListener('input', ({ target }) => tooLong(target));
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.querySelector('[data-close]').addEventListener('click', () => dialog.close());
  dialog.oncancel = (event) => keepTyped(event, form);
  if (!dialog.open) dialog.showModal();
  form.querySelector('input, textarea, select')?.focus();
  dialog.scrollTop = 0;
}

async function submit(dialog, form, spot) {
  if (form.getAttribute('aria-busy') === 'true') return;
  form.setAttribute('aria-busy', 'true');
  const { form: name, thing, epoch } = form.dataset;
  try {
    const values = valuesOf(form);
    const reply = await act('submit', { ...spot, form: name, thing, epoch: Number(epoch), values });
    answered(dialog, form, reply, spot);
  } catch (problem) {
    explain(form, problem.message);
  }
  form.setAttribute('aria-busy', 'false');
}

function answered(dialog, form, reply, spot) {
  if (reply.reply === 'form') openForm(reply.html, spot);
  else if (reply.reply === 'invalid') showErrors(form, reply.errors);
  else if (reply.reply === 'refused') explain(form, fromServer(reply.html).textContent);
  else dialog.close();
}

/** What was typed, by the id of each input; what was left empty is left out. */
function valuesOf(form) {
  const filled = [...form.querySelectorAll('[data-input]')].map((input) => [
    input.dataset.input,
    answerIn(input),
  ]);
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined && value !== ''));
}

function answerIn(input) {
  const checked = [...input.querySelectorAll(':checked')].filter((one) => one.matches('input'));
  switch (input.dataset.kind) {
    case 'checkbox':
      return checked.length > 0;
    case 'multi':
    case 'people':
      return checked.map((one) => one.value);
    case 'number':
      return numberOf(input.querySelector('input').value);
    default:
      return input.matches('.pills')
        ? checked[0]?.value
        : input.querySelector('input, textarea, select').value;
  }
}

/** What is no number goes as it was typed, so that the answer can say so. */
function numberOf(typed) {
  const plain = typed.trim().replace(',', '.');
  return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : typed.trim();
}

function showErrors(form, errors) {
  const inputs = [...form.querySelectorAll('[data-input]')];
  for (const input of inputs) markError(input, errors[input.dataset.input]);
  const known = inputs.filter((input) => errors[input.dataset.input] !== undefined);
  const others = Object.entries(errors).filter(([id]) => !known.some((input) => input.dataset.input === id));
  const count =
    known.length === 1 ? 'One answer needs another look.' : `${known.length} answers need another look.`;
  explain(form, [...(known.length > 0 ? [count] : []), ...others.map(([, error]) => error)].join(' '));
  known[0]?.querySelector('input, textarea, select').focus();
}

function markError(input, error) {
  input.querySelector('.error').textContent = error ?? '';
  input.classList.toggle('wrong', error !== undefined);
  for (const control of input.querySelectorAll('input, textarea, select')) {
    if (error === undefined) control.removeAttribute('aria-invalid');
    else control.setAttribute('aria-invalid', 'true');
  }
}

function explain(form, words) {
  const problem = form.querySelector('.problem');
  problem.textContent = words;
  problem.hidden = words === '';
  problem.scrollIntoView({ block: 'nearest' });
}

function tooLong(control) {
  const { limit } = control.dataset;
  if (limit === undefined) return;
  const length = control.value.length;
  const input = control.closest('[data-input]');
  if (length > Number(limit)) markError(input, `At most ${limit} characters, please; this is ${length}.`);
  else if (input.matches('.wrong')) markError(input, undefined);
}

/** The first Escape does not throw away what somebody wrote. */
function keepTyped(event, form) {
  const written = [...form.querySelectorAll('textarea, input[type="text"]')].some(
    (one) => one.value !== one.defaultValue,
  );
  if (!written || form.dataset.warned) return;
  event.preventDefault();
  form.dataset.warned = 'yes';
  explain(form, 'Press Escape once more to throw away what you wrote.');
}
