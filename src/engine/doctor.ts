import type { Reply } from '../core/decision.ts';
import { heading, join, list, message, note, paragraph, type Text } from '../core/message.ts';
import type { Team } from '../core/team.ts';
import { calendarLines } from './absence/calendar-state.ts';
import { type Call, refused } from './call.ts';

/** `doctor`: whom of the caller's teams Rondo cannot reach, and what is wrong at the moment. Only looks. */
export async function doctor(call: Call): Promise<Reply> {
  const { caller } = call;
  if (caller.meant.length === 0) return refused('You are in no team, so there is nothing to look at.');
  const teams = await Promise.all(caller.meant.map((team) => teamLines(call, team)));
  const here = await troublesFor(call);
  return {
    reply: 'message',
    message: join([
      ...teams,
      message(
        'Troubles',
        heading('Troubles that are yours to mend'),
        ...(here.length > 0 ? list(here.map(({ text }): Text => [text])) : [paragraph('None.')]),
        note(
          'Tokens, scopes and channels are looked at by ',
          { code: 'npx rondo doctor' },
          ' on the machine.',
        ),
      ),
    ]),
  };
}

/** Operators see every open trouble, admins those of their teams; the others are spared. */
async function troublesFor({ context, tx, caller }: Call) {
  const open = await tx.troubles.find({ open: true });
  if (context.operators?.includes(caller.person)) return open;
  const mine = caller.meant.filter(({ admins }) => admins.includes(caller.person)).map(({ id }) => id);
  return open.filter(({ team }) => mine.includes(team));
}

async function teamLines({ context, tx }: Call, team: Team) {
  const workspace = context.rhythm.workspaceOf(team.id);
  const people = [...team.members, ...team.others];
  const lines: Text[] = [];
  for (const { id, name, active, calendar } of people) {
    const known = (await tx.identities.find({ person: id })).some((one) => one.workspace === workspace);
    if (!active) lines.push([{ bold: name }, ': deactivated in the chat. Take them out of the team file.']);
    else if (!known) lines.push([{ bold: name }, ': not found in the chat. Check “user:” in the team file.']);
    else lines.push([{ bold: name }, `: ok, ${calendar.zone}`]);
  }
  for (const line of await calendarLines(tx, context, team)) lines.push([line]);
  const title = `${team.name}: who can be reached`;
  return message(title, heading(title), ...list(lines));
}
