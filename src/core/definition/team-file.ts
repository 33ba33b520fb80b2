import { z } from 'zod';
import { section } from '../digest/section.ts';
import { audience, overdueActions, silence } from '../team.ts';
import { absencesFile } from './absences-file.ts';
import { formOf } from './draft.ts';
import { hours } from './hours.ts';
import { policyFile } from './policy-file.ts';
import { earlierId, ritualOverride } from './ritual-file.ts';
import { date, wallTime, window, zone } from './times.ts';
import { name, words, written } from './written.ts';

export const platform = z.enum(['playground', 'slack', 'teams']);
export type Platform = z.infer<typeof platform>;

/** A text, or one per platform: `{ slack: "#atlas", teams: "Atlas" }`. */
const perPlatform = z.union(
  [words, z.strictObject({ playground: words.optional(), slack: words.optional(), teams: words.optional() })],
  { error: 'a text, or a map like { slack: "#atlas", teams: "Atlas" }' },
);
export type PerPlatform = z.output<typeof perPlatform>;

const region = written('a country or country-region like DE or DE-BE', (text) =>
  /^[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}$/.test(text) ? text : undefined,
);

const ownTime = {
  zone: zone.optional().describe("Where the person lives; else the platform's, else the team's."),
  hours: hours.optional().describe("Own working windows; else the team's, on the person's own clock."),
  holidays: region
    .optional()
    .describe("Whose public holidays count; else the team's if the zone lies in that country."),
  quiet: window.optional().describe("Own quiet hours; else the team's."),
};

export const memberFile = z.strictObject({
  id: name.describe('A short name for this person, the same in all team files.'),
  name: words.describe('The name people see.'),
  user: perPlatform.describe('A handle, e-mail or id on the platform.'),
  roles: z.array(name).default([]).describe('What the person does; one member is the lead.'),
  ...ownTime,
  participates: z.boolean().default(true).describe('false: in the team, but not asked and not picked.'),
  absences: absencesFile.optional().describe('The calendar that says when this person is away.'),
  since: date.optional().describe('Their first day in the team; before it they are not asked.'),
  left: date.optional().describe('The day from which they are no longer in the team.'),
});

/** Everybody in the channel; the files' reader puts them beside those named here. */
const channelRoster = z
  .strictObject({
    channel: words.describe('Everybody in this channel is a member; who joins or leaves is followed.'),
    with: z
      .array(memberFile)
      .default([])
      .describe('More about some of them: roles, own hours, who does not participate.'),
    joiners: z
      .enum(['ask', 'add'])
      .default('ask')
      .describe('Who comes into the channel later; ask: the coordinator decides; add: is a member at once.'),
  })
  .transform((roster) => roster.with);

const outsider = z.strictObject({
  id: name.describe('A short name for this person, the same in all team files.'),
  name: words.optional().describe('The name people see.'),
  user: perPlatform.describe('A handle, e-mail or id on the platform.'),
  ...ownTime,
});
export type OutsiderFile = z.output<typeof outsider>;

const outsiders = z.array(
  z.union([words, outsider], { error: '"#channel", "@person" or a map like { id: dana, user: "@dana" }' }),
);

const sections = z.array(section).min(1);

const digest = z.strictObject({
  after: name.optional().describe('The ritual it follows.'),
  at: wallTime.optional().describe('When it goes out, like "16:00".'),
  approver: name.optional().describe('A role or member who sees it first.'),
  deputy: name.optional().describe('Who is asked if the approver is away.'),
  silence: silence.default('send').describe('What happens when nobody has looked at it in time.'),
  audience: audience.optional().describe('Who gets it; the stakeholders unless told otherwise.'),
  sections: z
    .union(
      [sections, z.strictObject({ stakeholders: sections.optional(), leadership: sections.optional() })],
      { error: 'a list like [changed, blockers], or a map like { leadership: [changed, blockers] }' },
    )
    .optional()
    .describe('What it tells of, or what each audience reads; all of it unless told otherwise.'),
  leave_out: z.array(words).optional().describe('A line with one of these words in it is left out.'),
});

const workingDays = written('a number of working days, like "3 working days"', (text) => {
  const [, n] = /^(\d+)(?:\s*working days?)?$/i.exec(text) ?? [];
  return n !== undefined && Number(n) >= 1 && Number(n) <= 60 ? Number(n) : undefined;
});

const actions = z.strictObject({
  overdue: overdueActions
    .default('remind')
    .describe('remind: the owner is reminded; escalate: a blocker is raised about it.'),
  after: workingDays
    .default(3)
    .describe('escalate: so long after its date, in the morning of that working day.'),
});

/** A team file, `rituals/teams/<id>.yml`: human values in, core values out. */
export const teamFile = z.strictObject({
  id: name.describe('A short name that never changes.'),
  was: earlierId,
  name: words.describe('The name people see.'),
  archived: z.boolean().default(false).describe('true: no new rounds; the history can still be read.'),
  rehearsal: z
    .boolean()
    .optional()
    .describe(
      'true: every message goes to whoever sets the team up, until /rondo go-live; a new team on a real platform starts so unless this is false.',
    ),
  platform: z
    .union([platform.transform((one) => [one]), z.array(platform).min(1)], {
      error: 'one of playground, slack, teams, or a list of them',
    })
    .describe('Where the team talks.'),
  workspace: perPlatform
    .optional()
    .describe('The Slack workspace or Microsoft tenant; needed if there are several.'),
  channel: perPlatform.describe("The team's channel: a name or the platform's id."),
  zone: zone.describe("The team's time zone, like Europe/Berlin."),
  hours: hours.describe('Working windows per weekday or range; several a day; may cross midnight.'),
  holidays: region.optional().describe('Whose public holidays count: a country or region like DE-BE.'),
  days_off: z.array(date).default([]).describe('More days on which nobody works.'),
  absences: absencesFile.optional().describe('A calendar the team shares, whose entries name who is away.'),
  quiet: window.optional().describe("When nobody is written to, on each person's own clock."),
  members: z
    .union([z.array(memberFile).min(1), channelRoster], {
      error: 'a list of members, or a map like { channel: "#atlas" }',
    })
    .describe('Who is in the team.'),
  stakeholders: outsiders.default([]).describe('Who wants to know: "#channel" or "@person".'),
  leadership: outsiders.default([]).describe('Who decides at level 3: "@person" or "#channel".'),
  admins: z.array(name).default([]).describe('Members who may change settings.'),
  duty_group: perPlatform
    .optional()
    .describe('A user group of the platform, like "@atlas-facilitator", that names whoever is on duty.'),
  coordinator: name
    .optional()
    .describe('The member or role who looks after escalations; the lead unless told otherwise.'),
  rituals: z
    .array(
      z.union([name, ritualOverride], {
        error: 'the id of a ritual, or a map like { id: weekly-review, … }',
      }),
    )
    .default([])
    .describe('The rituals of this team; any field can be changed for it.'),
  escalation: policyFile.prefault({}).describe('Who is asked at which level, and how long it may take.'),
  digest: digest.prefault({}).describe('The message for stakeholders.'),
  actions: actions.optional().describe('What becomes of actions that nobody has done by their date.'),
});
export const teamForm = formOf(teamFile);
export type TeamFile = z.output<typeof teamFile>;
