import type { ActionsBlock, ConfirmationDialog, Button as SlackButton } from '@slack/web-api';
import { z } from 'zod';
import type { Button } from '../../../src/core/message.ts';
import { groups } from './groups.ts';
import { BLOCK_SIZE, LIMITS } from './limits.ts';
import { clean, oneLine, plainText } from './words.ts';

/** A row of buttons, in as many blocks as it needs. `at` tells this row from the others of a message: ids of actions are
 * unique in it. Throws `RangeError` when what a button is about does not fit into it. */
export function buttonBlocks(buttons: readonly Button[], at: string): ActionsBlock[] {
  const elements = buttons.map((button, index) => slackButton(button, `${at}.${index}`));
  return groups(elements, { count: LIMITS.actions, size: BLOCK_SIZE }).map((row) => ({
    type: 'actions',
    elements: row,
  }));
}

function slackButton(button: Button, at: string): SlackButton {
  const { id, label, style, confirm } = button;
  return {
    type: 'button',
    action_id: `${clean(id)
      .slice(0, LIMITS.id - at.length - 1)
      .toWellFormed()}:${at}`,
    text: plainText(oneLine(label), LIMITS.button.text, id),
    value: carriedBy(button),
    ...(style ? { style } : {}),
    ...(confirm === undefined ? {} : { confirm: dialog(confirm, button) }),
  };
}

function dialog(sentence: string, { label, style }: Button): ConfirmationDialog {
  return {
    title: plainText('Are you sure?', LIMITS.confirm.title),
    text: plainText(sentence, LIMITS.confirm.text),
    confirm: plainText(oneLine(label), LIMITS.confirm.button, 'Yes'),
    deny: plainText('Go back', LIMITS.confirm.button),
    ...(style ? { style } : {}),
  };
}

function carriedBy({ id, thing, epoch }: Button): string {
  const value = portable({ button: id, thing, epoch });
  if (value.length > LIMITS.button.value)
    throw new RangeError(
      `The button "${id}" is about "${thing.slice(0, 60)}…": ${value.length} characters, and Slack takes ${LIMITS.button.value}. Make it about fewer things at once.`,
    );
  return value;
}

/** JSON that comes back from Slack as it went: payloads of clicks have `&`, `<` and `>` of messages as entities. */
export function portable(payload: object): string {
  return JSON.stringify(payload).replace(
    /[&<>]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const pressed = z.object({ button: z.string(), thing: z.string(), epoch: z.number() });

/** What a click is about, out of its button's value; nothing when the button is not one of ours. */
export function readPress(value: string | undefined): z.infer<typeof pressed> | undefined {
  try {
    return pressed.safeParse(JSON.parse(value ?? '')).data;
  } catch {
    return undefined;
  }
}
