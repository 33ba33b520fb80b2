import { awayOn, isInTeamOn, onLeaveAt, shiftOn } from '../absence/availability.ts';
import type { Dependency } from '../record.ts';
import type { Question, Ritual, Who } from '../ritual.ts';
import type { Absence, Person, PersonId, Team } from '../team.ts';
import { isOpen, previousWorkday } from '../time/calendar.ts';
import { type Occurrence, occurrences } from '../time/schedule.ts';
import { addDays, dateAt, instantAt, isCivilDate, showDate, weekdayOf } from '../time/zone.ts';
import { type CivilDate, HOUR, type Instant, MINUTE } from '../time.ts';
import { untilExpiry } from './expiry.ts';
import {
  type Asking,
  dueOf,
  LOOK_BACK,
  lastDayAtWork,
  type PromptPlan,
  promptFor,
  writtenPromptFor,
} from './prompting.ts';

/** What a round will do, as far as is known when it is planned. */
export interface RoundPlan {
  slot: string;
  date: CivilDate;
  /** Async: when its place in the channel appears; live: when it is announced. */
  opensAt: Instant;
  /** Live: the start. */
  startsAt?: Instant;
  /** The latest due (if nobody is asked, the one at its opening); live: 30 minutes after the end. */
  closesAt: Instant;
  /** Whom it asks. Live: only those who write beforehand. */
  prompts: readonly PromptPlan[];
  /** Live: who will not be there, each with the reason. */
  absent: readonly { person: PersonId; why: string }[];
  /** Set when the whole round does not take place: the reason. */
  skip?: string;
}

/** Somebody a round asks. `optional`: the round does not wait for them. */
export interface Participant {
  person: Person;
  optional: boolean;
}

/** What is left for the minutes after a meeting's planned end. */
const AFTER_MEETING = 30 * MINUTE;
/** No clock on earth is further ahead of UTC. */
const EARLIEST_ZONE = 14 * HOUR;

/** Everything about one round that follows from the definitions and the absences known so far: when it opens, starts and
 * closes, who is asked when, who is not and why. A slot `run-<n>` with `now` is a round by hand: it begins, and asks, now.
 * `dependencies` are the team's, for a ritual that asks only those with an open one. */
export function planRound(
  team: Team,
  ritual: Ritual,
  occurrence: Pick<Occurrence, 'skipped' | 'mergedInto' | 'date'> & { slot: string },
  absences: readonly Absence[],
  now?: Instant,
  dependencies: readonly Dependency[] = [],
): RoundPlan {
  const { slot, date } = occurrence;
  const atOnce = slot.startsWith('run-') ? now : undefined;
  const start = atOnce ?? instantAt(team.calendar.zone, date, ritual.schedule.at);
  const there = participantsOf(team, ritual).filter(({ person }) => isInTeamOn(person, date));
  const people = concerned(there, ritual, dependencies);
  const skip = notHeld(occurrence) ?? nobodyFor(ritual, date, people);
  const asking = { team, ritual, date, absences, ...(atOnce !== undefined && { atOnce }) };
  const asked = skip ? [] : people;
  const plan = ritual.mode === 'live' ? planMeeting(asking, asked, start) : planAsking(asking, asked, start);
  const everybodyAway = asked.length > 0 && plan.away === asked.length ? 'everybody is away' : undefined;
  const why = skip ?? everybodyAway;
  return { slot, date, ...plan.round, ...(why && { skip: why }) };
}

/** When a round of that date is to be planned: before anything about it can happen on anybody's clock. That is the evening
 * before on the earliest clock, the fixing of the turn on the team's previous working day, and the last working day of each
 * person, on which they are asked to write for a meeting outside their hours. */
export function planInstant(team: Team, date: CivilDate, absences: readonly Absence[] = []): Instant {
  const eve = addDays(date, -1);
  const people = [...team.members, ...team.others];
  const lastDays = people.map((person) => lastDayAtWork(person, absences, eve) ?? eve);
  const first = [eve, previousWorkday(team.calendar, date), ...lastDays].sort()[0] ?? eve;
  return Date.parse(first) - EARLIEST_ZONE;
}

/** When to look whether a round must be planned already. A leave can move a written question for a meeting up to ten days
 * ahead; everything else is known from the calendars. */
export function lookInstant(team: Team, ritual: Ritual, date: CivilDate): Instant {
  const planned = planInstant(team, date);
  if (ritual.mode !== 'live' || questionsFor(ritual, date).length === 0) return planned;
  return Math.min(planned, Date.parse(addDays(date, -1 - LOOK_BACK)) - EARLIEST_ZONE);
}

/** The first occurrence after the slot `after`, also one that is skipped or merged. Without a slot, the first whose `at` on
 * the team's clock has not passed. `undefined` when the ritual has expired. */
export function nextOccurrence(
  team: Team,
  ritual: Ritual,
  after: string | undefined,
  now: Instant,
): Occurrence | undefined {
  const { calendar } = team;
  const slot = after !== undefined && isCivilDate(after) ? after : undefined;
  for (const found of occurrences(untilExpiry(ritual), calendar, slot ?? dateAt(calendar.zone, now))) {
    const next = slot ? found.slot > slot : instantAt(calendar.zone, found.date, ritual.schedule.at) >= now;
    if (next) return found;
  }
  return undefined;
}

/** Whom a ritual asks: its participants, then its optional people. Observers never are. */
export function participantsOf(team: Team, ritual: Ritual): Participant[] {
  const watching = new Set(whoTakesPart(team, ritual.observers).map(({ id }) => id));
  const required = whoTakesPart(team, ritual.participants);
  const optional = whoTakesPart(team, ritual.optional).filter((person) => !required.includes(person));
  return [
    ...required.map((person) => ({ person, optional: false })),
    ...optional.map((person) => ({ person, optional: true })),
  ].filter(({ person }) => !watching.has(person.id));
}

/** The people a `who` means, in the order of the team file, each once. Everyone and roles mean members who take part; the
 * roles `stakeholders` and `leadership` mean the people the team file lists there; a person named by id is meant in any
 * case. */
export function whoTakesPart(team: Team, who: Who): Person[] {
  const named = new Set([...who.people, ...outsidersOf(team, who.roles)]);
  const members = team.members.filter(
    ({ id, participates, roles }) =>
      named.has(id) || (participates && (who.everyone || roles.some((role) => who.roles.includes(role)))),
  );
  return [...members, ...team.others.filter(({ id }) => named.has(id))];
}

/** What a ritual asks on a date: its questions for that weekday. A ritual without questions asks each topic of its agenda
 * as optional text; a duty or a digest asks nothing of its own. */
export function questionsFor(ritual: Ritual, date: CivilDate): Question[] {
  const weekday = weekdayOf(date);
  const questions = ritual.questions.length > 0 ? ritual.questions : topicsOf(ritual);
  return questions.filter(({ onlyOn }) => !onlyOn || onlyOn.includes(weekday));
}

/** True for a retro in writing that asks for nothing but cards. */
export function isOnlyCards({ mode, retro, questions }: Ritual): boolean {
  return mode === 'async' && retro !== undefined && questions.length === 0;
}

type Planned = { round: Omit<RoundPlan, 'slot' | 'date' | 'skip'>; away: number };

function planAsking(asking: Asking, people: readonly Participant[], opensAt: Instant): Planned {
  const asksNothing = questionsFor(asking.ritual, asking.date).length === 0;
  const prompts = asksNothing
    ? []
    : people.map(({ person, optional }) => promptFor(person, optional, asking));
  const asked = prompts.filter(({ skip }) => skip === undefined);
  const dues = asked.length > 0 ? asked.map(({ due }) => due) : [dueOf(asking, opensAt)];
  const closesAt = Math.max(opensAt, ...dues);
  return { round: { opensAt, closesAt, prompts, absent: [] }, away: prompts.length - asked.length };
}

function planMeeting(asking: Asking, people: readonly Participant[], startsAt: Instant): Planned {
  const { ritual, date, absences } = asking;
  const absent = people.flatMap(({ person }) => {
    const why = onLeaveAt(person, absences, startsAt);
    return why ? [{ person: person.id, why }] : [];
  });
  const gone = new Set(absent.map(({ person }) => person));
  const outside = people.filter(({ person }) => !gone.has(person.id) && !isOpen(person.calendar, startsAt));
  const topics = questionsFor(ritual, date).length;
  const prompts = outside.flatMap(({ person }) =>
    topics === 0 ? [] : (writtenPromptFor(person, absences, startsAt) ?? []),
  );
  const opensAt = startsAt - (asking.atOnce === undefined ? ritual.announce * MINUTE : 0);
  const closesAt = startsAt + ritual.lasts * MINUTE + AFTER_MEETING;
  const shift = (person: Person) => shiftOn(person, date, ritual.schedule.at);
  const away = people.filter(({ person }) => awayOn(person, absences, shift(person)) !== undefined).length;
  return { round: { opensAt, startsAt, closesAt, prompts, absent }, away };
}

function concerned(
  people: readonly Participant[],
  ritual: Ritual,
  dependencies: readonly Dependency[],
): readonly Participant[] {
  if (ritual.with !== 'dependencies') return people;
  const bound = new Set(dependencies.filter(({ open }) => open).flatMap(({ waiting, on }) => [waiting, on]));
  return people.filter(({ person }) => bound.has(person.id));
}

function notHeld(occurrence: Pick<Occurrence, 'skipped' | 'mergedInto'>): string | undefined {
  const { skipped, mergedInto } = occurrence;
  return skipped ?? (mergedInto && `merged with the round planned for ${showDate(mergedInto)}`);
}

function nobodyFor(ritual: Ritual, date: CivilDate, people: readonly Participant[]): string | undefined {
  if (ritual.with === 'dependencies' && people.length === 0) return 'nobody has an open dependency';
  if (ritual.kind === 'duty' || ritual.kind === 'digest') return undefined;
  if (people.length === 0) return 'nobody takes part';
  const asksNothing = ritual.mode === 'async' && !ritual.retro && questionsFor(ritual, date).length === 0;
  return asksNothing ? `it has no question for ${showDate(date)}` : undefined;
}

function outsidersOf(team: Team, roles: readonly string[]): PersonId[] {
  const listed = [
    ...(roles.includes('stakeholders') ? team.stakeholders : []),
    ...(roles.includes('leadership') ? team.leadership : []),
  ];
  return listed.flatMap((outsider) => ('person' in outsider ? [outsider.person] : []));
}

function topicsOf(ritual: Ritual): Question[] {
  if (ritual.kind === 'duty' || ritual.kind === 'digest' || ritual.retro) return [];
  return ritual.agenda.map((topic, index) => ({
    id: `topic-${index + 1}`,
    ask: topic,
    type: 'text',
    optional: true,
    anonymous: false,
  }));
}
