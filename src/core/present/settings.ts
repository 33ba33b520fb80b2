import { lengthWords } from '../escalation/describe-levels.ts';
import { LEVEL_NAMES, LEVELS } from '../escalation/escalation.ts';
import { nameOf } from '../escalation/people.ts';
import { type Element, heading, note, type Text } from '../message.ts';
import type { Level, Team } from '../team.ts';
import type { Calendar, Window } from '../time/calendar.ts';
import type { Deadline } from '../time/deadline.ts';
import type { Minute } from '../time.ts';
import { count, listed } from '../wording.ts';

/** A team's settings in words: what each says and what it does. */
export function presentSettings(team: Team): Element[] {
  const settings: [string, Text][] = [
    [
      'Channel',
      [{ channel: team.channel }, ': the day’s board appears there, everything else in its thread'],
    ],
    ['Clock', [`${team.calendar.zone}, ${weekWords(team.calendar)}. Deadlines count these hours only`]],
    ['Quiet hours', [quietWords(team)]],
    ['Members', [`${count(team.members.length, 'person', 'people')}; each is asked on their own clock`]],
    ['Coordinator', [`${nameOf(team, team.coordinator)}, who looks after escalations`]],
    ['Admins', [`${listed(team.admins.map((id) => nameOf(team, id)))}, who hear what has to be mended`]],
    ...LEVELS.map((level): [string, Text] => [LEVEL_NAMES[level], [levelWords(team, team.policy[level])]]),
    ['Digest', [digestWords(team)]],
  ];
  return [
    heading(`How ${team.name} is set up`),
    { element: 'fields', fields: settings.map(([label, value]) => ({ label, value })) },
    note('An admin changes this in the team file. Rondo reads it again as soon as it is saved.'),
  ];
}

/** "Mon–Thu 09:00–12:30 and 13:15–17:30; Fri 09:00–15:00". */
export function weekWords({ week }: Pick<Calendar, 'week'>): string {
  const days = ORDER.map((day) => ({ day, hours: hoursWords(week[day] ?? []) }));
  const runs: { from: number; to: number; hours: string }[] = [];
  for (const { day, hours } of days) {
    const last = runs.at(-1);
    if (last && last.hours === hours) last.to = day;
    else runs.push({ from: day, to: day, hours });
  }
  return runs
    .filter(({ hours }) => hours !== '')
    .map(({ from, to, hours }) => `${from === to ? DAYS[from] : `${DAYS[from]}–${DAYS[to]}`} ${hours}`)
    .join('; ');
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
/** The week as people read it. */
const ORDER = [1, 2, 3, 4, 5, 6, 0];

function hoursWords(windows: readonly Window[]): string {
  return listed(windows.map(spanWords));
}

function spanWords({ from, to }: Window): string {
  return `${clock(from)}–${clock(to)}`;
}

function clock(minute: Minute): string {
  const within = minute > 1440 ? minute - 1440 : minute;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
}

function quietWords({ quiet }: Team): string {
  if (!quiet) return 'none: messages come at any hour';
  return `${spanWords(quiet)} on everybody’s own clock: nothing is sent then, unless a level breaks it`;
}

function levelWords(team: Team, { who, respond, resolve, quietHours }: Level): string {
  const loud = quietHours === 'break' ? '; it may break quiet hours' : '';
  const names = listed(who.map((word) => plainWord(team, word)));
  return `${names}; an answer ${within(respond)}, resolved ${within(resolve)}${loud}`;
}

function within(deadline: Deadline): string {
  return `${deadline.kind === 'same_working_day' ? 'on' : 'within'} ${lengthWords(deadline)}`;
}

/** A person by name; a role or a word of the policy with its article. */
function plainWord(team: Team, word: string): string {
  if (word === 'affected') return 'whoever is affected';
  if (word === 'facilitator') return 'whoever is on duty';
  return team.members.find(({ id }) => id === word)?.name ?? `the ${word}`;
}

function digestWords(team: Team): string {
  const { after, at, approver, silence } = team.digest;
  const review = team.rituals.find(({ id }) => id === after)?.name ?? after;
  const when = review ? `after ${review}, at ${clock(at)} at the latest` : `at ${clock(at)}`;
  if (!approver) return `${when}, without approval`;
  const else_ = { send: 'it is sent', hold: 'it waits', numbers_only: 'only the numbers are sent' }[silence];
  return `${when}; ${plainWord(team, approver)} sees it first, and ${else_} if they say nothing`;
}
