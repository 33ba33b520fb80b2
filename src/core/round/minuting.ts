import { sameWords } from '../blocker.ts';
import type { AuditEvent, Effect } from '../decision.ts';
import type { Action, DecisionRecord } from '../record.ts';
import type { MeetingNote, Round } from '../round.ts';
import type { PersonId } from '../team.ts';
import { type Instant, MINUTE } from '../time.ts';
import { oneLine } from '../wording.ts';
import type { RoundView } from './asking.ts';
import { facilitatorsThere } from './facilitating.ts';
import { participantsOf } from './plan.ts';

/** What people keep of a meeting: notes, decisions, actions. */

/** So long after a meeting's end its minutes are still added to. */
export const LATE_NOTES = 30 * MINUTE;

/** True while something may be kept for the meeting: from its announcement until half an hour after its end. */
export function isKeeping({ ritual, round }: RoundView, now: Instant): boolean {
  if (ritual.mode !== 'live') return false;
  if (round.state === 'open') return true;
  const { state, startedAt, closed } = round;
  return (
    state === 'closed' && startedAt !== undefined && closed !== undefined && now < closed.at + LATE_NOTES
  );
}

/** The meetings that somebody's words may belong to: those that are going on, else those that are announced, else those that
 * have just ended. Of several, those that the person leads come first, then those they take part in. */
export function meetingsFor(views: readonly RoundView[], person: PersonId, now: Instant): RoundView[] {
  const open = views.filter((view) => isKeeping(view, now));
  const stages = Map.groupBy(open, stageOf);
  const near = stages.get('going on') ?? stages.get('announced') ?? stages.get('over') ?? [];
  const led = near.filter((view) => facilitatorsThere(view, now).includes(person));
  const joined = near.filter((view) => takesPart(view, person));
  const meant = [led, joined, near].find((some) => some.length > 0) ?? [];
  return meant.toSorted((a, b) => startOf(a) - startOf(b));
}

/** Whether somebody may keep anything: members of the team, and whoever else takes part. */
export function mayKeep(view: RoundView, person: PersonId): boolean {
  return view.team.members.some(({ id, active }) => id === person && active) || takesPart(view, person);
}

function takesPart({ team, ritual }: RoundView, id: PersonId): boolean {
  return participantsOf(team, ritual).some(({ person }) => person.id === id);
}

function stageOf({ round }: RoundView): 'going on' | 'announced' | 'over' {
  if (round.state !== 'open') return 'over';
  return round.startedAt === undefined ? 'announced' : 'going on';
}

function startOf({ round }: RoundView): Instant {
  return round.startedAt ?? round.startsAt ?? round.opensAt;
}

/** Everything that was kept of a meeting so far. */
export interface Kept {
  notes: readonly MeetingNote[];
  decisions: readonly DecisionRecord[];
  actions: readonly Action[];
}

/** True when the minutes say it already: the same words, also from somebody else; an action also for the same owner. */
export function isKept(kept: Kept, one: Keeping): boolean {
  const same = (words: string) => words === one.text || sameWords(words, one.text);
  switch (one.keep) {
    case 'note':
      return kept.notes.some(({ text }) => same(text));
    case 'decision':
      return kept.decisions.some(({ what }) => same(what));
    case 'action':
      return kept.actions.some(({ what, owner, dropped }) => !dropped && owner === one.owner && same(what));
  }
}

/** Something that somebody keeps of a meeting. */
export type Keeping =
  | { keep: 'note'; text: string }
  | { keep: 'decision'; text: string }
  | { keep: 'action'; text: string; owner: PersonId; due: string };

/** The round with one more note in it. */
export function withNote(round: Round, note: MeetingNote): Round {
  return { ...round, notes: [...(round.notes ?? []), note], version: round.version + 1 };
}

/** The round without a note of its. */
export function withoutNote(round: Round, id: string): Round {
  const notes = (round.notes ?? []).filter((note) => note.id !== id);
  return { ...round, notes, version: round.version + 1 };
}

const SAID = { note: 'noted', decision: 'decided', action: 'agreed on' } as const;

/** What keeping it leaves behind besides the row: a line of the audit log, and the meeting's messages show it. */
export function traceOf(
  { round, team }: RoundView,
  one: Pick<Keeping, 'keep' | 'text'>,
  who: PersonId,
  how: { at: Instant; from: string; takenBack?: true },
): { events: AuditEvent[]; effects: Effect[] } {
  const about = `round:${round.id}`;
  const what = how.takenBack ? `took back a ${one.keep}` : SAID[one.keep];
  const why = oneLine(one.text);
  return {
    events: [{ team: team.id, about, what, who, at: how.at, from: how.from, why }],
    effects: [{ do: 'refresh', thing: about }],
  };
}
