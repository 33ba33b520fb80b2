import { createClient } from '../client.ts';
import { chatErrorFrom, slackWord } from '../errors.ts';
import type { DoctorNeeds, Finding } from './doctor.ts';

/** Whether what people do in Slack can arrive here. */
export async function checkEvents(needs: DoctorNeeds): Promise<Finding[]> {
  if (needs.appToken === undefined) return [overHttp(needs.url)];
  return [await overSocket({ ...needs, token: needs.appToken })];
}

/** Asks for a connection without taking it: that harms no running Rondo. */
async function overSocket(needs: DoctorNeeds): Promise<Finding> {
  try {
    await createClient(needs).apps.connections.open({});
    return { ok: true, what: 'Events come over Socket Mode, and Slack offers a connection.' };
  } catch (error) {
    const why = slackWord(error) ?? chatErrorFrom(error, { call: 'read', place: 'Slack' }).message;
    return {
      ok: false,
      what: `Slack offers no connection for events: ${why}`,
      todo: 'Switch on Socket Mode for the app, and make an app-level token with the scope connections:write for SLACK_APP_TOKEN.',
    };
  }
}

/** From inside nobody can tell whether an address is reached from outside. */
function overHttp(url: string | undefined): Finding {
  if (url === undefined)
    return {
      ok: false,
      what: 'Events come over HTTP, and RONDO_URL is not set.',
      todo: 'Set RONDO_URL to the address under which Slack reaches Rondo, or use Socket Mode with SLACK_APP_TOKEN.',
    };
  const what = `Events come over HTTP to ${url}.`;
  if (!url.startsWith('https://'))
    return {
      ok: false,
      what,
      todo: 'Slack sends events to https:// only. Put a proxy with a certificate in front.',
    };
  return {
    ok: true,
    what,
    todo: "Whether Slack gets through cannot be seen from here: open “Event Subscriptions” in the app's settings and press “Retry” at the request URL. It has to say “Verified”.",
  };
}
