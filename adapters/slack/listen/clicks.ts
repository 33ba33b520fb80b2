import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readPress } from '../render/buttons.ts';
import { readView } from '../render/read.ts';
import { commandOf, type Deed, type Surroundings } from './deed.ts';
import { said } from './say-again.ts';

const user = z.object({ id: z.string() });

const click = z.object({
  user,
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).nullish(),
  message: z.object({ thread_ts: z.string().optional() }).nullish(),
  container: z.object({ thread_ts: z.string().optional() }).nullish(),
  actions: z.array(z.object({ value: z.string().optional(), action_ts: z.string().optional() })),
});

/** A click on a button of ours; nothing when it is another one, one that only opens a link for example. Two buttons that are
 * pressed in one go are two commands. */
export function clicked(payload: object, around: Surroundings): Deed | undefined {
  const read = click.safeParse(payload).data;
  const action = read?.actions[0];
  const pressed = readPress(action?.value);
  if (!read || !action || !pressed) return undefined;
  const place = read.channel?.id;
  const id = `${read.trigger_id}/${action.action_ts ?? ''}`;
  return {
    command: commandOf(
      around,
      { id, user: read.user.id, place },
      said(pressed) ?? { act: 'press', ...pressed },
    ),
    way: 'other',
    place,
    thread: read.message?.thread_ts ?? read.container?.thread_ts,
    trigger: read.trigger_id,
    responseUrl: read.response_url,
  };
}

const submission = z.object({
  user,
  trigger_id: z.string().optional(),
  view: z.object({ id: z.string(), hash: z.string().optional(), state: z.unknown().optional() }),
});

/** A dialog that was sent; nothing when it is none of ours. */
export function submitted(payload: object, around: Surroundings): Deed | undefined {
  const read = submission.safeParse(payload).data;
  const view = 'view' in payload ? payload.view : undefined;
  const form = read && readForm(view, around);
  if (!read || !form) return undefined;
  const { thing, epoch, values, channel, link } = form;
  const doer = { id: submissionId(read), user: read.user.id, place: channel, link };
  return {
    command: commandOf(around, doer, { act: 'submit', form: form.form, thing, epoch, values }),
    way: 'submit',
    place: channel,
    trigger: read.trigger_id,
    view,
  };
}

function readForm(view: unknown, { personOf }: Surroundings): ReturnType<typeof readView> | undefined {
  try {
    return readView(view, { personOf });
  } catch {
    // Another app's dialog, or one of a version long gone.
    return undefined;
  }
}

/** A dialog that is sent again after its errors were shown has a new trigger; the same request sent twice has not. */
function submissionId({ trigger_id, view }: z.infer<typeof submission>): string {
  if (trigger_id) return `${view.id}/${trigger_id}`;
  const state = JSON.stringify([view.hash, view.state]);
  return `${view.id}/${createHash('sha256').update(state).digest('base64url')}`;
}
