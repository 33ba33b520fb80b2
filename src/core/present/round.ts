import type { Escalation } from '../escalation/escalation.ts';
import { nameOf } from '../escalation/people.ts';
import {
  type Element,
  heading,
  list,
  type Message,
  message,
  paragraph,
  type Text,
  text,
} from '../message.ts';
import type { Topic } from '../record.ts';
import type { Ritual } from '../ritual.ts';
import { whyInPublic } from '../rotation/in-public.ts';
import { isAnonymous } from '../round/answering.ts';
import type { Prompt, Round, Update } from '../round.ts';
import type { Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { Instant } from '../time.ts';
import { count, oneLine, sentence } from '../wording.ts';
import { type FollowUps, followUpLines } from './action.ts';
import { anonymousLines, type Unnamed } from './anonymous.ts';
import { atMoment, moment, timeOn } from './moment.ts';
import { type PlanningShown, planningLines } from './planning.ts';
import { topicLines } from './topic.ts';
import { listedAnswers } from './update.ts';

/** A round and what has come in so far. */
export interface RoundShown {
  round: Round;
  ritual: Ritual;
  team: Team;
  prompts: readonly Prompt[];
  updates: readonly Update[];
  /** Those that came out of this round, or more: others are left out. */
  escalations: readonly Escalation[];
  anonymous?: readonly Unnamed[];
  /** A review's. */
  followUps?: FollowUps;
  /** What it is about of the team's plans. */
  planning?: PlanningShown;
  /** What a retro is to talk about. */
  topics?: readonly Topic[];
}

/** An async round's place in the channel: who is on duty, how many have answered, until when; afterwards how it ended.
 * With `publish: summary` it holds the answers too. Nobody is named for silence. */
export function presentRound(shown: RoundShown, now: Instant): Message {
  const { round, ritual } = shown;
  const title = `${ritual.name} · ${showDate(round.date)}`;
  return message(
    `${title}: ${progressWords(shown)}`,
    heading(title),
    ritual.objective && round.state !== 'closed' ? paragraph(ritual.objective) : undefined,
    dutyLine(shown),
    paragraph(stateLine(shown, now)),
    topicLines(shown.topics),
    planningLines(shown.planning, shown),
    followUpLines(shown.followUps, shown.team, round.date),
    blockerLines(shown),
    ritual.publish.as === 'summary' ? answersOf(shown) : undefined,
    anonymousLines(shown, shown.anonymous ?? []),
  );
}

/** "4 of 6 answered, plus 1 optional". Whoever was not asked does not count. */
export function progressWords({
  prompts,
  ritual,
}: Pick<RoundShown, 'prompts'> & Partial<Pick<RoundShown, 'ritual'>>): string {
  if (ritual?.retro && prompts.length === 0) return 'cards in the thread';
  const asked = prompts.filter(({ state }) => state !== 'skipped');
  const required = asked.filter(({ optional }) => !optional);
  const extra = asked.filter(({ optional, state }) => optional && state === 'answered').length;
  const main = `${answersIn(required)} of ${required.length} answered`;
  if (required.length === 0) return extra === 0 ? 'nobody is asked' : count(extra, 'answer');
  return extra === 0 ? main : `${main}, plus ${extra} optional`;
}

function answersIn(prompts: readonly Prompt[]): number {
  return prompts.filter(({ state }) => state === 'answered').length;
}

/** True for a round that closed without anybody being asked. */
export function nobodyWasThere({ round, prompts }: Pick<RoundShown, 'round' | 'prompts'>): boolean {
  const there = prompts.some(({ state }) => state === 'asked' || state === 'answered' || state === 'missed');
  return round.state === 'closed' && !there;
}

/** Who leads the round; people as spans, so that they are called. */
export function leaders({ round }: Pick<RoundShown, 'round'>): Text {
  const { person, also = [], external } = round.facilitator ?? {};
  const people = [...(person ? [person] : []), ...also];
  if (people.length === 0) return external ? [external] : [];
  return people.flatMap((id, at) => [...(at > 0 ? [' and '] : []), { person: id }]);
}

/** The same by plain names, where nobody should be called. */
export function leaderNames({ round, team }: Pick<RoundShown, 'round' | 'team'>): string {
  return leaders({ round })
    .map((span) => (typeof span === 'object' && 'person' in span ? nameOf(team, span.person) : String(span)))
    .join('');
}

function dutyLine({ round, team }: RoundShown): Element | undefined {
  const who = leaders({ round });
  if (who.length === 0 || !round.facilitator) return undefined;
  if (round.state === 'closed') return paragraph(`${leaderNames({ round, team })} was on duty.`);
  return paragraph('On duty: ', who, ` (${oneLine(whyInPublic(round.facilitator.why), 200)}).`);
}

function stateLine(shown: RoundShown, now: Instant): Text {
  const { round, ritual, team } = shown;
  const progress = progressWords(shown);
  const closes = moment(round.closesAt, now, team.calendar.zone);
  const why = round.closed ? ` ${sentence(round.closed.why)}` : '';
  switch (round.state) {
    case 'planned':
      return text('Opens ', atMoment(round.opensAt, now, team.calendar.zone), '.');
    case 'open':
      return text({ bold: sentence(progress) }, ' Open until ', closes, '.');
    case 'closed':
      if (nobodyWasThere(shown)) return ['Everybody is away, so nobody was asked.'];
      return text(
        { bold: sentence(progress) },
        ' Closed',
        round.closed && text(' at ', timeOn(round.date, round.closed.at, team.calendar.zone)),
        '.',
      );
    case 'skipped':
      return [`${ritual.name} does not take place.${why}`];
    case 'missed':
      return [`${ritual.name} was missed.${why}`];
    case 'merged':
      return [`${ritual.name} was joined with another round.${why}`];
  }
}

/** The blockers that came out of it, once it has closed; private ones are only counted. */
function blockerLines({ round, escalations }: RoundShown): Element[] {
  const own = escalations.filter((one) => one.round === round.id);
  if (round.state !== 'closed' || own.length === 0) return [];
  const open = own.filter((one) => !one.private);
  const hidden = own.length - open.length;
  const items = open.map((one): Text => [{ bold: one.id }, ` · ${standing(one)} · ${oneLine(one.what)}`]);
  return [
    paragraph(`${count(own.length, 'blocker')} raised:`),
    ...list([...items, ...(hidden > 0 ? [[`${count(hidden, 'private one', 'private ones')}`]] : [])]),
  ];
}

/** Where an escalation stands, in a word or two. */
export function standing(escalation: Escalation): string {
  if (escalation.state === 'cancelled') return 'taken back';
  if (escalation.state === 'resolved' || escalation.state === 'closed') return 'resolved';
  if (escalation.when === 'just_telling') return 'for information';
  return `level ${escalation.level}${escalation.state === 'held' ? ', on hold' : ''}`;
}

function answersOf({ updates, ritual, team }: RoundShown): Element[] {
  if (isAnonymous(ritual)) return [];
  return updates.toSorted((a, b) => a.at - b.at).flatMap((update) => listedAnswers(update, ritual, team));
}
