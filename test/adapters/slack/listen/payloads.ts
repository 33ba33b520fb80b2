import { renderForm } from '../../../../adapters/slack/render/form.ts';
import type { Form } from '../../../../src/core/form.ts';

/** Payloads in the shapes that Slack sends. Every one may be changed by field. */

const team = { id: 'T1', domain: 'acme' };
const user = { id: 'UMIA', username: 'mia', name: 'mia', team_id: 'T1' };
let serial = 0;

function trigger(): string {
  serial += 1;
  return `${serial}.123.abcdef`;
}

export function press(
  over: object = {},
  value: unknown = { button: 'prompt.answer', thing: 'prompt:p1', epoch: 3 },
) {
  return {
    type: 'block_actions',
    user,
    api_app_id: 'A1',
    token: 'old',
    container: { type: 'message', message_ts: '1700.1', channel_id: 'CATLAS', is_ephemeral: false },
    trigger_id: trigger(),
    team,
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: 'CATLAS', name: 'atlas' },
    message: { type: 'message', text: 'Good morning &amp; hello', ts: '1700.1', blocks: [] },
    state: { values: {} },
    actions: [
      {
        action_id: 'prompt.answer:0',
        block_id: 'b',
        text: { type: 'plain_text', text: 'Answer', emoji: false },
        value: typeof value === 'string' ? value : JSON.stringify(value),
        type: 'button',
        action_ts: '1700.2',
      },
    ],
    ...over,
  };
}

export const raise: Form = {
  id: 'escalation.raise',
  title: 'Raise a blocker',
  submit: 'Raise',
  thing: 'team:atlas',
  epoch: 0,
  parts: [
    { part: 'input', input: { id: 'what', label: 'What stops you?', optional: false, input: 'text' } },
    { part: 'input', input: { id: 'needs', label: 'Who can help?', optional: true, input: 'people' } },
  ],
};

export const plainAudience = { reader: { zone: 'UTC' }, people: () => undefined, names: () => undefined };

export function submission(over: object = {}, from: { channel?: string; link?: string } = {}) {
  return {
    type: 'view_submission',
    team,
    user,
    api_app_id: 'A1',
    token: 'old',
    trigger_id: trigger(),
    view: {
      id: 'V1',
      team_id: 'T1',
      hash: '1700.abc',
      ...renderForm(raise, { ...plainAudience, ...from }),
      state: {
        values: {
          what: { text: { type: 'plain_text_input', value: 'a < b & c' } },
          needs: { people: { type: 'multi_users_select', selected_users: ['UBEN'] } },
        },
      },
    },
    response_urls: [],
    is_enterprise_install: false,
    enterprise: null,
    ...over,
  };
}

export function slash(over: Record<string, string> = {}): Record<string, string> {
  return {
    token: 'old',
    team_id: 'T1',
    team_domain: 'acme',
    channel_id: 'CATLAS',
    channel_name: 'atlas',
    user_id: 'UMIA',
    user_name: 'mia',
    command: '/rondo',
    text: 'help',
    api_app_id: 'A1',
    is_enterprise_install: 'false',
    trigger_id: trigger(),
    ...over,
  };
}

export function shortcut(callback_id: string, over: object = {}) {
  return {
    type: 'shortcut',
    token: 'old',
    action_ts: '1700.3',
    team,
    user,
    is_enterprise_install: false,
    enterprise: null,
    callback_id,
    trigger_id: trigger(),
    ...over,
  };
}

export function messageShortcut(callback_id: string, message: object, over: object = {}) {
  return shortcut(callback_id, {
    type: 'message_action',
    channel: { id: 'CATLAS', name: 'atlas' },
    message_ts: '1700.000100',
    message: { type: 'message', user: 'UBEN', ts: '1700.000100', ...message },
    ...over,
  });
}

export function event(event: object, over: object = {}) {
  serial += 1;
  return {
    token: 'old',
    team_id: 'T1',
    api_app_id: 'A1',
    event,
    type: 'event_callback',
    event_id: `Ev${serial}`,
    event_time: 1_700,
    authorizations: [{ enterprise_id: null, team_id: 'T1', user_id: 'UBOT', is_bot: true }],
    is_ext_shared_channel: false,
    ...over,
  };
}

export const direct = (text: string, over: object = {}) =>
  event({ type: 'message', user: 'UMIA', text, ts: '1700.4', channel: 'DMIA', channel_type: 'im', ...over });

export const mention = (text: string, over: object = {}) =>
  event({ type: 'app_mention', user: 'UMIA', text, ts: '1700.5', channel: 'CATLAS', ...over });
