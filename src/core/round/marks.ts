import type { Effect, Job } from '../decision.ts';
import type { Ritual } from '../ritual.ts';
import { type Instant, MINUTE, type Span } from '../time.ts';
import { LATE, type RoundView } from './asking.ts';
import { facilitatorsThere } from './facilitating.ts';

/** The time boxes of a meeting: what whoever facilitates is told while it goes on, and nobody else. */

/** The kind of the jobs that mark the time. */
export const MARK_JOB = 'mark';

/** `half` and `end` are of the whole meeting; a number is the topic of the agenda whose time is over, counted from 1. */
export type Mark = 'half' | 'end' | number;

/** A topic's end so near to a mark of the whole meeting says nothing more. */
const NEAR = 2 * MINUTE;

/** When which mark is due in a meeting that began at that instant. */
export function marksOf(ritual: Ritual, startedAt: Instant): { mark: Mark; at: Instant }[] {
  const lasts = ritual.lasts * MINUTE;
  const half = startedAt + lasts / 2;
  const end = startedAt + lasts;
  const topics = topicEnds(ritual).map(({ mark, after }) => ({ mark, at: startedAt + after }));
  const apart = topics.filter(({ at }) => Math.abs(at - half) >= NEAR && at <= end - NEAR);
  return [{ mark: 'half' as const, at: half }, { mark: 'end' as const, at: end }, ...apart];
}

/** The ends of the topics that are given minutes. Those that are not share what is left of the whole evenly. */
function topicEnds({ agenda, boxes = {}, lasts }: Ritual): { mark: number; after: Span }[] {
  const own = agenda.map((topic) => (Object.hasOwn(boxes, topic) ? boxes[topic] : undefined));
  const given = own.reduce<number>((sum, minutes) => sum + (minutes ?? 0), 0);
  const open = own.filter((minutes) => minutes === undefined).length;
  const share = open === 0 ? 0 : Math.max(0, lasts - given) / open;
  let after = 0;
  return own.flatMap((minutes, index) => {
    after += (minutes ?? share) * MINUTE;
    return minutes === undefined ? [] : [{ mark: index + 1, after }];
  });
}

/** The meeting has begun: the marks that are still ahead. Where nobody pressed Start nobody asked to be told of the time: only
 * its end is marked, which is when the meeting is to be ended. */
export function armMarks(view: RoundView, now: Instant): Effect[] {
  const { round, ritual } = view;
  const { startedAt, startedBy } = round;
  if (startedAt === undefined || facilitatorsThere(view, now).length === 0) return [];
  const wanted = marksOf(ritual, startedAt).filter(({ mark }) => startedBy !== undefined || mark === 'end');
  const ahead = wanted.filter(({ at }) => at > now);
  return ahead.map(({ mark, at }) => ({ do: 'arm', job: jobOf(round.id, mark, at) }));
}

/** The meeting is over. */
export function callOffMarks({ round, ritual }: RoundView): Effect[] {
  return marksOf(ritual, 0).map(({ mark }) => ({ do: 'cancel', key: jobOf(round.id, mark, 0).key }));
}

function jobOf(round: string, mark: Mark, due: Instant): Job {
  return { key: `${MARK_JOB}:${round}:${mark}`, kind: MARK_JOB, due, payload: { id: round, mark } };
}

/** A mark's instant has come. Nothing is told of a meeting that is over, to somebody who is away, or too late. */
export function markTime(view: RoundView, mark: Mark, due: Instant, now: Instant): Effect[] {
  const { round, team } = view;
  const going = round.state === 'open' && round.startedAt !== undefined;
  if (!going || now - due > LATE) return [];
  return facilitatorsThere(view, now).map((person) => ({
    do: 'tell',
    item: {
      team: team.id,
      thing: `round:${round.id}`,
      epoch: 0,
      kind: MARK_JOB,
      to: { person },
      due,
      until: due + LATE,
      priority: 'prompt',
      facts: { mark },
    },
  }));
}
