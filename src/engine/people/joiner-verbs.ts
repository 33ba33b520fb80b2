import { picksOf } from '../../core/answers/reading.ts';
import type { Facts, Reply } from '../../core/decision.ts';
import { nameOf } from '../../core/escalation/people.ts';
import { decideJoiner, type Joiner, thingOfJoiners } from '../../core/people/joiner.ts';
import { joinerForm, settledLine } from '../../core/present/joiner.ts';
import { whoArranges } from '../../core/rotation/exchange.ts';
import type { Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import { listed } from '../../core/wording.ts';
import { type Call, idOf, type Press, refused, type Submit, said } from '../call.ts';
import { carryOut } from '../commit.ts';
import { applyChange, undoChange, whyNotApply } from '../definitions/changes.ts';
import { owe } from './introduction.ts';
import { joinerAt } from './joiners.ts';

/** The newcomer that a button or a form names, if the caller may decide about them and nobody has yet. */
async function meant(call: Call, thing: string): Promise<{ row: Joiner; team: Team } | Reply> {
  const { context, tx, caller } = call;
  const row = await joinerAt(context, tx, idOf(thing));
  const team = row && context.rhythm.team(row.team);
  if (!row || !team) return refused('This person or team is not known any more. Nothing was changed.');
  const allowed = whoArranges(team);
  if (!allowed.includes(caller.person)) {
    const who = listed(
      allowed.map((id) => nameOf(team, id)),
      'or',
    );
    return refused(
      `Only the coordinator, a lead or an admin of ${team.name} can say that: ${who}. Nothing was changed.`,
    );
  }
  return row.state === 'proposed' ? { row, team } : said(settledLine(row, team));
}

export const openMember: Press = async (call, thing) => {
  const found = await meant(call, thing);
  return 'reply' in found ? found : { reply: 'form', form: joinerForm(found.row, found.team) };
};

export const submitMember: Submit = async (call, thing, _epoch, values) => {
  const found = await meant(call, thing);
  if ('reply' in found) return found;
  const known = new Set(found.team.members.flatMap(({ roles }) => roles));
  const roles = picksOf(values.roles).filter((role) => known.has(role));
  return admit(call, found.row, found.team, { roles, participates: true });
};

export const observe: Press = async (call, thing) => {
  const found = await meant(call, thing);
  return 'reply' in found ? found : admit(call, found.row, found.team, { participates: false });
};

export const ignore: Press = async (call, thing) => {
  const found = await meant(call, thing);
  if ('reply' in found) return found;
  return settle(call, found.row, found.team, 'ignored');
};

/** They are in the team from today on, by a change of its definition; the next reload binds nothing new. */
async function admit(call: Call, row: Joiner, team: Team, as: { roles?: string[]; participates: boolean }) {
  const { context, tx, caller, now } = call;
  const about = `member:${team.id}/${row.person}`;
  await endEarlierLeave(call, about);
  const since = dateAt(team.calendar.zone, now);
  const fields: Facts = { name: row.name, user: row.user, zone: row.zone, ...as, since };
  const why = `${row.name} has joined ${team.name}.`;
  const wanted = { team: team.id, about, fields, by: caller.person, at: now, why };
  const wrong = await whyNotApply(context, tx, wanted);
  if (wrong) return refused(`That would not work: ${wrong} Nothing was changed.`);
  await applyChange(context, tx, wanted);
  await owe(tx, team, row.person, now);
  return settle(call, row, team, as.participates ? 'member' : 'observer');
}

/** Somebody who was here before is back: that they had left counts no more. */
async function endEarlierLeave({ context, tx, caller, now }: Call, about: string): Promise<void> {
  for (const { id, fields } of await tx.changes.find({ about, open: true }))
    if ('left' in fields) await undoChange(context, tx, id, caller.person, now);
}

async function settle(
  { tx, caller, command, now }: Call,
  row: Joiner,
  team: Team,
  as: 'member' | 'observer' | 'ignored',
): Promise<Reply> {
  const state = decideJoiner(row, as, caller.person, now);
  if (!state) return said(settledLine(row, team));
  await tx.joiners.update(state);
  const thing = thingOfJoiners(team.id);
  const why = settledLine(state, team);
  const event = {
    team: team.id,
    about: thing,
    what: as,
    who: caller.person,
    at: now,
    why,
    person: row.person,
  };
  const effects = [{ do: 'refresh', thing } as const];
  await carryOut(tx, { events: [{ ...event, from: command.platform }], effects }, now);
  return { reply: 'said', text: [why], shown: true };
}
