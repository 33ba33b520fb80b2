import { nameOf } from '../escalation/people.ts';
import { heading, paragraph } from '../message.ts';
import { type Day, startOf, stateOf } from '../present/board.ts';
import { leaderNames, type RoundShown } from '../present/round.ts';
import { presentStatus } from '../present/standup-status.ts';
import type { PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { Instant } from '../time.ts';
import { listed } from '../wording.ts';
import { liveBlockers } from './blockers.ts';
import type { PageElement } from './page.ts';

/** A day with everything its rounds are shown from. */
export type DayShown = Omit<Day, 'rounds'> & { rounds: readonly DayRound[] };
type DayRound = Pick<RoundShown, 'round' | 'ritual' | 'prompts' | 'team'>;

/** A team's day: its rounds, who leads them, who is away (never why), open blockers. Everybody reads how many have answered;
 * `looksAfter` and whoever leads a round read who. */
export function todayPage(day: DayShown, viewer: PersonId, looksAfter: boolean, now: Instant): PageElement[] {
  const { team, date, away, escalations } = day;
  const rounds = day.rounds.toSorted((a, b) => startOf(a) - startOf(b));
  const named = rounds.filter(
    (one) =>
      one.ritual.mode === 'async' &&
      ['open', 'closed'].includes(one.round.state) &&
      (looksAfter || one.round.facilitator?.person === viewer),
  );
  return [
    paragraph(showDate(date)),
    heading('Rounds'),
    rounds.length > 0 ? roundsTable(rounds, team, now) : paragraph('No rituals on this day.'),
    ...(named.length > 0 ? whoAnswered(named, team) : []),
    heading('Away'),
    paragraph(awayWords(team, away)),
    heading('Blockers'),
    ...liveBlockers(escalations, team, viewer, now),
  ];
}

function roundsTable(rounds: readonly DayRound[], team: Team, now: Instant): PageElement {
  const rows = rounds.map((one) => [
    [{ time: startOf(one), as: 'time' } as const],
    [{ bold: one.ritual.name }],
    stateOf(one, team, now),
    [leaderNames(one) || (one.round.state === 'planned' ? 'not known yet' : 'nobody')],
  ]);
  return {
    element: 'table',
    caption: 'Rounds of the day',
    head: ['When', 'Ritual', 'How far', 'On duty'],
    rows,
  };
}

function whoAnswered(rounds: readonly DayRound[], team: Team): PageElement[] {
  const shown = rounds.map((one) => ({ ...one, lists: true }));
  const [, ...rest] = presentStatus(shown, [team]).elements;
  return [heading('Who has answered'), ...rest];
}

function awayWords(team: Team, away: Day['away']): string {
  if (away.length === 0) return 'Nobody is away.';
  return `${listed(away.map(({ person, until }) => nameOf(team, person) + (until ? ` (${until})` : '')))}.`;
}
