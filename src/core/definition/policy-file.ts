import { z } from 'zod';
import { type Level, type LevelNumber, outcome, type Policy, quietHours } from '../team.ts';
import type { Deadline } from '../time/deadline.ts';
import { name } from './written.ts';

const DEADLINE =
  'exactly one of { working_hours: 1 }, { working_days: 1 }, { elapsed_hours: 24 }, { same_working_day: { minimum_hours: 2 } }';

const n = z.number().positive();

const deadline = z
  .strictObject({
    working_hours: n.optional().describe('Hours in which the windows are open.'),
    working_days: z.int().positive().optional().describe('Working days at the same time of day.'),
    elapsed_hours: n.optional().describe('Hours on the wall clock, nights and weekends included.'),
    same_working_day: z
      .strictObject({ minimum_hours: z.number().min(0).default(2) })
      .optional()
      .describe('The end of today, or of the next working day if fewer hours than this are left.'),
  })
  .transform((given, context): Deadline => {
    const [one, ...more] = kindsOf(given);
    if (one && more.length === 0) return one;
    context.addIssue({ code: 'custom', message: DEADLINE });
    return z.NEVER;
  });

interface Given {
  working_hours?: number;
  working_days?: number;
  elapsed_hours?: number;
  same_working_day?: { minimum_hours: number };
}

function kindsOf(given: Given): Deadline[] {
  const kinds: (Deadline | undefined)[] = [
    given.working_hours === undefined ? undefined : { kind: 'working_hours', n: given.working_hours },
    given.working_days === undefined ? undefined : { kind: 'working_days', n: given.working_days },
    given.elapsed_hours === undefined ? undefined : { kind: 'elapsed_hours', n: given.elapsed_hours },
    given.same_working_day && {
      kind: 'same_working_day',
      minimumHours: given.same_working_day.minimum_hours,
    },
  ];
  return kinds.filter((kind) => kind !== undefined);
}

const level = z.strictObject({
  who: z
    .array(name)
    .min(1)
    .optional()
    .describe('Targets: affected, facilitator, lead, leadership, coordinator, a role or a member.'),
  deputies: z.array(name).optional().describe('Asked when nobody of the targets answers in time.'),
  tell: z.array(name).optional().describe('Told besides: channel, stakeholders, a role or a member.'),
  respond: deadline.optional().describe('Until when somebody should take it on.'),
  resolve: deadline.optional().describe('Until when it should be solved; then it climbs one level.'),
  authority: z
    .array(name)
    .optional()
    .describe('Who may send it back down a level; the targets unless told otherwise.'),
  outcome: outcome.optional().describe('What must come out of this level.'),
  quiet_hours: quietHours.optional().describe('break: messages may come in quiet hours.'),
});

/** The three levels of a team's escalation policy; what is left out keeps its default. */
export const policyFile = z.strictObject({
  level1: level.optional().describe('The team itself, the same working day.'),
  level2: level.optional().describe('Mediation across roles, one working day.'),
  level3: level.optional().describe('Leadership, two working days.'),
});
export type PolicyFile = z.output<typeof policyFile>;

/** The team's policy: its own fields, and the usual three-level ladder for the rest. */
export function policyOf(file: PolicyFile): Policy {
  return { 1: levelOf(1, file.level1), 2: levelOf(2, file.level2), 3: levelOf(3, file.level3) };
}

function levelOf(number: LevelNumber, file: PolicyFile['level1'] = {}): Level {
  const usual = LADDER[number];
  const who = file.who ?? usual.who;
  return {
    who,
    deputies: file.deputies ?? usual.deputies,
    tell: file.tell ?? usual.tell,
    respond: file.respond ?? usual.respond,
    resolve: file.resolve ?? usual.resolve,
    authority: file.authority ?? who,
    outcome: file.outcome ?? usual.outcome,
    quietHours: file.quiet_hours ?? usual.quietHours,
  };
}

const LADDER: Record<LevelNumber, Omit<Level, 'authority'>> = {
  1: {
    who: ['affected', 'facilitator'],
    deputies: [],
    tell: [],
    respond: { kind: 'working_hours', n: 1 },
    resolve: { kind: 'same_working_day', minimumHours: 2 },
    outcome: 'fixed',
    quietHours: 'keep',
  },
  2: {
    who: ['lead'],
    deputies: [],
    tell: ['channel', 'stakeholders'],
    respond: { kind: 'working_hours', n: 2 },
    resolve: { kind: 'working_days', n: 1 },
    outcome: 'action_plan',
    quietHours: 'keep',
  },
  3: {
    who: ['leadership'],
    deputies: [],
    tell: ['channel', 'stakeholders'],
    respond: { kind: 'working_hours', n: 4 },
    resolve: { kind: 'working_days', n: 2 },
    outcome: 'decision',
    quietHours: 'break',
  },
};
