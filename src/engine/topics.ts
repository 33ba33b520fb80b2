import type { Escalation } from '../core/escalation/escalation.ts';
import { thingOf } from '../core/escalation/escalation.ts';
import type { Topic } from '../core/record.ts';
import type { RoundView } from '../core/round/asking.ts';
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

/** What stands on the agenda of a retro. */
export async function topicsOn(source: Tx | Reads, { team, ritual, round }: RoundView): Promise<Topic[]> {
  if (ritual.kind !== 'retro') return [];
  return agendaTopics(await topicsOf(source, team.id), ritual, round);
}

/** A retro is over. */
export async function coverTopics(tx: Tx, { team, ritual, round }: RoundView, now: Instant): Promise<void> {
  if (ritual.kind !== 'retro') return;
  for (const topic of cover(await topicsOf(tx, team.id), ritual, round, now)) await tx.topics.update(topic);
}

/** What waits for the next retro. */
export async function openTopics(source: Tx | Reads, team: string): Promise<Topic[]> {
  return source.topics.find({ team, open: true }, { order: 'at' });
}

async function topicsOf(source: Tx | Reads, team: string): Promise<Topic[]> {
  return source.topics.find({ team }, { order: 'at', newest: true, limit: NEWEST });
}
