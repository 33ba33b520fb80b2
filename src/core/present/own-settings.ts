import { sameZone } from '../definition/calendars.ts';
import { type Element, list, note, paragraph, type Text } from '../message.ts';
import { EXAMPLES } from '../people/own-settings.ts';
import type { Member, Team } from '../team.ts';
import { showDate, showMinute } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import { count } from '../wording.ts';
import { askedIn, timeLine } from './introduction.ts';
import { weekWords } from './settings.ts';

/** How a person is set in one of their teams, and where each setting comes from. `changed`: the fields they, or somebody, changed
 * from chat. */
export function presentOwnSettings(
  team: Team,
  member: Member,
  changed: ReadonlySet<string>,
  today: CivilDate,
): Element[] {
  const { calendar, quiet, roles } = member;
  const asked = askedIn(team, member);
  const fields: [string, Text][] = [
    ['Your clock', [`${calendar.zone} (${zoneFrom(team, member, changed)})`]],
    ['Your hours', [`${weekWords(calendar) || 'none'}${changed.has('hours') ? ' (set in chat)' : ''}`]],
    [
      'Quiet hours',
      [
        quiet
          ? `${showMinute(quiet.from)} to ${showMinute(quiet.to % 1440)}: nothing is sent then, unless a level breaks it`
          : 'none: messages come at any hour',
      ],
    ],
    ['Your holidays', [holidayWords(member, today)]],
    ['Your roles', [roles.join(', ') || 'none']],
  ];
  return [
    paragraph({ bold: `Your settings in ${team.name}` }),
    { element: 'fields', fields: fields.map(([label, value]) => ({ label, value })) },
    ...(asked.length > 0 && member.participates
      ? [paragraph('When you are asked:'), ...list(asked.map((ritual) => timeLine(ritual, team, member)))]
      : [paragraph('You are not asked for updates here.')]),
  ];
}

/** How to change them, and to get a copy of everything. */
export function settingsHelp(): Element[] {
  return [
    note(
      'Change it: ',
      { code: EXAMPLES.zone },
      ', ',
      { code: '/rondo me hours mon-fri 09:00-17:00' },
      ', ',
      {
        code: EXAMPLES.quiet,
      },
      '; ',
      { code: '/rondo me reset' },
      ' takes it back. Roles and holidays are in the team file.',
    ),
  ];
}

function zoneFrom({ calendar }: Team, member: Member, changed: ReadonlySet<string>): string {
  if (changed.has('zone')) return 'set in chat';
  return sameZone(member.calendar.zone, calendar.zone)
    ? 'the team’s; your profile or the team file can say another one'
    : 'from the team file, or from your profile in the chat';
}

function holidayWords({ calendar: { closed } }: Member, today: CivilDate): string {
  const ahead = [...closed].filter(([date]) => date >= today).sort(([a], [b]) => (a < b ? -1 : 1));
  const [next] = ahead;
  if (!next) return 'none that I know of; the team file can name your region';
  return `next is ${showDate(next[0])}, ${next[1]}`;
}

/** What is kept about a person: how many of each kind. */
export interface Kept {
  kind: string;
  one: string;
  many?: string;
  rows: number;
}

export function presentKept(kept: readonly Kept[]): Element[] {
  const lines = kept.filter(({ rows }) => rows > 0).map(({ rows, one, many }) => count(rows, one, many));
  return [
    paragraph({ bold: 'What is stored about you' }),
    paragraph(lines.length > 0 ? `${lines.join(', ')}.` : 'Nothing yet.'),
    paragraph(
      'It is kept as long as this Rondo runs; whoever runs it can delete it. Why you are away is never stored. Anonymous answers have no name and no time, so nobody can find yours, not even for you. Show all of yours: ',
      { code: '/rondo me data' },
    ),
  ];
}
