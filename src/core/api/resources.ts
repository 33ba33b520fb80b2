import type { z } from 'zod';
import * as shapes from './shapes.ts';

/** What a token may be allowed to do. */
export const SCOPES = [
  'read:rounds',
  'read:updates',
  'read:escalations',
  'read:actions',
  'read:metrics',
  'write:figures',
] as const;
export type Scope = (typeof SCOPES)[number];

export interface Resource {
  /** Left out: every token of the team may read it. */
  scope?: Scope;
  /** One of the list. */
  shape: z.ZodType;
  what: string;
  /** What its `since` and `until` are about. */
  by?: string;
}

/** Every list there is, by the last part of its address. */
export const RESOURCES = {
  teams: { shape: shapes.teamShape, what: 'The team that the token belongs to' },
  rounds: { scope: 'read:rounds', shape: shapes.roundShape, what: 'Rounds of its rituals', by: 'their date' },
  updates: {
    scope: 'read:updates',
    shape: shapes.updateShape,
    what: 'What people answered with their names, in rounds that are published in the team’s channel',
    by: 'when they were sent',
  },
  anonymous: {
    scope: 'read:updates',
    shape: shapes.anonymousShape,
    what: 'Anonymous answers of closed rounds, from four to a question on',
    by: 'the round’s date',
  },
  escalations: {
    scope: 'read:escalations',
    shape: shapes.escalationShape,
    what: 'Blockers and their course, without private ones',
    by: 'when they were raised',
  },
  actions: {
    scope: 'read:actions',
    shape: shapes.actionShape,
    what: 'Actions, without those of private blockers',
    by: 'their due date',
  },
  decisions: {
    scope: 'read:actions',
    shape: shapes.decisionShape,
    what: 'Decisions, without those of private blockers',
    by: 'when they were made',
  },
  objectives: {
    scope: 'read:actions',
    shape: shapes.objectiveShape,
    what: 'Objectives of the weeks',
    by: 'the first day of their week',
  },
  risks: {
    scope: 'read:actions',
    shape: shapes.riskShape,
    what: 'Risks',
    by: 'when they were named',
  },
  metrics: {
    scope: 'read:metrics',
    shape: shapes.metricShape,
    what: 'The team in numbers; without dates, over the last 28 days',
    by: 'what they count',
  },
} as const satisfies Readonly<Record<string, Resource>>;

export type ResourceName = keyof typeof RESOURCES;

export function isResource(name: string): name is ResourceName {
  return Object.hasOwn(RESOURCES, name);
}

export function isScope(word: string): word is Scope {
  return SCOPES.some((scope) => scope === word);
}
