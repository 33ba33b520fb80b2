import type { FetchFunction } from '@slack/web-api';
import { MINUTE, SECOND, type Span } from '../../../../src/core/time.ts';
import type { Clock } from '../../../../src/ports.ts';
import type { Finding } from './doctor.ts';

export interface Watch {
  /** For the client: reads the time in every answer. */
  fetch: FetchFunction;
  /** How far this machine's clock is ahead of Slack's; unknown before the first answer. */
  ahead(): Span | undefined;
}

export function createWatch(clock: Clock): Watch {
  let ahead: Span | undefined;
  return {
    ahead: () => ahead,
    async fetch(url, how) {
      const response = await fetch(url, how);
      const theirs = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(theirs)) ahead = clock.now() - theirs;
      return response;
    },
  };
}

/** Slack's requests carry their time, and are not taken when it is far from ours. */
export function checkClock(watch: Watch): Finding[] {
  const ahead = watch.ahead();
  if (ahead === undefined) return [];
  if (Math.abs(ahead) <= MINUTE) return [{ ok: true, what: "This machine's clock agrees with Slack's." }];
  const seconds = Math.round(Math.abs(ahead) / SECOND);
  return [
    {
      ok: false,
      what: `This machine's clock is ${seconds} seconds ${ahead > 0 ? 'ahead of' : 'behind'} Slack's.`,
      todo: 'Let the machine set its clock over the network (NTP): reminders come at wrong times, and from five minutes on nothing from Slack is taken.',
    },
  ];
}
