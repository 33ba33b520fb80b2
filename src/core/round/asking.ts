import { onLeaveAt, whyNotAsked } from '../absence/availability.ts';
import type { AuditEvent, Decision, Effect } from '../decision.ts';
import type { Dependency } from '../record.ts';
import type { Ritual } from '../ritual.ts';
import type { Prompt, Round } from '../round.ts';
import type { Absence, Person, PersonId, Team } from '../team.ts';
import { showInstant } from '../time/zone.ts';
import { type Instant, MINUTE } from '../time.ts';

/** What a round's decisions look at besides the row they change. */
export interface RoundView {
  team: Team;
  round: Round;
  ritual: Ritual;
  absences: readonly Absence[];
  /** What is decided now comes late because the team was paused: what becomes of it. */
  paused?: 'send' | 'merge' | 'drop';
  /** The team's open dependencies, where the ritual asks only those who have one. */
  dependencies?: readonly Dependency[];
}

/** Anything that fires later than this was missed by a process that was down. */
export const LATE = 5 * MINUTE;

/** The prompt's instant has come: ask, skip with a reason, or record it as missed (the ritual's `catch_up`).
 * Whether the person is at work is looked at now, not when the round was planned. */
export function ask(prompt: Prompt, view: RoundView, now: Instant): Decision<Prompt> {
  if (prompt.state !== 'planned') return unchanged(prompt);
  const person = personOf(view.team, prompt.person);
  if (!person) return settle(prompt, view, now, 'skipped', 'left the team');
  const away = whyAway(person, view, prompt);
  if (away) return settle(prompt, view, now, 'skipped', away);
  const leftOut = unconcerned(view, prompt.person);
  // What was never theirs did not happen to them.
  if (leftOut) return { ...settle(prompt, view, now, 'skipped', leftOut), events: [] };
  const late = now - prompt.at > LATE;
  const catchUp = view.paused ?? view.ritual.catchUp;
  if ((late || view.paused) && !(catchUp === 'send' && now < prompt.due))
    return miss(prompt, view, person, now);
  if (!late) return askNow(prompt, view, person, now);
  const due = Math.max(prompt.due, now + view.ritual.answerTime * MINUTE);
  return askNow({ ...prompt, due }, view, person, now, '; sent late, because it could not be sent then');
}

/** Somebody is back before the due of what they were not asked while away: now they are. Where the question is with them
 * already, it opens again. Nothing changes for a round that is over, or while another reason stands against asking. */
export function askAgain(prompt: Prompt, view: RoundView, now: Instant): Decision<Prompt> {
  const person = personOf(view.team, prompt.person);
  const over = view.round.state !== 'open' && view.round.state !== 'planned';
  if (!person || over || prompt.state !== 'skipped' || now >= prompt.due) return unchanged(prompt);
  if (whyAway(person, view, prompt) ?? unconcerned(view, prompt.person)) return unchanged(prompt);
  const asked = askNow(prompt, view, person, now, '; asked again, because they are back');
  const tell = prompt.askedAt === undefined ? asked.effects : [];
  const shown: Effect[] = [{ do: 'refresh', thing: `prompt:${prompt.id}` }, ...showRound(view)];
  return { ...asked, effects: [...tell, ...shown] };
}

/** After a pause, what was chosen stays with it. */
function miss(prompt: Prompt, view: RoundView, person: Person, now: Instant): Decision<Prompt> {
  const decision = settle(prompt, view, now, 'missed', missedBecause(prompt, view, person));
  const { paused } = view;
  return paused ? { ...decision, state: { ...decision.state, paused } } : decision;
}

function askNow(
  prompt: Prompt,
  view: RoundView,
  person: Person,
  now: Instant,
  because = '',
): Decision<Prompt> {
  const why = `${whyAsked(view, person, prompt)}${because}`;
  const state: Prompt = { ...prompt, state: 'asked', askedAt: now, why, version: prompt.version + 1 };
  return {
    state,
    events: [roundEvent(view, `prompt:${prompt.id}`, 'prompted', 'schedule', now, why, prompt.person)],
    effects: [
      {
        do: 'tell',
        item: {
          team: view.team.id,
          thing: `prompt:${prompt.id}`,
          epoch: 0,
          kind: 'prompt',
          to: { person: prompt.person },
          due: prompt.at,
          until: prompt.due,
          priority: 'prompt',
        },
      },
    ],
  };
}

/** A reminder's instant has come. Only those who have not answered get one; a late or overdue one is dropped. */
export function remind(prompt: Prompt, view: RoundView, due: Instant, now: Instant): Decision<Prompt> {
  if (prompt.state !== 'asked') return unchanged(prompt);
  const dropped =
    now - due > LATE
      ? 'it would have come too late'
      : now >= prompt.due
        ? 'the round is over'
        : awayNow(prompt, view, now);
  const about = `prompt:${prompt.id}`;
  if (dropped)
    return {
      ...unchanged(prompt),
      events: [roundEvent(view, about, 'reminder dropped', 'schedule', now, dropped, prompt.person)],
    };
  const why = `no answer yet, due ${showInstant(view.team.calendar.zone, prompt.due, 'both')} (${view.team.calendar.zone})`;
  return {
    state: { ...prompt, remindedAt: now, version: prompt.version + 1 },
    events: [roundEvent(view, about, 'reminded', 'schedule', now, why, prompt.person)],
    effects: [
      {
        do: 'tell',
        item: {
          team: view.team.id,
          thing: about,
          epoch: 0,
          kind: 'reminder',
          to: { person: prompt.person },
          due,
          until: prompt.due,
          priority: 'prompt',
        },
      },
    ],
  };
}

/** They may have said so after they were asked, and be back before the due. */
function awayNow({ person: id }: Prompt, { team, absences }: RoundView, now: Instant): string | undefined {
  const person = personOf(team, id);
  return person && onLeaveAt(person, absences, now);
}

/** Ends a prompt without a question: skipped or missed, with its reason. */
export function settle(
  prompt: Prompt,
  view: RoundView,
  now: Instant,
  as: 'skipped' | 'missed',
  why: string,
): Decision<Prompt> {
  return {
    state: { ...prompt, state: as, why, version: prompt.version + 1 },
    events: [roundEvent(view, `prompt:${prompt.id}`, as, 'schedule', now, why, prompt.person)],
    effects: [{ do: 'refresh', thing: `prompt:${prompt.id}` }, ...showRound(view)],
  };
}

/** Those of a round's prompts that count: one whose time has not come counts unless its person is known to be away. */
export function counted(prompts: readonly Prompt[], view: RoundView): Prompt[] {
  return prompts.filter((prompt) => {
    const person = personOf(view.team, prompt.person);
    if (prompt.state !== 'planned') return true;
    return person && !whyAway(person, view, prompt) && !unconcerned(view, prompt.person);
  });
}

/** Away when they would be asked; or on leave when the meeting is that they would write for. */
function whyAway(person: Person, { ritual, round, absences }: RoundView, prompt: Prompt): string | undefined {
  const away = whyNotAsked(person, absences, prompt);
  if (away || ritual.mode !== 'live' || round.startsAt === undefined) return away;
  return onLeaveAt(person, absences, round.startsAt);
}

/** Why a ritual for those with dependencies leaves somebody out; undefined when it does not. */
export function unconcerned({ ritual, dependencies = [] }: RoundView, person: PersonId): string | undefined {
  if (ritual.with !== 'dependencies') return undefined;
  const bound = dependencies.some(({ open, waiting, on }) => open && (waiting === person || on === person));
  return bound ? undefined : 'has no open dependency';
}

/** The messages that show a round: its place and the day's board. */
export function showRound(view: RoundView): Effect[] {
  return [
    { do: 'refresh', thing: `round:${view.round.id}` },
    { do: 'refresh', thing: boardOf(view.team.id, view.round.date) },
  ];
}

/** The thing key of a team's board of one day. */
export function boardOf(team: string, date: string): string {
  return `board:${team}/${date}`;
}

/** A member, or somebody from outside whom a ritual may name: a stakeholder, a leader. */
export function personOf(team: Team, id: PersonId): Person | undefined {
  return [...team.members, ...team.others].find((person) => person.id === id);
}

/** An audit line of a round or one of its prompts. */
export function roundEvent(
  view: RoundView,
  about: string,
  what: string,
  who: AuditEvent['who'],
  at: Instant,
  why: string,
  person?: PersonId,
): AuditEvent {
  return { team: view.team.id, about, what, who, at, from: 'engine', why, ...(person ? { person } : {}) };
}

function unchanged(prompt: Prompt): Decision<Prompt> {
  return { state: prompt, events: [], effects: [] };
}

function whyAsked(view: RoundView, person: Person, prompt: Prompt): string {
  const zone = person.calendar.zone;
  const at = showInstant(zone, prompt.at, 'both');
  return `${view.ritual.name} of ${view.team.name} asks at ${at} in ${zone}`;
}

function missedBecause(prompt: Prompt, { paused, team }: RoundView, person: Person): string {
  const at = showInstant(person.calendar.zone, prompt.at, 'both');
  if (paused) return `paused: ${team.name} was paused at ${at}`;
  return `Rondo was not running at ${at}, and it was too late afterwards`;
}
