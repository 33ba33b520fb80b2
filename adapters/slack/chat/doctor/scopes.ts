/** A permission of the Slack app, and what it is for. */
interface Permission {
  scope: string;
  why: string;
}

/** Without these Rondo cannot do its work. manifest.yml asks for all of them. */
export const REQUIRED: readonly Permission[] = [
  { scope: 'app_mentions:read', why: 'hear @Rondo' },
  { scope: 'channels:read', why: 'see public channels' },
  { scope: 'chat:write', why: 'post' },
  { scope: 'commands', why: 'take slash commands' },
  { scope: 'groups:read', why: 'see the private channels it is in' },
  {
    scope: 'im:history',
    why: 'read what people write to it, and find a direct message whose answer was lost',
  },
  { scope: 'im:write', why: 'write to people' },
  { scope: 'users:read', why: 'see who is there, and in which time zone' },
];

/** What can be done without. */
export const OPTIONAL: readonly Permission[] = [
  { scope: 'channels:history', why: 'find a channel post whose answer was lost, instead of repeating it' },
  { scope: 'dnd:read', why: 'see who wants no notifications' },
  { scope: 'groups:history', why: 'find a post in a private channel whose answer was lost' },
  { scope: 'usergroups:read', why: 'see user groups' },
  { scope: 'usergroups:write', why: 'keep a user group of whoever is on duty' },
  { scope: 'users:read.email', why: 'know people by their e-mail address' },
];
