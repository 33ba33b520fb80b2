import type { Reply } from '../../core/decision.ts';
import { heading, join, message, note, paragraph } from '../../core/message.ts';
import { presentRetro } from '../../core/present/retro.ts';
import { waitingTopics } from '../../core/present/topic.ts';
import { columnsNamed } from '../../core/retro/formats.ts';
import { runners } from '../../core/retro/view.ts';
import type { Team } from '../../core/team.ts';
import { showDate } from '../../core/time/zone.ts';
import { topicFrom } from '../../core/topic.ts';
import type { Call } from '../call.ts';
import { refused, said } from '../call.ts';
import { upcoming } from '../rounds/upcoming.ts';
import { openTopics } from '../topics.ts';
import { showRetros, startRetro } from './course.ts';
import { openRetros, viewOfRetro } from './load.ts';

/** How far the next retro is looked for, in days. */
const AHEAD = 45;

/** `/retro`: the retro that is going on, and what the next one will talk about; with words, these are put on its list.
 * `/retro start` begins one now, with a format or columns. */
export async function retro(call: Call, words: string): Promise<Reply> {
  const { caller } = call;
  if (!caller.team) return refused('You are in no team, so there is no retro to prepare.');
  const start = startIn(words);
  if (start) return start.ok ? begin(call, caller.team, start.columns) : refused(start.why);
  if (words.trim() !== '') return add(call, caller.team, words.trim());
  const lists = await Promise.all(caller.meant.map((team) => listOf(call, team)));
  return { reply: 'message', message: join(lists) };
}

/** “start writing tests” is a topic, “start sailboat” is not. */
function startIn(words: string) {
  const [, said] = words.trim().match(/^start\b\s*([\s\S]*)$/i) ?? [];
  return said === undefined ? undefined : columnsNamed(said);
}

async function begin(call: Call, team: Team, columns: readonly string[]): Promise<Reply> {
  const { context, tx, caller, now } = call;
  const [coming] = await nextRetro(call, team);
  const who = runners({ by: coming?.facilitator }, { team });
  if (!who.includes(caller.person))
    return refused(
      `Only the lead, the coordinator, an admin or whoever facilitates the next retro of ${team.name} can start one. Nothing was started.`,
    );
  const [going] = await openRetros(tx, team.id);
  if (going)
    return refused(
      `A retro of ${team.name} is going on already, begun on ${showDate(going.date)}. Please end that one first. `,
      { code: '/retro' },
      ' shows it.',
    );
  await startRetro(context, tx, { team, by: caller.person }, columns, now);
  return said(
    'The retro of ',
    { bold: team.name },
    ' has begun, in the channel’s thread of today. You lead it.',
  );
}

async function add({ context, tx, caller, command, now }: Call, team: Team, words: string): Promise<Reply> {
  const open = await openTopics(tx, team.id);
  const topic = topicFrom(words, { id: context.id(), team: team.id, by: caller.person }, open, now);
  if (!topic) return said('That is on the list for the next retro of ', { bold: team.name }, ' already.');
  await tx.topics.insert(topic);
  const why = topic.text;
  const about = `topic:${topic.id}`;
  await tx.events.append({
    team: team.id,
    about,
    what: 'added',
    who: caller.person,
    at: now,
    from: command.platform,
    why,
  });
  await showRetros(tx, team.id, now);
  return said(
    'On the list for the next retro of ',
    { bold: team.name },
    '. ',
    { code: '/retro' },
    ' shows it.',
  );
}

async function nextRetro({ tx, now }: Call, team: Team) {
  return (await upcoming(tx, team, now, AHEAD)).filter(({ ritual }) => ritual.kind === 'retro');
}

async function listOf(call: Call, team: Team) {
  const { context, tx, now } = call;
  const topics = await openTopics(tx, team.id);
  const [next] = await nextRetro(call, team);
  const loaded = await Promise.all(
    (await openRetros(tx, team.id)).map((one) => viewOfRetro(context, tx, one, now)),
  );
  const going = loaded.flatMap((one) => (one ? presentRetro(one.retro, one.view, now).elements : []));
  const title = `${team.name}: the next retro`;
  return message(
    title,
    going,
    heading(title),
    next
      ? paragraph({ bold: next.ritual.name }, ', ', { time: next.at, as: 'both' }, '.')
      : paragraph(`${team.name} has no retro in the next ${AHEAD} days.`),
    topics.length > 0 ? waitingTopics(topics) : paragraph('Nothing is on its list yet.'),
    note('Add a topic with ', { code: '/retro We wait too long for reviews' }, '.'),
  );
}
