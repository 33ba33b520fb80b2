import type { InputBlock, ModalView } from '@slack/web-api';

/** A dialog as Slack hands it back: what stands in each input, which is what it started with unless `typed` says
 * otherwise (by block id). Slack sends `null` for what is empty. */
export function submitted(view: ModalView, typed: Readonly<Record<string, object>> = {}): object {
  const inputs = view.blocks.filter((block): block is InputBlock => block.type === 'input');
  const values = inputs.map(({ block_id = '', element }) => [
    block_id,
    { [actionOf(element)]: { type: element.type, ...stateOf(element), ...typed[block_id] } },
  ]);
  return {
    type: 'modal',
    callback_id: view.callback_id,
    private_metadata: view.private_metadata,
    blocks: view.blocks,
    state: { values: Object.fromEntries(values) },
  };
}

function actionOf(element: InputBlock['element']): string {
  return ('action_id' in element && element.action_id) || '';
}

function stateOf(element: InputBlock['element']): object {
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
      return { value: element.initial_value ?? null };
    case 'datepicker':
      return { selected_date: element.initial_date ?? null };
    case 'static_select':
      return { selected_option: element.initial_option ?? null };
    case 'checkboxes':
    case 'multi_static_select':
      return { selected_options: element.initial_options ?? [] };
    case 'multi_users_select':
      return { selected_users: element.initial_users ?? [] };
    default:
      throw new Error(`no such input in our dialogs: ${element.type}`);
  }
}
