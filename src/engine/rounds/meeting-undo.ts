import { actionJobKey } from '../../core/action-reminder.ts';
import type { Reply } from '../../core/decision.ts';
import type { RoundView } from '../../core/round/asking.ts';
import { isKeeping, type Keeping, type Kept, traceOf, withoutNote } from '../../core/round/minuting.ts';
import type { PersonId } from '../../core/team.ts';
import { type Call, idOf, refused, said } from '../call.ts';
import { carryOut } from '../commit.ts';
import { keptOf, meetingAt } from './meetings.ts';

/** The button “Take back”: whoever has kept something takes it out of the minutes, as long as these are open. */
export async function takeBack(call: Call, thing: string): Promise<Reply> {
  const { tx, caller, command, now } = call;
  const id = idOf(thing);
  const view = await meetingAt(call, `round:${id.slice(0, id.lastIndexOf('/'))}`);
  const one = view && found(view, await keptOf(tx, view.round), id);
  if (!view || !one) return refused('That is no longer in the minutes, so nothing was changed.');
  if (one.by !== caller.person) return refused('Only whoever kept it can take it back. Nothing was changed.');
  if (!isKeeping(view, now)) return refused('These minutes are closed. Nothing was changed.');
  if (one.over) return refused('This action is over already, so it stays in the minutes.');
  await remove(call, view, one.keep, id);
  const trace = traceOf(view, one, caller.person, { at: now, from: command.platform, takenBack: true });
  await carryOut(tx, trace, now);
  return said('Taken out of the minutes of ', { bold: view.ritual.name }, '.');
}

interface Found {
  keep: Keeping['keep'];
  text: string;
  by: PersonId | undefined;
  /** An action that was done or dropped meanwhile. */
  over: boolean;
}

function found({ round }: RoundView, { notes, decisions, actions }: Kept, id: string): Found | undefined {
  const note = notes.find((one) => one.id !== undefined && `${round.id}/${one.id}` === id);
  if (note) return { keep: 'note', text: note.text, by: note.by, over: false };
  const decision = decisions.find((one) => one.id === id);
  if (decision) return { keep: 'decision', text: decision.what, by: decision.by, over: false };
  const action = actions.find((one) => one.id === id);
  return action && { keep: 'action', text: action.what, by: action.by, over: !action.open };
}

async function remove({ tx }: Call, { round }: RoundView, keep: Keeping['keep'], id: string): Promise<void> {
  switch (keep) {
    case 'note':
      return tx.rounds.update(withoutNote(round, id.slice(id.lastIndexOf('/') + 1)));
    case 'decision':
      await tx.decisions.delete(id);
      return;
    case 'action':
      await tx.actions.delete(id);
      await tx.jobs.cancel(actionJobKey({ id }));
  }
}
