import { shiftOf } from '../../core/absence/availability.ts';
import { whenAway } from '../../core/absence/words.ts';
import type { Reply } from '../../core/decision.ts';
import { presentAbsences, presentAwayConfirmed, presentBack } from '../../core/present/absence.ts';
import { personOf } from '../../core/round/asking.ts';
import type { Absence } from '../../core/team.ts';
import { showDate } from '../../core/time/zone.ts';
import { type Call, idOf, refused } from '../call.ts';
import { refresh } from '../delivery/outbox.ts';
import { loadAsked } from '../rounds/answerable.ts';
import { absencesOf, comeBack, endAbsences, goAway } from './absences.ts';
import { awayForOther, tellTakenBack } from './others.ts';

/** `away …`: the words say when; `away list` shows all of it, `away @mia …` says it for somebody else. */
export async function away(call: Call, words: string): Promise<Reply> {
  const { context, tx, caller, now, command } = call;
  if (/^list$/i.test(words.trim())) return list(call);
  const other = await awayForOther(call, words);
  if (other && 'reply' in other) return other;
  if (!caller.member)
    return refused('Only members of a team can be away. Your team file does not name you as one.');
  const saying = { by: caller.person, from: command.platform };
  const result = await goAway(context, tx, caller.member, other?.words ?? words, saying, now);
  return result.ok ? presentAwayConfirmed(result.absence, caller.member, now) : refused(result.why);
}

/** The button on a prompt: away on the day it was for, or in the night shift. Pressed on a later day it says nothing about that
 * one. */
export async function awayToday(call: Call, clicked: readonly string[]): Promise<Reply> {
  const { caller, now } = call;
  const asked = (await loadAsked(call, clicked)).flatMap(({ prompt, team }) => {
    const person = personOf(team, caller.person);
    return person ? [{ date: shiftOf(person, prompt.at), today: shiftOf(person, now) }] : [];
  });
  const last = asked.sort((a, b) => (a.date < b.date ? -1 : 1)).at(-1);
  if (last === undefined || last.date >= last.today) return away(call, 'today');
  return refused(`This button was for ${showDate(last.date)}. Away now? `, { code: '/rondo away' }, '.');
}

/** `back`: ends what is running; what is still to come stays, and is shown. */
export async function back({ context, tx, caller, now, command }: Call): Promise<Reply> {
  const ended = await comeBack(context, tx, caller.person, now, command.platform);
  if (!caller.member) return refused('Only members of a team can be away, so nothing has changed.');
  const coming = (await absencesOf(tx, caller.person, now)).filter(({ source }) => source !== 'status');
  return presentBack(ended, coming, caller.member, now);
}

async function list({ tx, caller, now }: Call, before?: string): Promise<Reply> {
  if (!caller.member)
    return refused('Only members of a team can be away. Your team file does not name you as one.');
  const known = await absencesOf(tx, caller.person, now);
  return { reply: 'message', message: presentAbsences(known, caller.member, now, before) };
}

/** The button under one of them. Whoever is away may press it, and whoever has noted it for them. */
export async function endOne(call: Call, thing: string): Promise<Reply> {
  const { tx, caller, now } = call;
  const absence = await tx.absences.get(idOf(thing));
  if (!absence || absence.to <= now) return refused('That is over already, so nothing has changed.');
  if (![absence.person, absence.by].includes(caller.person))
    return refused('Only the person who is away, and whoever has noted it, can end it. Nothing was done.');
  return endFor(call, absence);
}

async function endFor(call: Call, absence: Absence): Promise<Reply> {
  const { context, tx, caller, now, command } = call;
  const { person } = absence;
  const member = context.rhythm.teamsOf(person)[0]?.members.find(({ id }) => id === person);
  if (!member) return refused('This person is in no team any more. Nothing was done.');
  const when = whenAway(absence, member.calendar, now);
  const saying = { by: caller.person, from: command.platform };
  await endAbsences(context, tx, person, [absence], saying, `no longer away ${when}`, now);
  await refresh(tx, [`absence:${absence.id}`], now);
  if (absence.by !== caller.person) await tellTakenBack(call, absence, when);
  if (person === caller.person) return list(call, `Ended: away ${when}.`);
  return { reply: 'said', text: [`${member.name} is no longer noted as away ${when}.`] };
}
