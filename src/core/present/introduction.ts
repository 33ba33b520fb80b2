import { heading, list, type Message, message, note, paragraph, type Text, text } from '../message.ts';
import type { Ritual } from '../ritual.ts';
import { whoTakesPart } from '../round/plan.ts';
import type { Member, Person, Team } from '../team.ts';
import { showMinute } from '../time/zone.ts';
import type { Weekday } from '../time.ts';
import { listed } from '../wording.ts';

/** More are counted: whoever is new need not know all of it at once. */
const MOST = 4;

/** What a person reads before the first thing that Rondo ever tells them. */
export function presentIntroduction(team: Team, viewer: Person): Message {
  const member = team.members.find(({ id }) => id === viewer.id);
  const title = `Hello ${firstName(viewer)}, I am Rondo`;
  const why = member
    ? `you are a member of ${team.name}`
    : `${team.name} names you as somebody who should know`;
  return message(
    title,
    heading(title),
    paragraph(
      `I look after the rhythm of ${team.name}: I ask, remind, and see to it that blockers find help. This is my first message to you. You get it because ${why}.`,
    ),
    ...(member?.participates ? morning(team, member) : [paragraph(quietly(member !== undefined))]),
    list([
      [{ code: '/rondo away' }, ': you are not there, and I leave you alone. Nobody is told why.'],
      [{ code: '/rondo me' }, ': what is yours, what I know about you, and your times.'],
      [{ code: '/rondo help' }, ': everything else.'],
    ]),
    note(`${howToStop(team, viewer)} I say this once.`),
  );
}

function howToStop(team: Team, viewer: Person): string {
  if (viewer.id === team.coordinator) return 'You coordinate the team: the team file says who is asked.';
  const coordinator = team.members.find(({ id }) => id === team.coordinator)?.name ?? 'the coordinator';
  return `Should I not write to you at all? Tell ${coordinator}.`;
}

function morning(team: Team, member: Member) {
  const asked = askedIn(team, member);
  if (asked.length === 0)
    return [paragraph('I write when something is yours: a turn, a blocker, an action.')];
  const shown = asked.slice(0, MOST).map((ritual) => timeLine(ritual, team, member));
  const more = asked.length - shown.length;
  return [
    paragraph(
      'What happens: I send you a few questions, and you answer with a button or in your own words. Your team reads the answers.',
    ),
    ...list(more > 0 ? [...shown, [`… and ${more} more: `, { code: '/rondo me' }]] : shown),
  ];
}

function quietly(inTeam: boolean): string {
  return inTeam
    ? 'You are not asked for updates. I write when something is yours: a blocker, an action, a turn.'
    : 'I write seldom: the digest, and what cannot be solved without you.';
}

/** The rituals that ask this member something by themselves. */
export function askedIn(team: Team, member: Member): Ritual[] {
  return team.rituals.filter(
    (ritual) =>
      ritual.kind !== 'digest' &&
      ritual.kind !== 'duty' &&
      whoTakesPart(team, ritual.participants).some(({ id }) => id === member.id),
  );
}

/** "Morning sync: 09:00, on working days". An async ritual comes on the person's own clock, a meeting on the team's. */
export function timeLine({ name, mode, schedule }: Ritual, team: Team, { calendar }: Person): Text {
  const at = showMinute(schedule.at);
  const elsewhere = calendar.zone !== team.calendar.zone;
  const clock = mode === 'live' && elsewhere ? ` on the team’s clock (${team.calendar.zone})` : '';
  return text({ bold: name }, `: ${at}${clock}, ${daysOf(schedule)}${mode === 'live' ? ', a meeting' : ''}`);
}

const DAYS: Readonly<Record<Weekday, string>> = {
  0: 'Sundays',
  1: 'Mondays',
  2: 'Tuesdays',
  3: 'Wednesdays',
  4: 'Thursdays',
  5: 'Fridays',
  6: 'Saturdays',
};

function daysOf({ on, every }: Ritual['schedule']): string {
  const often = every.n > 1 ? `every ${every.n} ${every.unit}, ` : '';
  switch (on.on) {
    case 'working_days':
      return `${often}on working days`;
    case 'every_day':
      return `${often}every day`;
    case 'weekdays':
      return `${often}on ${listed(on.days.map((day) => DAYS[day]))}`;
    default:
      return often ? often.slice(0, -2) : 'now and then';
  }
}

function firstName({ name }: Person): string {
  return name.split(' ')[0] ?? name;
}
