import { z } from 'zod';

const team = z.object({ id: z.string() }).nullish();

const envelope = z.object({
  /** Slash commands and events. */
  team_id: z.string().optional(),
  /** Whose installation an event is for: in a channel shared with others, `team_id` may be theirs. */
  authorizations: z.array(z.object({ team_id: z.string().nullish() })).optional(),
  /** Interactions; missing where the app is installed for a whole organisation. */
  team,
  user: z.union([z.object({ team_id: z.string().optional() }), z.string()]).optional(),
});

/** The id of the workspace that a payload comes from. */
export function workspaceOf(payload: object): string | undefined {
  const read = envelope.safeParse(payload).data;
  if (!read) return undefined;
  const ofUser = typeof read.user === 'object' ? read.user.team_id : undefined;
  return read.authorizations?.[0]?.team_id ?? read.team?.id ?? read.team_id ?? ofUser;
}

const thing = z.looseObject({});

/** What Bolt takes for granted about whatever it is handed. */
const fit = z.union([
  z.looseObject({
    event: z.looseObject({
      type: z.string(),
      channel: z.union([z.string(), thing]).optional(),
      item: thing.optional(),
      user: z.union([z.string(), thing]).optional(),
    }),
    authorizations: z.array(thing).optional(),
  }),
  z.looseObject({ command: z.string(), user_id: z.string() }),
  z.looseObject({
    type: z.string(),
    callback_id: z.string().optional(),
    user: z.looseObject({ id: z.string() }),
    team: thing.nullish(),
    channel: thing.optional(),
    actions: z.array(z.looseObject({ type: z.string() })).optional(),
    view: thing.optional(),
  }),
]);

/** The payload as far as Bolt can be trusted with it; nothing when it would stumble. */
export function fitForBolt(payload: object): z.infer<typeof fit> | undefined {
  return fit.safeParse(payload).data;
}
