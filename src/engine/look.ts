import { whenAway } from '../core/absence/words.ts';
import type { Reply } from '../core/decision.ts';
import type { Escalation } from '../core/escalation/escalation.ts';
import {
  type Element,
  heading,
  join,
  list,
  type Message,
  message,
  note,
  paragraph,
  type Text,
} from '../core/message.ts';
import { presentHelp } from '../core/present/help.ts';
import { waitingTopics } from '../core/present/topic.ts';
import type { Action } from '../core/record.ts';
import type { Absence, Team } from '../core/team.ts';
import { showDate } from '../core/time/zone.ts';
import type { Instant } from '../core/time.ts';
import { listed, oneLine } from '../core/wording.ts';
import type { Tx } from '../ports.ts';
import { type Call, refused } from './call.ts';
import { type Upcoming, upcoming } from './rounds/upcoming.ts';
import { openTopics } from './topics.ts';

/** What a person can look at; nothing here writes. */

export async function help(_call: Call, words: string): Promise<Reply> {
  return { reply: 'message', message: presentHelp(words || undefined) };
}

/** The next seven days of the team whose channel this is, else of all the caller's teams. */
export async function rituals({ tx, caller, now }: Call): Promise<Reply> {
  if (caller.meant.length === 0) return refused('You are in no team, so there are no rituals to show.');
  const shown = await Promise.all(caller.meant.map((team) => nextOf(tx, team, now)));
  return { reply: 'message', message: join(shown) };
}

async function nextOf(tx: Tx, team: Team, now: Instant): Promise<Message> {
  const next = await upcoming(tx, team, now, 7);
  const title = `${team.name}: the next seven days`;
  return message(
    title,
    heading(title),
    next.length > 0 ? list(next.map(lineOf)) : paragraph('Nothing is planned.'),
    waitingTopics(await openTopics(tx, team.id)),
  );
}

function lineOf({ ritual, at, facilitator, external }: Upcoming): Text {
  const leads: Text = facilitator
    ? [', led by ', { person: facilitator }]
    : external
      ? [`, led by ${external}`]
      : [];
  return [{ time: at, as: 'both' }, ' ', { bold: ritual.name }, ...leads];
}

/** What is the caller's: zone, prompts, turns, blockers, absences. */
export async function me(call: Call): Promise<Reply> {
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
