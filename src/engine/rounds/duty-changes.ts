import type { Reply } from '../../core/decision.ts';
import { nameOf } from '../../core/escalation/people.ts';
import { dutySaid } from '../../core/present/duty.ts';
import { closeAsk } from '../../core/rotation/asking.ts';
import { entered, rotationOf } from '../../core/rotation/books.ts';
import {
  type Exchanged,
  give,
  notYours,
  pass,
  swap,
  take,
  whoArranges,
} from '../../core/rotation/exchange.ts';
import { type Duty, dutyWords } from '../../core/rotation/forecast.ts';
import type { Turn, TurnAsk } from '../../core/rotation/rotation.ts';
import { mayUndo, undo } from '../../core/rotation/undo.ts';
import type { PersonId } from '../../core/team.ts';
import { type Call, refused, said } from '../call.ts';
import { ask } from './duty-asks.ts';
import { type Happened, keepDuties, type Sight, sightOf, type Told } from './duty-books.ts';

const UNDO = { code: '/rondo duty undo' } as const;

/** Whoever has the turn says yes to it. */
export async function accept(call: Call, sight: Sight, duty: Duty): Promise<Reply> {
  const { caller, now } = call;
  const { turn } = duty;
  if (turn.person !== caller.person) return refused(notYours(sight.team, turn));
  if (turn.accepted) return said('You have said so already. Thank you.');
  const state: Turn = { ...turn, accepted: { by: caller.person, at: now } };
  await keepDuties(call, sight, {
    books: entered(sight.books, state, rotationOf(sight.books, turn)),
    events: [{ turn: turn.id, what: 'accepted', why: 'says that they will do it', person: caller.person }],
    told: [],
    shown: [],
  });
  return said(`Thank you. ${dutyWords(duty)} is yours.`);
}

/** The caller passes a turn of theirs on to the next eligible; or somebody else's whom they name (`whose`), if they may arrange
 * the team's turns. Whoever had it is told, and may undo it. */
export async function passOn(call: Call, sight: Sight, duty: Duty, whose?: PersonId): Promise<Reply> {
  const { caller, now } = call;
  const { id, person: before } = duty.turn;
  if (before !== (whose ?? caller.person)) return refused(notYours(sight.team, duty.turn));
  const done = pass(sight.books, duty, caller.person, sight.absences, now);
  if (!done.ok) return refused(done.why);
  const next = done.books.turns.get(id);
  const to = next?.person;
  const name = to === undefined ? 'The lead' : nameOf(sight.team, to);
  await change(
    call,
    sight,
    done,
    [
      { turn: id, what: 'passed on', why: `${caller.name} passed it on to ${name}`, person: before },
      ...(to === undefined ? [] : [{ turn: id, what: 'took over', why: next?.why ?? '', person: to }]),
    ],
    [
      ...(to === undefined
        ? []
        : [
            {
              to,
              turn: id,
              text: dutySaid.passed(caller.name, duty, next?.why ?? ''),
              yours: true,
            } as const,
          ]),
      ...(before === undefined || before === caller.person
        ? []
        : [{ to: before, turn: id, text: dutySaid.passedForYou(caller.name, duty, name) }]),
    ],
  );
  return said(`${name} has ${dutyWords(duty)} now. Changed your mind? `, UNDO);
}

/** The caller volunteers for somebody else's turn. */
export async function volunteer(call: Call, sight: Sight, duty: Duty): Promise<Reply> {
  const { caller, now } = call;
  const { id, person: before } = duty.turn;
  const done = take(sight.books, duty, caller.person, sight.absences, now);
  if (!done.ok) return refused(done.why);
  const why = `${caller.name} volunteered`;
  const people = [caller.person, ...(before === undefined ? [] : [before])];
  await change(
    call,
    sight,
    done,
    people.map((person) => ({ turn: id, what: 'taken', why, person })),
    before === undefined ? [] : [{ to: before, turn: id, text: dutySaid.volunteered(caller.name, duty) }],
  );
  const told = before === undefined ? '' : ` ${nameOf(sight.team, before)} is told.`;
  return said(`Thank you. You have ${dutyWords(duty)} now.${told} Changed your mind? `, UNDO);
}

/** A turn is given to somebody: who has it asks them; somebody who may arrange the team's turns decides for others. */
export async function handOut(call: Call, sight: Sight, duty: Duty, to: PersonId): Promise<Reply> {
  const { caller, now } = call;
  const { team } = sight;
  const { id, person: before } = duty.turn;
  if (before === caller.person && to === caller.person)
    return refused('This turn is yours already. Nothing was changed.');
  if (before === caller.person) return ask(call, sight, duty, { to });
  if (to === caller.person) return volunteer(call, sight, duty);
  if (!whoArranges(team).includes(caller.person)) return refused(notYours(team, duty.turn));
  const done = give(sight.books, duty, to, { by: caller.person, agreed: false }, sight.absences, now);
  if (!done.ok) return refused(done.why);
  const [name, from] = [nameOf(team, to), before === undefined ? 'nobody' : nameOf(team, before)];
  const why = `${caller.name} gave it to ${name}, in place of ${from}`;
  const people = [to, ...(before === undefined ? [] : [before])];
  await change(
    call,
    sight,
    done,
    people.map((person) => ({ turn: id, what: 'given', why, person })),
    [
      { to, turn: id, text: dutySaid.given(caller.name, duty, from), yours: true },
      ...(before === undefined
        ? []
        : [{ to: before, turn: id, text: dutySaid.givenAway(caller.name, duty, name) }]),
    ],
  );
  return said(`${name} has ${dutyWords(duty)} now, and both are told. Changed your mind? `, UNDO);
}

/** Two people's turns change hands because somebody who may arrange the team's turns says so; both are told. */
export async function swapFor(call: Call, sight: Sight, one: Duty, other: Duty): Promise<Reply> {
  const { caller, now } = call;
  const { team } = sight;
  const done = swap(sight.books, one, other, sight.absences, now, caller.person);
  if (!done.ok) return refused(done.why);
  const [first, second] = [one.turn.person ?? '', other.turn.person ?? ''];
  const why = `${caller.name} swapped the turns of ${nameOf(team, first)} and ${nameOf(team, second)}`;
  await change(
    call,
    sight,
    done,
    [one, other].flatMap(({ turn }) =>
      [first, second].map((person) => ({ turn: turn.id, what: 'swapped', why, person })),
    ),
    [
      { to: first, turn: other.turn.id, text: dutySaid.swappedForYou(caller.name, other, one), yours: true },
      { to: second, turn: one.turn.id, text: dutySaid.swappedForYou(caller.name, one, other), yours: true },
    ],
  );
  return said(
    `${nameOf(team, second)} has ${dutyWords(one)} now, and ${nameOf(team, first)} has ${dutyWords(other)}. Both are told. Changed your mind? `,
    UNDO,
  );
}

/** Takes back the last thing that the caller asked or changed about a turn that has not begun; or somebody else's (`whose`), in
 * the teams whose turns the caller may arrange. */
export async function undoLast(call: Call, whose?: PersonId): Promise<Reply> {
  const { caller, tx, now } = call;
  const by = whose ?? caller.person;
  const may = caller.meant.filter(
    (team) => by === caller.person || whoArranges(team).includes(caller.person),
  );
  if (may.length === 0 && caller.meant.length > 0)
    return refused(
      'Only the coordinator, a lead or an admin can undo what somebody else did. Nothing was changed.',
    );
  const found = [];
  for (const team of may) found.push(lastOf(await sightOf(tx, team, now), by));
  const last = found
    .filter((one) => one.at !== undefined)
    .reduce<(typeof found)[number] | undefined>(
      (best, one) => (best && (best.at ?? 0) >= (one.at ?? 0) ? best : one),
      undefined,
    );
  const { sight, asked } = last ?? found[0] ?? {};
  if (!sight) return refused('You are in no team, so you have no turns.');
  return asked ? takeBack(call, sight, asked) : undoChange(call, sight, by);
}

/** What somebody did last about a team's turns, and when. */
function lastOf(sight: Sight, by: PersonId): { sight: Sight; at?: number; asked?: Duty } {
  const asked = sight.duties
    .filter(({ turn: { ask: open } }) => open !== undefined && open.by === by && !open.settled)
    .toSorted((a, b) => askedAt(b) - askedAt(a))[0];
  const changes = sight.duties.flatMap(({ turn }) => turn.changes?.at(-1) ?? []);
  const own = changes.filter((one) => mayUndo(one, by)).map(({ at }) => at);
  const changed = own.length > 0 ? Math.max(...own) : undefined;
  if (asked && askedAt(asked) >= (changed ?? 0)) return { sight, at: askedAt(asked), asked };
  return { sight, ...(changed !== undefined && { at: changed }) };
}

function askedAt({ turn }: Duty): number {
  const open: TurnAsk | undefined = turn.ask;
  return open?.at ?? 0;
}

async function takeBack(call: Call, sight: Sight, duty: Duty): Promise<Reply> {
  const { turn } = duty;
  const to = turn.ask?.to ?? '';
  await keepDuties(call, sight, {
    books: closeAsk(sight.books, turn, 'withdrawn', call.now),
    events: [call.caller.person, to].map((person) => ({
      turn: turn.id,
      what: 'taken back',
      why: `${call.caller.name} does not ask any more`,
      person,
    })),
    told: [],
    shown: [],
  });
  return said(`Taken back: I no longer ask ${nameOf(sight.team, to)} about ${dutyWords(duty)}.`);
}

async function undoChange(call: Call, sight: Sight, by: PersonId): Promise<Reply> {
  const { caller } = call;
  const done = undo(sight.books, by, sight.duties);
  if (!done.ok) return refused(done.why);
  const hands = sight.duties.filter(({ turn }) => done.turns?.includes(turn.id));
  const events: Happened[] = [];
  const told: Told[] = [];
  for (const duty of hands) {
    const { id, person: from } = duty.turn;
    const to = done.books.turns.get(id)?.person;
    const why = `${caller.name} undid the last change`;
    for (const person of [from, to]) if (person) events.push({ turn: id, what: 'undone', why, person });
    if (to !== undefined && to !== caller.person)
      told.push({ to, turn: id, text: dutySaid.backToYou(caller.name, duty), yours: true });
    if (from !== undefined && from !== caller.person)
      told.push({ to: from, turn: id, text: dutySaid.notYours(caller.name, duty) });
  }
  await change(call, sight, done, events, told);
  const now = hands.map((duty) => {
    const to = done.books.turns.get(duty.turn.id)?.person;
    return `${to === undefined ? 'nobody' : nameOf(sight.team, to)} has ${dutyWords(duty)}`;
  });
  return said(`Undone: ${now.join(', and ')} again. Everybody concerned is told.`);
}

/** Whoever did it, and now has the turn, needs no message. */
async function change(
  call: Call,
  sight: Sight,
  done: Extract<Exchanged, { ok: true }>,
  events: readonly Happened[],
  told: readonly Told[],
): Promise<void> {
  const others = told.filter(({ to }) => to !== call.caller.person);
  await keepDuties(call, sight, { books: done.books, events, told: others, shown: [] });
}
