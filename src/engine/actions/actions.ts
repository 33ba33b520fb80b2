import { type ActionCommand, decideAction } from '../../core/action.ts';
import { LATE_JOB } from '../../core/action-overdue.ts';
import { ACTION_JOB } from '../../core/action-reminder.ts';
import type { Reply } from '../../core/decision.ts';
import type { PersonCommand } from '../../core/escalation/command.ts';
import { leadsOf } from '../../core/escalation/people.ts';
import type { Action } from '../../core/record.ts';
import type { PersonId } from '../../core/team.ts';
import { showDate } from '../../core/time/zone.ts';
import { type Call, refused } from '../call.ts';
import { type Context, type Handler, teamOf } from '../context.ts';
import { act } from '../escalation/escalations.ts';
import { actionView, saveAction } from './begin.ts';
import { actionIsLate } from './overdue.ts';
import { readByAll } from './readable.ts';

/** One thing a person does to an action. The blocker that was raised about it hears of it. */
export async function actOnAction(call: Call, id: string, command: ActionCommand): Promise<Reply> {
  const { tx, context, now } = call;
  const action = await actionFor(call, id);
  if (!action) return refused('This action is no longer there.');
  const decision = decideAction(action, command, await actionView(context, tx, action, now), now);
  await saveAction(tx, action, decision, now);
  await tellBlocker(call, action, decision.state);
  return decision.reply ?? { reply: 'said', text: ['Done.'] };
}

/** Done solves it, dropped takes it back, a new date or owner is noted. Whoever may not do that to the blocker has the one
 * who speaks for it do it. */
async function tellBlocker(call: Call, before: Action, after: Action): Promise<void> {
  const { escalation: id } = after;
  const news = id === undefined ? undefined : newsFor(before, after);
  const live = news && id !== undefined ? await call.tx.escalations.get(id) : undefined;
  if (!news || !live?.live) return;
  const team = teamOf(call.context, live.team);
  for (const by of new Set([call.caller.person, live.raiser, team.coordinator, ...leadsOf(team)])) {
    const reply = await act(call, live.id, news({ by, from: call.command.platform }));
    if (reply.reply !== 'refused') return;
  }
}

type News = (said: { by: PersonId; from: string }) => PersonCommand;

function newsFor(before: Action, after: Action): News | undefined {
  if (after.done) return (said) => ({ ...said, do: 'resolve', how: 'The action is done.', later: true });
  const reason = after.dropped?.why;
  if (reason !== undefined) return (said) => ({ ...said, do: 'cancel', reason });
  if (before.due === after.due) return undefined;
  const why = after.moved?.at(-1)?.why;
  const text = `New date: ${showDate(after.due)}${why ? `. ${why}` : '.'}`;
  return (said) => ({ ...said, do: 'note', text });
}

/** An action that the caller may read: what follows from a private blocker is its owner's own, and of whoever is asked
 * about it. */
export async function actionFor({ context, tx, caller }: Call, id: string): Promise<Action | undefined> {
  const action = await tx.actions.get(id);
  if (!action || !context.rhythm.team(action.team)) return undefined;
  const theirs = [action.owner, action.offer?.to, action.dropAsked?.to].includes(caller.person);
  return theirs ? action : (await readByAll(tx, [action]))[0];
}

/** The instant for a reminder has come. */
export function actionReminder(context: Context): Handler {
  return async (job, tx, now) => {
    const action = await tx.actions.get(String(job.payload.id));
    if (!action) return;
    const [pause] = await tx.pauses.find({ team: action.team, state: 'paused' });
    const view = { ...(await actionView(context, tx, action, now)), paused: pause !== undefined };
    await saveAction(tx, action, decideAction(action, { do: 'remind' }, view, now), now);
  };
}

/** What each kind of job of an action does. */
export const actionJobs = (context: Context) => ({
  [ACTION_JOB]: actionReminder(context),
  [LATE_JOB]: actionIsLate(context),
});
