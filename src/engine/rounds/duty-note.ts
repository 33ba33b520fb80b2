import { awayOn } from '../../core/absence/availability.ts';
import type { Effect, Reply } from '../../core/decision.ts';
import { type HandOver, LONGEST_NOTE } from '../../core/present/hand-over.ts';
import type { Turn } from '../../core/rotation/rotation.ts';
import { turnOf, turnsOf } from '../../core/rotation/turn.ts';
import type { RoundView } from '../../core/round/asking.ts';
import { isWorkday } from '../../core/time/calendar.ts';
import { addDays, dateAt, showDate } from '../../core/time/zone.ts';
import type { CivilDate } from '../../core/time.ts';
import type { Reads, Tx } from '../../ports.ts';
import { readByAll } from '../actions/readable.ts';
import { type Call, refused, said } from '../call.ts';
import { carryOut } from '../commit.ts';
import { ritualOf } from '../context.ts';

/** A note can be left so many days after a turn. */
const NOTED = 35;

/** `/rondo duty note`: what whoever has the next turn should know, from whoever had the last one or has it now. */
export async function leaveNote(call: Call, words: string): Promise<Reply> {
  const { caller, tx, now, command } = call;
  const text = words.trim();
  if (text === '')
    return refused('Say what the next one should know: ', {
      code: '/rondo duty note the demo is on Thursday',
    });
  if (text.length > LONGEST_NOTE)
    return refused(`That is longer than ${LONGEST_NOTE} letters. Make it a little shorter.`);
  const turn = await ownTurn(call);
  if (!turn)
    return refused(
      'A note goes from whoever has or had a turn to the next one. You have had none in the last weeks.',
    );
  await tx.turns.update({ ...turn, note: { text, at: now }, version: turn.version + 1 });
  const about = { team: turn.team, about: `turn:${turn.id}`, who: caller.person, from: command.platform };
  const event = {
    ...about,
    what: 'noted',
    at: now,
    why: 'left a note for the next one',
    person: caller.person,
  };
  await carryOut(tx, { events: [event], effects: await nextShown(call, turn) }, now);
  const name = nameOfTurn(call, turn);
  return said(`Noted. Whoever has the turn after yours (${name}, ${showDate(turn.date)}) reads it.`);
}

/** The next one may have been told already: what they were told shows the note. */
async function nextShown({ context, tx }: Call, turn: Turn): Promise<Effect[]> {
  const team = context.rhythm.team(turn.team);
  if (!team) return [];
  const rounds = await tx.rounds.find({ team: team.id, state: 'planned' });
  const told = rounds.filter((round) => {
    const ritual = ritualOf(team, round.ritual);
    const next = ritual && round.facilitator && turnOf(team, ritual, round.date);
    return next && next.rotation === `${team.id}/${turn.rotation}` && next.date > turn.date;
  });
  return told.map(({ id }) => ({ do: 'refresh', thing: `round:${id}` }) as const);
}

/** The caller's turn that runs now or ran last, of the teams that they mean. */
async function ownTurn({ caller, tx, now }: Call): Promise<Turn | undefined> {
  const found: Turn[] = [];
  for (const team of caller.meant) {
    const today = dateAt(team.calendar.zone, now);
    const turns = await tx.turns.find({
      team: team.id,
      person: caller.person,
      date: { atLeast: addDays(today, -NOTED), below: addDays(today, 1) },
    });
    found.push(...turns);
  }
  return found.toSorted((a, b) => (a.date < b.date ? 1 : -1))[0];
}

function nameOfTurn({ context }: Call, { team, rotation }: Turn): string {
  const rituals = context.rhythm.team(team)?.rituals ?? [];
  return rituals.find(({ facilitator }) => facilitator?.rotation === rotation)?.name ?? rotation;
}

/** What the one who leads a round should know: a turn that holds for a week looks at the week. */
export async function handOverOf(read: Reads | Tx, view: RoundView, turn: Turn): Promise<HandOver> {
  const { team, ritual, round } = view;
  const from = `round:${team.id}/${ritual.id}/`;
  const open = await readByAll(read, await read.actions.find({ team: team.id, open: true }));
  const live = await read.escalations.find({ team: team.id, live: true }, { order: 'raisedAt' });
  const own = (action: { from: string }) => (action.from.startsWith(from) ? 0 : 1);
  const note = await lastNote(read, turn);
  return {
    actions: open.toSorted((a, b) => own(a) - own(b) || (a.due < b.due ? -1 : 1)),
    blockers: live.filter((one) => one.private === undefined),
    away: awayIn(view, daysOf(view, turn, round.date)),
    ...(note && { note }),
  };
}

function daysOf({ team, ritual }: RoundView, turn: Turn, date: CivilDate): CivilDate[] {
  if (turnsOf(team, ritual).facilitator?.turns !== 'weekly' || ritual.kind !== 'duty') return [date];
  return Array.from({ length: 7 }, (_, day) => addDays(turn.date, day));
}

/** A member's free days are no absence: only days on which they would work are looked at. */
function awayIn({ team, absences }: RoundView, days: readonly CivilDate[]) {
  const members = team.members.filter(({ active, participates }) => active && participates);
  const away = members.filter((member) =>
    days.some(
      (day) =>
        (days.length === 1 || isWorkday(member.calendar, day)) && awayOn(member, absences, day) !== undefined,
    ),
  );
  return away.map(({ id }) => id);
}

/** The note of the turn before this one. */
async function lastNote(read: Reads | Tx, turn: Turn): Promise<HandOver['note']> {
  const since = addDays(turn.date, -NOTED);
  const turns = await read.turns.find(
    { team: turn.team, rotation: turn.rotation, date: { atLeast: since, below: turn.date } },
    { order: 'date', newest: true, limit: 1 },
  );
  const [before] = turns;
  return before?.note && before.person !== undefined
    ? { text: before.note.text, by: before.person }
    : undefined;
}
