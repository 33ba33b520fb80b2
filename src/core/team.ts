import { z } from 'zod';
import type { Section } from './digest/section.ts';
import type { Ritual } from './ritual.ts';
import type { Calendar, Window } from './time/calendar.ts';
import type { Deadline } from './time/deadline.ts';
import type { CivilDate, Instant, Minute, Weekday, Zone } from './time.ts';

/** One human, by the id of the team file. */
export type PersonId = string;

export interface Person {
  id: PersonId;
  name: string;
  /** Own windows (else the team's read in the person's zone), and the holidays of the own region (else the
   * team's where the zone lies in that country, else none). */
  calendar: Calendar;
  /** Own wall clock; nothing is sent inside it unless a level breaks it. */
  quiet?: Window;
  /** False once the person has left or was deactivated. */
  active: boolean;
  /** Their first day, and the day from which they are no longer there; both may be to come. */
  since?: CivilDate;
  left?: CivilDate;
}

export interface Member extends Person {
  roles: readonly string[];
  /** False: in the team, but not asked and not picked. */
  participates: boolean;
}

/** Somewhere outside the roster: a stakeholder or leader, as a channel or a person. */
export type Outsider = { channel: string } | { person: PersonId };

export type LevelNumber = 1 | 2 | 3;

export const outcome = z.enum(['fixed', 'action_plan', 'decision']);

export const quietHours = z.enum(['keep', 'break']);

export const silence = z.enum(['send', 'hold', 'numbers_only']);

/** Who gets the digest. */
export const audience = z.enum(['stakeholders', 'leadership', 'both']);
export type Audience = z.infer<typeof audience>;

/** One level of an escalation policy. Targets: `affected`, `facilitator` (on duty), `lead`, `leadership`,
 * `coordinator`, a role, or a person's id. */
export interface Level {
  who: readonly string[];
  deputies: readonly string[];
  /** Who is told besides: `channel`, `stakeholders`, roles, people. */
  tell: readonly string[];
  respond: Deadline;
  resolve: Deadline;
  /** Who may send it back down; default: `who`. */
  authority: readonly string[];
  outcome: z.infer<typeof outcome>;
  quietHours: z.infer<typeof quietHours>;
}

export type Policy = Record<LevelNumber, Level>;

export interface DigestSettings {
  /** The ritual it follows. */
  after?: string;
  at: Minute;
  approver?: string;
  deputy?: string;
  silence: z.infer<typeof silence>;
  /** Stakeholders, unless told otherwise. */
  audience?: Audience;
  /** What each of them reads; left out: all of it. */
  sections?: Readonly<Partial<Record<Exclude<Audience, 'both'>, readonly Section[]>>>;
  /** A line with one of these words in it is left out. */
  leaveOut?: readonly string[];
}

export const overdueActions = z.enum(['remind', 'escalate']);

export interface ActionSettings {
  /** `escalate`: a blocker is raised about it. */
  overdue: z.infer<typeof overdueActions>;
  /** So many of the team's working days after its date. */
  after: number;
}

/** A team as the engine runs it: file, shipped rituals, directory and holidays put together. */
export interface Team {
  id: string;
  name: string;
  calendar: Calendar;
  quiet?: Window;
  /** Where the team talks: the platform's channel name or id. */
  channel: string;
  members: readonly Member[];
  /** Everybody else the file names (stakeholders, leadership) who is a person. */
  others: readonly Person[];
  stakeholders: readonly Outsider[];
  leadership: readonly Outsider[];
  admins: readonly PersonId[];
  /** The platform's user group that names whoever is on duty. */
  dutyGroup?: string;
  coordinator: PersonId;
  rituals: readonly Ritual[];
  policy: Policy;
  digest: DigestSettings;
  /** The id this team had before it was renamed. */
  was?: string;
  /** What becomes of actions that are overdue; left out: they are reminded of. */
  actions?: ActionSettings;
  /** Calendars that say when people are away. */
  absenceFeeds?: readonly AbsenceFeed[];
  /** No new rounds; what is running goes on. */
  archived?: boolean;
  /** Whether it starts in rehearsal; left out: as the platform has it. */
  rehearsal?: boolean;
}

/** A calendar that says when people are away. Its address is a secret: it is in no log, event or message. */
export interface AbsenceFeed {
  /** `own` for a person's calendar, `team-<id>` for one that a team shares. */
  id: string;
  /** Whose calendar it is; left out for one that the team shares. */
  person?: PersonId;
  url: string;
  /** The e-mail addresses that the team is known by, in small letters. */
  emails: ReadonlyMap<string, PersonId>;
}

/** What a chat platform shows of a person at the moment. */
export interface Presence {
  /** Their status says that they are out of office, until then if it says so. */
  outOfOffice?: { until?: Instant };
  /** Their status only hints that they may be away, as “Workshop” does. */
  maybeAway?: true;
  /** Notifications are off in this span. */
  doNotDisturb?: { from: Instant; to: Instant };
}

/** A span in which a person is away and the kind of source that says so; never the reason. */
export interface Absence {
  id: string;
  person: PersonId;
  from: Instant;
  to: Instant;
  source: 'self' | 'other' | 'calendar' | 'status';
  by: PersonId;
  /** It comes again, week after week, from `from` to `to`; in between the person is there. */
  weekly?: Weekly;
  /** It came from a calendar or a status, and its person has ended it: when, and all that does not come back. */
  overruled?: { at: Instant; spans: readonly { from: Instant; to: Instant }[] };
  version: number;
}

/** An absence that comes again. `last` is left out where no end was said. */
export interface Weekly {
  /** Wall times on each of its weekdays; past 1440 they reach into the next date. */
  days: readonly { weekday: Weekday; from: Minute; to: Minute }[];
  part?: 'morning' | 'afternoon';
  /** Every week, or every second one, counted from the week of `first`. */
  weeks: 1 | 2;
  /** The clock that the wall times are read on. */
  zone: Zone;
  first: CivilDate;
  last?: CivilDate;
  /** Dates on which the person is there after all. */
  except?: readonly CivilDate[];
}
