import { type Finding, mistake, show, unknownName } from './finding.ts';
import { outsiderOf } from './outsiders.ts';
import { onPlatform } from './people.ts';
import { checkNames, checkPeople, leadersOf, type Roster } from './roster.ts';

/** Words that escalation levels use; a person of that name could not be told apart. */
const RESERVED = [
  'affected',
  'facilitator',
  'leadership',
  'coordinator',
  'channel',
  'stakeholders',
  'everyone',
];

/** Whether a team has everybody it needs and every name in it means exactly one thing. */
export function checkRoster(roster: Roster): Finding[] {
  return [
    ...checkIds(roster),
    ...checkLead(roster),
    ...checkLeadership(roster),
    ...checkAdmins(roster),
    ...checkCoordinator(roster),
    ...checkOutsiders(roster),
    ...checkPlatforms(roster),
  ];
}

function checkIds({ team, holders }: Roster): Finding[] {
  const seen = new Set<string>();
  return (team.members ?? []).flatMap((member, i) => {
    if (!member?.id) return [];
    const path = ['members', i, 'id'];
    if (seen.has(member.id)) return [mistake(path, 'an id that no other member has', show(member.id))];
    seen.add(member.id);
    if (RESERVED.includes(member.id))
      return [mistake(path, 'an id that is not a word of Rondo', show(member.id))];
    if (!holders.has(member.id)) return [];
    return [mistake(path, 'an id that is not also the name of a role', show(member.id))];
  });
}

function checkLead({ team, holders }: Roster): Finding[] {
  if (!team.members || holders.has('lead')) return [];
  return [mistake(['members'], 'a member with the role "lead"', 'nobody who leads')];
}

function checkLeadership(roster: Roster): Finding[] {
  const { leadership } = roster.team;
  if (leadersOf(roster).length > 0) return [];
  // Entries that mean nobody are named one by one.
  if (leadership?.some((entry) => !entry || !outsiderOf(roster.team, roster.people, entry))) return [];
  if (!leadership && 'leadership' in roster.team) return [];
  return [mistake(['leadership'], 'the field "leadership" with at least one person', 'nobody')];
}

function checkAdmins(roster: Roster): Finding[] {
  const { admins } = roster.team;
  if (admins && admins.length > 0) return checkPeople(roster, ['admins'], admins);
  if (!admins && 'admins' in roster.team) return [];
  return [mistake(['admins'], 'the field "admins" with at least one member', 'nobody')];
}

/** Somebody has to look after escalations, so this is an error in a running team too. */
function checkCoordinator(roster: Roster): Finding[] {
  const { coordinator } = roster.team;
  const [finding] = checkNames(roster, [], coordinator ? [coordinator] : []);
  return finding ? [{ ...finding, path: ['coordinator'], severity: 'error' }] : [];
}

function checkOutsiders({ team, people, members }: Roster): Finding[] {
  return (['stakeholders', 'leadership'] as const).flatMap((field) =>
    (team[field] ?? []).flatMap((entry, i) => {
      if (typeof entry !== 'string' || outsiderOf(team, people, entry)) return [];
      const expected = 'a channel like "#news", a person like "@dana" or the id of a member';
      return [unknownName([field, i], expected, entry, members)];
    }),
  );
}

function checkPlatforms({ team }: Roster): Finding[] {
  const platforms = (team.platform ?? []).filter((platform) => platform !== undefined);
  const lacking = platforms.filter((platform) => team.channel && !onPlatform(team.channel, platform));
  const findings = lacking.map((platform) => mistake(['channel'], `a channel for ${platform}`, 'none'));
  for (const [i, member] of (team.members ?? []).entries()) {
    if (platforms.length === 0 || !member?.user || platforms.some((each) => onPlatform(member.user, each)))
      continue;
    findings.push(mistake(['members', i, 'user'], `a user on ${platforms.join(' or ')}`, 'none'));
  }
  return findings;
}
