import { lateJob, lateKey, mayClimb } from '../../core/action-overdue.ts';
import { type ActionView, actionJobKey, armings } from '../../core/action-reminder.ts';
import type { Decision } from '../../core/decision.ts';
import { insiders } from '../../core/escalation/people.ts';
import type { Action } from '../../core/record.ts';
import type { Team } from '../../core/team.ts';
import { DAY, type Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { carryOut } from '../commit.ts';
import { absencesFrom, type Context, teamOf } from '../context.ts';

/** Writes a new action down and arms what is to come of it. One that is there already stays as it is. */
export async function beginAction(context: Context, tx: Tx, action: Action, now: Instant): Promise<void> {
  if (!(await tx.actions.insert(action))) return;
  const effects = armings(action, await actionView(context, tx, action, now), now);
  await carryOut(tx, { events: [], effects }, now);
}

/** Every open action has its reminder, also one that was there before there were any, and climbs if its team wants that by
 * now. */
export async function armMissing(context: Context, tx: Tx, team: Team, now: Instant): Promise<void> {
  for (const action of await tx.actions.find({ team: team.id, open: true })) {
    const view = await actionView(context, tx, action, now);
    const [reminder] = (await tx.jobs.get(actionJobKey(action))) ? [] : armings(action, view, now);
    const late = await lateIfMissing(tx, action, view, now);
    await carryOut(tx, { events: [], effects: [...(reminder ? [reminder] : []), ...late] }, now);
  }
}

/** One that waits keeps its morning: a reload must not put it off. */
async function lateIfMissing(tx: Tx, action: Action, view: ActionView, now: Instant) {
  const waiting = (await tx.jobs.get(lateKey(action))) !== undefined;
  return waiting === mayClimb(action, view) ? [] : [lateJob(action, view, now)];
}

/** What a decision about an action looks at. */
export async function actionView(
  context: Context,
  tx: Tx,
  action: Action,
  now: Instant,
): Promise<ActionView> {
  const team = teamOf(context, action.team);
  const absences = await absencesFrom(tx, now - DAY);
  const [, id] = action.from.match(/^escalation:(.+)$/) ?? [];
  const from = id === undefined ? undefined : await tx.escalations.get(id);
  if (!from) return { team, absences };
  const { level, action: overdue } = from;
  const readers = from.private ? [...insiders(from, team), action.owner] : undefined;
  const origin = {
    level,
    ...(readers ? { readers } : {}),
    ...(overdue === undefined ? {} : { overdue: true }),
  };
  return { team, absences, origin };
}

/** Commits what was decided about it. */
export async function saveAction(
  tx: Tx,
  before: Action,
  decision: Decision<Action>,
  now: Instant,
): Promise<void> {
  if (decision.state !== before) await tx.actions.update(decision.state);
  await carryOut(tx, decision, now);
}
