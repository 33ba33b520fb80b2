import { ChatError } from '../../../../src/ports.ts';
import type { Line } from '../line.ts';
import type { Finding } from './doctor.ts';
import { OPTIONAL, REQUIRED } from './scopes.ts';

/** Whether Slack takes the token; when not, nothing else can be looked at. */
export async function checkToken(line: Line): Promise<{ findings: Finding[]; works: boolean }> {
  try {
    const { team = '', user = '' } = await line.ask({ call: 'read', place: 'Slack' }, (client) =>
      client.auth.test(),
    );
    return { findings: [{ ok: true, what: `The bot token belongs to ${user} in ${team}.` }], works: true };
  } catch (error) {
    return {
      findings: [{ ok: false, what: 'The bot token does not work.', todo: sentence(error) }],
      works: false,
    };
  }
}

/** What the app may not do. */
export function checkScopes(line: Line): Finding[] {
  const granted = line.scopes();
  if (!granted)
    return [{ ok: false, what: 'Slack did not say what the app may do.', todo: 'Try again later.' }];
  const missing = REQUIRED.filter(({ scope }) => !granted.has(scope));
  const without = OPTIONAL.filter(({ scope }) => !granted.has(scope));
  const todo = "Add it under “OAuth & Permissions” in the app's settings, then install the app again.";
  return [
    ...(missing.length === 0 ? [{ ok: true, what: 'The app may do everything it needs.' }] : []),
    ...missing.map(({ scope, why }) => ({ ok: false, what: `The app lacks ${scope}, to ${why}.`, todo })),
    ...without.map(({ scope, why }) => ({
      ok: true,
      what: `The app goes without ${scope}, which is for this: ${why}.`,
    })),
  ];
}

/** What a `ChatError` tells people. */
export function sentence(error: unknown): string {
  if (error instanceof ChatError) return error.message;
  throw error;
}
