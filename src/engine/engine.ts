import type { Person, PersonId } from '../core/team.ts';
import { firstOpening, hasOpening, nextWorkday } from '../core/time/calendar.ts';
import { dateAt } from '../core/time/zone.ts';
import type { Instant } from '../core/time.ts';
import type {
  Chat,
  Clock,
  Commands,
  Fetch,
  Jobs,
  Log,
  Meter,
  PostOut,
  Random,
  ReadCalendar,
  Store,
  Tracer,
} from '../ports.ts';
import { absenceBegins } from './absence/absences.ts';
import { createCalendars } from './absence/calendars.ts';
import { actionJobs } from './actions/actions.ts';
import { type Beat, createBeat } from './beat/beat.ts';
import type { Sweep, Task } from './beat/sweep.ts';
import { createCommands } from './commands.ts';
import type { Context, Handler, Rhythm } from './context.ts';
import { followChanges } from './definitions/changes.ts';
import { createAddresses, createFallback } from './delivery/addresses.ts';
import { createDelivery } from './delivery/delivery.ts';
import { createPacer, type Pace } from './delivery/pacer.ts';
import { createPresent } from './delivery/present.ts';
import { cutDigest, sendDigestAtTime } from './digest/digests.ts';
import { escalationTimer } from './escalation/escalations.ts';
import { createPosting } from './hooks/posting.ts';
import { chooseForThem, endPause } from './pause/pause.ts';
import { createPauseGuard, heldWhilePaused } from './pause/paused.ts';
import { leavingDue } from './people/leaving.ts';
import { stayingDue } from './people/staying.ts';
import { createRehearsalGuard } from './rehearsal/guard.ts';
import { retroJobs } from './retro/course.ts';
import { askAboutExpiry } from './rituals/expiry.ts';
import { endRenewal } from './rituals/renewal.ts';
import { afterDrafts, draftDue } from './rounds/drafts.ts';
import { createDutyGroups } from './rounds/duty-group.ts';
import { meetingJobs } from './rounds/meeting-run.ts';
import { plan } from './rounds/planning.ts';
import * as rounds from './rounds/rounds.ts';
import { fixTurn, passOnSilence } from './rounds/turns.ts';
import { type Alarm, type Alarms, createAlarms } from './watch/alarm.ts';
import { createSecondPath, type SecondPath } from './watch/alarm-url.ts';
import { createHealth, type Health } from './watch/health.ts';
import { createHeartbeat } from './watch/heartbeat.ts';
import { measuredChats, measuredJobs } from './watch/measured.ts';
import { type Overdue, overdue } from './watch/overdue.ts';
import { createStormGuard } from './watch/storm.ts';
import { createWatchdog } from './watch/watchdog.ts';

export interface EngineNeeds {
  store: Store;
  jobs: Jobs;
  clock: Clock;
  random: Random;
  id: () => string;
  rhythm: Rhythm;
  /** By workspace. */
  chats: ReadonlyMap<string, Chat>;
  paces?: Readonly<Record<string, Pace>>;
  log: Log;
  operators: readonly PersonId[];
  outside?: Outside;
  /** Where people reach the pages, without a slash at the end. */
  url?: string;
  /** Where the pages are reached; it may be known only after the start. */
  pages?: () => string | undefined;
  /** Reads the calendars that say when people are away; without it they say nothing. */
  readCalendar?: ReadCalendar;
  sweep?: Sweep;
  housekeeping?: readonly Task[];
  /** The clock is moved by hand: a leap is not a fault. */
  stepped?: boolean;
  /** What signs hooks is encrypted with it; without it, or without a way to post, there are no hooks. */
  key?: Buffer;
  posting?: { post: PostOut; reachable(address: string): boolean };
  /** Counts what happens; left out: nobody does. */
  meter?: Meter;
  /** Tells what goes on when; left out: nobody is told. */
  tracer?: Tracer;
}

/** Addresses that the operator has set, and how they are called. */
export interface Outside {
  fetch: Fetch;
  /** Hears of alarms; may be on a private network. */
  alarmUrl?: string;
  /** Is called every minute while Rondo is ready. */
  heartbeatUrl?: string;
  host: string;
  version: string;
}

export interface Engine {
  context: Context;
  commands: Commands;
  beat: Beat;
  health: () => Promise<Health>;
  alarm: Alarm;
  /** A trouble that was raised is over. */
  over: Alarms['over'];
  /** What is done every minute to see that all is well. */
  watch(): Promise<void>;
}

/** Puts the parts together: commands and due jobs change things, the outbox tells of it. */
export function createEngine(needs: EngineNeeds): Engine {
  const { store, jobs, clock, random, log, chats, rhythm, operators } = needs;
  const context: Context = {
    store,
    clock,
    rhythm,
    log,
    id: needs.id,
    operators,
    ...(needs.url === undefined ? {} : { url: needs.url }),
    ...(needs.pages ? { pages: needs.pages } : {}),
    ...(needs.key && needs.posting ? { hooks: { key: needs.key, reachable: needs.posting.reachable } } : {}),
  };
  const secondPath = secondPathOf(needs);
  const alarms = createAlarms({ store, clock, log, operators, ...(secondPath ? { secondPath } : {}) });
  const alarm = alarms.raise;
  const late = () => overdue({ store, jobs, clock });
  const health = createHealth(late);
  const delivery = createDelivery({
    store,
    clock,
    random,
    chats: measuredChats(needs, chats),
    pacer: createPacer(needs.paces ?? {}),
    alarm,
    storm: createStormGuard({ store, rhythm, alarm }),
    rehearsal: createRehearsalGuard(context),
    pause: createPauseGuard(store),
    morningOf: (person, now) => nextMorning(rhythm.person(person), now),
    log,
    addresses: createAddresses(context, chats),
    present: createPresent(context),
    fallback: createFallback(context),
  });
  const watching = [
    { name: 'watchdog', at: EVERY_MINUTE, run: watchdogOf(needs, alarms, late) },
    ...heartbeatOf(needs, health),
  ];
  const dutyGroups = createDutyGroups({ context, chats, alarms });
  const beat = createBeat({
    clock,
    jobs: measuredJobs(needs, jobs),
    handlers: { ...heldWhilePaused(context, handlersOf(context)), ...pauseHandlers(context) },
    delivery,
    log,
    alarm,
    over: alarms.over,
    ...(needs.sweep ? { sweep: needs.sweep } : {}),
    housekeeping: [
      ...watching,
      { name: 'duty groups', at: EVERY_FIVE_MINUTES, run: dutyGroups },
      ...calendarsOf(needs, context, alarms),
      ...hooksOf(needs, context),
      ...(needs.housekeeping ?? []),
    ],
    ...(needs.stepped ? { stepped: true } : {}),
  });
  const commands = createCommands(context, needs);
  return {
    context,
    alarm,
    over: alarms.over,
    health,
    async watch() {
      for (const { run } of watching) await run();
    },
    beat: {
      ...beat,
      async stop() {
        secondPath?.stop();
        await beat.stop();
      },
    },
    commands: {
      async handle(command) {
        const reply = await commands.handle(command);
        beat.nudge();
        return reply;
      },
    },
  };
}

/** The first opening of a later day on which they work. */
function nextMorning(person: Person | undefined, now: Instant): Instant | undefined {
  const calendar = person?.calendar;
  const today = calendar && dateAt(calendar.zone, now);
  if (!calendar || !today || !hasOpening(calendar, today)) return undefined;
  return firstOpening(calendar, nextWorkday(calendar, today));
}

function watchdogOf({ clock, stepped }: EngineNeeds, alarms: Alarms, late: () => Promise<Overdue[]>) {
  return createWatchdog({ clock, overdue: late, alarms, ...(stepped ? { stepped } : {}) });
}

function secondPathOf({ outside, clock, random, log }: EngineNeeds): SecondPath | undefined {
  if (outside?.alarmUrl === undefined) return undefined;
  return createSecondPath({ ...outside, url: outside.alarmUrl, clock, random, log });
}

function heartbeatOf({ outside, clock, log }: EngineNeeds, health: Engine['health']): Task[] {
  if (outside?.heartbeatUrl === undefined) return [];
  const run = createHeartbeat({ fetch: outside.fetch, url: outside.heartbeatUrl, clock, log, health });
  return [{ name: 'heartbeat', at: EVERY_MINUTE, run }];
}

function calendarsOf({ readCalendar: read }: EngineNeeds, context: Context, alarms: Alarms): Task[] {
  if (!read) return [];
  return [{ name: 'calendars', at: EVERY_FIVE_MINUTES, run: createCalendars({ context, read, alarms }) }];
}

function hooksOf({ key, posting }: EngineNeeds, context: Context): Task[] {
  if (!key || !posting) return [];
  return [{ name: 'hooks', at: EVERY_MINUTE, run: createPosting({ context, key, post: posting.post }) }];
}

const EVERY_MINUTE = '* * * * *';
const EVERY_FIVE_MINUTES = '*/5 * * * *';

/** What each kind of job does. */
function handlersOf(context: Context): Readonly<Record<string, Handler>> {
  return {
    plan: plan(context),
    renewal: endRenewal(context),
    expiry: askAboutExpiry(context),
    turn: fixTurn(context),
    'pass-on': passOnSilence(context),
    open: rounds.open(context),
    start: rounds.start(context),
    prompt: rounds.prompt(context),
    remind: rounds.reminder(context),
    due: rounds.promptDue,
    draft: draftDue(context),
    close: afterDrafts(context, rounds.close(context)),
    'escalation-timer': escalationTimer(context),
    absence: absenceBegins(context),
    'digest-cut': cutDigest(context),
    'digest-send': sendDigestAtTime(context),
    ...actionJobs(context),
    ...retroJobs(context),
    ...meetingJobs(context),
    leaving: leavingDue(context),
    staying: stayingDue(context),
  };
}

/** A pause holds neither its own end nor what people change meanwhile. */
function pauseHandlers(context: Context): Readonly<Record<string, Handler>> {
  return {
    'pause-end': endPause(context),
    'pause-choice': chooseForThem(context),
    changed: followChanges(context),
  };
}
