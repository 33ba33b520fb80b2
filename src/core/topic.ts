import { sameLink, sameWords } from './blocker.ts';
import type { Escalation } from './escalation/escalation.ts';
import type { Topic } from './record.ts';
import type { Ritual } from './ritual.ts';
import { isAmong } from './round/covering.ts';
import type { Round } from './round.ts';
import type { PersonId } from './team.ts';
import { DAY, type Instant, type Span } from './time.ts';
import { oneLine } from './wording.ts';

/** A blocker that came up so often within this time is something to talk about. */
export const TIMES = 3;
export const WITHIN: Span = 30 * DAY;

/** What a blocker that was just raised means for the team's retro: a topic that begins, one that it joins, or nothing.
 * `before`: the team's escalations of the last 30 days. `topics`: the team's, open and covered. What is private is neither
 * counted nor shown; what was cancelled did not happen; and what a retro has talked about counts no more. */
export function topicOf(
  raised: Escalation,
  before: readonly Escalation[],
  topics: readonly Topic[],
  now: Instant,
): Topic | undefined {
  if (raised.private) return undefined;
  const covered = new Set(topics.flatMap(({ open, from }) => (open ? [] : from)));
  const counted = before.filter(
    (one) =>
      one.id !== raised.id &&
      !one.private &&
      one.state !== 'cancelled' &&
      one.raisedAt > now - WITHIN &&
      !covered.has(one.id),
  );
  const same = sameAs(raised, counted).toSorted((a, b) => a.raisedAt - b.raisedAt || a.number - b.number);
  const from = [...same, raised].map(({ id }) => id);
  const known = topics.find((topic) => topic.open && topic.from.some((id) => from.includes(id)));
  if (known) return { ...known, from: [...known.from, raised.id], version: known.version + 1 };
  return from.length < TIMES ? undefined : begin(raised, from, now);
}

/** Those that are the same blocker, also by way of one another: the same words, the same link, or said to be back. */
function sameAs(raised: Escalation, others: readonly Escalation[]): Escalation[] {
  const found = [raised];
  for (const one of found)
    found.push(...others.filter((other) => !found.includes(other) && isSame(one, other)));
  return found.slice(1);
}

function isSame(a: Escalation, b: Escalation): boolean {
  return sameWords(a.what, b.what) || sameLink(a.link, b.link) || a.after === b.id || b.after === a.id;
}

function begin({ id, team, what }: Escalation, from: readonly string[], now: Instant): Topic {
  return {
    id: `${team}/${id}`,
    team,
    text: oneLine(what),
    why: `It has come up ${from.length} times within ${WITHIN / DAY} days.`,
    from,
    at: now,
    open: true,
    version: 1,
  };
}

/** What a person puts on the list for the next retro; nothing when an open topic says the same. */
export function topicFrom(
  words: string,
  { id, team, by }: { id: string; team: string; by: PersonId },
  open: readonly Topic[],
  now: Instant,
): Topic | undefined {
  const text = oneLine(words, 300);
  if (open.some((topic) => sameWords(topic.text, text))) return undefined;
  const why = 'Somebody wants to talk about it.';
  return { id: `${team}/said-${id}`, team, text, why, from: [], by, at: now, open: true, version: 1 };
}

/** Said on the card, and in the timeline, of what a topic came from. */
export function topicWords({ from }: Topic): string {
  const when = from.length === TIMES ? `within ${WITHIN / DAY} days` : 'by now';
  return `It has come up ${from.length} times ${when}: on the list for the next retro.`;
}

/** The topics on a round's agenda: those that were open when it began, and those that it has covered. A retro has all that
 * no other ritual carries; another ritual only what its own earlier rounds did not get to. */
export function agendaTopics(topics: readonly Topic[], { kind }: Ritual, round: Round): Topic[] {
  const began = round.startedAt ?? round.startsAt ?? round.opensAt;
  const own = ({ ritual }: Topic) => (ritual === undefined ? kind === 'retro' : ritual === round.ritual);
  return topics
    .filter((topic) => own(topic) && (topic.covered?.round === round.id || (topic.open && topic.at <= began)))
    .toSorted((a, b) => a.at - b.at || a.id.localeCompare(b.id, 'en', { numeric: true }));
}

/** The round is over: what was on its agenda, and covered, is no topic of a later one. */
export function cover(
  topics: readonly Topic[],
  ritual: Ritual,
  round: Round,
  now: Instant,
  uncovered: readonly string[] = [],
): Topic[] {
  const covered = { round: round.id, at: now };
  return agendaTopics(topics, ritual, round)
    .filter(({ open, text }) => open && !isAmong(uncovered, text))
    .map((topic) => ({ ...topic, open: false, covered, version: topic.version + 1 }));
}
