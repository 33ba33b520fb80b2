import { thingOfAction } from '../../core/action-decision.ts';
import { isLate, lateBlocker, lateJob, mayClimb, whoSpeaks } from '../../core/action-overdue.ts';
import type { ActionView } from '../../core/action-reminder.ts';
import type { Action } from '../../core/record.ts';
import { dateAt } from '../../core/time/zone.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import type { Call } from '../call.ts';
import { callerNamed } from '../caller.ts';
import { carryOut } from '../commit.ts';
import type { Context, Handler } from '../context.ts';
import { raiseFrom } from '../escalation/escalations.ts';
import { actionView } from './begin.ts';

/** The morning has come in which an overdue action becomes a blocker, if it still is one and its team still wants that. */
export function actionIsLate(context: Context): Handler {
  return async (job, tx, now) => {
    const action = await tx.actions.get(String(job.payload.id));
    if (!action || !context.rhythm.team(action.team)) return;
    const view = await actionView(context, tx, action, now);
    if (!mayClimb(action, view)) return;
    const [pause] = await tx.pauses.find({ team: action.team, state: 'paused' });
    const today = dateAt(view.team.calendar.zone, now);
    if (pause || !isLate(action, view.team, today))
      return carryOut(tx, { events: [], effects: [lateJob(action, view, now)] }, now);
    await climb(context, tx, action, view, now);
  };
}

async function climb(
  context: Context,
  tx: Tx,
  action: Action,
  view: ActionView,
  now: Instant,
): Promise<void> {
  const { team, origin } = view;
  const speaker = whoSpeaks(action, team);
  const call = callFor(context, tx, speaker, now);
  if (!call) {
    const why = 'Nobody of the team is left who could follow it.';
    const happened = { team: team.id, about: thingOfAction(action), what: 'not escalated', why } as const;
    return carryOut(
      tx,
      { events: [{ ...happened, who: 'timer', at: now, from: 'engine' }], effects: [] },
      now,
    );
  }
  const hidden = origin?.readers ? { private: true } : {};
  await raiseFrom(call, team, lateBlocker(action, team), undefined, { ...hidden, action: action.id });
  const live = await tx.escalations.find({ team: team.id, live: true });
  const raised = live.find((one) => one.action === action.id);
  if (!raised) return;
  await tx.actions.update({ ...action, escalation: raised.id, version: action.version + 1 });
  const about = thingOfAction(action);
  const why = `It is overdue, and ${team.name} wants that raised: ${raised.id}.`;
  const event = {
    team: team.id,
    about,
    what: 'escalated',
    who: 'timer',
    at: now,
    from: 'engine',
    why,
  } as const;
  await carryOut(tx, { events: [event], effects: [{ do: 'refresh', thing: about }] }, now);
}

/** In the name of whoever speaks for it, without a command of theirs. */
function callFor(context: Context, tx: Tx, person: string, now: Instant): Call | undefined {
  const caller = callerNamed(context, person);
  const act = { act: 'slash', name: '/rondo', text: '' } as const;
  const command = { id: `late:${person}:${now}`, workspace: '', platform: 'engine', user: person, act };
  return caller && { context, tx, command, caller, now };
}
