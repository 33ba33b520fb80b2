import { dayOf } from '../../core/absence/away.ts';
import { namedFirst } from '../../core/absence/for-others.ts';
import type { Reply } from '../../core/decision.ts';
import { nameOf, personOf } from '../../core/escalation/people.ts';
import {
  hasLeft,
  leavingKey,
  maySayLeaves,
  readLeaving,
  whyNotThen,
  withoutHeir,
} from '../../core/people/leaving.ts';
import { presentLeavePlanned, presentLeft } from '../../core/present/leaving.ts';
import { leavingForm } from '../../core/present/leaving-form.ts';
import { whoArranges } from '../../core/rotation/exchange.ts';
import type { Member, PersonId, Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import type { CivilDate } from '../../core/time.ts';
import { listed } from '../../core/wording.ts';
import { type Call, idOf, type Press, refused, type Submit } from '../call.ts';
import { carryOut } from '../commit.ts';
import { whyNotGiven } from './definitions.ts';
import { holdingsIn } from './holdings.ts';
import { itemFor, lastLeft, leave, tellDone } from './leaving.ts';
import { stay } from './staying.ts';

/** `leaves [@person] [day]`: everything they hold, with who could take each thing. Without a name it is about the caller. */
export async function leaves(call: Call, words: string): Promise<Reply> {
  const { caller, command, tx } = call;
  const users = new Map(
    (await tx.identities.find({ workspace: command.workspace })).map(({ user, person }) => [
      user.toLowerCase(),
      person,
    ]),
  );
  const today = dateAt(caller.zone, call.now);
  const own = dayIn(words, today) !== undefined || words.trim() === '';
  const named = own ? undefined : namedFirst(words, caller.meant.map(withEverybody), users);
  if (!own && !named)
    return refused(`I know nobody called “${words.trim().slice(0, 60)}” in your teams. `, LIKE, HOW);
  if (named && named.people.length !== 1)
    return refused(
      named.people.length === 0
        ? `I know nobody called ${named.name} in your teams. `
        : `“${named.name}” may be ${listed(
            named.people.map((one) => `${one.name} (@${one.id})`),
            'or',
          )}. `,
      LIKE,
      HOW,
    );
  const rest = named ? named.rest : words;
  const date = rest.trim() === '' ? undefined : dayIn(rest, today);
  if (rest.trim() !== '' && date === undefined)
    return refused(`I could not read “${rest.trim().slice(0, 60)}” as a day. `, LIKE, HOW);
  return open(call, named?.people[0]?.id ?? caller.person, date);
}

const LIKE = 'Say it like this: ';
const HOW = { code: '/rondo leaves @tom 2026-12-01' } as const;

function dayIn(words: string, today: CivilDate): CivilDate | undefined {
  const [word = '', ...more] = words
    .trim()
    .toLowerCase()
    .replace(/^(on|from) /, '')
    .split(/\s+/);
  return more.length === 0 ? dayOf(word, today, today) : undefined;
}

/** Whoever has left can be named here, and leaders from outside too. */
function withEverybody(team: Team): Team {
  const others = team.others.map((other): Member => ({ ...other, roles: [], participates: false }));
  return { ...team, members: [...team.members, ...others].map((member) => ({ ...member, active: true })) };
}

async function open(call: Call, person: PersonId, date?: CivilDate): Promise<Reply> {
  const there = call.caller.meant.filter((team) => personOf(team, person));
  const team = there.find((one) => maySayLeaves(one, call.caller.person, person)) ?? there[0];
  if (!team) return refused('You share no team with them, so you cannot say that they leave.');
  return mayNot(call, team, person) ?? formFor(call, team, person, date);
}

async function formFor(call: Call, team: Team, person: PersonId, date?: CivilDate): Promise<Reply> {
  const { tx, now } = call;
  const today = dateAt(team.calendar.zone, now);
  const wrong = date === undefined ? undefined : whyNotThen(date, today);
  if (wrong) return refused(`${wrong} Nothing was changed.`);
  const { holdings, remarks } = await holdingsIn(tx, team, person, now);
  const stuck = withoutHeir(holdings);
  if (stuck.length > 0)
    return refused(
      `Nobody else is left in ${team.name} who could take this: ${listed(stuck.map(({ what }) => what))}. Add somebody to the team first. Nothing was changed.`,
    );
  const planned = (await tx.jobs.get(leavingKey(team.id, person)))?.payload.date;
  const start = date ?? (typeof planned === 'string' && planned > today ? planned : today);
  const elsewhere = call.context.rhythm.teamsOf(person).filter(({ id }) => id !== team.id);
  const also = elsewhere.map(({ name }) => `They are also in ${name}: say it there too, in its channel.`);
  return { reply: 'form', form: leavingForm(team, person, holdings, [...remarks, ...also], start) };
}

/** The refusal, or nothing when the caller may. */
function mayNot({ caller }: Call, team: Team, person: PersonId): Reply | undefined {
  if (maySayLeaves(team, caller.person, person)) return undefined;
  const who = listed(
    whoArranges(team).map((id) => nameOf(team, id)),
    'or',
  );
  return refused(
    `Only they themselves, the coordinator, a lead or an admin of ${team.name} can do that: ${who}. Nothing was changed.`,
  );
}

/** The team and the person that a button or a form names, if the caller may decide there. */
function meant(call: Call, thing: string): { team: Team; person: PersonId } | Reply {
  const id = idOf(thing);
  const [name = ''] = id.split('/');
  const team = call.context.rhythm.team(name);
  const person = id.slice(name.length + 1);
  if (!team || !personOf(team, person))
    return refused('This team or person is not known any more. Nothing was changed.');
  return mayNot(call, team, person) ?? { team, person };
}

export const openLeaving: Press = async (call, thing) => {
  const found = meant(call, thing);
  return 'reply' in found ? found : formFor(call, found.team, found.person);
};

export const submitLeaving: Submit = async (call, thing, _epoch, values) => {
  const found = meant(call, thing);
  if ('reply' in found) return found;
  const { team, person } = found;
  const { tx, now, caller } = call;
  const { holdings } = await holdingsIn(tx, team, person, now);
  const before = hasLeft(team, person) ? await lastLeft(tx, team, person) : undefined;
  if (before && holdings.length === 0) return { reply: 'message', message: presentLeft(team, before.left) };
  const read = readLeaving(values, holdings, dateAt(team.calendar.zone, now));
  if (!read.ok) return { reply: 'invalid', errors: read.errors };
  if (withoutHeir(holdings).length > 0) return formFor(call, team, person);
  const why = await whyNotGiven(call, team, person, holdings, read.heirs);
  if (why) return refused(`That would not work: ${why} Nothing was changed.`);
  const left = await leave(call, team, person, { ...read, holdings });
  const others = caller.person === team.coordinator ? [] : [team.coordinator];
  if (left !== 'later') {
    await tellDone(tx, team, left, others, now);
    return { reply: 'message', message: presentLeft(team, left) };
  }
  await tellPlanned(call, team, person, read.date, others);
  return { reply: 'message', message: presentLeavePlanned(team, person, read.date) };
};

async function tellPlanned(
  { tx, now }: Call,
  team: Team,
  person: PersonId,
  date: CivilDate,
  to: readonly PersonId[],
): Promise<void> {
  const effects = to
    .filter((one) => one !== person)
    .map((one) => ({
      do: 'tell' as const,
      item: { ...itemFor(team, person, one, now), kind: 'planned', facts: { date } },
    }));
  await carryOut(tx, { events: [], effects }, now);
}

/** Somebody who was to leave, or has left, stays. */
export const stays: Press = async (call, thing) => {
  const found = meant(call, thing);
  return 'reply' in found ? found : stay(call, found.team, found.person);
};
