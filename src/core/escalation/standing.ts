import { z } from 'zod';
import type { Facts } from '../decision.ts';
import type { Escalation } from './escalation.ts';

const standing = z.object({
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  /** When the level's clocks began: two stays at one level differ in it. */
  since: z.number(),
  was: z.enum(['open', 'acknowledged', 'held', 'exhausted']),
  respondBy: z.number().optional(),
  resolveBy: z.number().optional(),
});

/** Where an escalation stood just before something happened to it: what the figures are worked out from. */
export type Standing = z.output<typeof standing>;

/** The facts that an event carries so that it can be counted later: level, since when, state and the deadlines that were
 * in force. Take them before the step that stops the clocks. */
export function standingFacts(escalation: Escalation): Facts {
  const { level, levelSince, delayedTo, state, respondBy, resolveBy, paused } = escalation;
  return {
    level,
    since: Math.max(levelSince, delayedTo ?? 0),
    // Clocks that a pause stopped stand still as in a hold.
    was: paused?.resolve === undefined ? state : 'held',
    ...(respondBy === undefined ? {} : { respondBy }),
    ...(resolveBy === undefined ? {} : { resolveBy }),
  };
}

/** The same, read back; nothing where an event does not carry them. */
export function standingIn(facts: Facts | undefined): Standing | undefined {
  const read = standing.safeParse(facts);
  return read.success ? read.data : undefined;
}
