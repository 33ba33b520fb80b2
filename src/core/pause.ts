import { dayOf } from './absence/away.ts';
import type { Job } from './decision.ts';
import { leadsOf, stillThere } from './escalation/people.ts';
import type { PersonId, Team } from './team.ts';
import { firstOpening, nextOpening } from './time/calendar.ts';
import { addDays, dateAt, instantAt } from './time/zone.ts';
import { type CivilDate, HOUR, type Instant, type Span } from './time.ts';
import { oneLine } from './wording.ts';

/** A team is paused: nothing is sent to it and its clocks stand still. What falls due meanwhile is kept, and when the team
 * goes on, a person chooses what becomes of it. */

/** What becomes of what a pause held. `send`: as if it were due now, where that is still of use. `merge`: nothing is asked
 * now, and the next question covers the missed dates; of what waits, the newest word about each thing goes out. `drop`:
 * nothing of it goes out. Each choice leaves a line in the log for whatever is not sent. */
export type Choice = 'send' | 'merge' | 'drop';

export const CHOICES: readonly Choice[] = ['send', 'merge', 'drop'];

/** How much of each kind a pause held. */
export interface Held {
  prompts: number;
  reminders: number;
  turns: number;
  rounds: number;
  /** Deadlines of blockers that would have passed. */
  steps: number;
  digests: number;
  /** What was to be told besides. */
  messages: number;
}

/** One pause of one team; `id` = `team/since`. Its thing key is `pause:<id>`. */
export interface Pause {
  id: string;
  team: string;
  /** `choosing`: the team goes on, and what was held waits for the choice. */
  state: 'paused' | 'choosing' | 'over';
  since: Instant;
  /** A person, or `cli`. */
  by: PersonId;
  until?: Instant;
  reason?: string;
  resumed?: { at: Instant; by: PersonId };
  held?: Held;
  /** Who is asked what becomes of what was held, and until when. */
  asks?: { person: PersonId; until: Instant };
  /** Without `by`: nobody chose in time. */
  chosen?: { how: Choice; at: Instant; by?: PersonId };
  version: number;
}

/** Who paused or resumed on the command line. */
export const CLI = 'cli';
/** What `until` resumed. */
export const SCHEDULE = 'schedule';
/** Without an answer in this time it is merged. */
export const CHOOSE_WITHIN: Span = HOUR;
export const DEFAULT_CHOICE: Choice = 'merge';
/** What a pause keeps waits for an instant that never comes: not the one at which a storm's items wait. */
export const ASIDE: Instant = Date.UTC(9998, 0, 1);

export function thingOfPause({ id }: Pick<Pause, 'id'>): string {
  return `pause:${id}`;
}

/** The people who may pause a team and let it go on: its coordinator, leads and admins, and those who run this Rondo. */
export function whoPauses(team: Team, operators: readonly PersonId[]): PersonId[] {
  const here = stillThere(team, [team.coordinator, ...leadsOf(team), ...team.admins]);
  return [...new Set([...here, ...operators])];
}

/** The people who may pause every team: those who run this Rondo; where nobody is named, whoever is an admin of all. */
export function whoPausesAll(teams: readonly Team[], operators: readonly PersonId[]): PersonId[] {
  if (operators.length > 0) return [...operators];
  const [first, ...others] = teams;
  return (first?.admins ?? []).filter((person) => others.every(({ admins }) => admins.includes(person)));
}

export interface PauseWords {
  /** `all`, a team's id, or nothing for one's own. */
  scope?: string;
  until?: CivilDate;
  reason?: string;
}

/** Reads `[team|all] [until DAY] [reason]`. A day is a date, a weekday's name (the next one) or `tomorrow`. */
export function readPause(
  words: string,
  teams: readonly string[],
  today: CivilDate,
): ({ ok: true } & PauseWords) | { ok: false; why: string } {
  const all = words.trim().split(/\s+/).filter(Boolean);
  const named = all[0]?.toLowerCase();
  const scope = named !== undefined && (named === 'all' || teams.includes(named)) ? named : undefined;
  const rest = scope === undefined ? all : all.slice(1);
  const hasDay = /^(until|till)$/i.test(rest[0] ?? '');
  const day = hasDay ? dayOf((rest[1] ?? '').toLowerCase(), today, addDays(today, 1)) : undefined;
  if (hasDay && (day === undefined || day <= today || day > latestEnd(today)))
    return { ok: false, why: noDay(rest[1], day, today) };
  const reason = rest.slice(hasDay ? 2 : 0).join(' ');
  return {
    ok: true,
    ...(scope === undefined ? {} : { scope }),
    ...(day === undefined ? {} : { until: day }),
    ...(reason === '' ? {} : { reason: oneLine(reason, LONGEST_REASON) }),
  };
}

const LONGEST_REASON = 200;
const LONGEST_DAYS = 366;

function latestEnd(today: CivilDate): CivilDate {
  return addDays(today, LONGEST_DAYS);
}

function noDay(typed: string | undefined, day: CivilDate | undefined, today: CivilDate): string {
  if (day !== undefined && day > latestEnd(today))
    return `${day} is more than a year ahead. Leave the day out to pause until somebody resumes. Nothing was paused.`;
  if (day !== undefined) return `${day} is not ahead. Give a day from tomorrow on. Nothing was paused.`;
  return `I could not read “${(typed ?? '').slice(0, 60)}” as a day. Try: until monday · until 2026-12-28. Nothing was paused.`;
}

/** A pause until a day ends when the team's working time begins on it, or on the next day that has any. */
export function endOf({ calendar }: Team, day: CivilDate): Instant {
  const midnight = instantAt(calendar.zone, day, 0);
  return firstOpening(calendar, day) ?? nextOpening(calendar, midnight) ?? midnight;
}

/** The team's own date. */
export function todayOf({ calendar }: Team, now: Instant): CivilDate {
  return dateAt(calendar.zone, now);
}

/** Kinds of jobs that wait while their team is paused. Planning goes on: it tells nobody anything. */
const BY_ROUND = [
  'turn',
  'pass-on',
  'open',
  'start',
  'close',
  'prompt',
  'remind',
  'draft',
  'digest-cut',
  'digest-send',
  'retro-close',
  'retro-time',
] as const;
const TIMER = 'escalation-timer';

/** What a job of a kind that waits belongs to; nothing for the other kinds. */
export function teamOfJob({ kind, payload }: Pick<Job, 'kind' | 'payload'>): string | undefined {
  const id = String(payload.id);
  if (kind === TIMER) return id.replace(/-\d+$/, '');
  return BY_ROUND.some((one) => one === kind) ? id.slice(0, id.indexOf('/')) : undefined;
}

/** The beginnings of the keys of a team's jobs that may wait. */
export function prefixesOf(team: string): string[] {
  return [...BY_ROUND.map((kind) => `${kind}:${team}/`), `escalation:${team}-`];
}

/** A due job of a paused team: it keeps its key, and the instant at which it was due. */
export function setAside(job: Job): Job {
  const { key, kind, due, payload } = job;
  return { key, kind, due: ASIDE, payload: { ...payload, aside: due } };
}

/** True for a job that waits because its team is or was paused. */
export function isAside({ payload }: Job): boolean {
  return typeof payload.aside === 'number';
}

/** The job as it was, due when it was due; `how` tells its handler that it comes late because of a pause. */
export function takenUp({ key, kind, payload }: Job, how: Choice): Job {
  const { aside, ...rest } = payload;
  return { key, kind, due: Number(aside), payload: { ...rest, paused: how } };
}

/** What the payload of a job says of a pause. */
export function pausedIn({ payload }: Pick<Job, 'payload'>): Choice | undefined {
  return CHOICES.find((choice) => choice === payload.paused);
}

/** Jobs that go on with the team, whatever is chosen: rounds and blockers see by themselves what is still of use. */
export function goesOnAtOnce({ kind }: Job): boolean {
  return kind === TIMER || ['turn', 'pass-on', 'open', 'start', 'close'].includes(kind);
}

/** Counts what was held, by kind. `steps`: deadlines that a pause stopped and that have passed since. */
export function countHeld(jobs: readonly Job[], more: { steps: number; messages: number }): Held {
  const of = (...kinds: string[]) =>
    new Set(jobs.filter(({ kind }) => kinds.includes(kind)).map(({ payload }) => String(payload.id))).size;
  return {
    prompts: of('prompt'),
    reminders: of('remind'),
    turns: of('turn'),
    rounds: of('open', 'start', 'close'),
    steps: more.steps + jobs.filter(({ kind }) => kind === TIMER).length,
    digests: of('digest-cut', 'digest-send'),
    messages: more.messages,
  };
}

/** Rounds and blockers go on by themselves: about these there is something to choose. */
export function isToChoose({ prompts, reminders, digests, messages }: Held): boolean {
  return prompts + reminders + digests + messages > 0;
}
