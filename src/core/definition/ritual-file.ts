import { z } from 'zod';
import { catchUp, pick, publishAs, ritualKind, ritualMode, turns } from '../ritual.ts';
import { formOf } from './draft.ts';
import { questionFile } from './question-file.ts';
import { length } from './times.ts';
import { closes, schedule } from './when.ts';
import { name, words } from './written.ts';

const names = z.array(name);

const group = z.strictObject({
  everyone: z.literal(true).optional().describe('Everybody who participates.'),
  roles: names.optional().describe('All who hold one of these roles.'),
  people: names.optional().describe('These members, by their id.'),
  optional: names.optional().describe('Roles or people who may join but need not.'),
  observers: names.optional().describe('Roles or people who only read along.'),
});

const participants = z.union([z.literal('everyone'), group], {
  error: 'everyone, or a map like { roles: [developer] } or { people: [mia] }',
});

const facilitator = z.strictObject({
  role: name.optional().describe('Whoever holds this role.'),
  roles: names.optional().describe('Tried in this order, then the rotation, then the lead.'),
  people: names.optional().describe('Members by their id; several facilitate together.'),
  external: words.optional().describe('The name of somebody outside the team.'),
  rotation: name.optional().describe('The name of a rotation; rituals may share one.'),
  pick: pick.default('round_robin').describe('How the rotation picks.'),
  turns: turns.default('round').describe('How long a turn lasts.'),
});

const publish = z.strictObject({
  to: words.default('channel').describe('"channel" is the team\'s; or another one like "#news".'),
  as: publishAs.default('thread').describe('thread: answers under one message; summary: one message only.'),
});

/** `was` of a ritual or a team. */
export const earlierId = name
  .optional()
  .describe(
    'The id before a rename. Its history is kept under the old id and not yet moved; rounds planned under it are withdrawn.',
  );

/** A ritual file, `rituals/<id>.yml`: human values in, core values out. */
export const ritualFile = z.strictObject({
  id: name.describe('A short name that never changes; teams use it to pick the ritual.'),
  was: earlierId,
  name: words.describe('The name people see.'),
  kind: ritualKind.describe('What it is for.'),
  mode: ritualMode
    .optional()
    .describe(
      'async: everyone is asked and answers are published; live: a meeting. Standups, check-ins, duties and digests are async unless told otherwise.',
    ),
  objective: words.optional().describe('What is better afterwards, in one sentence.'),
  schedule: schedule.describe('When it happens.'),
  lasts: length.optional().describe('How long it takes, like 15 minutes.'),
  closes: closes
    .optional()
    .describe('Until when answers count: "12:00" on the team\'s clock, or "3 hours" after a prompt.'),
  answer_time: length
    .optional()
    .describe('Nobody gets less than this to answer; 2 hours unless told otherwise.'),
  announce: length
    .optional()
    .describe('Live: how long before the start it is announced; 30 minutes unless told otherwise.'),
  link: z
    .url({ error: 'a link like https://meet.example.org/atlas' })
    .optional()
    .describe('Live: where to meet.'),
  loud: z
    .boolean()
    .default(false)
    .describe("Gets its own message in the channel instead of a place in the day's thread."),
  remind: z
    .array(length)
    .default([])
    .describe('How long before the close those who have not answered are reminded.'),
  participants: participants.default('everyone').describe('Who takes part.'),
  optional: names.default([]).describe('Roles or people who may join but need not.'),
  observers: names.default([]).describe('Roles or people who only read along.'),
  with: z.literal('dependencies').optional().describe('Only people with an open dependency are asked.'),
  facilitator: facilitator.optional().describe('Who leads it; the lead unless told otherwise.'),
  agenda: z.array(words).default([]).describe('What is talked about, in order.'),
  questions: z.array(questionFile).default([]).describe('What everybody is asked.'),
  publish: publish.prefault({}).describe('Where the answers go.'),
  catch_up: catchUp.default('send').describe('After downtime: send late, merge into the next one, or drop.'),
});
export const ritualForm = formOf(ritualFile);
export type RitualFile = z.output<typeof ritualFile>;

/** What a team may say about a ritual it picks: the id, and any field of the ritual. */
export const ritualOverride = ritualFile.partial().required({ id: true });
