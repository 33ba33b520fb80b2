import type { Reply } from '../../core/decision.ts';
import { leadsOf, nameOf } from '../../core/escalation/people.ts';
import { figureNames, figureQuestions, readFigure, tellFigure } from '../../core/metrics/telling.ts';
import { presentFigures } from '../../core/present/report.ts';
import type { Ritual } from '../../core/ritual.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { addDays, dateAt, showDate } from '../../core/time/zone.ts';
import { listed } from '../../core/wording.ts';
import { type Call, refused, said } from '../call.ts';
import { doing } from '../planning/theirs.ts';
import { onDutyOf } from '../rituals/target.ts';
import { keepFigure } from './figure-answers.ts';

/** The shipped duty whose holder looks after quality. */
const CHAMPION = 'quality-champion';
/** Names in use, and what is shown, reach back so many days. */
const DAYS = 92;

/** `/rondo figure defects 3 [date]`: a number from outside. Alone it shows what was told lately. */
export async function figure(call: Call, words: string): Promise<Reply> {
  const { caller, tx, now } = call;
  const { team } = caller;
  if (!team) return refused('You are in no team, so there is nothing to count here.');
  const today = dateAt(team.calendar.zone, now);
  const used = await tx.figures.find({ team: team.id, date: { atLeast: addDays(today, -DAYS) } });
  const names = figureNames(team.rituals, used);
  if (words.trim() === '') return { reply: 'message', message: presentFigures(team, names, used) };
  const no = await whyNot(call, team);
  if (no) return refused(no);
  const read = readFigure(words, names, today);
  if (!read.ok) return refused(read.why);
  const { name, value, date } = read;
  const before = await tx.figures.get(`${team.id}/${name}/${date}`);
  const decision = tellFigure({ team: team.id, name, value, date }, before, doing(call), now);
  if (!decision) return said(`This stands there already: ${name} of ${showDate(date)}, ${value}.`);
  await keepFigure(call, decision.row, decision.events);
  const was = before ? ` Before it was ${before.value}.` : '';
  return said(
    `Kept for ${team.name}: ${name} of ${showDate(date)}, ${value}.${was} Say it again to correct it.`,
  );
}

/** Whoever has the duty of quality today, the coordinator and the leads. */
async function whyNot({ tx, caller, now }: Call, team: Team): Promise<string | undefined> {
  const date = dateAt(team.calendar.zone, now);
  const champions: PersonId[] = [];
  for (const ritual of team.rituals.filter(isAboutQuality))
    champions.push(...(await onDutyOf(tx, team, ritual, { date })));
  const may = [...new Set([...champions, team.coordinator, ...leadsOf(team)])];
  if (may.includes(caller.person)) return undefined;
  const names = listed(
    may.map((id) => nameOf(team, id)),
    'or',
  );
  return `Only whoever has the quality champion’s duty, the coordinator or a lead of ${team.name} can tell numbers: ${names}. Nothing was kept.`;
}

function isAboutQuality(ritual: Ritual): boolean {
  return ritual.facilitator?.rotation === CHAMPION || figureQuestions(ritual).length > 0;
}
