import { awayOn, isInTeamOn, onLeaveAt, shiftOn } from '../absence/availability.ts';
import type { AuditEvent, Decision, Effect } from '../decision.ts';
import { nameOf } from '../escalation/people.ts';
import type { Prompt, Round } from '../round.ts';
import type { Person, PersonId } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { Instant } from '../time.ts';
import { boardOf, LATE, type RoundView, roundEvent, showRound, unconcerned } from './asking.ts';
import { invite } from './inviting.ts';
import { armMarks, callOffMarks } from './marks.ts';
import { isOnlyCards, participantsOf, questionsFor } from './plan.ts';

function whyMissed({ paused }: RoundView): string {
  return paused ? 'the team was paused at that time' : 'Rondo was not running at that time';
}

/** The course of a round from `planned` to its end. What is published hangs under the day's board, unless the ritual
 * is loud. */

/** `opensAt` has come: the round takes its copy of the definition and its place in the channel. Nobody at work closes
 * it quietly; a round whose whole time has passed while Rondo was down is recorded as missed. */
export function openRound(view: RoundView, now: Instant): Decision<Round> {
  const { round, ritual } = view;
  if (round.state !== 'planned') return { state: round, events: [], effects: [] };
  if (missedWhole(view, now)) return end(view, 'missed', now, whyMissed(view));
  const notHeld = whyNotHeld(view);
  if (notHeld) return end(view, 'skipped', now, notHeld);
  if (isEverybodyAway(view)) return end(view, 'closed', now, 'everybody is away');
  const state: Round = { ...round, state: 'open', definition: ritual, version: round.version + 1 };
  return {
    state,
    events: [
      roundEvent(
        view,
        `round:${round.id}`,
        'opened',
        'schedule',
        now,
        `${ritual.name} is planned for this date`,
      ),
    ],
    effects: [...placeOf(view), { do: 'refresh', thing: boardOf(round.team, round.date) }],
  };
}

/** Why a round does not take place, as far as is known now: it concerns nobody, or asks nothing on its date. `undefined`
 * when it does; a duty always does. */
export function whyNotHeld(view: RoundView): string | undefined {
  const { round, ritual } = view;
  if (ritual.kind === 'duty') return undefined;
  if (concernedBy(view).length === 0) return nobodyBecause(view);
  const asksNothing =
    ritual.mode === 'async' && !ritual.retro && questionsFor(ritual, round.date).length === 0;
  return asksNothing ? `it has no question for ${showDate(round.date)}` : undefined;
}

/** True when none of those whom the round concerns is at work on its date, as far as is known now. Somebody who has
 * answered ahead of it (that is when a planned round has its definition) was there. */
export function isEverybodyAway(view: RoundView): boolean {
  const { absences, round, ritual } = view;
  const concerned = concernedBy(view);
  if (concerned.length === 0 || round.definition) return false;
  const shift = (person: Person) => shiftOn(person, round.date, ritual.schedule.at);
  return concerned.every((person) => awayOn(person, absences, shift(person)));
}

function concernedBy(view: RoundView): Person[] {
  const people = participantsOf(view.team, view.ritual).map(({ person }) => person);
  return people.filter((person) => isInTeamOn(person, view.round.date) && !unconcerned(view, person.id));
}

/** The round's end: at the latest due, or when every required answer is in and nobody is still to be asked; a meeting's also
 * when somebody ends it. */
export function closeRound(view: RoundView, now: Instant, why: string, by?: PersonId): Decision<Round> {
  const { round } = view;
  if (round.state !== 'open') return { state: round, events: [], effects: [] };
  const decided = end(view, 'closed', now, why, by);
  const told = view.ritual.mode === 'live' ? place(view, 'minutes', now) : silentList(view, now);
  return { ...decided, effects: [...decided.effects, ...told] };
}

/** An open round that could ask nobody in time: Rondo was not running. */
export function missRound(view: RoundView, now: Instant): Decision<Round> {
  return end(view, 'missed', now, whyMissed(view));
}

/** A meeting to which nobody can come any more, looked at when it would start: it ends quietly. `undefined` when somebody can. */
export function closeEmpty(view: RoundView, now: Instant): Decision<Round> | undefined {
  const { round, absences } = view;
  const start = round.startsAt ?? now;
  const people = concernedBy(view);
  const isEmpty = people.length > 0 && people.every((person) => onLeaveAt(person, absences, start));
  return isEmpty ? end(view, 'closed', now, 'everybody is away') : undefined;
}

/** A live meeting begins, at its time or by command. One that Rondo slept through began without it, at its time. */
export function startMeeting(view: RoundView, now: Instant, by?: PersonId): Decision<Round> {
  const { round, ritual } = view;
  if (round.state !== 'open' || round.startedAt !== undefined)
    return { state: round, events: [], effects: [] };
  const planned = round.startsAt ?? round.opensAt;
  const late = by === undefined && now - planned > LATE;
  const startedAt = late ? planned : now;
  const told = late ? [] : place(view, 'started', Math.min(now, planned));
  const began = { ...round, startedAt, ...(by ? { startedBy: by } : {}), version: round.version + 1 };
  const why = by ? `${nameOf(view.team, by)} began it` : `${ritual.name} begins`;
  return {
    state: began,
    events: [
      roundEvent(view, `round:${round.id}`, 'started', by ?? 'schedule', now, why),
      ...notThere(view, now),
    ],
    effects: [...told, ...armMarks({ ...view, round: began }, now), ...showRound(view)],
  };
}

/** Who would be at the meeting and is away: whoever asks why reads it. */
function notThere(view: RoundView, now: Instant): AuditEvent[] {
  const { round, absences } = view;
  const at = round.startsAt ?? now;
  return concernedBy(view).flatMap((person) => {
    const why = onLeaveAt(person, absences, at);
    const about = `prompt:${round.id}/${person.id}`;
    return why ? [roundEvent(view, about, 'skipped', 'schedule', now, why, person.id)] : [];
  });
}

/** True when the round may close early: every required prompt is answered or settled, and none is outstanding. */
export function isComplete(prompts: readonly Prompt[]): boolean {
  return (
    prompts.length > 0 && prompts.every((prompt) => prompt.state !== 'planned' && prompt.state !== 'asked')
  );
}

/** A duty has no place of its own: the board names who has it. A retro in writing that asks nothing but cards has its own
 * message. */
function placeOf(view: RoundView): Effect[] {
  if (view.ritual.kind === 'duty' || isOnlyCards(view.ritual)) return [];
  return view.ritual.mode === 'live'
    ? [...place(view, 'announcement'), ...invite(view)]
    : place(view, 'place');
}

/** The items of a round's own place in the channel. */
function place(view: RoundView, kind: string, due?: Instant): Effect[] {
  const { round, ritual, team } = view;
  const channel = ritual.publish.to === 'channel' ? team.channel : ritual.publish.to;
  const under = ritual.loud || channel !== team.channel ? undefined : boardOf(team.id, round.date);
  return [
    {
      do: 'tell',
      item: {
        team: team.id,
        thing: `round:${round.id}`,
        epoch: 0,
        kind,
        to: { channel, ...(under ? { under } : {}) },
        due: due ?? round.opensAt,
        priority: 'prompt',
      },
    },
  ];
}

/** The person on duty alone sees who was silent; the channel sees a count. Days later it would help nobody. */
function silentList(view: RoundView, now: Instant): Effect[] {
  const onDuty = view.round.facilitator?.person;
  const late = now - view.round.closesAt > LATE;
  if (!onDuty || late || view.ritual.kind === 'duty') return [];
  return [
    {
      do: 'tell',
      item: {
        team: view.team.id,
        thing: `round:${view.round.id}`,
        epoch: 0,
        kind: 'silent',
        to: { person: onDuty },
        due: now,
        priority: 'digest',
      },
    },
  ];
}

function end(
  view: RoundView,
  state: 'closed' | 'missed' | 'skipped',
  now: Instant,
  why: string,
  by?: PersonId,
): Decision<Round> {
  const { round, ritual } = view;
  const ended = { ...round, state, definition: ritual, closed: { at: now, why } };
  return {
    state: { ...ended, ...(by ? { endedBy: by } : {}), version: round.version + 1 },
    events: [roundEvent(view, `round:${round.id}`, state, by ?? 'schedule', now, why)],
    effects: [...(round.startedAt === undefined ? [] : callOffMarks(view)), ...showRound(view)],
  };
}

function missedWhole({ round, ritual }: RoundView, now: Instant): boolean {
  return ritual.mode === 'live'
    ? now - (round.startsAt ?? round.opensAt) > LATE
    : now >= round.closesAt && now - round.opensAt > LATE;
}

function nobodyBecause({ ritual }: RoundView): string {
  return ritual.with === 'dependencies' ? 'nobody has an open dependency' : 'nobody takes part';
}
