import type { Reply } from '../core/decision.ts';
import { heading, join, message, note, paragraph } from '../core/message.ts';
import { waitingTopics } from '../core/present/topic.ts';
import type { Team } from '../core/team.ts';
import { topicFrom } from '../core/topic.ts';
import type { Call } from './call.ts';
import { refused, said } from './call.ts';
import { upcoming } from './rounds/upcoming.ts';
import { openTopics } from './topics.ts';

/** How far the next retro is looked for, in days. */
const AHEAD = 45;

/** `/retro`: what the next retro will talk about; with words, these are put on its list. */
export async function retro(call: Call, words: string): Promise<Reply> {
  const { caller } = call;
  if (!caller.team) return refused('You are in no team, so there is no retro to prepare.');
  if (words.trim() !== '') return add(call, caller.team, words.trim());
  const lists = await Promise.all(caller.meant.map((team) => listOf(call, team)));
  return { reply: 'message', message: join(lists) };
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
  return said(
    'On the list for the next retro of ',
    { bold: team.name },
    '. ',
    { code: '/retro' },
    ' shows it.',
  );
}

async function listOf({ tx, now }: Call, team: Team) {
  const topics = await openTopics(tx, team.id);
  const [next] = (await upcoming(tx, team, now, AHEAD)).filter(({ ritual }) => ritual.kind === 'retro');
  const title = `${team.name}: the next retro`;
  return message(
    title,
    heading(title),
    next
      ? paragraph({ bold: next.ritual.name }, ', ', { time: next.at, as: 'both' }, '.')
      : paragraph(`${team.name} has no retro in the next ${AHEAD} days.`),
    topics.length > 0 ? waitingTopics(topics) : paragraph('Nothing is on its list yet.'),
    note('Add a topic with ', { code: '/retro We wait too long for reviews' }, '.'),
  );
}
