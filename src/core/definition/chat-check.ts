import type { Change } from '../changes.ts';
import type { Ritual, Who } from '../ritual.ts';
import type { Team } from '../team.ts';
import type { CivilDate } from '../time.ts';
import { aboutOf, applied, lineOf } from './chat-layer.ts';
import { checkFit, checkHours } from './check-fit.ts';
import { checkPolicy } from './check-policy.ts';
import type { RitualDraft } from './check-ritual.ts';
import { checkRoster } from './check-roster.ts';
import type { Finding } from './finding.ts';
import type { TeamDraft } from './people.ts';
import { type Roster, rosterOf } from './roster.ts';

/** Why a change cannot be made, in words for whoever wanted it: its fields are wrong, or the team would be with it. What is wrong
 * with the team already is not held against it. */
export function whyNotChanged(
  team: Team,
  change: Pick<Change, 'about' | 'fields'>,
  today: CivilDate,
): string | undefined {
  const next = applied(team, change);
  if (!next.ok) return next.findings.map(lineOf).join('\n');
  // A role that nobody holds any more only warns while a team runs; a ritual that names one now is a slip.
  const runs = aboutOf(change.about).kind !== 'ritual';
  const before = new Set(mistakesIn(team, today, runs));
  const fresh = mistakesIn(next.value, today, runs).filter((line) => !before.has(line));
  return fresh.length > 0 ? fresh.join('\n') : undefined;
}

/** What the checks of the files say of a team as it runs. */
function mistakesIn(team: Team, today: CivilDate, runs: boolean): string[] {
  const roster = rosterIn(team, runs);
  const almanac = { regions: new Map(), today };
  const findings: Finding[] = [
    ...checkRoster(roster),
    ...checkPolicy(roster),
    ...checkHours(roster, almanac),
    ...team.rituals.flatMap((ritual) =>
      checkFit(roster, draftOf(ritual), almanac).map((found) => ({
        ...found,
        path: ['rituals', ritual.id, ...found.path],
      })),
    ),
  ];
  return findings.filter(({ severity }) => severity === 'error').map(lineOf);
}

function rosterIn(team: Team, runs: boolean): Roster {
  const outsiders = (list: Team['leadership']) =>
    list.map((one) =>
      'channel' in one ? `#${one.channel.replace(/^#/, '')}` : { id: one.person, user: one.person },
    );
  const draft: TeamDraft = {
    id: team.id,
    zone: team.calendar.zone,
    hours: team.calendar.week,
    days_off: [...team.calendar.closed.keys()],
    members: team.members
      .filter(({ active }) => active)
      .map(({ id, name, roles, participates, calendar }) => ({
        id,
        name,
        user: id,
        roles,
        participates,
        zone: calendar.zone,
        hours: calendar.week,
      })),
    stakeholders: outsiders(team.stakeholders),
    leadership: outsiders(team.leadership),
    admins: team.admins,
    coordinator: team.coordinator,
    rituals: team.rituals.map(({ id }) => id),
    escalation: { level1: team.policy[1], level2: team.policy[2], level3: team.policy[3] },
    digest: team.digest,
  };
  return rosterOf(draft, { byUser: new Map(), zones: new Map() }, runs);
}

function draftOf({
  facilitator,
  schedule,
  participants,
  optional,
  observers,
  ...ritual
}: Ritual): RitualDraft {
  const { onHoliday: on_holiday, ...when } = schedule;
  return {
    kind: ritual.kind,
    mode: ritual.mode,
    lasts: ritual.lasts,
    schedule: { ...when, on_holiday },
    participants: participants.everyone
      ? 'everyone'
      : { roles: participants.roles, people: participants.people },
    optional: namesOf(optional),
    observers: namesOf(observers),
    ...(facilitator ? { facilitator: { roles: facilitator.roles, people: facilitator.people } } : {}),
  };
}

function namesOf({ roles, people }: Who): string[] {
  return [...roles, ...people];
}
