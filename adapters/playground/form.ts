import type { Form, FormPart, FormValue, Input } from '../../src/core/form.ts';
import { html, type Markup } from './html.ts';
import { renderText, type Seen } from './render.ts';
import type { PlaygroundPerson } from './room.ts';

/** Up to so many choices are shown all at once. */
const FEW = 6;

/** A form as the inside of a dialog. Each input is named by its id; its error goes into the element that it is
 * described by. `people` are offered where a form asks for people and brings no choices. */
export function renderForm(form: Form, seen: Seen, people: readonly PlaygroundPerson[] = []): Markup {
  return html`<form method="dialog" novalidate data-form="${form.id}" data-thing="${form.thing}" data-epoch="${form.epoch}">
<h2 id="dialog-title" dir="auto">${form.title}</h2>
<p class="problem" role="alert" hidden></p>
<div class="parts">${form.parts.map((part, index) => renderPart(part, `i${index}`, seen, people))}</div>
<div class="actions"><button type="button" class="plain" data-close>Cancel</button><button type="submit" class="primary" dir="auto">${form.submit}</button></div>
</form>`;
}

function renderPart(part: FormPart, id: string, seen: Seen, people: readonly PlaygroundPerson[]): Markup {
  if (part.part === 'heading') return html`<h3 dir="auto">${part.text}</h3>`;
  if (part.part === 'text') return html`<p dir="auto">${renderText(part.text, seen)}</p>`;
  return renderInput(withPeople(part.input, people), id);
}

function withPeople(input: Input, people: readonly PlaygroundPerson[]): Input {
  if (input.input !== 'people' || input.choices) return input;
  return { ...input, choices: people.map((person) => ({ value: person.user, label: person.name })) };
}

function renderInput(input: Input, id: string): Markup {
  switch (input.input) {
    case 'line':
    case 'number':
    case 'date':
      return labelled(input, id, renderLine(input, id));
    case 'text':
      return labelled(input, id, renderTextArea(input, id));
    case 'select':
      return (input.choices ?? []).length <= FEW
        ? pills(input, id)
        : labelled(input, id, dropDown(input, id));
    case 'multi':
    case 'people':
      return grouped(input, id, 'checks', renderChecks(input, id));
    case 'checkbox':
      return renderCheckbox(input, id);
  }
}

function labelled(input: Input, id: string, control: Markup): Markup {
  return html`<div class="input" data-input="${input.id}" data-kind="${input.input}"><label for="${id}" dir="auto">${input.label}${optionalMark(input)}</label>${hintAndError(input, id)}${control}</div>`;
}

function grouped(input: Input, id: string, kind: 'pills' | 'checks', controls: readonly Markup[]): Markup {
  return html`<fieldset class="input ${kind}" data-input="${input.id}" data-kind="${input.input}" aria-describedby="${id}-hint ${id}-error"><legend dir="auto">${input.label}${optionalMark(input)}</legend>${hintAndError(input, id)}<div class="choices">${controls}</div></fieldset>`;
}

function optionalMark(input: Input): Markup | false {
  return input.optional && html` <span class="optional">optional</span>`;
}

function hintAndError(input: Input, id: string): Markup {
  return html`<p class="hint" id="${id}-hint" dir="auto">${input.hint ?? ''}</p><p class="error" id="${id}-error" dir="auto"></p>`;
}

/** Numbers are typed as text, so that what is no number can be named as such and is not lost. */
function renderLine(input: Input, id: string): Markup {
  const numeric = input.input === 'number' && html` inputmode="decimal"`;
  const type = input.input === 'date' ? 'date' : 'text';
  return html`<input type="${type}" value="${textOf(input.value)}"${numeric}${attributes(input, id)}>`;
}

/** The first line break after the tag is swallowed by the parser, so there is one of ours. */
function renderTextArea(input: Input, id: string): Markup {
  return html`<textarea rows="3"${attributes(input, id)}>
${textOf(input.value)}</textarea>`;
}

function dropDown(input: Input, id: string): Markup {
  const options = (input.choices ?? []).map(
    (choice) =>
      html`<option value="${choice.value}"${isChosen(input, choice.value) && html` selected`}>${choice.label}</option>`,
  );
  return html`<select${attributes(input, id)}><option value="">Choose…</option>${options}</select>`;
}

function attributes(input: Input, id: string): Markup {
  const limit = input.limit !== undefined && html` data-limit="${input.limit}"`;
  const required = !input.optional && html` aria-required="true"`;
  return html` id="${id}" name="${input.id}" dir="auto" autocomplete="off" aria-describedby="${id}-hint ${id}-error"${limit}${required}`;
}

function pills(input: Input, id: string): Markup {
  const none = input.optional ? [{ value: '', label: 'No answer' }] : [];
  const choices = [...none, ...(input.choices ?? [])].map((choice, index) =>
    choiceOf('radio', input, `${id}-${index}`, choice),
  );
  return grouped(input, id, 'pills', choices);
}

function renderChecks(input: Input, id: string): Markup[] {
  return (input.choices ?? []).map((choice, index) => choiceOf('checkbox', input, `${id}-${index}`, choice));
}

function choiceOf(
  type: 'radio' | 'checkbox',
  input: Input,
  id: string,
  choice: { value: string; label: string },
): Markup {
  const checked = isChosen(input, choice.value) && html` checked`;
  return html`<span class="choice"><input type="${type}" id="${id}" name="${input.id}" value="${choice.value}"${checked}><label for="${id}" dir="auto">${choice.label}</label></span>`;
}

function renderCheckbox(input: Input, id: string): Markup {
  const checked = input.value === true && html` checked`;
  return html`<div class="input single" data-input="${input.id}" data-kind="checkbox"><span class="choice"><input type="checkbox" id="${id}" name="${input.id}" aria-describedby="${id}-hint ${id}-error"${checked}><label for="${id}" dir="auto">${input.label}</label></span>${hintAndError(input, id)}</div>`;
}

function isChosen(input: Input, value: string): boolean {
  const now = input.value;
  return Array.isArray(now) ? now.includes(value) : textOf(now) === value;
}

function textOf(value: FormValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
