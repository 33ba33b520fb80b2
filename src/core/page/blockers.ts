import { type Escalation, type EscalationState, LEVEL_NAMES } from '../escalation/escalation.ts';
import { maySee, nameOf } from '../escalation/people.ts';
import { type Text, text } from '../message.ts';
import { age, lasting } from '../present/moment.ts';
import type { PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { Instant } from '../time.ts';
import { count, oneLine } from '../wording.ts';
import { addressOf, type PageElement } from './page.ts';

/** More open ones than this are counted. */
const MOST = 100;

/** Live escalations with their deadlines, the highest level and the nearest deadline first. Private ones that the reader may
 * not see are counted. */
export function liveBlockers(
  live: readonly Escalation[],
  team: Team,
  viewer: PersonId,
  now: Instant,
): PageElement[] {
  const seen = live
    .filter((one) => maySee(one, team, viewer))
    .toSorted((a, b) => b.level - a.level || (a.resolveBy ?? Infinity) - (b.resolveBy ?? Infinity));
  const hidden = live.length - seen.length;
  return [
    ...(seen.length > 0
      ? [tableOf(seen.slice(0, MOST), team, now)]
      : hidden > 0
        ? []
        : [said('No open blockers.')]),
    ...(seen.length > MOST ? [said(`… and ${seen.length - MOST} more.`)] : []),
    ...(hidden > 0 ? [said(`${count(hidden, 'private one', 'private ones')} besides.`)] : []),
  ];
}

function tableOf(seen: readonly Escalation[], team: Team, now: Instant): PageElement {
  return {
    element: 'table',
    caption: 'Open blockers',
    head: ['Blocker', 'What', 'Where it stands', 'Who has it', 'Deadline', 'Open for'],
    rows: seen.map((one) => [
      linkTo(one),
      [oneLine(one.what, 160)],
      [`${LEVEL_NAMES[one.level]}${one.state === 'open' ? '' : `, ${one.state}`}`],
      [one.owner === undefined ? 'nobody yet' : nameOf(team, one.owner)],
      deadlineOf(one, now),
      [age(one.raisedAt, now)],
    ]),
  };
}

/** The ended ones of a page, newest first. */
export function endedBlockers(ended: readonly Escalation[], team: Team, viewer: PersonId): PageElement[] {
  const seen = ended.filter((one) => maySee(one, team, viewer));
  if (seen.length === 0) return [said('None yet.')];
  const rows = seen.map((one) => [
    linkTo(one),
    [oneLine(one.what, 160)],
    [ENDED[one.state] ?? one.state],
    [oneLine(one.resolved?.how ?? one.cancelled?.why ?? '', 160)],
    [{ time: one.raisedAt, as: 'day' } as const],
  ]);
  return [
    {
      element: 'table',
      caption: 'Ended blockers',
      head: ['Blocker', 'What', 'Ended', 'How', 'Raised'],
      rows,
    },
  ];
}

const ENDED: Readonly<Partial<Record<EscalationState, string>>> = {
  resolved: 'Resolved',
  closed: 'Closed',
  cancelled: 'Cancelled',
};

function linkTo({ id, team, private: hidden }: Escalation): Text {
  return text({ link: addressOf(team, 'escalations', id), text: id }, hidden && ' (private)');
}

/** The deadline that comes next, and how long it is until then. */
export function deadlineOf(one: Escalation, now: Instant): Text {
  const { state, hold, exhausted, startsOn, resolveBy, respondBy } = one;
  if (state === 'held' && hold) return ['on hold until ', { time: hold.until, as: 'both' }];
  if (exhausted) return ['all levels have passed'];
  if (respondBy !== undefined && respondBy > now && state === 'open')
    return ['answer by ', { time: respondBy, as: 'both' }, ` (${lasting(respondBy - now)} left)`];
  if (resolveBy === undefined) return [startsOn === undefined ? 'none' : `starts on ${showDate(startsOn)}`];
  const left = resolveBy - now;
  const words = left > 0 ? `${lasting(left)} left` : 'passed';
  return ['resolve by ', { time: resolveBy, as: 'both' }, ` (${words})`];
}

function said(words: string): PageElement {
  return { element: 'text', text: [words] };
}
