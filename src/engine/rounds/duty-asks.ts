import type { Reply } from '../../core/decision.ts';
import { nameOf } from '../../core/escalation/people.ts';
import { dutySaid } from '../../core/present/duty.ts';
import { agree, askFor, closeAsk, OVER } from '../../core/rotation/asking.ts';
import { type Duty, dutyWords } from '../../core/rotation/forecast.ts';
import type { PersonId } from '../../core/team.ts';
import { type Call, idOf, type Press, refused, said } from '../call.ts';
import { keepDuties, type Sight, sightOf, turnNow } from './duty-books.ts';

/** Asks for a swap, or to take a turn over. */
export async function ask(
  call: Call,
  sight: Sight,
  mine: Duty,
  { to, theirs }: { to: PersonId; theirs?: Duty | undefined },
): Promise<Reply> {
  const { caller, now } = call;
  const who = { by: caller.person, to, ...(theirs && { theirs }) };
  const asked = askFor(sight.books, mine, who, sight.absences, now);
  if (!asked.ok) return refused(asked.why);
  const turn = mine.turn.id;
  const name = nameOf(sight.team, to);
  const text = theirs ? dutySaid.swapAsked(caller.name, mine, theirs) : dutySaid.giveAsked(caller.name, mine);
  const why = theirs
    ? `asked ${name} to swap it for ${dutyWords(theirs)}`
    : `asked ${name} to take over ${dutyWords(mine)}`;
  await keepDuties(call, sight, {
    books: asked.books,
    events: [caller.person, to].map((person) => ({ turn, what: 'asked', why, person })),
    told: [{ to, turn, text, ask: asked.books.turns.get(turn)?.ask?.number ?? 0 }],
    shown: [],
  });
  return said(`I have asked ${name}. Nothing changes before they agree. Not meant? `, UNDO);
}

const UNDO = { code: '/rondo duty undo' } as const;

/** What a button on a question is about; a question that is over says so. */
async function openAsk(call: Call, thing: string, number: number) {
  const turn = await call.tx.turns.get(turnNow(call.context, idOf(thing)));
  const team = turn && call.context.rhythm.team(turn.team);
  if (!turn || !team || turn.ask?.number !== number) return refused(OVER);
  const { ask: open } = turn;
  if (open.to !== call.caller.person)
    return refused(`Only ${nameOf(team, open.to)} was asked, and can answer. Nothing was changed.`);
  if (open.settled) return said(SETTLED[open.settled.as]);
  return { ask: open, turn, sight: await sightOf(call.tx, team, call.now) };
}

const SETTLED = {
  accepted: 'You have agreed already. It is done.',
  declined: 'You have declined already. Nothing was changed.',
  overtaken: OVER,
  withdrawn: 'It was taken back before you answered. Nothing was changed.',
} as const;

export const agreeTo: Press = async (call, thing, number) => {
  const found = await openAsk(call, thing, number);
  if ('reply' in found) return found;
  const { sight, ask: open, turn } = found;
  const byId = (id: string | undefined) => sight.duties.find((duty) => duty.turn.id === id);
  const [mine, theirs] = [byId(turn.id), byId(open.other)];
  const gone = !mine || (open.other !== undefined && !theirs);
  const done = gone
    ? { ok: false as const, why: 'One of the turns has begun by now, so nothing was changed.' }
    : agree(sight.books, mine, theirs, sight.absences, call.now);
  const { name, person } = call.caller;
  if (!done.ok) {
    const words = mine ? dutySaid.failed(mine, done.why) : done.why;
    await keepDuties(call, sight, {
      books: closeAsk(sight.books, turn, 'overtaken', call.now),
      events: [],
      told: [{ to: open.by, turn: turn.id, text: words }],
      shown: [],
    });
    return refused(done.why);
  }
  const asker = nameOf(sight.team, open.by);
  const hands = [turn.id, ...(open.other === undefined ? [] : [open.other])];
  const what = theirs ? 'swapped' : 'handed over';
  await keepDuties(call, sight, {
    books: done.books,
    events: hands.flatMap((id) =>
      [open.by, person].map((one) => ({
        turn: id,
        what,
        why: theirs ? `${asker} and ${name} agreed` : `${asker} asked ${name}, who agreed`,
        person: one,
      })),
    ),
    told: [
      theirs
        ? { to: open.by, turn: theirs.turn.id, text: dutySaid.swapped(name, theirs, mine!), yours: true }
        : { to: open.by, turn: turn.id, text: dutySaid.takenOver(name, mine!) },
    ],
    shown: [],
  });
  return said(`Thank you. You have ${dutyWords(mine!)} now${theirs ? `, and ${asker} has yours` : ''}.`);
};

export const decline: Press = async (call, thing, number) => {
  const found = await openAsk(call, thing, number);
  if ('reply' in found) return found;
  const { sight, ask: open, turn } = found;
  const duty = sight.duties.find((one) => one.turn.id === turn.id);
  const { name, person } = call.caller;
  const why = `${name} declined`;
  await keepDuties(call, sight, {
    books: closeAsk(sight.books, turn, 'declined', call.now),
    events: [open.by, person].map((one) => ({ turn: turn.id, what: 'declined', why, person: one })),
    told: duty ? [{ to: open.by, turn: turn.id, text: dutySaid.declined(name, duty) }] : [],
    shown: [],
  });
  return said('All right. Nothing was changed, and whoever asked knows.');
};
