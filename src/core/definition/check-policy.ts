import { type Finding, type Path, unknownName, warning } from './finding.ts';
import { policyOf } from './policy-file.ts';
import { checkNames, peopleNamed, type Roster } from './roster.ts';

const TARGETS = ['affected', 'facilitator', 'lead', 'leadership', 'coordinator'];
const LEVELS = [1, 2, 3] as const;

/** Whether the escalation policy and the digest name people there are, and more than one of them. */
export function checkPolicy(roster: Roster): Finding[] {
  return [...checkTargets(roster), ...checkReserves(roster), ...checkDigest(roster)];
}

function checkTargets(roster: Roster): Finding[] {
  return LEVELS.flatMap((number) => {
    const level = roster.team.escalation?.[`level${number}`];
    const path = ['escalation', `level${number}`];
    return [
      ...checkNames(roster, [...path, 'who'], level?.who, TARGETS),
      ...checkNames(roster, [...path, 'deputies'], level?.deputies, TARGETS),
      ...checkNames(roster, [...path, 'authority'], level?.authority, TARGETS),
      ...checkNames(roster, [...path, 'tell'], level?.tell, [...TARGETS, 'channel', 'stakeholders']),
    ];
  });
}

/** A level with one person stands still when that person is away. Who is affected or on duty changes, so those are enough. */
function checkReserves(roster: Roster): Finding[] {
  return LEVELS.flatMap((number) => {
    const names = namesAt(roster, number);
    if (names.includes('affected') || names.includes('facilitator')) return [];
    const [only, ...others] = new Set(names.flatMap((name) => peopleNamed(roster, name)));
    if (!only || others.length > 0) return [];
    return [
      warning(
        levelPath(roster, number),
        `a second person at level ${number}, for when one is away`,
        `only ${only}`,
      ),
    ];
  });
}

function namesAt({ team }: Roster, number: (typeof LEVELS)[number]): string[] {
  const level = team.escalation?.[`level${number}`];
  const usual = policyOf({})[number];
  return [...(level?.who ?? usual.who), ...(level?.deputies ?? usual.deputies)].filter(
    (name) => name !== undefined,
  );
}

function levelPath({ team }: Roster, number: (typeof LEVELS)[number]): Path {
  if (team.escalation?.[`level${number}`]) return ['escalation', `level${number}`, 'who'];
  return number === 3 ? ['leadership'] : ['members'];
}

function checkDigest(roster: Roster): Finding[] {
  const { after, approver, deputy } = roster.team.digest ?? {};
  const rituals = ritualIds(roster);
  const findings = [
    ...checkApprover(roster, 'approver', approver),
    ...checkApprover(roster, 'deputy', deputy),
  ];
  const [only, ...others] = new Set(
    [approver, deputy].flatMap((name) => (name ? peopleNamed(roster, name) : [])),
  );
  if (approver && only && others.length === 0)
    findings.push(warning(['digest', 'approver'], 'a deputy who can approve as well', `only ${only}`));
  if (after && !rituals.includes(after))
    findings.push(unknownName(['digest', 'after'], 'a ritual of this team', after, rituals));
  return findings;
}

function checkApprover(roster: Roster, field: string, name: string | undefined): Finding[] {
  return checkNames(roster, [], name ? [name] : []).map((finding) => ({
    ...finding,
    path: ['digest', field],
  }));
}

/** The ids of the rituals a team picks. */
export function ritualIds({ team }: Pick<Roster, 'team'>): string[] {
  return (team.rituals ?? [])
    .map((entry) => (typeof entry === 'string' ? entry : entry?.id))
    .filter((id) => id !== undefined);
}
