import { whenAway } from '../core/absence/words.ts';
import type { Reply } from '../core/decision.ts';
import type { Escalation } from '../core/escalation/escalation.ts';
import { type Element, heading, list, message, note, paragraph, type Text } from '../core/message.ts';
import { presentHelp } from '../core/present/help.ts';
import type { Action } from '../core/record.ts';
import type { Absence } from '../core/team.ts';
import { showDate } from '../core/time/zone.ts';
import { listed, oneLine } from '../core/wording.ts';
import type { Call } from './call.ts';
import { ownSettings, ownVerb } from './people/own-settings.ts';
import { type Upcoming, upcoming } from './rounds/upcoming.ts';

/** What a person can look at; nothing here writes. */

export async function help(_call: Call, words: string): Promise<Reply> {
  return { reply: 'message', message: presentHelp(words || undefined) };
}

function lineOf({ ritual, at, facilitator, external }: Upcoming): Text {
  const leads: Text = facilitator
    ? [', led by ', { person: facilitator }]
    : external
      ? [`, led by ${external}`]
      : [];
  return [{ time: at, as: 'both' }, ' ', { bold: ritual.name }, ...leads];
}

/** What is the caller's: prompts, turns, blockers, absences, settings, and what is stored. With words it sets something, or shows
 * all that is stored. */
export async function me(call: Call, words = ''): Promise<Reply> {
  if (words.trim() !== '') return ownVerb(call, words);
  const { tx, caller, now } = call;
  const waiting = await tx.prompts.find(
    { person: caller.person, state: 'asked', due: { atLeast: now } },
    { order: 'due' },
  );
  const away = await tx.absences.find({ person: caller.person, to: { atLeast: now } });
  const raised = await tx.escalations.find({ raiser: caller.person, live: true });
  const turns = (await upcomingTurns(call)).map(lineOf);
  const asked = await askedOf(call);
  const actions = await tx.actions.find({ owner: caller.person, open: true }, { order: 'due' });
  return {
    reply: 'message',
    message: message(
      caller.name,
      heading(caller.name),
      paragraph(
        `Your clock: ${caller.zone}. Teams: ${caller.teams.map(({ name }) => name).join(', ') || 'none'}.`,
      ),
      waiting.length > 0
        ? paragraph(
            `${waiting.length} of your rounds wait for an answer; `,
            { code: '/standup' },
            ' opens the form.',
          )
        : paragraph('Nothing waits for your answer.'),
      ...awayLines(call, away),
      turns.length > 0 ? [paragraph('Your turns:'), ...list(turns)] : undefined,
      raised.length > 0 ? [paragraph('Your open blockers:'), ...list(raised.map(blockerLine))] : undefined,
      asked.length > 0
        ? [paragraph('Blockers that wait for you:'), ...list(asked.map(blockerLine))]
        : undefined,
      actions.length > 0
        ? [paragraph('Your actions (', { code: '/rondo actions' }, '):'), ...list(actions.map(actionLine))]
        : undefined,
      { element: 'divider' },
      ...(await ownSettings(call)),
      note('Only you see this.'),
    ),
  };
}

function awayLines({ caller: { member }, now }: Call, away: readonly Absence[]): Element[] {
  if (!member || away.length === 0) return [];
  const when = away.map((absence) => whenAway(absence, member.calendar, now));
  return [paragraph(`You are away ${listed(when)}. `, { code: '/rondo away list' }, ' shows and ends it.')];
}

/** Live blockers of others that are the caller's, or that they were asked about and nobody has taken. */
async function askedOf({ tx, caller }: Call): Promise<Escalation[]> {
  const live = await Promise.all(
    caller.teams.map((team) => tx.escalations.find({ team: team.id, live: true }, { order: 'raisedAt' })),
  );
  return live
    .flat()
    .filter(
      ({ raiser, owner, targets }) =>
        raiser !== caller.person && (owner ? [owner] : targets).includes(caller.person),
    );
}

function blockerLine({ id, what, level }: Escalation): Text {
  return [{ code: id }, ` ${oneLine(what, 120)} (level ${level})`];
}

function actionLine({ what, due }: Action): Text {
  return [`${oneLine(what, 120)} (due ${showDate(due)})`];
}

async function upcomingTurns({ tx, caller, now }: Call): Promise<Upcoming[]> {
  const all = await Promise.all(caller.teams.map((team) => upcoming(tx, team, now, 7)));
  return all.flat().filter(({ facilitator }) => facilitator === caller.person);
}
