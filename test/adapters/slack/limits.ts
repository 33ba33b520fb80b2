import { LIMITS } from '../../../adapters/slack/render/limits.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What Slack would refuse about a message (`text`, `blocks`) or a view (`type: modal | home`), a line for each problem
 * with its place; none when it would be taken. Reads what is sent, not our types: it knows only what Slack knows, and
 * a kind of block or element that this project does not use is a problem too. */
export function checkLimits(payload: unknown): string[] {
  const problems: string[] = [];
  const root = new Place(payload, '', problems);
  if (root.text('type') === 'modal' || root.text('type') === 'home') checkView(root);
  else checkMessage(root);
  checkStrings(payload, '', problems);
  return problems;
}

/** A place in the payload, from which problems are said. */
class Place {
  readonly value: unknown;
  readonly path: string;
  readonly problems: string[];

  constructor(value: unknown, path: string, problems: string[]) {
    this.value = value;
    this.path = path;
    this.problems = problems;
  }

  get fields(): Fields {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value)
      ? Object.fromEntries(Object.entries(this.value))
      : {};
  }

  at(name: string): Place {
    return new Place(this.fields[name], `${this.path}/${name}`, this.problems);
  }

  has(name: string): boolean {
    return this.fields[name] !== undefined;
  }

  text(name: string): string | undefined {
    const value = this.fields[name];
    return typeof value === 'string' ? value : undefined;
  }

  say(problem: string): void {
    this.problems.push(`${this.path || '/'}: ${problem}`);
  }

  /** The items of a list of `least` to `most`. */
  items(name: string, least: number, most: number): Place[] {
    const value = this.fields[name];
    if (!Array.isArray(value)) {
      this.at(name).say('no list');
      return [];
    }
    if (value.length < least || value.length > most)
      this.at(name).say(`${value.length} items, not ${least} to ${most}`);
    return value.map((item, index) => new Place(item, `${this.path}/${name}/${index}`, this.problems));
  }

  /** A text of `least` to `most` characters that says something. */
  words(name: string, most: number, least = 1): void {
    const value = this.fields[name];
    const place = this.at(name);
    if (typeof value !== 'string') place.say('no text');
    else if (value.length > most) place.say(`${value.length} characters, at most ${most}`);
    else if (least > 0 && value.trim().length < least) place.say('empty');
  }

  only(...names: string[]): void {
    for (const name of Object.keys(this.fields))
      if (!names.includes(name)) this.at(name).say('not a field of this');
  }
}

function checkMessage(message: Place): void {
  message.words('text', LIMITS.fallback);
  checkMarkup(message.at('text'));
  const blocks = message.items('blocks', 1, LIMITS.message.blocks);
  const size = JSON.stringify(message.at('blocks').value ?? []).length;
  if (size > LIMITS.message.size)
    message.at('blocks').say(`${size} characters in all, at most ${LIMITS.message.size}`);
  for (const block of blocks) checkBlock(block, 'message');
  checkUnique(message);
}

function checkView(view: Place): void {
  const modal = view.text('type') === 'modal';
  const limits = modal ? LIMITS.modal : LIMITS.home;
  const size = JSON.stringify(view.value).length;
  if (size > limits.size) view.say(`${size} characters in all, at most ${limits.size}`);
  if (modal) {
    view.only('type', 'callback_id', 'private_metadata', 'title', 'submit', 'close', 'blocks');
    checkPlain(view.at('title'), LIMITS.modal.title);
    for (const name of ['submit', 'close'])
      if (view.has(name)) checkPlain(view.at(name), LIMITS.modal.button);
  }
  if (view.has('callback_id')) view.words('callback_id', LIMITS.id);
  if (view.has('private_metadata')) view.words('private_metadata', LIMITS.privateMetadata);
  const blocks = view.items('blocks', modal ? 0 : 1, limits.blocks);
  for (const block of blocks) checkBlock(block, modal ? 'modal' : 'home');
  if (blocks.some((block) => block.text('type') === 'input') && !view.has('submit'))
    view.say('inputs without a submit');
  checkUnique(view);
}

function checkUnique(root: Place): void {
  const blockIds: string[] = [];
  const actionIds: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        if (name === 'block_id' && typeof inner === 'string') blockIds.push(inner);
        if (name === 'action_id' && typeof inner === 'string' && 'type' in value && value.type === 'button')
          actionIds.push(inner);
        walk(inner);
      }
    }
  };
  walk(root.fields.blocks);
  if (new Set(blockIds).size < blockIds.length) root.say('a block_id twice');
  if (new Set(actionIds).size < actionIds.length) root.say('an action_id twice');
}

function checkBlock(block: Place, surface: 'message' | 'modal' | 'home'): void {
  if (block.has('block_id')) block.words('block_id', LIMITS.id);
  switch (block.text('type')) {
    case 'header':
      block.only('type', 'text', 'block_id');
      checkPlain(block.at('text'), LIMITS.header);
      return;
    case 'divider':
      block.only('type', 'block_id');
      return;
    case 'section':
      checkSection(block);
      return;
    case 'context':
      block.only('type', 'elements', 'block_id');
      for (const element of block.items('elements', 1, LIMITS.contextElements))
        checkText(element, LIMITS.context);
      return;
    case 'image':
      block.only('type', 'image_url', 'alt_text', 'block_id');
      block.words('image_url', LIMITS.url);
      if (!/^https?:\/\//.test(block.text('image_url') ?? '')) block.say('no web address');
      block.words('alt_text', LIMITS.alt);
      return;
    case 'actions':
      block.only('type', 'elements', 'block_id');
      for (const element of block.items('elements', 1, LIMITS.actions)) checkButton(element);
      return;
    case 'rich_text':
      block.only('type', 'elements', 'block_id');
      for (const element of block.items('elements', 1, Number.POSITIVE_INFINITY)) checkRich(element);
      return;
    case 'input':
      if (surface === 'message') block.say('no input in a message of ours');
      checkInput(block);
      return;
    default:
      block.say(`a block of a kind that is not known: ${block.text('type')}`);
      return;
  }
}

function checkSection(block: Place): void {
  block.only('type', 'text', 'fields', 'block_id');
  if (!block.has('text') && !block.has('fields')) block.say('neither text nor fields');
  if (block.has('text')) checkText(block.at('text'), LIMITS.section);
  if (block.has('fields'))
    for (const field of block.items('fields', 1, LIMITS.fields)) checkText(field, LIMITS.field);
}

function checkText(text: Place, most: number): void {
  if (text.text('type') === 'plain_text') {
    checkPlain(text, most);
    return;
  }
  text.only('type', 'text', 'verbatim');
  if (text.text('type') !== 'mrkdwn') text.say('neither plain text nor markup');
  text.words('text', most);
  checkMarkup(text.at('text'));
}

function checkPlain(text: Place, most: number): void {
  text.only('type', 'text', 'emoji');
  if (text.text('type') !== 'plain_text') text.say('no plain text');
  text.words('text', most);
}

/** Slack's tokens are well formed, and nothing else has an angle bracket; an ampersand begins one of three entities. */
function checkMarkup(place: Place): void {
  if (typeof place.value !== 'string') return;
  const rest = place.value.replace(
    /<(@[UW][A-Z0-9]+|#[CG][A-Z0-9]+|!date\^\d+\^[^<>|]+\|[^<>]*|(https?:|mailto:)[^<>|]*(\|[^<>]*)?)>/g,
    '',
  );
  if (/[<>]/.test(rest)) place.say('an angle bracket that is not escaped');
  if (/&(?!amp;|lt;|gt;)/.test(place.value)) place.say('an ampersand that is not escaped');
}

function checkButton(button: Place): void {
  button.only('type', 'action_id', 'text', 'value', 'style', 'confirm');
  if (button.text('type') !== 'button') {
    button.say('no button');
    return;
  }
  button.words('action_id', LIMITS.id);
  checkPlain(button.at('text'), LIMITS.button.text);
  if (button.has('value')) button.words('value', LIMITS.button.value);
  if (button.has('style') && !['primary', 'danger'].includes(button.text('style') ?? ''))
    button.say('a style that is not known');
  if (!button.has('confirm')) return;
  const confirm = button.at('confirm');
  confirm.only('title', 'text', 'confirm', 'deny', 'style');
  checkPlain(confirm.at('title'), LIMITS.confirm.title);
  checkText(confirm.at('text'), LIMITS.confirm.text);
  checkPlain(confirm.at('confirm'), LIMITS.confirm.button);
  checkPlain(confirm.at('deny'), LIMITS.confirm.button);
}

function checkRich(element: Place): void {
  const type = element.text('type');
  if (type === 'rich_text_list') {
    element.only('type', 'style', 'elements', 'indent', 'border');
    if (!['bullet', 'ordered'].includes(element.text('style') ?? '')) element.say('a list without a style');
    for (const item of element.items('elements', 1, Number.POSITIVE_INFINITY)) {
      if (item.text('type') !== 'rich_text_section') item.say('an item that is no section');
      checkSpans(item);
    }
    return;
  }
  if (!['rich_text_section', 'rich_text_quote', 'rich_text_preformatted'].includes(type ?? ''))
    element.say(`a rich text of a kind that is not known: ${type}`);
  else checkSpans(element);
}

function checkSpans(section: Place): void {
  section.only('type', 'elements');
  for (const span of section.items('elements', 1, Number.POSITIVE_INFINITY)) checkSpan(span);
}

function checkSpan(span: Place): void {
  switch (span.text('type')) {
    case 'text':
      span.only('type', 'text', 'style');
      if (span.text('text') === '') span.say('empty');
      span.words('text', LIMITS.richText, 0);
      return;
    case 'link':
      span.only('type', 'url', 'text', 'style');
      span.words('url', LIMITS.url);
      if (!/^(https?:\/\/|mailto:)/.test(span.text('url') ?? '')) span.say('an address that is not followed');
      span.words('text', LIMITS.richText);
      return;
    case 'user':
      span.only('type', 'user_id');
      if (!/^[UW][A-Z0-9]+$/.test(span.text('user_id') ?? '')) span.say('no user id');
      return;
    case 'channel':
      span.only('type', 'channel_id');
      if (!/^[CG][A-Z0-9]+$/.test(span.text('channel_id') ?? '')) span.say('no channel id');
      return;
    case 'date':
      span.only('type', 'timestamp', 'format', 'fallback');
      if (!Number.isInteger(span.fields.timestamp)) span.say('a timestamp that is no whole number');
      if (!/\{\w+\}/.test(span.text('format') ?? '')) span.say('no format');
      span.words('fallback', LIMITS.richText);
      return;
    default:
      span.say(`a span of a kind that is not known: ${span.text('type')}`);
      return;
  }
}

function checkInput(block: Place): void {
  block.only('type', 'block_id', 'label', 'hint', 'optional', 'element');
  checkPlain(block.at('label'), LIMITS.input.label);
  if (block.has('hint')) checkPlain(block.at('hint'), LIMITS.input.hint);
  const element = block.at('element');
  element.words('action_id', LIMITS.id);
  if (element.has('placeholder')) checkPlain(element.at('placeholder'), LIMITS.input.placeholder);
  switch (element.text('type')) {
    case 'plain_text_input':
      checkTyping(element);
      return;
    case 'number_input':
      if (element.has('initial_value') && !/^-?\d+(\.\d+)?$/.test(element.text('initial_value') ?? ''))
        element.say('no number to start with');
      return;
    case 'datepicker':
      if (element.has('initial_date') && !/^\d{4}-\d\d-\d\d$/.test(element.text('initial_date') ?? ''))
        element.say('no date to start with');
      return;
    case 'checkboxes':
      checkOptions(element, element.items('options', 1, LIMITS.checkboxes));
      return;
    case 'static_select':
    case 'multi_static_select':
      checkMenu(element);
      return;
    case 'multi_users_select':
      if (element.has('initial_users')) element.items('initial_users', 1, Number.POSITIVE_INFINITY);
      return;
    default:
      element.say(`an input of a kind that is not known: ${element.text('type')}`);
      return;
  }
}

function checkTyping(element: Place): void {
  const most = Number(element.fields.max_length ?? LIMITS.input.text);
  if (!(most >= 1 && most <= LIMITS.input.text)) element.say(`max_length ${most}`);
  if (!element.has('initial_value')) return;
  element.words('initial_value', most, 0);
  if (element.fields.multiline !== true && element.text('initial_value')?.includes('\n'))
    element.say('several lines in one');
}

function checkMenu(element: Place): void {
  if (element.has('options') === element.has('option_groups')) {
    element.say('either options or option groups');
    return;
  }
  if (element.has('options')) {
    checkOptions(element, element.items('options', 1, LIMITS.options));
    return;
  }
  const groups = element.items('option_groups', 1, LIMITS.optionGroups);
  for (const group of groups) checkPlain(group.at('label'), LIMITS.option.text);
  checkOptions(
    element,
    groups.flatMap((group) => group.items('options', 1, LIMITS.options)),
  );
}

function checkOptions(element: Place, options: readonly Place[]): void {
  for (const option of options) {
    option.only('text', 'value', 'description');
    checkPlain(option.at('text'), LIMITS.option.text);
    option.words('value', LIMITS.option.value);
    if (/[&<>]/.test(option.text('value') ?? '')) option.say('a value that comes back as entities');
    if (option.has('description')) checkPlain(option.at('description'), LIMITS.option.text);
  }
  const values = options.map((option) => option.text('value'));
  if (new Set(values).size < values.length) element.say('a value twice');
  const known = new Set(options.map(({ value }) => JSON.stringify(value)));
  const starts = element.has('initial_options')
    ? element.items('initial_options', 1, options.length)
    : element.has('initial_option')
      ? [element.at('initial_option')]
      : [];
  for (const start of starts)
    if (!known.has(JSON.stringify(start.value))) start.say('not one of the options');
}

/** Halves of characters anywhere. */
function checkStrings(value: unknown, path: string, problems: string[]): void {
  if (typeof value === 'string' && !value.isWellFormed())
    problems.push(`${path}: a character is cut in half`);
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) checkStrings(inner, `${path}/${name}`, problems);
}
