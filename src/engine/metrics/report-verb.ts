import type { Reply } from '../../core/decision.ts';
import { nameOf } from '../../core/escalation/people.ts';
import { join, type Message } from '../../core/message.ts';
import { linesOf } from '../../core/metrics/compare.ts';
import { lastPeriod, PERIODS, type PeriodName, thisPeriod } from '../../core/metrics/period.ts';
import { spanOfDates } from '../../core/metrics/span.ts';
import { stewards } from '../../core/planning/saying.ts';
import { presentReport } from '../../core/present/report.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import { listed } from '../../core/wording.ts';
import { type Call, refused } from '../call.ts';
import { metricsFor } from './metrics.ts';

/** `/rondo report [this] week|month|quarter`: the team's numbers beside those of the time before. Of the teams that the caller
 * means, those whose numbers they may see. */
export async function report(call: Call, words: string): Promise<Reply> {
  const asked = readPeriod(words);
  if (!asked) return refused(HOW);
  const teams = meantBy(call);
  if (teams.length === 0) return refused(whyNot(call));
  const shown: Message[] = [];
  for (const team of teams) shown.push(await reportOf(call, team, asked));
  return { reply: 'message', message: join(shown) };
}

const HOW =
  'Say it like this: /rondo report month, or week, or quarter. With “this” before it, it is the one that goes on.';

interface Asked {
  period: PeriodName;
  current: boolean;
}

function readPeriod(words: string): Asked | undefined {
  const read = words
    .trim()
    .toLowerCase()
    .match(/^(?:(this|last)\b)?\s*(\w+)?$/);
  if (!read) return undefined;
  const [, first = '', name = 'month'] = read;
  const period = PERIODS.find((one) => one === name);
  return period && { period, current: first === 'this' };
}

async function reportOf({ tx, now }: Call, team: Team, { period, current }: Asked): Promise<Message> {
  const { zone } = team.calendar;
  const today = dateAt(zone, now);
  const { from, to, before, name } = (current ? thisPeriod : lastPeriod)(period, today);
  const metrics = await metricsFor(tx, team, spanOfDates(zone, from, to));
  const earlier = await metricsFor(tx, team, spanOfDates(zone, before.from, before.to));
  return presentReport({ team, name, from, to, before, lines: linesOf(metrics, earlier) });
}

/** Of the teams that the caller means, those that they look after; where these are none, all they look after, also without being
 * a member. In a team's own channel no other team is meant. */
function meantBy({ context, caller, command }: Call): Team[] {
  const own = context.rhythm.teams().filter((team) => readersOf(team).includes(caller.person));
  const meant = own.filter(({ id }) => caller.meant.some((team) => team.id === id));
  const here = command.channel !== undefined && caller.meant.length === 1;
  return meant.length > 0 || here ? meant : own;
}

/** A team's numbers as a whole are for those who look after it. */
function readersOf(team: Team): PersonId[] {
  return [...new Set([...stewards(team), ...team.admins])];
}

function whyNot({ caller: { team } }: Call): string {
  const who = team ? readersOf(team).map((id) => nameOf(team, id)) : [];
  const ask = team ? ` of ${team.name}: ${listed(who, 'or')}` : '';
  return `This report is for leads, coordinators and admins${ask}.`;
}
