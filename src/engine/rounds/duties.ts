import { wordsOf } from '../../core/answers/reading.ts';
import type { Reply } from '../../core/decision.ts';
import { nearest } from '../../core/definition/nearest.ts';
import { join } from '../../core/message.ts';
import { giveForm, presentDuties, swapForm } from '../../core/present/duty.ts';
import { type DutyWords, readDuty } from '../../core/rotation/duty-words.ts';
import { whoArranges } from '../../core/rotation/exchange.ts';
import { type Duty, HORIZON } from '../../core/rotation/forecast.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import { type Call, idOf, type Press, refused, type Submit, type Verb } from '../call.ts';
import { ask } from './duty-asks.ts';
import { type Sight, sightOf, turnNow } from './duty-books.ts';
import { accept, handOut, passOn, swapFor, undoLast, volunteer } from './duty-changes.ts';
import { ledger } from './duty-ledger.ts';
import { leaveNote } from './duty-note.ts';
import { skip, unskip } from './duty-skip.ts';

/** `/rondo duty`: who has which turn, and everything that people can agree on about turns. */
export const duty: Verb = async (call, words) => {
  const [, word = '', rest = ''] = words.trim().match(/^(\S*)\s*([\s\S]*)$/) ?? [];
  const verb = word.toLowerCase();
  if (verb === '' || verb === 'list') return list(call);
  if (verb === 'note') return leaveNote(call, rest);
  if (verb === 'ledger') return ledger(call);
  const act = Object.hasOwn(ACTS, verb) ? ACTS[verb] : undefined;
  if (!act) return unknownAct(word);
  const { caller, now } = call;
  if (caller.meant.length === 0) return refused('You are in no team, so you have no turns.');
  const today = dateAt(caller.zone, now);
  const read = readDuty(rest, caller.meant, today);
  if (!read.ok) return refused(read.why);
  return act(call, await sightsOf(call), read);
};

type Act = (call: Call, sights: readonly Sight[], read: DutyWords) => Promise<Reply>;

const ACTS: Readonly<Record<string, Act>> = {
  swap: (call, sights, read) => startSwap(call, sights, read),
  pass: (call, sights, read) => passOne(call, sights, read),
  skip: (call, sights, read) =>
    read.dates.length > 0 ? skip(call, sights, read) : passOne(call, sights, read),
  unskip: (call, sights, read) => unskip(call, sights, read),
  take: (call, sights, read) => withOne(call, sights, read, (one) => !isMine(call)(one), volunteer),
  give: (call, sights, read) => startGive(call, sights, read),
  undo: (call, _sights, read) => undoLast(call, read.person),
};

function unknownAct(word: string): Reply {
  const near = nearest(word, [...Object.keys(ACTS), 'list', 'note', 'ledger']);
  const offer = near ? [' Did you mean ', { code: `/rondo duty ${near}` }, '?'] : [];
  return refused(
    `I do not know “${word.slice(0, 60)}” here. Nothing was changed.`,
    ...offer,
    ' More: ',
    { code: '/rondo help duty' },
    '.',
  );
}

/** Turns of the next weeks only: the list shows a few. */
const LISTED = 42;

async function list(call: Call): Promise<Reply> {
  const { caller, tx, now } = call;
  if (caller.meant.length === 0) return refused('You are in no team, so there are no turns to show.');
  const shown = [];
  for (const team of caller.meant) {
    const { duties } = await sightOf(tx, team, now, LISTED);
    shown.push(presentDuties(team, duties, caller.person));
  }
  return { reply: 'message', message: join(shown) };
}

async function sightsOf({ caller, tx, now }: Call): Promise<Sight[]> {
  const sights = [];
  for (const team of caller.meant) sights.push(await sightOf(tx, team, now));
  return sights;
}

function isMine({ caller }: Call) {
  return ({ turn }: Duty) => turn.person === caller.person;
}

/** With a name it is that person's turn. */
function passOne(call: Call, sights: readonly Sight[], read: DutyWords): Promise<Reply> {
  const whose = read.person ?? call.caller.person;
  const wanted = ({ turn }: Duty) => turn.person === whose;
  return withOne(call, sights, read, wanted, (_call, sight, one) => passOn(call, sight, one, whose));
}

/** The first turn that was meant, and what is done with it. */
async function withOne(
  call: Call,
  sights: readonly Sight[],
  read: DutyWords,
  wanted: (duty: Duty) => boolean,
  act: (call: Call, sight: Sight, duty: Duty) => Promise<Reply>,
): Promise<Reply> {
  const meant = meantBy(sights, read);
  // A turn that was named, and is not of the wanted kind, is refused with the reason by what is done with it.
  const named = read.dates.length > 0 || sights.flatMap(({ duties }) => duties).length === 1;
  const found = meant.find(({ duty: one }) => wanted(one)) ?? (named ? meant[0] : undefined);
  if (!found) return refused(noneFound(read));
  return act(call, found.sight, found.duty);
}

function meantBy(sights: readonly Sight[], { ritual, dates }: DutyWords): { sight: Sight; duty: Duty }[] {
  return sights
    .flatMap((sight) => sight.duties.map((one) => ({ sight, duty: one })))
    .filter(({ duty: one }) => ritual === undefined || one.rituals.includes(ritual))
    .filter(({ duty: one }) => dates.length === 0 || one.dates.includes(dates[0]!))
    .toSorted((a, b) => a.duty.startsAt - b.duty.startsAt);
}

function noneFound({ dates, ritual }: DutyWords): string {
  const which = [ritual, ...dates].filter(Boolean).join(' ');
  return `I find no turn${which ? ` for “${which}”` : ' of yours'} that is still to come, up to ${Math.round(HORIZON / 7)} weeks ahead. Nothing was changed.`;
}

async function startSwap(call: Call, sights: readonly Sight[], read: DutyWords): Promise<Reply> {
  const [first, second] = read.dates;
  const mine = meantBy(sights, read).filter(({ duty: one }) => isMine(call)(one));
  const others = sights.flatMap((sight) =>
    sight.duties.filter(
      ({ turn }) =>
        turn.person !== undefined &&
        turn.person !== call.caller.person &&
        (read.person === undefined || turn.person === read.person),
    ),
  );
  const theirs = second === undefined ? undefined : others.find(({ dates }) => dates.includes(second));
  const [one] = mine;
  if (one && theirs && first !== undefined)
    return ask(call, one.sight, one.duty, { to: theirs.turn.person ?? '', theirs });
  const both = one ? undefined : betweenOthers(call, sights, read);
  if (both) return swapFor(call, both.sight, both.one, both.other);
  if (read.dates.length > 0 && !one) return refused(`You have no turn then. ${noneFound(read)}`);
  return swapOver(call, sights, others, one?.duty.turn.id, theirs?.turn.id);
}

/** Somebody who may arrange the team's turns names two dates on which others have them. */
function betweenOthers({ caller }: Call, sights: readonly Sight[], read: DutyWords) {
  const [first, second] = read.dates;
  if (first === undefined || second === undefined) return undefined;
  for (const sight of sights.filter(({ team }) => whoArranges(team).includes(caller.person))) {
    const meant = meantBy([sight], { ...read, dates: [] }).map(({ duty: one }) => one);
    const one = meant.find(({ dates }) => dates.includes(first));
    const other = meant.find(({ dates, turn }) => turn.id !== one?.turn.id && dates.includes(second));
    if (one && other) return { sight, one, other };
  }
  return undefined;
}

function swapOver(
  call: Call,
  sights: readonly Sight[],
  others: readonly Duty[],
  mine?: string,
  theirs?: string,
): Reply {
  const own = sights.flatMap(({ duties }) => duties.filter(isMine(call)));
  const chosen = own.find(({ turn }) => turn.id === mine) ?? own[0];
  const there = others.filter(({ team }) => team.id === chosen?.team.id);
  if (!chosen) return refused('You have no turn to swap. ', { code: '/rondo duty' }, ' shows all turns.');
  if (there.length === 0)
    return refused('There is no turn you could swap with. ', { code: '/rondo duty' }, ' shows all turns.');
  return { reply: 'form', form: swapForm(own, there, { mine: chosen.turn.id, theirs }) };
}

async function startGive(call: Call, sights: readonly Sight[], read: DutyWords): Promise<Reply> {
  const may = ({ team, turn }: Duty) =>
    turn.person === call.caller.person || whoArranges(team).includes(call.caller.person);
  const named = read.ritual !== undefined || read.dates.length > 0;
  const meant = meantBy(sights, read);
  const found = named
    ? (meant.find(({ duty: one }) => isMine(call)(one)) ?? meant[0])
    : meant.find(({ duty: one }) => isMine(call)(one));
  if (named && !found) return refused(noneFound(read));
  if (found && read.person !== undefined && named) return handOut(call, found.sight, found.duty, read.person);
  const own = sights.flatMap(({ duties }) => duties.filter(may));
  const [team] = own.map((one) => one.team);
  if (!team) return refused('You have no turn to give. ', { code: '/rondo duty' }, ' shows all turns.');
  const known = { mine: found?.duty.turn.id, to: read.person };
  return { reply: 'form', form: giveForm(own, peopleOf(team), known) };
}

function peopleOf({ members }: Team) {
  return members.filter(({ active, participates }) => active && participates);
}

/** A turn to come that a button or a form names. */
async function dutyAt({ tx, context, caller, now }: Call, id: string) {
  const own = turnNow(context, id);
  const team = context.rhythm.team(own.split('/')[0] ?? '');
  if (!team || !caller.teams.some((one) => one.id === team.id)) return undefined;
  const sight = await sightOf(tx, team, now);
  const found = sight.duties.find(({ turn }) => turn.id === own);
  return found && { sight, duty: found };
}

const BEGUN = 'This turn has begun or is over, so it counts for whoever has it. Nothing was changed.';

function pressing(act: (call: Call, sight: Sight, duty: Duty) => Promise<Reply>): Press {
  return async (call, thing) => {
    const found = await dutyAt(call, idOf(thing));
    return found ? act(call, found.sight, found.duty) : refused(BEGUN);
  };
}

export const pressAccept = pressing(accept);
export const pressPass = pressing((call, sight, one) => passOn(call, sight, one));
export const pressTake = pressing(volunteer);
export const pressSwap = pressing(async (call, sight, one) => {
  const others = sight.duties.filter((other) => other.turn.person !== undefined && !isMine(call)(other));
  return swapOver(call, [sight], others, one.turn.id);
});

export const submitSwap: Submit = async (call, _thing, _epoch, values) => {
  const mine = await dutyAt(call, wordsOf(values.mine));
  const other = turnNow(call.context, wordsOf(values.theirs));
  const theirs = mine?.sight.duties.find(({ turn }) => turn.id === other);
  if (!mine) return invalid('mine', 'This turn has begun or is over. Pick another one.');
  if (!isMine(call)(mine.duty)) return invalid('mine', 'This turn is not yours any more. Pick another one.');
  const to = theirs?.turn.person;
  if (!theirs || to === undefined || to === call.caller.person)
    return invalid('theirs', 'This turn cannot be swapped any more. Pick another one.');
  return ask(call, mine.sight, mine.duty, { to, theirs });
};

export const submitGive: Submit = async (call, _thing, _epoch, values) => {
  const found = await dutyAt(call, wordsOf(values.mine));
  const to: PersonId = wordsOf(values.to);
  if (!found) return invalid('mine', 'This turn has begun or is over. Pick another one.');
  if (!found.sight.team.members.some(({ id, active }) => active && id === to))
    return invalid('to', 'Pick somebody of the team.');
  return handOut(call, found.sight, found.duty, to);
};

function invalid(input: string, words: string): Reply {
  return { reply: 'invalid', errors: { [input]: words } };
}
