import type { AuditEvent } from '../../core/decision.ts';
import type { OutsideFigure } from '../../core/metrics/figure.ts';
import { figureQuestions, sumOf, tellFigure } from '../../core/metrics/telling.ts';
import type { Question } from '../../core/ritual.ts';
import type { RoundView } from '../../core/round/asking.ts';
import type { Update } from '../../core/round.ts';
import type { Call } from '../call.ts';
import { doing } from '../planning/theirs.ts';

/** Somebody has answered: the sums of the round's marked questions are the figures of its date. What a person has said by
 * command stays. */
export async function recordFigures(call: Call, view: RoundView): Promise<void> {
  const marked = figureQuestions(view.ritual);
  if (marked.length === 0) return;
  const updates = await call.tx.updates.find({ round: view.round.id });
  for (const question of marked) await recordOne(call, view, question, updates);
}

async function recordOne(
  call: Call,
  { team, round }: RoundView,
  question: Question,
  updates: readonly Update[],
): Promise<void> {
  const { figure: name = '' } = question;
  const before = await call.tx.figures.get(`${team.id}/${name}/${round.date}`);
  if (before && before.round !== round.id) return;
  const value = sumOf(question, updates);
  if (value === undefined) return before && takeBack(call, before);
  const said = { team: team.id, name, value, date: round.date };
  const decision = tellFigure(said, before, { ...doing(call), round: round.id }, call.now);
  if (decision) await keepFigure(call, decision.row, decision.events);
}

/** Nobody's answer holds a number any more. */
async function takeBack({ tx, caller, command, now }: Call, { id, team }: OutsideFigure): Promise<void> {
  await tx.figures.delete(id);
  const about = `figure:${id}`;
  const why = 'no answer holds it any more';
  await tx.events.append({
    team,
    about,
    what: 'taken back',
    who: caller.person,
    at: now,
    from: command.platform,
    why,
  });
}

/** Writes a figure and its line of the log. */
export async function keepFigure(
  { tx }: Pick<Call, 'tx'>,
  row: OutsideFigure,
  events: readonly AuditEvent[],
): Promise<void> {
  if (row.version === 1) await tx.figures.insert(row);
  else await tx.figures.update(row);
  for (const event of events) await tx.events.append(event);
}
