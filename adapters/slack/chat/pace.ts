import { MINUTE, SECOND } from '../../../src/core/time.ts';

/** What Slack takes without a refusal. Posting: about one message a second in a channel, short bursts allowed, and several
 * hundred a minute in a workspace; changing a message: 50 and more a minute (tier 3).
 * Source: https://docs.slack.dev/apis/web-api/rate-limits */
export const slackPace = {
  workspace: { count: 300, per: MINUTE, burst: 20 },
  channel: { count: 1, per: SECOND, burst: 3 },
  edits: { count: 50, per: MINUTE, burst: 10 },
} as const;
