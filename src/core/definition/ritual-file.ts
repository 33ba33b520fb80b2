import { z } from 'zod';
import { FEWEST_COLUMNS, FORMAT_NAMES, LONGEST_COLUMN, MOST_COLUMNS } from '../retro/formats.ts';
import { catchUp, pick, publishAs, renewal, ritualKind, ritualMode, turns } from '../ritual.ts';
import { formOf } from './draft.ts';
import { questionFile } from './question-file.ts';
import { date, length } from './times.ts';
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
  together: z
    .boolean()
    .optional()
    .describe(
      'true: one holder of each of the roles, at the same time; who is away leaves the others to it.',
    ),
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

const agendaEntry = z.union(
  [words, z.strictObject({ topic: words, minutes: z.number().int().min(1).max(480) })],
  { error: 'a topic, or a map like { topic: Risks, minutes: 10 }' },
);

/** `was` of a ritual or a team. */
export const earlierId = name
  .optional()
  .describe('The id before a rename; what is open and what happened moves to the new one.');

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
  agenda: z
    .array(agendaEntry)
    .default([])
    .describe('What is talked about, in order; with minutes, whoever facilitates hears when they are over.'),
  questions: z.array(questionFile).default([]).describe('What everybody is asked.'),
  format: z
    .enum(FORMAT_NAMES)
    .optional()
    .describe('A retro held with cards in chat: what they are sorted by. Own names go into columns.'),
  columns: z
    .array(words.max(LONGEST_COLUMN))
    .min(FEWEST_COLUMNS)
    .max(MOST_COLUMNS)
    .optional()
    .describe('A retro: own columns for its cards, instead of a format.'),
  votes: z
    .number()
    .int()
    .min(1)
    .max(10)
    .optional()
    .describe('A retro: how many votes everybody has; 3 unless told otherwise.'),
  topic_time: length
    .optional()
    .describe('A retro: how long one topic is talked about; live 10 minutes unless told otherwise.'),
  publish: publish.prefault({}).describe('Where the answers go.'),
  expires: date
    .optional()
    .describe('The last date it may fall on; the coordinator is asked two weeks before.'),
  renew: renewal
    .optional()
    .describe('quarterly: once a quarter those who take part choose to keep, change or stop it.'),
  catch_up: catchUp.default('send').describe('After downtime: send late, merge into the next one, or drop.'),
});
export const ritualForm = formOf(ritualFile);
export type RitualFile = z.output<typeof ritualFile>;

/** What a team may say about a ritual it picks: the id, and any field of the ritual. */
export const ritualOverride = ritualFile.partial().required({ id: true });
