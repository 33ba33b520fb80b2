import { awayOn, onLeaveAt, shiftOf, whyNotAsked } from '../absence/availability.ts';
import type { Ritual } from '../ritual.ts';
import type { Absence, Person, PersonId, Team } from '../team.ts';
import { firstOpening, inQuiet, lastClose } from '../time/calendar.ts';
import { addDays, dateAt, instantAt } from '../time/zone.ts';
import { type CivilDate, HOUR, type Instant, MINUTE } from '../time.ts';

/** When one person is asked in one round, and until when. */
export interface PromptPlan {
  person: PersonId;
  /** The round does not wait for this answer. */
  optional: boolean;
  /** Live: asked beforehand, because the meeting is outside the person's hours. */
  written: boolean;
  at: Instant;
  due: Instant;
  /** Ascending, after `at` and before `due`. */
  remindAt: readonly Instant[];
  /** Reminders that will not be sent, each with its reason. */
  dropped: readonly { at: Instant; why: string }[];
  /** Set when the person will not be asked, as far as is known now: the reason. */
  skip?: string;
}

/** What a round's prompts have in common. */
export interface Asking {
  team: Team;
  ritual: Ritual;
  date: CivilDate;
  absences: readonly Absence[];
  /** A round by hand asks everybody at this instant. */
  atOnce?: Instant;
}

/** How far back the last day at work is looked for, in days. */
export const LOOK_BACK = 10;
/** A reminder comes at least this long before the person's day ends. */
const BEFORE_DAY_ENDS = HOUR;

/** An async prompt comes when the person's own clock shows `at` on the round's date. It is due at the round's close (on the
 * team's clock, or so long after the prompt), but never sooner than the answer time after it. */
export function promptFor(person: Person, optional: boolean, asking: Asking): PromptPlan {
  const { ritual, date, absences, atOnce } = asking;
  const at = atOnce ?? instantAt(person.calendar.zone, date, ritual.schedule.at);
  const due = dueOf(asking, at);
  const prompt = { person: person.id, optional, written: false, at, due };
  const skip = whyNotAsked(person, absences, prompt);
  if (skip) return { ...prompt, remindAt: [], dropped: [], skip };
  return { ...prompt, ...reminders(person, asking, at, due) };
}

/** When an answer to a question of that instant is due. */
export function dueOf(asking: Asking, at: Instant): Instant {
  return Math.max(closeOf(asking, at), at + asking.ritual.answerTime * MINUTE);
}

/** Whoever cannot be at a meeting because of the hour writes something beforehand: asked at the opening of their last day
 * at work before it, due when it starts. `undefined` if they were not at work for ten days. */
export function writtenPromptFor(
  person: Person,
  absences: readonly Absence[],
  startsAt: Instant,
): PromptPlan | undefined {
  const date = lastDayAtWork(person, absences, dateAt(person.calendar.zone, startsAt));
  const at = date === undefined ? undefined : firstOpening(person.calendar, date);
  if (at === undefined) return undefined;
  return { person: person.id, optional: true, written: true, at, due: startsAt, remindAt: [], dropped: [] };
}

/** The last date before that one on which a person is at work, at most ten days back. */
export function lastDayAtWork(
  person: Person,
  absences: readonly Absence[],
  before: CivilDate,
): CivilDate | undefined {
  for (let days = 1; days <= LOOK_BACK; days += 1) {
    const date = addDays(before, -days);
    if (!awayOn(person, absences, date)) return date;
  }
  return undefined;
}

function closeOf({ team, ritual, date }: Asking, at: Instant): Instant {
  const { closes } = ritual;
  if (!closes) return at;
  return 'at' in closes ? instantAt(team.calendar.zone, date, closes.at) : at + closes.after * MINUTE;
}

function reminders(
  person: Person,
  asking: Asking,
  at: Instant,
  due: Instant,
): Pick<PromptPlan, 'remindAt' | 'dropped'> {
  const dayEnds = lastClose(person.calendar, shiftOf(person, at)) ?? due;
  const wanted = asking.ritual.remind.map((before) =>
    Math.min(due - before * MINUTE, dayEnds - BEFORE_DAY_ENDS),
  );
  const instants = [...new Set(wanted)].sort((a, b) => a - b);
  const judged = instants.map((instant) => ({ at: instant, why: whyNot(person, asking, at, due, instant) }));
  return {
    remindAt: judged.flatMap((one) => (one.why === undefined ? [one.at] : [])),
    dropped: judged.flatMap((one) => (one.why === undefined ? [] : [{ at: one.at, why: one.why }])),
  };
}

function whyNot(
  person: Person,
  asking: Asking,
  at: Instant,
  due: Instant,
  instant: Instant,
): string | undefined {
  const quiet = person.quiet ?? asking.team.quiet;
  if (instant <= at) return 'it would come before the question';
  if (instant >= due) return 'it would come after the due';
  if (quiet && inQuiet(person.calendar.zone, quiet, instant)) return 'it falls into quiet hours';
  return onLeaveAt(person, asking.absences, instant);
}
