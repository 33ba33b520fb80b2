import type { Reply } from '../core/decision.ts';
import { presentAwayConfirmed, presentBack } from '../core/present/notice.ts';
import { personOf } from '../core/round/asking.ts';
import type { Absence } from '../core/team.ts';
import { dateAt, showDate } from '../core/time/zone.ts';
import { comeBack, goAway } from './absences.ts';
import { type Call, refused } from './call.ts';
import { job } from './commit.ts';
import { teamsOf } from './context.ts';
import { lookAgain } from './escalation/escalations.ts';
import { loadAsked } from './rounds/answerable.ts';

/** `away …`: the words say until when. */
export async function away(call: Call, words: string): Promise<Reply> {
  const { context, tx, caller, now, command } = call;
  if (!caller.member)
    return refused('Only members of a team can be away. Your team file does not name you as one.');
  const result = await goAway(context, tx, caller.member, words, now, command.platform);
  if (!result.ok) return refused(result.why);
  for (const team of teamsOf(context, caller.person)) await lookAgain(context, tx, team, caller.person, now);
  await lookWhenItBegins(call, result.absence);
  return presentAwayConfirmed(result.until, caller.zone, now);
}

/** What they own then or have raised may need somebody else on that morning. */
async function lookWhenItBegins({ tx, now }: Call, { id, person, from }: Absence): Promise<void> {
  if (from > now) await tx.jobs.arm(job('absence', id, from, { person }));
}

/** The button on a prompt: away on the day it was for. Pressed on a later day it says nothing about that one. */
export async function awayToday(call: Call, clicked: readonly string[]): Promise<Reply> {
  const today = dateAt(call.caller.zone, call.now);
  const dates = (await loadAsked(call, clicked)).map(({ prompt, team }) =>
    dateAt(personOf(team, call.caller.person)?.calendar.zone ?? call.caller.zone, prompt.at),
  );
  const last = dates.sort().at(-1);
  if (last === undefined || last >= today) return away(call, 'today');
  return refused(`This button was for ${showDate(last)}. Away now? `, { code: '/rondo away' }, '.');
}

/** `back`: ends every absence. */
export async function back({ context, tx, caller, now, command }: Call): Promise<Reply> {
  const ended = await comeBack(context, tx, caller.person, now, command.platform);
  for (const team of teamsOf(context, caller.person)) await lookAgain(context, tx, team, caller.person, now);
  return presentBack(ended);
}
