import type { AuditEvent } from '../../core/decision.ts';
import { type Books, booksOf } from '../../core/rotation/books.ts';
import { type ChangedDates, type Duty, dutiesAhead } from '../../core/rotation/forecast.ts';
import { toldAt } from '../../core/rotation/turn.ts';
import { personOf } from '../../core/round/asking.ts';
import type { Absence, PersonId, Team } from '../../core/team.ts';
import { addDays, dateAt } from '../../core/time/zone.ts';
import { type CivilDate, DAY, type Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import type { Call } from '../call.ts';
import { carryOut } from '../commit.ts';
import { absencesFrom, type Context } from '../context.ts';
import { withoutLapsed } from './duty-lapse.ts';
import { followTurns } from './turns.ts';

/** A team's turns while one command changes them. */
export interface Sight {
  team: Team;
  books: Books;
  absences: readonly Absence[];
  /** Every turn to come, in the order of time. */
  duties: readonly Duty[];
}

/** A weekly turn began at most so many days ago. */
const RUNNING = 10;

export async function sightOf(tx: Tx, team: Team, now: Instant, days?: number): Promise<Sight> {
  const since = addDays(dateAt(team.calendar.zone, now), -RUNNING);
  const turns = await tx.turns.find({ team: team.id, date: { atLeast: since } });
  const rotations = await withoutLapsed(tx, team, await tx.rotations.find({ team: team.id }), now);
  const books = booksOf(turns, rotations);
  const absences = await absencesFrom(tx, now - DAY);
  return {
    team,
    books,
    absences,
    duties: team.archived
      ? []
      : dutiesAhead(team, books, absences, now, days, await changedDates(tx, team, since)),
  };
}

/** A turn's id as it is now: a button or a form from before its team was renamed carries the old one. */
export function turnNow({ rhythm }: Pick<Context, 'rhythm'>, id: string): string {
  const at = id.indexOf('/');
  const team = rhythm.team(id.slice(0, Math.max(at, 0)));
  return team ? `${team.id}${id.slice(at)}` : id;
}

async function changedDates(tx: Tx, { id }: Team, since: CivilDate): Promise<ChangedDates> {
  const rounds = await tx.rounds.find({ team: id, date: { atLeast: since } });
  return new Map(
    rounds.flatMap(({ ritual, slot, date, state, byHand }) =>
      byHand && byHand.what !== 'run' ? [[`${ritual}/${slot}`, state === 'skipped' ? 'off' : date]] : [],
    ),
  );
}

/** What was decided, and what is to be said of it. */
export interface Outcome {
  books: Books;
  events: readonly Happened[];
  told: readonly Told[];
  /** Whose messages show something else now, by turn. */
  shown: readonly string[];
}

/** One line of the log about a turn, found by the person it happened to. */
export interface Happened {
  turn: string;
  what: string;
  why: string;
  person?: PersonId | undefined;
}

/** One message to one person about a turn. `yours`: it says that they have it. `ask`: the question they are asked. */
export interface Told {
  to: PersonId;
  turn: string;
  text: string;
  yours?: true;
  ask?: number;
}

/** Writes the turns that have changed and everything that follows from it, in the call's transaction. */
export async function keepDuties(call: Call, sight: Sight, outcome: Outcome): Promise<void> {
  const { tx, context, now } = call;
  const changed = await writeBooks(tx, sight.books, outcome.books);
  await followTurns(context, tx, sight.team, changed, now);
  const things = new Set([...changed, ...outcome.shown]);
  await carryOut(
    tx,
    {
      events: [
        ...picksOf(call, sight, changed),
        ...outcome.events.map((one) => eventOf(call, sight.team, one)),
      ],
      effects: [
        ...[...things].map((id) => ({ do: 'refresh', thing: `turn:${id}` }) as const),
        ...outcome.told.map((one) => tellingOf(sight, one, outcome.books, now)),
      ],
    },
    now,
  );
}

/** Gives back the ids of the turns that were written. */
async function writeBooks(tx: Tx, before: Books, after: Books): Promise<Set<string>> {
  const changed = new Set<string>();
  for (const [id, turn] of after.turns) {
    const known = before.turns.get(id);
    if (known === turn) continue;
    changed.add(id);
    if (known) await tx.turns.update({ ...turn, version: known.version + 1 });
    else await tx.turns.insert({ ...turn, version: 1 });
  }
  for (const [id, rotation] of after.rotations) {
    const known = before.rotations.get(id);
    if (known === rotation) continue;
    if (known) await tx.rotations.update({ ...rotation, version: known.version + 1 });
    else await tx.rotations.insert({ ...rotation, version: 1 });
  }
  return changed;
}

/** A turn that was fixed for this: whom its rotation gave it to before anything was changed, and why. */
function picksOf(call: Call, { team, books, duties }: Sight, changed: ReadonlySet<string>): AuditEvent[] {
  const fresh = duties.filter(({ turn }) => changed.has(turn.id) && !books.turns.has(turn.id));
  return fresh.map(({ turn: { id: turn, why, person } }) => ({
    ...eventOf(call, team, { turn, what: 'picked', why, person }),
    who: 'schedule',
    from: 'engine',
  }));
}

function eventOf(
  { caller, command, now }: Call,
  team: Team,
  { turn, what, why, person }: Happened,
): AuditEvent {
  const about = `turn:${turn}`;
  const whom = person === undefined ? {} : { person };
  return { team: team.id, about, what, who: caller.person, at: now, from: command.platform, why, ...whom };
}

/** Whoever is told hears of it in their next waking moment at work. */
function tellingOf({ team, absences }: Sight, told: Told, { turns }: Books, now: Instant) {
  const who = personOf(team, told.to);
  const { text, yours, ask } = told;
  return {
    do: 'tell',
    item: {
      team: team.id,
      thing: `turn:${told.turn}`,
      epoch: (turns.get(told.turn)?.version ?? 0) + 1,
      kind: ask === undefined ? 'changed' : 'asked',
      to: { person: told.to },
      due: who ? toldAt(who, absences, now) : now,
      priority: 'prompt',
      facts: { text, ...(yours && { yours }), ...(ask !== undefined && { number: ask }) },
    },
  } as const;
}
