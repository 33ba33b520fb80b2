import { dayOf } from '../absence/away.ts';
import { dueProblem } from '../action-due.ts';
import { nearest } from '../definition/nearest.ts';
import type { Member, PersonId, Team } from '../team.ts';
import { nextWorkday } from '../time/calendar.ts';
import { dateAt } from '../time/zone.ts';
import type { CivilDate, Instant } from '../time.ts';
import type { RoundView } from './asking.ts';
import { nextOccurrence } from './plan.ts';

/** What was typed after `action`: `@tom order the keys by friday`. */
export type ActionRead =
  | { ok: true; text: string; owner: PersonId; due?: CivilDate }
  | { ok: false; why: string };

/** Working days until an action is due whose ritual has no next round. */
const WORKING_DAYS = 5;
const LONGEST_NAME = 4;

/** Reads who does what until when. Whoever is named first, or last, with an `@` is the owner, else the one who says it; a day
 * after `by` at the end is the due date. */
export function readAction(words: string, team: Team, by: PersonId, today: CivilDate): ActionRead {
  const before = dueIn(words.trim(), today);
  const named = ownerIn(before.text, team);
  if ('unknown' in named) return { ok: false, why: whoIs(named.unknown, team) };
  // The day may also stand before the name.
  const { text, due } = before.due === undefined ? dueIn(named.text, today) : { ...before, text: named.text };
  if (text === '') return { ok: false, why: HOW };
  if (due !== undefined && due < today)
    return { ok: false, why: `${due} has passed. Nothing was kept: say a day from today on.` };
  const notThen = due === undefined ? undefined : dueProblem(due, today);
  if (notThen) return { ok: false, why: `${due}: ${notThen} Nothing was kept.` };
  return { ok: true, text, owner: named.owner ?? by, ...(due === undefined ? {} : { due }) };
}

const HOW = 'Say what is to be done: @Rondo action @tom Order the keys by friday.';

/** When an action of a meeting is due if nobody says: at the next round of the same ritual, else in five working days. */
export function dueByDefault({ team, round }: RoundView, now: Instant): CivilDate {
  const today = dateAt(team.calendar.zone, now);
  const ritual = team.rituals.find(({ id }) => id === round.ritual);
  let next = ritual && nextOccurrence(team, ritual, round.slot, now);
  while (ritual && next && (next.skipped || next.mergedInto || next.date <= today))
    next = nextOccurrence(team, ritual, next.slot, now);
  if (next) return next.date;
  let due = today;
  for (let days = 0; days < WORKING_DAYS; days += 1) due = nextWorkday(team.calendar, due);
  return due;
}

function dueIn(words: string, today: CivilDate): { text: string; due?: CivilDate } {
  const [, text = '', day = ''] =
    words.match(/^([\s\S]*?)[\s,]+(?:by|until|due)\s+(?:next\s+)?(\S+?)[.!]?$/i) ?? [];
  const due = dayOf(day.toLowerCase(), today, today);
  return due === undefined ? { text: words } : { text: text.trim(), due };
}

function ownerIn(words: string, team: Team): { text: string; owner?: PersonId } | { unknown: string } {
  const parts = words.split(/\s+/).filter(Boolean);
  if (parts[0]?.startsWith('@')) {
    const found = leading(parts, team);
    if (!found) return { unknown: plain(parts[0]) };
    return { text: parts.slice(found.length).join(' '), owner: found.id };
  }
  const at = parts.findLastIndex((part) => part.startsWith('@'));
  const found = at > 0 ? leading(parts.slice(at), team) : undefined;
  const last = found && at + found.length === parts.length;
  return last ? { text: parts.slice(0, at).join(' '), owner: found.id } : { text: words };
}

/** The member whom the first words name, and how many words that takes. */
function leading(parts: readonly string[], { members }: Team): { id: PersonId; length: number } | undefined {
  for (let length = Math.min(LONGEST_NAME, parts.length); length > 0; length -= 1) {
    const said = plain(parts.slice(0, length).join(' '));
    const meant = members.filter((member) => member.active && isNamed(member, said));
    const [one] = meant;
    if (one && meant.length === 1) return { id: one.id, length };
  }
  return undefined;
}

function isNamed({ id, name }: Member, said: string): boolean {
  const full = name.toLowerCase();
  return said === id.toLowerCase() || said === full || said === full.split(/\s+/)[0];
}

function plain(words: string): string {
  return words
    .replace(/^@/, '')
    .replace(/[:,.]+$/, '')
    .toLowerCase();
}

function whoIs(said: string, { members, name }: Team): string {
  const near = nearest(
    said,
    members.map(({ id }) => id),
  );
  const offer = near ? ` Did you mean @${near}?` : '';
  return `I know nobody called “${said.slice(0, 60)}” in ${name}.${offer} Nothing was kept.`;
}
