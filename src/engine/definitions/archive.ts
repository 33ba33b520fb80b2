import { nameOf } from '../../core/escalation/people.ts';
import { buttons, message, note, paragraph } from '../../core/message.ts';
import { whoPauses } from '../../core/pause.ts';
import { listed, oneLine } from '../../core/wording.ts';
import { refused, said, type Verb } from '../call.ts';
import { applyChange } from './changes.ts';

/** `/rondo archive [team] [reason]`: no new rounds; the coordinator gets a list of what is open. */
export const archive: Verb = async (call, words) => {
  const { context, tx, caller, now } = call;
  const [first = '', ...rest] = words.trim().split(/\s+/);
  const named = caller.teams.find(({ id }) => id === first.toLowerCase());
  const meant = named ? [named] : caller.meant;
  const [team, ...others] = meant;
  if (!team) return refused('You are in no team, so there is nothing to archive.');
  if (others.length > 0)
    return refused(
      `Which team? Say its id: ${listed(
        meant.map(({ id }) => id),
        'or',
      )}. Nothing was changed.`,
    );
  const allowed = whoPauses(team, context.operators ?? []);
  if (!allowed.includes(caller.person)) {
    const names = listed(
      allowed.map((id) => nameOf(team, id)),
      'or',
    );
    return refused(
      `Only the coordinator, a lead or an admin of ${team.name} may archive it: ${names}. Nothing was changed.`,
    );
  }
  if (team.archived) return said(`${team.name} is archived already.`);
  const why = oneLine((named ? rest : [first, ...rest]).join(' '), 200) || 'its work is done';
  const about = `team:${team.id}`;
  const change = await applyChange(context, tx, {
    team: team.id,
    about,
    fields: { archived: true },
    by: caller.person,
    at: now,
    why,
  });
  const done = `${team.name} is archived: no new rounds are planned. What is open goes on.`;
  const undo = { id: 'rituals.undo-change', label: 'Undo', thing: `change:${change.id}`, epoch: 0 };
  return {
    reply: 'message',
    message: message(
      done,
      paragraph(done),
      paragraph(
        `${nameOf(team, team.coordinator)} gets a list of what is open. The history can still be read.`,
      ),
      buttons([undo]),
      note('Only you see this.'),
    ),
  };
};
