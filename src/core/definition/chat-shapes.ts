import { z } from 'zod';
import { ritualFile } from './ritual-file.ts';
import { memberFile, teamFile } from './team-file.ts';
import { date } from './times.ts';
import { name, words } from './written.ts';

/** What may be changed of a member from chat; the same forms as in a team file. */
export const memberChange = memberFile
  .pick({ name: true, roles: true, participates: true, zone: true, hours: true, quiet: true })
  .extend({ user: words.describe("The platform's id of the user."), since: date, left: date })
  .partial();

/** What may be changed of a ritual: any field of its file but its name for keys. */
export const ritualChange = ritualFile.omit({ id: true, was: true, kind: true }).partial();

/** What may be changed of a team. */
export const teamChange = teamFile
  .pick({ name: true, archived: true, coordinator: true, quiet: true, admins: true })
  .extend({
    digest: z.strictObject({ approver: name, deputy: name }).partial(),
    leadership: z.array(words).describe('"#channel", or the id of a person.'),
  })
  .partial();
