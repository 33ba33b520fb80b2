import { type ActionCommand, decideAction } from '../../core/action.ts';
import { ACTION_JOB, actionJobKey, firstReminder } from '../../core/action-reminder.ts';
import type { Decision, Reply } from '../../core/decision.ts';
import type { Action } from '../../core/record.ts';
import type { Team } from '../../core/team.ts';
import { DAY, type Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { type Call, refused } from '../call.ts';
import { carryOut } from '../commit.ts';
import { absencesFrom, type Context, type Handler, teamOf } from '../context.ts';
import { readByAll } from './readable.ts';

/** Writes a new action down and arms its first reminder. One that is there already stays as it is. */
export async function beginAction(context: Context, tx: Tx, action: Action, now: Instant): Promise<void> {
  if (!(await tx.actions.insert(action))) return;
  await armFirst(context, tx, action, now);
}

/** One thing a person does to an action. */
export async function actOnAction(call: Call, id: string, command: ActionCommand): Promise<Reply> {
  const { tx, context, now } = call;
  const action = await actionFor(call, id);
  if (!action) return refused('This action is no longer there.');
  const decision = decideAction(action, command, await viewOf(context, tx, action, now), now);
  await save(tx, action, decision, now);
  return decision.reply ?? { reply: 'said', text: ['Done.'] };
}

/** An action that the caller may read: what follows from a private blocker is its owner's own. */
export async function actionFor({ context, tx, caller }: Call, id: string): Promise<Action | undefined> {
  const action = await tx.actions.get(id);
  if (!action || !context.rhythm.team(action.team)) return undefined;
  return action.owner === caller.person ? action : (await readByAll(tx, [action]))[0];
}

/** The instant for a reminder has come. */
export function actionReminder(context: Context): Handler {
  return async (job, tx, now) => {
    const action = await tx.actions.get(String(job.payload.id));
    if (!action) return;
    const [pause] = await tx.pauses.find({ team: action.team, state: 'paused' });
    const view = { ...(await viewOf(context, tx, action, now)), paused: pause !== undefined };
    await save(tx, action, decideAction(action, { do: 'remind' }, view, now), now);
  };
}

/** Every open action has its reminder, also one that was there before there were any. */
export async function armMissing(context: Context, tx: Tx, team: Team, now: Instant): Promise<void> {
  for (const action of await tx.actions.find({ team: team.id, open: true }))
    if (!(await tx.jobs.get(actionJobKey(action)))) await armFirst(context, tx, action, now);
}

async function armFirst(context: Context, tx: Tx, action: Action, now: Instant): Promise<void> {
  const effect = firstReminder(action, await viewOf(context, tx, action, now), now);
  await carryOut(tx, { events: [], effects: [effect] }, now);
}

async function viewOf(context: Context, tx: Tx, action: Action, now: Instant) {
  return { team: teamOf(context, action.team), absences: await absencesFrom(tx, now - DAY) };
}

async function save(tx: Tx, before: Action, decision: Decision<Action>, now: Instant): Promise<void> {
  if (decision.state !== before) await tx.actions.update(decision.state);
  await carryOut(tx, decision, now);
}

/** What each kind of job of an action does. */
export const actionJobs = (context: Context) => ({ [ACTION_JOB]: actionReminder(context) });
