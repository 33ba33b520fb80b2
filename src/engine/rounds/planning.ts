import type { Ritual } from '../../core/ritual.ts';
import { turnFixedAt } from '../../core/rotation/turn.ts';
import { personOf, type RoundView } from '../../core/round/asking.ts';
import { timed } from '../../core/round/by-hand.ts';
import {
  lookInstant,
  nextOccurrence,
  planInstant,
  planRound,
  type RoundPlan,
} from '../../core/round/plan.ts';
import { type PromptPlan, promptFor } from '../../core/round/prompting.ts';
import type { Prompt, Round } from '../../core/round.ts';
import type { Absence, Team } from '../../core/team.ts';
import type { Occurrence } from '../../core/time/schedule.ts';
import { addDays, isCivilDate } from '../../core/time/zone.ts';
import type { CivilDate, Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { job } from '../commit.ts';
import { absencesFrom, type Context, type Handler, ritualOf } from '../context.ts';
import { planDigest } from '../digest/digests.ts';

/** One keyed job per ritual looks after its next date: when it fires, that date's round is written with all its jobs, and
 * the job is armed for the date after it. So a ritual always has its next date planned, and after downtime every date that
 * was missed is looked at once, in order. */
export async function armPlan(
  tx: Tx,
  team: Team,
  ritual: Ritual,
  after: string | undefined,
  since: Instant,
): Promise<void> {
  const next = nextOccurrence(team, ritual, after, since);
  const id = `${team.id}/${ritual.id}`;
  if (!next) {
    await tx.jobs.cancel(`plan:${id}`);
    return;
  }
  const payload = { team: team.id, ritual: ritual.id, since, ...(after === undefined ? {} : { after }) };
  await tx.jobs.arm(job('plan', id, lookInstant(team, ritual, next.date), payload));
}

export function plan(context: Context): Handler {
  return async (due, tx, now) => {
    const team = context.rhythm.team(String(due.payload.team));
    const ritual = team && ritualOf(team, String(due.payload.ritual));
    if (!team || !ritual) return;
    const after = typeof due.payload.after === 'string' ? due.payload.after : undefined;
    const since = Number(due.payload.since);
    const next = nextOccurrence(team, ritual, after, since);
    if (!next) return;
    const planned = planInstant(team, next.date, await absencesFrom(tx, now));
    if (planned > now) {
      await tx.jobs.arm(job('plan', `${team.id}/${ritual.id}`, planned, due.payload));
      return;
    }
    if (ritual.kind === 'digest') await planDigestOf(tx, team, ritual, next);
    else await writeRound(tx, team, ritual, next, now);
    await armPlan(tx, team, ritual, next.slot, since);
  };
}

/** The definition has changed: what has not begun is planned anew from now on, what has begun stays as it was copied. */
export async function replan(tx: Tx, team: Team, ritual: Ritual, now: Instant): Promise<void> {
  for (const round of await tx.rounds.find({ team: team.id, ritual: ritual.id, state: 'planned' })) {
    const prompts = await tx.prompts.find({ round: round.id });
    if (round.opensAt <= now || prompts.some(({ state }) => state !== 'planned')) continue;
    await forget(tx, round, prompts);
    // What people have moved stays where they put it.
    if (round.byHand?.what === 'moved')
      await writeRound(tx, team, timed(ritual, round.at), round, now, keptByHand(round));
  }
  const kept = await tx.rounds.find(
    { team: team.id, ritual: ritual.id },
    { order: 'date', newest: true, limit: 60 },
  );
  const last = kept
    .filter(({ ahead }) => !ahead)
    .map(({ slot }) => slot)
    .filter(isCivilDate)
    .sort()
    .at(-1);
  const next = nextOccurrence(team, ritual, undefined, now);
  const waiting = await tx.jobs.get(`plan:${team.id}/${ritual.id}`);
  // A plan that is overdue was missed by a process that was down: those dates are still to be looked at.
  const goesOn =
    (waiting && waiting.due < now) || (last !== undefined && next !== undefined && last >= next.slot);
  await armPlan(tx, team, ritual, goesOn ? last : undefined, now);
}

/** Nothing more is planned for a ritual that a team no longer has. */
export async function unplan(tx: Tx, team: string, ritual: string): Promise<void> {
  await tx.jobs.cancel(`plan:${team}/${ritual}`);
  for (const round of await tx.rounds.find({ team, ritual, state: 'planned' })) {
    const prompts = await tx.prompts.find({ round: round.id });
    if (prompts.every(({ state }) => state === 'planned')) await forget(tx, round, prompts);
  }
}

/** When somebody who was asked is reminded; what would come late is left out. Whoever was asked late has a later due, and
 * is reminded as long before it. */
export function remindersFor(
  { team, ritual, round, absences }: RoundView,
  asked: Pick<Prompt, 'person' | 'optional' | 'due'>,
  now: Instant,
): Instant[] {
  const person = personOf(team, asked.person);
  if (!person || ritual.mode === 'live') return [];
  const planned = promptFor(person, asked.optional, { team, ritual, date: round.date, absences });
  const later = asked.due - planned.due;
  return planned.remindAt.map((at) => at + later).filter((at) => at > now);
}

async function planDigestOf(tx: Tx, team: Team, ritual: Ritual, next: Occurrence): Promise<void> {
  if (!next.skipped && !next.mergedInto) await planDigest(tx, team, ritual, next.date);
}

type Written = Pick<Occurrence, 'date' | 'skipped' | 'mergedInto'> & { slot: string };

/** Writes a round down with all its jobs; `more` is what people have said of it. */
export async function writeRound(
  tx: Tx,
  team: Team,
  ritual: Ritual,
  next: Written,
  now: Instant,
  more: Partial<Round> = {},
): Promise<void> {
  const plan = planFor(
    team,
    ritual,
    next,
    await absencesFrom(tx, now),
    more.byHand?.what === 'run' ? now : undefined,
  );
  const round = { ...roundOf(team, ritual, next, plan), ...more };
  const known = await roundOfSlot(tx, team.id, ritual.id, next);
  if (known || !(await tx.rounds.insert(round))) return reached(tx, known?.id ?? round.id);
  if (round.state !== 'planned') return record(tx, round, now);
  for (const prompt of plan.prompts) await writePrompt(tx, round, prompt);
  if (ritual.facilitator) await tx.jobs.arm(job('turn', round.id, turnFixedAt(team, round.date)));
  await tx.jobs.arm(job('open', round.id, round.opensAt));
  // A meeting that opens as it starts opens first.
  if (round.startsAt !== undefined)
    await tx.jobs.arm(job('start', round.id, Math.max(round.startsAt, round.opensAt + 1)));
  await tx.jobs.arm(job('close', round.id, round.closesAt));
}

/** Who depends on whom is looked at when the round opens, not when it is planned. */
function planFor(
  team: Team,
  ritual: Ritual,
  next: Written,
  absences: readonly Absence[],
  atOnce?: Instant,
): RoundPlan {
  const { with: _with, ...everybody } = ritual;
  return planRound(team, everybody, next, absences, atOnce);
}

/** The round of a slot; one from before a rename has another id. */
export async function roundOfSlot(
  tx: Tx,
  team: string,
  ritual: string,
  { slot, date }: { slot: string; date: CivilDate },
): Promise<Round | undefined> {
  const own = await tx.rounds.get(`${team}/${ritual}/${slot}`);
  if (own) return own;
  const around = { atLeast: addDays(date, -NEAR), below: addDays(date, NEAR) };
  return (await tx.rounds.find({ team, ritual, date: around })).find((round) => round.slot === slot);
}

/** A round is moved by at most so many days, as far as it is looked for. */
const NEAR = 45;

/** Planning has come to what was written down ahead of it. */
async function reached(tx: Tx, id: string): Promise<void> {
  const known = await tx.rounds.get(id);
  if (!known?.ahead) return;
  const { ahead: _, ...round } = known;
  await tx.rounds.update({ ...round, version: known.version + 1 });
}

/** What of a round people have said, and planning does not know. */
export function keptByHand({ byHand, at, ahead, facilitator }: Round): Partial<Round> {
  return {
    ...(byHand ? { byHand } : {}),
    ...(at === undefined ? {} : { at }),
    ...(ahead ? { ahead } : {}),
    ...(facilitator ? { facilitator } : {}),
  };
}

function roundOf(team: Team, ritual: Ritual, next: Written, plan: RoundPlan): Round {
  const why = next.skipped ?? (next.mergedInto ? plan.skip : undefined);
  return {
    id: `${team.id}/${ritual.id}/${next.slot}`,
    team: team.id,
    ritual: ritual.id,
    slot: next.slot,
    date: next.date,
    state: next.mergedInto ? 'merged' : next.skipped ? 'skipped' : 'planned',
    opensAt: plan.opensAt,
    ...(plan.startsAt === undefined ? {} : { startsAt: plan.startsAt }),
    closesAt: plan.closesAt,
    ...(why ? { closed: { at: plan.opensAt, why } } : {}),
    version: 1,
  };
}

async function record(tx: Tx, round: Round, now: Instant): Promise<void> {
  const about = `round:${round.id}`;
  const why = round.closed?.why ?? '';
  await tx.events.append({
    team: round.team,
    about,
    what: round.state,
    who: 'schedule',
    at: now,
    from: 'engine',
    why,
  });
}

async function writePrompt(tx: Tx, round: Round, plan: PromptPlan): Promise<void> {
  const prompt: Prompt = {
    id: `${round.id}/${plan.person}`,
    round: round.id,
    team: round.team,
    person: plan.person,
    state: 'planned',
    optional: plan.optional,
    at: plan.at,
    due: plan.due,
    why: 'planned',
    version: 1,
  };
  if (await tx.prompts.insert(prompt)) await tx.jobs.arm(job('prompt', prompt.id, prompt.at));
}

/** Takes a round out that nobody was asked about, with everything planned for it. */
export async function forget(tx: Tx, round: Round, prompts: readonly Prompt[]): Promise<void> {
  for (const prompt of prompts) {
    await tx.jobs.cancel(`prompt:${prompt.id}`);
    await tx.prompts.delete(prompt.id);
  }
  for (const kind of ['turn', 'pass-on', 'open', 'start', 'close'])
    await tx.jobs.cancel(`${kind}:${round.id}`);
  await tx.rounds.delete(round.id);
}
