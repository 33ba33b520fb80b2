import { dayOn } from './absence/day.ts';
import { nameOf } from './escalation/people.ts';
import type { Dependency } from './record.ts';
import type { Ritual } from './ritual.ts';
import type { Rotation, Turn } from './rotation/rotation.ts';
import { participantsOf } from './round/plan.ts';
import { type SimEvent, simulate } from './round/simulate.ts';
import type { Round } from './round.ts';
import type { Absence, Member, PersonId, Team } from './team.ts';
import { dateAt, instantAt } from './time/zone.ts';
import { type CivilDate, DAY, type Instant, MINUTE } from './time.ts';

/** What a calendar shows of a team's days to come. The same state gives the same page, id for id. */
export interface CalendarPage {
  name: string;
  events: readonly CalendarEvent[];
}

export interface CalendarEvent {
  /** The same for the same thing, however often the page is made. */
  id: string;
  /** Two instants, or whole dates, both included. */
  span: { from: Instant; to: Instant } | { first: CivilDate; last: CivilDate };
  title: string;
  link?: string;
  /** The person is expected in that time. */
  busy: boolean;
}

/** What is known of a team besides its definition; nothing of it has to be. */
export interface TeamBooks {
  rotations?: readonly Rotation[];
  turns?: readonly Turn[];
  dependencies?: readonly Dependency[];
  /** Those that come again spelled out. */
  absences?: readonly Absence[];
  /** Its rounds that are written down: people may have moved them or left them out. */
  rounds?: readonly Round[];
  /** The team is paused until then. */
  pausedUntil?: Instant;
}

/** How far a calendar looks ahead, in days. */
export const PAGE_DAYS = 90;

/** A team's calendar: its rounds with whoever leads them, its duties, and who is away, never why. */
export function teamPage(team: Team, books: TeamBooks, now: Instant): CalendarPage {
  const events = heldIn(team, books, now).flatMap((held) => teamEvent(team, held));
  return { name: team.name, events: inOrder([...events, ...awayIn(team, books.absences ?? [], now)]) };
}

/** A person's calendar in one team: the rounds they take part in, when their own turn in them comes, and their duties. */
export function personPage(team: Team, person: PersonId, books: TeamBooks, now: Instant): CalendarPage {
  const events = heldIn(team, books, now).flatMap((held) => personEvent(team, person, held));
  return { name: `${team.name}: ${nameOf(team, person)}`, events: inOrder(events) };
}

function inOrder(events: readonly CalendarEvent[]): CalendarEvent[] {
  const begins = ({ span }: CalendarEvent) => ('first' in span ? Date.parse(span.first) : span.from);
  return events.toSorted((a, b) => begins(a) - begins(b) || (a.id < b.id ? -1 : 1));
}

/** All that would happen in one round. */
interface Held {
  ritual: Ritual;
  date: CivilDate;
  /** Undefined for a duty that asks nothing. */
  opens?: Instant;
  starts?: Instant;
  facilitator?: string;
  steps: readonly SimEvent[];
}

function heldIn(team: Team, { pausedUntil = 0, rounds = [], ...books }: TeamBooks, now: Instant): Held[] {
  const from = dateAt(team.calendar.zone, now);
  const steps = simulate([team], { from, days: PAGE_DAYS, ...books });
  const byHand = new Map(rounds.flatMap((one) => (one.byHand ? [[`${one.ritual}/${one.slot}`, one]] : [])));
  const all = Map.groupBy(steps, ({ ritual, date }) => `${ritual}/${date}`);
  return [...all].flatMap(([key, planned]) => {
    const ritual = team.rituals.find(({ id }) => id === planned[0]?.ritual);
    const isHeld = planned.some(({ what }) => what === 'opened' || what === 'duty');
    const changed = byHand.get(key);
    if (!ritual || !isHeld || changed?.byHand?.what === 'skipped') return [];
    const held = heldOf(ritual, planned[0]?.date ?? from, changed ? movedWith(planned, changed) : planned);
    const begins = held.starts ?? held.opens ?? instantAt(team.calendar.zone, held.date, 0);
    return begins < pausedUntil ? [] : [held];
  });
}

/** A round that people have moved takes everything about it along. */
function movedWith(steps: readonly SimEvent[], { byHand, startsAt, opensAt }: Round): readonly SimEvent[] {
  const before = steps.find(({ what }) => what === (startsAt === undefined ? 'opened' : 'meeting'))?.at;
  if (byHand?.what !== 'moved' || before === undefined) return steps;
  const later = (startsAt ?? opensAt) - before;
  return steps.map((step) => ({ ...step, at: step.at + later }));
}

function heldOf(ritual: Ritual, date: CivilDate, steps: readonly SimEvent[]): Held {
  const at = (what: SimEvent['what']) => steps.find((step) => step.what === what)?.at;
  const leads = steps.find(({ facilitator }) => facilitator !== undefined)?.facilitator;
  const [opens, starts] = [at('opened'), at('meeting')];
  return {
    ritual,
    date,
    ...(opens !== undefined && { opens }),
    ...(starts !== undefined && { starts }),
    ...(leads !== undefined && { facilitator: leads }),
    steps,
  };
}

function teamEvent(team: Team, held: Held): CalendarEvent[] {
  const { ritual, facilitator, date, opens } = held;
  const who = facilitator === undefined ? undefined : nameOf(team, facilitator);
  if (opens === undefined) return who === undefined ? [] : [wholeDay(team, held, `${ritual.name}: ${who}`)];
  const title = who === undefined ? ritual.name : `${ritual.name} (${who} facilitates)`;
  const id = `round-${team.id}-${ritual.id}-${date}`;
  return [{ id, span: meetingOf(held) ?? lasting(ritual, opens), title, busy: false, ...linkOf(held) }];
}

function personEvent(team: Team, person: PersonId, held: Held): CalendarEvent[] {
  const { ritual, date, opens, facilitator, steps } = held;
  const leads = facilitator === person;
  if (opens === undefined) return leads ? [wholeDay(team, held, `Duty: ${ritual.name}`)] : [];
  const mine = steps.filter((step) => step.person === person);
  const asked = mine.find(({ what }) => what === 'prompt');
  const id = `own-${person}-${team.id}-${ritual.id}-${date}`;
  const title = leads ? `${ritual.name} (you facilitate)` : ritual.name;
  const meeting = meetingOf(held);
  if (meeting && !asked)
    return leads || (takesPart(team, ritual, person) && !mine.some(({ what }) => what === 'skipped'))
      ? [{ id, span: meeting, title, busy: true, ...linkOf(held) }]
      : [];
  if (!asked && !leads) return [];
  const from = asked?.at ?? opens;
  const words = meeting ? `Write for ${ritual.name}` : title;
  return [{ id, span: lasting(ritual, from), title: words, busy: false }];
}

function takesPart(team: Team, ritual: Ritual, person: PersonId): boolean {
  return participantsOf(team, ritual).some((one) => one.person.id === person);
}

function meetingOf({ starts, ritual }: Held) {
  return starts === undefined ? undefined : lasting(ritual, starts);
}

/** A round that is answered in writing stands where it begins: it can be answered for hours. */
function lasting({ lasts }: Ritual, from: Instant): { from: Instant; to: Instant } {
  return { from, to: from + lasts * MINUTE };
}

function wholeDay(team: Team, { ritual, date }: Held, title: string): CalendarEvent {
  return {
    id: `duty-${team.id}-${ritual.id}-${date}`,
    span: { first: date, last: date },
    title,
    busy: false,
  };
}

function linkOf({ ritual: { link } }: Held): { link?: string } {
  return link === undefined ? {} : { link };
}

/** Spans that touch are one: what they are made of is nobody's business. */
function awayIn(team: Team, absences: readonly Absence[], now: Instant): CalendarEvent[] {
  const end = now + PAGE_DAYS * DAY;
  return team.members.flatMap((member) => {
    const own = absences.filter(
      ({ person, from, to }) => person === member.id && to > now && from < end && from < to,
    );
    return joined(own).map((span) => awayEvent(member, span));
  });
}

function joined(spans: readonly { from: Instant; to: Instant }[]): { from: Instant; to: Instant }[] {
  const found: { from: Instant; to: Instant }[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else found.push({ from, to });
  }
  return found;
}

/** Whole days of the person's own clock are shown as such. */
function awayEvent(
  { id, name, calendar }: Member,
  { from, to }: { from: Instant; to: Instant },
): CalendarEvent {
  const first = dateAt(calendar.zone, from);
  const last = dateAt(calendar.zone, to - 1);
  const whole = from === dayOn(calendar, first).from && to === dayOn(calendar, last).to;
  return {
    id: `away-${id}-${from}`,
    span: whole ? { first, last } : { from, to },
    title: `Away: ${name}`,
    busy: false,
  };
}
