import type { Escalation } from '../escalation/escalation.ts';
import { nameOf } from '../escalation/people.ts';
import {
  type Element,
  heading,
  list,
  type Message,
  message,
  paragraph,
  type Text,
  text,
} from '../message.ts';
import type { Action, DecisionRecord } from '../record.ts';
import type { Ritual } from '../ritual.ts';
import type { MeetingNote, Round, Update } from '../round.ts';
import type { Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import { MINUTE } from '../time.ts';
import { count, listed, oneLine } from '../wording.ts';
import { type FollowUps, followUpLines } from './action.ts';
import { lasting } from './moment.ts';
import { type PlanningShown, planningLines, writtenBesides } from './planning.ts';
import { leaderNames, standing } from './round.ts';
import { listedAnswers } from './update.ts';

/** What came out of a live meeting. Lists hold what belongs to this round. */
export interface MinutesShown {
  round: Round;
  ritual: Ritual;
  team: Team;
  decisions: readonly DecisionRecord[];
  actions: readonly Action[];
  escalations: readonly Escalation[];
  updates: readonly Update[];
  /** A review's: what earlier rounds and blockers left. */
  followUps?: FollowUps;
  /** What it is about of the team's plans. */
  planning?: PlanningShown;
}

/** The minutes, published when a meeting closes: decisions, actions with owner and date, blockers, written input. */
export function presentMinutes(shown: MinutesShown): Message {
  const { round, ritual, team, decisions, actions, escalations } = shown;
  const length = lengthLine(shown);
  const title = `Minutes: ${ritual.name} · ${showDate(round.date)}`;
  const outcome = [
    count(decisions.length, 'decision'),
    count(actions.length, 'action'),
    count(escalations.length, 'blocker'),
  ];
  return message(
    `${title}: ${listed(outcome)}`,
    heading(title),
    length.length > 0 ? paragraph(length) : undefined,
    keptLines(shown),
    section('Blockers', blockerItems(escalations)),
    section(
      'Carried to the next round',
      (round.uncovered ?? []).map((point) => [oneLine(point, 300)]),
    ),
    planningLines(shown.planning, shown, { minutes: true }),
    followUpLines(shown.followUps, team, round.date),
    inputLines(shown),
    decisions.length + actions.length + escalations.length + (round.notes ?? []).length === 0
      ? paragraph('No decisions, actions or blockers were noted.')
      : undefined,
  );
}

/** What was kept of a meeting: decisions, actions with owner and date, notes. */
export function keptLines({
  round,
  team,
  decisions,
  actions,
}: Pick<MinutesShown, 'round' | 'team' | 'decisions' | 'actions'>): Element[] {
  const byDue = actions.toSorted((a, b) => a.due.localeCompare(b.due));
  return [
    ...section(
      'Decisions',
      decisions.map(({ what, by }) => [`${oneLine(what, LONGEST)} (${nameOf(team, by)})`]),
    ),
    ...section(
      'Actions',
      byDue.map((action) => actionLine(action, team)),
    ),
    ...section(
      'Notes',
      (round.notes ?? []).map((note) => noteLine(note, team)),
    ),
  ];
}

const LONGEST = 1000;

/** True when something came out of the meeting, or was sent in for it: else its minutes are worth no message of their own. */
export function hasMinutes({
  round,
  decisions,
  actions,
  escalations,
  updates,
}: Pick<MinutesShown, 'round' | 'decisions' | 'actions' | 'escalations' | 'updates'>): boolean {
  const notes = round.notes ?? [];
  return decisions.length + actions.length + escalations.length + written(updates).length + notes.length > 0;
}

function noteLine({ text: words, by, link }: MeetingNote, team: Team): Text {
  const there: Text = link ? [' (', { link, text: 'where it was said' }, ')'] : [];
  return [`${nameOf(team, by)}: ${oneLine(words, LONGEST)}`, ...there];
}

function lengthLine({ round, ritual, team }: MinutesShown): Text {
  const from = round.startedAt ?? round.startsAt;
  const to = round.closed?.at;
  const who = leaderNames({ round, team });
  // One that nobody closed ended by itself: how long it really took is not known.
  const ended = round.endedBy !== undefined || (to !== undefined && to < round.closesAt);
  const known = ended && from !== undefined && to !== undefined && to > from;
  const planned = lasting(ritual.lasts * MINUTE);
  const span = known ? ` It took ${lasting(to - from)}; ${planned} was planned.` : '';
  const words = who ? `Facilitated by ${who}.${span}` : span.trim();
  return words ? [words] : [];
}

function actionLine({ what, owner, due, open, dropped }: Action, team: Team): Text {
  const stands = open ? `by ${showDate(due)}` : dropped ? 'not needed any more' : 'done';
  return text({ bold: nameOf(team, owner) }, `: ${oneLine(what, LONGEST)}`, ` (${stands})`);
}

/** Private ones are only counted. */
function blockerItems(escalations: readonly Escalation[]): Text[] {
  const seen = escalations.filter((one) => !one.private);
  const hidden = escalations.length - seen.length;
  const items = seen.map((one): Text => [{ bold: one.id }, ` · ${standing(one)} · ${oneLine(one.what)}`]);
  return hidden > 0 ? [...items, [count(hidden, 'private one', 'private ones')]] : items;
}

function section(name: string, items: readonly Text[]): Element[] {
  return items.length === 0 ? [] : [paragraph({ bold: name }), ...list(items)];
}

function inputLines(shown: MinutesShown): Element[] {
  const { ritual, team } = shown;
  const sentIn = writtenBesides(shown);
  if (sentIn.length === 0) return [];
  return [
    paragraph({ bold: 'Sent in writing' }),
    ...sentIn.flatMap((update) => listedAnswers(update, ritual, team)),
  ];
}

function written(updates: readonly Update[]): readonly Update[] {
  return updates.filter(({ answers }) => Object.keys(answers).length > 0);
}
