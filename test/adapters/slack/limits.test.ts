import { describe, expect, test } from 'vitest';
import { checkLimits } from './limits.ts';

const divider = { type: 'divider' };
const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const button = (more: object = {}) => ({
  type: 'button',
  action_id: 'a',
  text: plain(3),
  value: 'v',
  ...more,
});
const message = (...blocks: object[]) => ({ text: 'In short', blocks });
const modal = (...blocks: object[]) => ({ type: 'modal', title: plain(24), submit: plain(24), blocks });
const rich = (...elements: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const input = (element: object, more: object = {}) => ({
  type: 'input',
  block_id: 'b',
  label: plain(5),
  element: { action_id: 'text', ...element },
  ...more,
});
const option = (value: string, text = 5) => ({ text: plain(text), value });
const many = (count: number, make: (at: number) => object) =>
  Array.from({ length: count }, (_, at) => make(at));
const select = (count: number) =>
  input({ type: 'static_select', options: many(count, (at) => option(`${at}`)) });

const taken: Record<string, object> = {
  '50 blocks': message(...many(50, () => divider)),
  '100 blocks of a dialog': modal(...many(100, () => divider)),
  'a header of 150': message({ type: 'header', text: plain(150) }),
  'ten fields of 2000': modal({
    type: 'section',
    fields: many(10, () => ({ type: 'mrkdwn', text: 'x'.repeat(2000) })),
  }),
  '25 buttons': message({ type: 'actions', elements: many(25, (at) => button({ action_id: `a${at}` })) }),
  'mentions of ours': message({
    type: 'context',
    elements: [{ type: 'mrkdwn', text: '<@U1> &amp; <#C1> <!date^1^{time}|09:30> <https://x.org|x>' }],
  }),
  '100 options': modal(select(100)),
};

const refused: Record<string, object> = {
  'no text beside the blocks': { blocks: [divider] },
  'no block': message(),
  '51 blocks': message(...many(51, () => divider)),
  '101 blocks of a dialog': modal(...many(101, () => divider)),
  'too much in all': message(...many(5, () => rich({ type: 'text', text: 'x'.repeat(2700) }))),
  'a header of 151': message({ type: 'header', text: plain(151) }),
  'an empty header': message({ type: 'header', text: plain(0) }),
  'eleven fields': message({
    type: 'section',
    fields: many(11, () => ({ type: 'mrkdwn', text: 'x' })),
  }),
  'a field of 2001': message({ type: 'section', fields: [{ type: 'mrkdwn', text: 'x'.repeat(2001) }] }),
  'a section of 3001': message({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }),
  '26 buttons': message({ type: 'actions', elements: many(26, (at) => button({ action_id: `a${at}` })) }),
  'a button of 76': message({ type: 'actions', elements: [button({ text: plain(76) })] }),
  'a button about 2001': message({ type: 'actions', elements: [button({ value: 'x'.repeat(2001) })] }),
  'two actions of one name': message({ type: 'actions', elements: [button(), button()] }),
  'an action id of 256': message({ type: 'actions', elements: [button({ action_id: 'x'.repeat(256) })] }),
  'everybody called': message({ type: 'context', elements: [{ type: 'mrkdwn', text: '<!channel>' }] }),
  'everybody called in a rich text': message(rich({ type: 'broadcast', range: 'channel' })),
  'everybody called in a notification': { text: '<!here>', blocks: [divider] },
  'a bare ampersand': message({ type: 'context', elements: [{ type: 'mrkdwn', text: 'a & b' }] }),
  'an empty span': message(rich({ type: 'text', text: '' })),
  'an empty rich text': message({ type: 'rich_text', elements: [] }),
  'a link that runs': message(rich({ type: 'link', url: 'javascript:alert(1)', text: 'x' })),
  'a time with a fraction': message(rich({ type: 'date', timestamp: 1.5, format: '{time}', fallback: 'x' })),
  'half a character': message(rich({ type: 'text', text: 'x\ud83d' })),
  'a picture without words': message({ type: 'image', image_url: 'https://x.org/a.png', alt_text: '' }),
  'an unknown block': message({ type: 'table', rows: [] }),
  'an unknown field': message({ type: 'divider', colour: 'red' }),
  'an input in a message': message(input({ type: 'plain_text_input' })),
  'a title of 25': { ...modal(divider), title: plain(25) },
  'a submit of 25': { ...modal(divider), submit: plain(25) },
  'inputs without a submit': { ...modal(select(2)), submit: undefined },
  'metadata of 3001': { ...modal(divider), private_metadata: 'x'.repeat(3001) },
  'two blocks of one name': modal(select(2), select(2)),
  'a block id of 256': modal(input({ type: 'datepicker' }, { block_id: 'x'.repeat(256) })),
  'a label of 2001': modal(input({ type: 'datepicker' }, { label: plain(2001) })),
  '101 options': modal(select(101)),
  'no option': modal(select(0)),
  'an option of 76': modal(input({ type: 'static_select', options: [option('a', 76)] })),
  'an option that stands for 151': modal(
    input({ type: 'static_select', options: [option('x'.repeat(151))] }),
  ),
  'eleven boxes': modal(input({ type: 'checkboxes', options: many(11, (at) => option(`${at}`)) })),
  'a start that is no option': modal(
    input({ type: 'static_select', options: [option('a')], initial_option: option('b') }),
  ),
  'a start that is too long': modal(
    input({ type: 'plain_text_input', max_length: 3, initial_value: 'four' }),
  ),
  'an answer of 3001': modal(input({ type: 'plain_text_input', max_length: 3001 })),
  'an unknown input': modal(input({ type: 'timepicker' })),
};

describe('the check of what is sent to Slack', () => {
  test.each(Object.entries(taken))('takes %s', (_, payload) => {
    expect(checkLimits(payload)).toEqual([]);
  });

  test.each(Object.entries(refused))('refuses %s', (_, payload) => {
    expect(checkLimits(payload)).not.toEqual([]);
  });

  test('says where', () => {
    expect(checkLimits(message(divider, { type: 'header', text: plain(151) }))).toEqual([
      '/blocks/1/text/text: 151 characters, at most 150',
    ]);
  });
});
