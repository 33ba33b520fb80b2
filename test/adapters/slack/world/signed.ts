import { createHmac } from 'node:crypto';
import type { Instant } from '../../../../src/core/time.ts';

/** Where Slack sends what people do, and how it signs it. */
export interface Receiver {
  url: string;
  secret: string;
  now: () => Instant;
}

/** Posts a form as Slack does, signed at the receiver's present instant unless another `at` is given. */
export async function postSigned(
  to: Receiver,
  form: Readonly<Record<string, string>>,
  how: { at?: Instant; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: string }> {
  return send(to, new URLSearchParams(form).toString(), 'application/x-www-form-urlencoded', how);
}

/** Posts an event as Slack does. */
export async function postSignedJson(
  to: Receiver,
  body: unknown,
  how: { at?: Instant; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: string }> {
  return send(to, JSON.stringify(body), 'application/json', how);
}

async function send(
  to: Receiver,
  body: string,
  type: string,
  how: { at?: Instant; headers?: Record<string, string> },
): Promise<{ status: number; body: string }> {
  const timestamp = String(Math.floor((how.at ?? to.now()) / 1000));
  const signature = createHmac('sha256', to.secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const response = await fetch(to.url, {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
      ...how.headers,
    },
    body,
  });
  return { status: response.status, body: await response.text() };
}
