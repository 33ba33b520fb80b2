/** The token is not taken: https://docs.slack.dev/reference/methods lists these words for every method. */
export const LOCKED_OUT: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'org_login_required',
  'ekm_access_denied',
  'accesslimited',
  'team_access_not_granted',
  'two_factor_setup_required',
]);

/** Slack had trouble of its own and may have done what was asked all the same. */
export const HICCUPS: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'request_timeout',
  'service_unavailable',
]);

/** The message was made in a way that Slack does not take. */
export const BROKEN_FORMAT: ReadonlySet<string> = new Set([
  'msg_too_long',
  'msg_blocks_too_long',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_arguments',
  'invalid_attachments',
  'markdown_text_conflict',
  'no_text',
]);

/** What will not go through however often it is tried, and what somebody can do about it. */
const REFUSALS: Readonly<Record<string, (place: string) => string>> = {
  channel_not_found: (place) =>
    place.startsWith('#') || /^[CG]/.test(place)
      ? `Slack has no ${place} that Rondo can see. Check the name in the team file; if the channel is private, invite Rondo there: /invite @Rondo`
      : `Slack does not know the user ${place}. Check “user:” in the team file.`,
  not_in_channel: (place) => `Invite Rondo to ${place}: /invite @Rondo`,
  is_archived: (place) => `${place} is archived. Unarchive it, or name another channel in the team file.`,
  restricted_action: (place) =>
    `Only some people may post in ${place}. Ask an admin of the workspace to let Rondo post there.`,
  restricted_action_read_only_channel: (place) =>
    `${place} is read-only. Name another channel in the team file.`,
  restricted_action_thread_only_channel: (place) =>
    `${place} takes replies only. Name another channel in the team file.`,
  restricted_action_thread_locked: (place) => `The thread in ${place} is locked.`,
  restricted_action_non_threadable_channel: (place) =>
    `${place} takes no threads. Name another channel in the team file.`,
  user_not_found: (place) => `Slack does not know the user ${place}. Check “user:” in the team file.`,
  user_not_visible: (place) => `Rondo may not see the user ${place}. Check “user:” in the team file.`,
  user_disabled: (place) => `The Slack account of ${place} was switched off. Check “user:” in the team file.`,
  cannot_dm_bot: (place) => `${place} is a bot and takes no messages. Check “user:” in the team file.`,
  messages_tab_disabled: () =>
    'The app takes no direct messages. Switch on the Messages Tab on the page “App Home” of the app.',
  message_not_found: (place) => `The message in ${place} was deleted.`,
  thread_not_found: (place) => `The thread in ${place} was deleted.`,
  cannot_reply_to_message: (place) => `The message in ${place} takes no replies.`,
  cant_update_message: (place) => `The message in ${place} is not one that Rondo may change.`,
  edit_window_closed: (place) => `The message in ${place} is too old to be changed.`,
  team_not_found: () => 'The workspace is not there any more.',
  is_inactive: (place) => `${place} is frozen: nobody can post there.`,
  method_not_supported_for_channel_type: (place) => `${place} is not a channel that Rondo can use.`,
};

/** The sentence for a refusal, or nothing when trying again may help. `place` is a channel or a user. */
export function refusalFor(word: string, place: string): string | undefined {
  return Object.hasOwn(REFUSALS, word) ? REFUSALS[word]?.(place) : undefined;
}
