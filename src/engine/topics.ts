import type { Escalation } from '../core/escalation/escalation.ts';
import { thingOf } from '../core/escalation/escalation.ts';
import type { Topic } from '../core/record.ts';
import type { Ritual } from '../core/ritual.ts';
import type { RoundView } from '../core/round/asking.ts';
import { carryOn } from '../core/round/covering.ts';
import type { PersonId } from '../core/team.ts';
import type { Instant } from '../core/time.ts';
import { agendaTopics, cover, topicOf, topicWords, WITHIN } from '../core/topic.ts';
import type { Reads, Tx } from '../ports.ts';

/** So many of a team's newest topics are looked at. */
const NEWEST = 100;

/** A blocker was raised: one that keeps coming back becomes a topic of the next retro, with a line in its timeline. */
export async function noteTopic(tx: Tx, raised: Escalation, now: Instant): Promise<void> {
  const { team } = raised;
  const before = await tx.escalations.find({ team, raisedAt: { atLeast: now - WITHIN } });
  const topic = topicOf(raised, before, await topicsOf(tx, team), now);
  if (!topic) return;
  if (topic.version > 1) await tx.topics.update(topic);
  else await tx.topics.insert(topic);
  await tx.events.append({
    team,
    about: thingOf(raised),
    what: 'topic',
    who: 'timer',
    at: now,
    from: 'engine',
    why: topicWords(topic),
  });
}

/** What waits on the agenda of a round besides what its definition says. */
export async function topicsOn(source: Tx | Reads, { team, ritual, round }: RoundView): Promise<Topic[]> {
  return agendaTopics(await topicsOf(source, team.id), ritual, round);
}

/** A round is over: what it has covered is no topic any more, and what it did not get to waits for the next one. */
export async function coverTopics(
  tx: Tx,
  { team, ritual, round }: RoundView,
  now: Instant,
  ended?: { by: PersonId; uncovered: readonly string[] },
): Promise<void> {
  const topics = await topicsOf(tx, team.id);
  const covered = cover(topics, ritual, round, now, ended?.uncovered);
  for (const topic of besidesCards(covered, ritual)) await tx.topics.update(topic);
  if (!ended) return;
  const own = agendaTopics(topics, ritual, round);
  for (const topic of carryOn(round, ended.uncovered, own, ended.by, now)) await tx.topics.insert(topic);
}

/** A retro with cards covers what it talks about itself: the list for retros. What its agenda has carried over is covered as
 * in any other meeting. */
export function besidesCards(topics: readonly Topic[], { retro }: Ritual): readonly Topic[] {
  return retro ? topics.filter(({ ritual }) => ritual !== undefined) : topics;
}

/** What waits for the next retro. */
export async function openTopics(source: Tx | Reads, team: string): Promise<Topic[]> {
  const open = await source.topics.find({ team, open: true }, { order: 'at' });
  return open.filter(({ ritual }) => ritual === undefined);
}

async function topicsOf(source: Tx | Reads, team: string): Promise<Topic[]> {
  return source.topics.find({ team }, { order: 'at', newest: true, limit: NEWEST });
}
