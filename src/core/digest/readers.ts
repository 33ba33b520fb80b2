import { leadsOf, unique } from '../escalation/people.ts';
import type { Digest, DigestLine } from '../record.ts';
import type { Audience, Outsider, PersonId, Team } from '../team.ts';
import { isSection, type Section } from './section.ts';

/** Who gets a team's digest, and as what: whoever is both reads what both may. */
export function readersOf(team: Team): { to: Outsider; as: Audience }[] {
  const { audience = 'stakeholders' } = team.digest;
  const stakeholders = audience === 'leadership' ? [] : team.stakeholders;
  const leadership = audience === 'stakeholders' ? [] : team.leadership;
  const all = new Map([...stakeholders, ...leadership].map((to) => [keyOf(to), to]));
  const has = (list: readonly Outsider[], key: string) => list.some((one) => keyOf(one) === key);
  return [...all].map(([key, to]) => {
    const both = has(stakeholders, key) && has(leadership, key);
    return { to, as: both ? 'both' : has(leadership, key) ? 'leadership' : 'stakeholders' };
  });
}

/** What a person reads a team's digest as: whoever is in the team reads all that goes out, others what they are sent. */
export function readerAs(team: Team, person: PersonId): Audience | undefined {
  if (team.members.some(({ id, active }) => id === person && active)) return 'both';
  return readersOf(team).find(({ to }) => 'person' in to && to.person === person)?.as;
}

function keyOf(one: Outsider): string {
  return 'person' in one ? `person:${one.person}` : `channel:${one.channel}`;
}

/** The lines that one kind of reader gets: what is left out is nobody's, and a report is the same for all. */
export function linesFor({ lines, ritual }: Digest, team: Team, as: Audience): DigestLine[] {
  const shown = lines.filter(({ leftOut }) => !leftOut);
  const { audience = 'stakeholders' } = team.digest;
  if (ritual !== undefined) return as === 'both' || audience === 'both' || as === audience ? shown : [];
  return shown.filter((one) => mayRead(team, as, one));
}

/** The lines that anybody gets; the others are not written. */
export function linesForAny(team: Team, lines: readonly DigestLine[]): DigestLine[] {
  const { audience = 'stakeholders' } = team.digest;
  return lines.filter((one) => mayRead(team, audience, one));
}

/** Whom it does not go to reads nothing of it. */
function mayRead({ digest }: Team, as: Audience, { section }: DigestLine): boolean {
  const { audience = 'stakeholders' } = digest;
  const parts = (['stakeholders', 'leadership'] as const).filter(
    (part) => (as === 'both' || as === part) && (audience === 'both' || audience === part),
  );
  return parts.some((part) => {
    const wanted: readonly Section[] | undefined = digest.sections?.[part];
    return wanted === undefined || (isSection(section) && wanted.includes(section));
  });
}

/** Who may look at the digest before it goes out: the approvers, then the deputies; a role or a person. */
export function approversOf(team: Team): PersonId[] {
  const named = [team.digest.approver, team.digest.deputy].flatMap((word) =>
    team.members.filter(
      ({ active, id, roles }) => active && word !== undefined && (id === word || roles.includes(word)),
    ),
  );
  return unique(named.map(({ id }) => id));
}

/** Who may correct what was sent, and pick or write the three lines: the approvers, the coordinator and the leads. */
export function correctorsOf(team: Team): PersonId[] {
  return unique([...approversOf(team), team.coordinator, ...leadsOf(team)]);
}

/** "the stakeholders", "the leadership", "the stakeholders and the leadership". */
export function readersWords({ digest }: Team): string {
  switch (digest.audience ?? 'stakeholders') {
    case 'stakeholders':
      return 'the stakeholders';
    case 'leadership':
      return 'the leadership';
    case 'both':
      return 'the stakeholders and the leadership';
  }
}
