import type { Escalation } from '../../src/core/escalation/escalation.ts';
import { LONGEST_HOLD } from '../../src/core/escalation/hold.ts';
import { type Stay, staysIn } from '../../src/core/escalation/stays.ts';
import { isOpen, openTime } from '../../src/core/time/calendar.ts';
import { HOUR, type Instant, type Span } from '../../src/core/time.ts';
import type { StoredEvent, StoredItem } from '../../src/ports.ts';
import type { Look } from './look.ts';
import { must } from './must.ts';
import { follow, type References } from './reference.ts';
import { HOURS } from './team.ts';

/** What a sequence has shown so far, for the rules that look further back than one step. */
export interface Memory {
  references: References;
  /** Open time that was left when the clocks froze, by escalation. */
  left: Map<string, Span>;
  /** Deadlines that were not met, by escalation. */
  missed: Map<string, readonly Stay[]>;
  /** By so much a hold may be longer than it was granted: nobody looked, or the clock was wrong. */
  slack: Span;
}

export function memory(): Memory {
  return { references: new Map(), left: new Map(), missed: new Map(), slack: 0 };
}

/** The rules that hold after every step, whatever happened in it. `by`: whether people or only timers were at work. */
export function check(before: Look, after: Look, known: Memory, by: 'people' | 'timers'): void {
  const events = after.events.slice(before.events.length);
  for (const event of events) follow(known.references, event);
  oneRowEach(after);
  for (const row of after.rows.values()) {
    const old = before.rows.get(row.id);
    const own = events.filter(({ about }) => about === `escalation:${row.id}`);
    if (old && old.version === row.version) {
      must(
        own.every(({ what }) => what === 'dropped'),
        `${row.id} has not changed, but its log has: ${own[0]?.what}`,
      );
      continue;
    }
    explained(row, known);
    forward(old, row);
    fields(row);
    timersFit(row, after);
    deadlines(old, row, after.now, own);
    holds(old, row, after.now, own, known);
    if (by === 'timers') climbsOnce(own, row);
    breaches(row, after, known);
    lastWord(row, own, before, after);
    asksBeforeTelling(old, row, before, after);
  }
}

function oneRowEach({ rows, events }: Look): void {
  const raised = events.filter(({ what }) => what === 'raised').map(({ about }) => about);
  must(raised.length === rows.size, `${raised.length} blockers were raised, but there are ${rows.size} rows`);
  must(new Set(raised).size === raised.length, 'a blocker was raised twice');
}

/** Raising again what is open already opens nothing. */
export function absorbed(before: Look, after: Look): void {
  for (const row of after.rows.values()) {
    if (before.rows.has(row.id)) continue;
    const twin = [...before.rows.values()].find(
      (one) => one.live && one.raiser === row.raiser && one.what === row.what,
    );
    must(!twin, `${row.id} is the same blocker as ${twin?.id}, which is open`);
  }
}

function explained(row: Escalation, { references }: Memory): void {
  const told = references.get(row.id);
  must(told !== undefined, `${row.id} is there, but the log does not say that it was raised`);
  const { level, state, owner, raiser, downs } = row;
  const is = JSON.stringify({ level, state, owner, raiser, downs });
  const said = JSON.stringify({
    level: told.level,
    state: told.state,
    owner: told.owner,
    raiser: told.raiser,
    downs: told.downs,
  });
  must(is === said, `${row.id} is ${is}, but its log says ${said}`);
}

function forward(old: Escalation | undefined, row: Escalation): void {
  if (!old) return;
  const { id } = row;
  must(row.version > old.version, `the version of ${id} went from ${old.version} to ${row.version}`);
  must(row.epoch >= old.epoch, `the epoch of ${id} went from ${old.epoch} to ${row.epoch}`);
  must(
    row.epoch - old.epoch <= row.version - old.version,
    `the epoch of ${id} rose more often than it changed`,
  );
  const moved =
    row.level !== old.level ||
    row.live !== old.live ||
    (row.resolveBy !== old.resolveBy && row.state !== 'exhausted') ||
    String(row.targets) !== String(old.targets);
  must(!moved || row.epoch > old.epoch, `targets, level or clocks of ${id} changed, but not its epoch`);
  for (const [timer, arming] of Object.entries(old.armings)) {
    const later = Object.entries(row.armings).find(([name]) => name === timer)?.[1] ?? 0;
    must(later >= arming, `the armings of the ${timer} timer of ${id} are counted anew`);
  }
}

function fields(row: Escalation): void {
  const { id, state } = row;
  must(
    row.live === !['resolved', 'closed', 'cancelled'].includes(state),
    `${id} is ${state} and live: ${row.live}`,
  );
  must(
    (row.hold !== undefined) === (state === 'held'),
    `${id} is ${state}, its hold ${JSON.stringify(row.hold)}`,
  );
  if (state === 'acknowledged')
    must(row.acknowledged?.by === row.owner, `${id} is acknowledged by another than its owner`);
  if (state === 'open') must(row.acknowledged === undefined, `${id} is open, but acknowledged`);
  if (state === 'exhausted')
    must(row.resolveBy === undefined, `all levels of ${id} have passed, but it has a deadline`);
  if (row.preview) {
    must(row.live && !row.private, `the line of ${id} waits for a look, but nobody is to read it`);
    must(
      (row.preview.by === undefined) === (state === 'held'),
      `the line of ${id} waits, and ${id} is ${state}`,
    );
  }
  must(row.downs <= 2, `${id} was sent down ${row.downs} times`);
  if (row.respondBy !== undefined && row.resolveBy !== undefined)
    must(row.respondBy < row.resolveBy, `${id} is to be answered after it is to be resolved`);
}

/** Every deadline has exactly its one job, and nothing fires for what is over. */
function timersFit(row: Escalation, { timers }: Look): void {
  const jobs = timers.get(row.id) ?? [];
  const dues = new Map<string, Instant>();
  for (const { payload, due, key } of jobs) {
    const timer = String(payload.timer);
    must(!dues.has(timer), `two ${timer} timers of ${row.id} are armed`);
    const newest = Object.entries(row.armings).find(([name]) => name === timer)?.[1];
    must(payload.arming === newest, `${key} is armed, but the newest arming is ${newest}`);
    dues.set(timer, due);
  }
  if (!row.live) {
    const left = LADDER.filter((timer) => dues.has(timer));
    must(left.length === 0, `${row.id} is ${row.state}, but its timers go on: ${left.join(', ')}`);
    return;
  }
  const wanted: Record<string, Instant | undefined> = {
    respond: row.respondBy,
    warn: row.warnAt,
    resolve: row.resolveBy,
    hold: row.hold?.until,
    word: row.preview?.by,
  };
  sessionTimersFit(row, dues.get('session'), dues.get('sessionOver'));
  for (const [timer, due] of Object.entries(wanted))
    must(
      dues.get(timer) === due,
      `the ${timer} timer of ${row.id} is due ${show(dues.get(timer))}, its deadline is ${show(due)}`,
    );
  must(
    dues.has('start') === (row.startsOn !== undefined),
    `${row.id} starts on ${row.startsOn}, but its timer does not fit`,
  );
  if (row.state === 'exhausted')
    must(dues.has('remind'), `all levels of ${row.id} have passed, and nobody will be reminded`);
  else if (dues.has('remind'))
    must(
      row.level === 3 && row.targets.length === 0 && row.state === 'open',
      `${row.id} is reminded of, but is ${row.state}`,
    );
  if (dues.has('back'))
    must(row.former !== undefined, `${row.id} waits for somebody's return, but for nobody's`);
}

/** A session that is offered or booked begins once and ends once; one that has ended or is over does neither. */
function sessionTimersFit({ id, session }: Escalation, begins?: Instant, over?: Instant): void {
  const line = `the session of ${id} begins ${show(begins)} and ends ${show(over)}`;
  if (!session || session.ended || session.over)
    must(begins === undefined && over === undefined, `${line}, but there is none to come`);
  else if (begins !== undefined)
    must(
      begins === (session.booked?.from ?? session.offer?.from),
      `${line}: that is not when it was planned`,
    );
  else if (session.booked) must(over !== undefined && over >= session.booked.to, `${line}: it was booked`);
  else must(session.offer === undefined && over === undefined, `${line}: it is offered`);
}

const LADDER = [
  'start',
  'respond',
  'warn',
  'resolve',
  'remind',
  'hold',
  'back',
  'word',
  'session',
  'sessionOver',
];

/** What moves no deadline. */
const STILL = new Set([
  'acknowledged',
  'reassigned',
  'hold asked',
  'hold declined',
  'planned',
  'noted',
  'joined',
  'absorbed',
  'kept',
  'taken over',
  'reminded',
  'warned',
  'owner fell away',
  'asked',
  'passed over',
  'offered back',
  'reminder dropped',
  'warning dropped',
  'raiser gone',
  'raiser back',
  'alarm',
]);

function deadlines(
  old: Escalation | undefined,
  row: Escalation,
  now: Instant,
  events: readonly StoredEvent[],
): void {
  const { id, resolveBy } = row;
  if (resolveBy === old?.resolveBy) return;
  must(
    !events.every(({ what }) => STILL.has(what)),
    `resolveBy of ${id} moved, although it was only ${events.map(({ what }) => what).join(', ')}`,
  );
  if (resolveBy === undefined) return;
  must(resolveBy > now, `${id} is to be resolved by ${show(resolveBy)}, which has passed`);
  must(
    isOpen(HOURS, resolveBy) || isOpen(HOURS, resolveBy - 1),
    `${id} is to be resolved by ${show(resolveBy)}, when nobody works`,
  );
}

function holds(
  old: Escalation | undefined,
  row: Escalation,
  now: Instant,
  events: readonly StoredEvent[],
  known: Memory,
): void {
  const { id } = row;
  const whats = events.map(({ what }) => what);
  if (whats.at(-1) === 'held' && old) {
    known.left.set(id, old.resolveBy === undefined ? 0 : openTime(HOURS, now, old.resolveBy));
    must(row.resolveBy === undefined && row.respondBy === undefined, `${id} is held, but its clocks go on`);
  }
  if (whats.at(-1) === 'resumed' && old?.state === 'held') {
    const rest = Math.max(known.left.get(id) ?? 0, HOUR);
    if (old.hold?.was === 'exhausted')
      must(
        row.state === 'exhausted' && row.resolveBy === undefined,
        `all levels of ${id} had passed before the hold, but not after it`,
      );
    else {
      const left = row.resolveBy === undefined ? 0 : openTime(HOURS, now, row.resolveBy);
      must(left === rest, `${id} had ${rest / HOUR} hours left before its hold, and ${left / HOUR} after it`);
    }
  }
  const held = row.heldFor ?? 0;
  must(
    Math.abs(held - (known.references.get(id)?.held ?? 0)) <= known.slack,
    `${id} was held for ${held / HOUR} hours, its log says ${(known.references.get(id)?.held ?? 0) / HOUR}`,
  );
  const most = row.hold ? held + row.hold.until - (row.hold.since ?? now) : held;
  must(most <= LONGEST_HOLD + known.slack, `${id} is held for ${most / HOUR} hours in all`);
}

/** However long nobody looked: one level at one instant. */
function climbsOnce(events: readonly StoredEvent[], { id }: Escalation): void {
  const climbs = events.filter(({ what }) => what === 'climbed').length;
  must(climbs <= 1, `${id} climbed ${climbs} levels at one instant`);
}

/** A deadline that was missed stays missed in the figures. */
function breaches(row: Escalation, { events }: Look, { missed }: Memory): void {
  const stays = staysIn(events.filter(({ about }) => about === `escalation:${row.id}`));
  for (const old of missed.get(row.id) ?? []) {
    const now = stays.find(({ level, since }) => level === old.level && since === old.since);
    const kept = (then: Stay['resolve'], is: Stay['resolve']) => then?.met !== false || is?.met === false;
    must(
      kept(old.resolve, now?.resolve) && kept(old.respond, now?.respond),
      `${row.id} had missed a deadline of level ${old.level}, and now it has not`,
    );
  }
  missed.set(row.id, stays);
}

/** No outsider reads anything before somebody has looked at the line or been silent long enough. */
function asksBeforeTelling(old: Escalation | undefined, row: Escalation, before: Look, after: Look): void {
  const fresh = [...after.items.values()].find(
    ({ id, thing, kind }) => kind === 'outside' && thing === `escalation:${row.id}` && !before.items.has(id),
  );
  must(
    !fresh || old?.preview !== undefined,
    `outsiders are told of ${row.id}, and nobody has looked at the line`,
  );
}

const ENDS = new Set(['resolved', 'cancelled', 'outside-ended']);

/** Everybody who was to be told of it hears of its end, whoever ended it excepted. */
function lastWord(row: Escalation, events: readonly StoredEvent[], before: Look, after: Look): void {
  const end = events.findLast(({ what }) => what === 'resolved' || what === 'cancelled');
  if (!end || row.live) return;
  const thing = `escalation:${row.id}`;
  const places = (items: readonly StoredItem[]) =>
    new Set(items.map(({ to }) => ('person' in to ? to.person : to.channel)));
  const told = places([...before.items.values()].filter((item) => item.thing === thing));
  const heard = places(
    [...after.items.values()].filter(
      (item) => item.thing === thing && ENDS.has(item.kind) && item.epoch === row.epoch,
    ),
  );
  for (const who of told)
    must(heard.has(who) || who === end.who, `${who} was told of ${row.id}, but not that it was ${end.what}`);
}

export function show(at: Instant | undefined): string {
  return at === undefined ? 'never' : new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
