import type { Ritual } from '../core/ritual.ts';
import type { NewMember } from './new-people.ts';
import { lines, list, scalar } from './new-yaml.ts';

export interface NewTeam {
  id: string;
  name: string;
  platform: string;
  channel: string;
  zone: string;
  hours: Readonly<Record<string, readonly string[]>>;
  /** Empty for none. */
  holidays: string;
  members: readonly NewMember[];
  /** The id of who leads. */
  lead: string;
  leadership: readonly string[];
  stakeholders: readonly string[];
  rituals: readonly string[];
}

/** A team file with a comment at every field. `known` are the rituals there are. */
export function teamText(team: NewTeam, known: readonly Ritual[]): string {
  return lines([
    ...identity(team),
    ...time(team),
    ...people(team),
    ...rhythm(team, known),
    ...escalation,
    ...(team.rituals.some((id) => isDigest(id, known)) ? digest(team) : []),
  ]);
}

type Rows = Parameters<typeof lines>[0];

function identity({ id, name, platform, channel }: NewTeam): Rows {
  return [
    [`id: ${scalar(id)}`, 'never changes; the name may'],
    [`name: ${scalar(name)}`, 'what people see'],
    [`platform: ${platform}`, 'playground | slack | teams, or a list of them'],
    [`channel: ${scalar(channel)}`, "a name or the platform's id; the bot has to be in it"],
  ];
}

function time({ zone, hours, holidays }: NewTeam): Rows {
  const days = Object.entries(hours).map(([day, windows]) => `  ${day}: [${windows.map(quoted).join(', ')}]`);
  return [
    '',
    [`zone: ${scalar(zone)}`, 'meetings and closing times are on this clock'],
    ['hours:', 'windows per weekday or range; several a day; may cross midnight'],
    ...days,
    holidays
      ? [`holidays: ${scalar(holidays)}`, 'the public holidays of a country or region, like DE or DE-BE']
      : ['# holidays: DE-BE', 'the public holidays of a country or region'],
    ['# days_off: [2026-12-24]', 'more days on which nobody works'],
    ['quiet: "19:00-08:00"', "nobody is written to then, on each person's own clock"],
  ];
}

function people({ members, lead, leadership, stakeholders }: NewTeam): Rows {
  return [
    '',
    ['members:', 'roles are your own words; exactly what rituals name. One member is the lead'],
    ...members.map(memberLine),
    '  # more of a member: zone: Europe/Lisbon, holidays: PT, hours: { mon-wed: ["09:00-13:00"] }, participates: false',
    stakeholders.length > 0
      ? [`stakeholders: ${list(stakeholders)}`, 'who wants to know: "#channel" or "@person"']
      : ['# stakeholders: ["#news", "@sam"]', 'who wants to know: "#channel" or "@person"'],
    [`leadership: ${list(leadership)}`, 'who decides at level 3; better two than one'],
    [`admins: ${list([lead])}`, 'members who may change settings'],
    [`# coordinator: ${scalar(lead)}`, 'who looks after escalations: a member or role; else the lead'],
  ];
}

function memberLine({ id, name, user, roles }: NewMember): string {
  return `  - { id: ${scalar(id)}, name: ${scalar(name)}, user: ${scalar(user)}, roles: ${list(roles)} }`;
}

function rhythm({ rituals, members }: NewTeam, known: readonly Ritual[]): Rows {
  if (rituals.length === 0)
    return ['', ['rituals: []', 'ids of rituals, like [morning-sync, weekly-review]']];
  return [
    '',
    ['rituals:', 'any field can be changed: - { id: weekly-review, schedule: { at: "15:00" } }'],
    ...rituals.map((id) => pick(id, known, members)),
  ];
}

/** A ritual that names roles nobody here holds is for everyone, and the lead leads it. */
function pick(id: string, known: readonly Ritual[], members: readonly NewMember[]): Rows[number] {
  const ritual = known.find((each) => each.id === id);
  const held = new Set(members.flatMap(({ roles }) => roles));
  const lacks = (roles: readonly string[] = []) =>
    roles.some((role) => !held.has(role) && !OUTSIDE.has(role));
  const changes = [
    lacks(ritual?.participants.roles) ? ['participants: { everyone: true }'] : [],
    lacks(ritual?.facilitator?.roles) ? ['facilitator: { role: lead }'] : [],
  ].flat();
  if (changes.length === 0) return `  - ${scalar(id)}`;
  return [`  - { id: ${scalar(id)}, ${changes.join(', ')} }`, 'nobody here holds all the roles it names'];
}

const OUTSIDE: ReadonlySet<string> = new Set(['stakeholders', 'leadership']);

/** Why a ritual cannot be held by a team with these people; `undefined` when it can. */
export function lackOf(
  { id, participants }: Ritual,
  { stakeholders }: Pick<NewTeam, 'stakeholders'>,
): string | undefined {
  if (!participants.roles.includes('stakeholders')) return undefined;
  if (stakeholders.some((entry) => !entry.startsWith('#'))) return undefined;
  return `${id} asks stakeholders, and no person is one yet: name one, like @sam (--stakeholders).`;
}

function isDigest(id: string, known: readonly Ritual[]): boolean {
  return known.some((ritual) => ritual.id === id && ritual.kind === 'digest');
}

const escalation: Rows = [
  '',
  '# A blocker climbs three levels until somebody solves it. These are the usual ones; change what you need.',
  '# escalation:',
  '#   level1: { who: [affected, facilitator], respond: { working_hours: 1 }, resolve: { same_working_day: { minimum_hours: 2 } } }',
  '#   level2: { who: [lead], tell: [channel, stakeholders], respond: { working_hours: 2 }, resolve: { working_days: 1 } }',
  '#   level3: { who: [leadership], tell: [channel, stakeholders], respond: { working_hours: 4 }, resolve: { working_days: 2 } }',
];

function digest({ rituals }: NewTeam): Rows {
  const after = rituals.includes('weekly-review') ? 'after: weekly-review, ' : '';
  return [
    '',
    '# The message for stakeholders. The approver sees it first; silence: send | hold | numbers_only',
    `digest: { ${after}at: "16:00", approver: lead, silence: send }`,
  ];
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
