import { sameWords } from '../blocker.ts';
import type { Topic } from '../record.ts';
import type { Ritual } from '../ritual.ts';
import type { Round } from '../round.ts';
import type { PersonId } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { Instant } from '../time.ts';
import { oneLine } from '../wording.ts';

/** What a meeting has to talk about, each thing once: its agenda, then the topics that wait for it. */
export function pointsOf({ agenda }: Ritual, topics: readonly Topic[]): string[] {
  const points: string[] = [];
  for (const words of [...agenda, ...topics.map(({ text }) => text)])
    if (!isAmong(points, words)) points.push(words);
  return points;
}

/** Whether these words are one of the points, letter case, signs and spaces aside. */
export function isAmong(points: readonly string[], words: string): boolean {
  return points.some((point) => point === words || sameWords(point, words));
}

/** What a round did not get to becomes topics of the ritual's next one. What waits as a topic already goes on waiting.
 * `topics`: those on the agenda of this round. */
export function carryOn(
  round: Round,
  uncovered: readonly string[],
  topics: readonly Topic[],
  by: PersonId,
  now: Instant,
): Topic[] {
  const waiting = topics.map(({ text }) => text);
  const fresh = uncovered.filter((point) => !isAmong(waiting, point));
  return fresh.map((point, index) => ({
    id: `${round.id}/carried-${index + 1}`,
    team: round.team,
    text: oneLine(point, 300),
    why: `There was no time for it on ${showDate(round.date)}.`,
    from: [],
    ritual: round.ritual,
    by,
    at: now,
    open: true,
    version: 1,
  }));
}
