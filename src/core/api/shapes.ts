import { z } from 'zod';

/** What the API says, as shapes: the document that describes it is made from these, and what is said is held against them. */

const id = z.string().min(1);
const person = z.string().min(1).describe('The id of a person in the team file');
const instant = z.iso.datetime().describe('An instant in UTC');
const date = z.iso.date().describe('A date on the team’s clock');
const thing = z.string().describe('The thing it came from, like round:atlas/weekly-review/2026-11-06');

export const teamShape = z.strictObject({
  id,
  name: z.string(),
  zone: z.string(),
  coordinator: person,
  archived: z.boolean(),
  members: z.array(z.strictObject({ id: person, name: z.string(), roles: z.array(z.string()) })),
  rituals: z.array(z.strictObject({ id, name: z.string(), kind: z.string(), mode: z.string() })),
});

export const roundShape = z.strictObject({
  id,
  ritual: id,
  date,
  state: z.enum(['planned', 'open', 'closed', 'skipped', 'missed', 'merged']),
  opensAt: instant,
  startsAt: instant.optional(),
  closesAt: instant,
  closedAt: instant.optional(),
  facilitator: person.optional(),
  asked: z.int().optional().describe('How many had to answer; only where that are two or more'),
  answered: z.int().optional().describe('How many of them did'),
});

const plainAnswer = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

export const updateShape = z.strictObject({
  id,
  round: id,
  person,
  date,
  at: instant,
  late: z.boolean(),
  editedAt: instant.optional(),
  answers: z.array(
    z.strictObject({
      question: id,
      ask: z.string(),
      answer: z
        .union([plainAnswer, z.looseObject({})])
        .describe('Text, a number, or an object, by the question'),
    }),
  ),
});

export const anonymousShape = z.strictObject({
  id,
  round: id,
  date,
  question: id,
  ask: z.string(),
  answers: z.array(plainAnswer).min(4).describe('Sorted: their order says nothing'),
});

export const escalationShape = z.strictObject({
  id,
  state: z.enum(['open', 'acknowledged', 'held', 'exhausted', 'resolved', 'closed', 'cancelled']),
  level: z.int().min(1).max(3),
  what: z.string(),
  link: z.string().optional(),
  round: id.optional(),
  raiser: person,
  raisedAt: instant,
  levelSince: instant,
  owner: person.optional(),
  acknowledgedAt: instant.optional(),
  respondBy: instant.optional(),
  resolveBy: instant.optional(),
  resolvedAt: instant.optional(),
  resolution: z.string().optional(),
  learning: z.string().optional(),
});

export const actionShape = z.strictObject({
  id,
  what: z.string(),
  owner: person,
  due: date,
  open: z.boolean(),
  from: thing,
  doneAt: instant.optional(),
  droppedAt: instant.optional(),
});

export const decisionShape = z.strictObject({
  id,
  what: z.string(),
  by: person,
  at: instant,
  from: thing,
});

export const objectiveShape = z.strictObject({
  id,
  week: date.describe('The first day of its week'),
  what: z.string(),
  measure: z.string().optional(),
  owner: person,
  confirmed: z.boolean(),
  open: z.boolean(),
  standing: z.enum(['on_track', 'at_risk', 'off']).optional(),
  score: z.enum(['met', 'partly', 'not_met']).optional(),
});

const size = z.enum(['low', 'medium', 'high']);

export const riskShape = z.strictObject({
  id,
  what: z.string(),
  by: person,
  owner: person.optional(),
  at: instant,
  likelihood: size.optional(),
  impact: size.optional(),
  mitigation: z.string().optional(),
  open: z.boolean(),
  closedAt: instant.optional(),
});

export const metricShape = z.strictObject({
  metric: id.describe('What each metric counts stands in docs/metrics.md'),
  measure: z.string(),
  unit: z.string(),
  value: z.number().optional().describe('Left out where nothing is known'),
  level: z.int().optional(),
  of: z.string().optional().describe('Which duty, or which number from outside'),
});

export const figureShape = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .describe('Small letters, digits and hyphens, like defects'),
  date,
  value: z.number().min(0).max(1_000_000_000),
});

export type FigureSaid = z.infer<typeof figureShape>;

/** What is wrong, as RFC 9457 has it. */
export const problemShape = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
});
