import type { Asked } from '../../core/answers/asked.ts';
import { personOf } from '../../core/round/asking.ts';
import type { Prompt } from '../../core/round.ts';
import type { Team } from '../../core/team.ts';
import { lastClose } from '../../core/time/calendar.ts';
import { addDays, dateAt } from '../../core/time/zone.ts';
import { DAY } from '../../core/time.ts';
import type { Call } from '../call.ts';
import { askedFor } from './asked.ts';

/** The prompts a person could answer now, with all that their form needs. */
export async function askedOf(call: Call, clicked: readonly string[]): Promise<Asked[]> {
  const { tx, caller, now } = call;
  const waiting = await tx.prompts.find(
    { person: caller.person, state: 'asked', due: { atLeast: now + 1 } },
    { order: 'due' },
  );
  const real = await notRehearsed(call, waiting);
  const ids = [...new Set([...clicked, ...real.map(({ id }) => id)])];
  return loadAsked(call, ids);
}

/** Nobody was told of what a team only rehearses, but for whoever sees the rehearsal. */
async function notRehearsed({ tx, caller }: Call, prompts: readonly Prompt[]): Promise<Prompt[]> {
  const rows = await tx.rehearsals.find({ state: 'rehearsing' });
  const unseen = new Set(rows.filter(({ by }) => by !== caller.person).map(({ id }) => id));
  return prompts.filter(({ team }) => !unseen.has(team));
}

/** What somebody may still answer although nothing waits: what they have missed on this working day; else what can be
 * changed, and what can be given ahead. */
export async function besides(call: Call): Promise<Asked[]> {
  const missed = await missedOf(call);
  if (missed.length > 0) return missed;
  const changeable = await changeableOf(call);
  const today = dateAt(call.caller.zone, call.now);
  // To put today's answer right, nobody must fill in tomorrow's as well.
  if (changeable.some(({ round }) => round.date <= today)) return changeable;
  return [...changeable, ...(await aheadOf(call))];
}

/** What a person was asked on this date of theirs and has not answered in time, until their working day ends. */
export async function missedOf(call: Call): Promise<Asked[]> {
  const { tx, caller, now } = call;
  const due = { atLeast: now - DAY, below: now + 1 };
  const states = ['asked', 'missed'] as const;
  const prompts = await Promise.all(
    states.map((state) => tx.prompts.find({ person: caller.person, state, due }, { order: 'due' })),
  );
  const real = await notRehearsed(call, prompts.flat());
  const asked = await loadAsked(
    call,
    real.map(({ id }) => id),
  );
  const today = dateAt(caller.zone, now);
  const ends = (team: Team) => {
    const person = personOf(team, caller.person);
    return (person && lastClose(person.calendar, today)) ?? 0;
  };
  return asked.filter(({ round, team, update }) => !update && round.date === today && now < ends(team));
}

/** What a person has answered and can still change. */
export async function changeableOf(call: Call): Promise<Asked[]> {
  const { tx, caller, now } = call;
  const answered = { person: caller.person, state: 'answered', due: { atLeast: now + 1 } } as const;
  const prompts = await tx.prompts.find(answered, { order: 'due' });
  return loadAsked(
    call,
    prompts.map(({ id }) => id),
  );
}

/** Prompts not asked yet that a person may answer ahead: those of today and tomorrow on their own clock. */
async function aheadOf(call: Call): Promise<Asked[]> {
  const { tx, caller, now } = call;
  const planned = await tx.prompts.find(
    { person: caller.person, state: 'planned', due: { atLeast: now + 1 } },
    { order: 'due' },
  );
  const real = await notRehearsed(call, planned);
  const asked = await loadAsked(
    call,
    real.map(({ id }) => id),
  );
  const next = asked[0]?.round.date;
  const today = dateAt(caller.zone, now);
  return asked.filter(({ round }) => round.date === next && round.date <= addDays(today, 1));
}

/** The person's own of these prompts, each once; those of others, and of teams that are gone, fall out. */
export async function loadAsked(
  { context, tx, caller, now }: Call,
  ids: readonly string[],
): Promise<Asked[]> {
  const found: Asked[] = [];
  for (const id of new Set(ids)) {
    const prompt = await tx.prompts.get(id);
    const asked = prompt?.person === caller.person && (await askedFor(context, tx, prompt, now));
    if (asked) found.push(asked);
  }
  return found;
}
