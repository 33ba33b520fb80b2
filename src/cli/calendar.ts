import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { personPage, teamPage } from '../core/calendar-page.ts';
import { pageOf } from '../engine/calendar/pages.ts';
import { calendarText } from '../web/calendar-text.ts';
import { lookInto, placesOf } from './database.ts';
import { definitionsIn, Refused, teamIn } from './definitions.ts';

export interface CalendarOptions {
  team: string;
  person?: string;
  data?: string;
  rituals?: string;
}

/** Prints the next 90 days of a team, or of one person in it, as a calendar file: out of the definitions, and out of the
 * database where there is one. */
export async function calendar(options: CalendarOptions): Promise<void> {
  const { data, rituals } = placesOf(options);
  const now = Date.now();
  const team = teamIn(await definitionsIn(rituals, now), options.team);
  const { person } = options;
  if (person !== undefined && !team.members.some(({ id }) => id === person))
    throw new Refused(
      `Nobody in ${team.name} is ${person}. Members: ${team.members.map(({ id }) => id).join(', ')}.`,
    );
  const isThere = data.endsWith('.db') || existsSync(join(data, 'rondo.db'));
  if (options.data !== undefined || isThere) {
    const page = await lookInto(data, (read) => pageOf(read, team, person, now));
    return void process.stdout.write(calendarText(page));
  }
  const page = person === undefined ? teamPage(team, {}, now) : personPage(team, person, {}, now);
  process.stdout.write(calendarText(page));
}
