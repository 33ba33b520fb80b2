import { readsAsNone } from '../blocker.ts';
import { nameOf } from '../escalation/people.ts';
import { participationIn } from '../metrics/taking-part.ts';
import type { DigestLine } from '../record.ts';
import type { Ritual } from '../ritual.ts';
import type { Round, Update } from '../round.ts';
import type { PersonId } from '../team.ts';
import { showDate } from '../time/zone.ts';
import { count, listed, oneLine } from '../wording.ts';
import { type DigestMaterial, line, ritualOf, spanOf, teamLine, type Upcoming, within } from './material.ts';

/** At most this many people's words; more would not be read. */
const MOST = 6;

/** What moved, in the people's own words: the newest line of each, out of standups that were published in the channel,
 * in the order of the roster. */
export function movedLines(material: DigestMaterial): DigestLine[] {
  const { team } = material;
  const newest = new Map<PersonId, { update: Update; words: string }>();
  for (const update of material.updates
    .filter(({ at }) => within(material, at))
    .toSorted((a, b) => a.at - b.at)) {
    const words = wordsOf(material, update);
    if (words) newest.set(update.person, { update, words });
  }
  const said = team.members.flatMap(({ id }) => newest.get(id) ?? []);
  const lines = said
    .slice(0, MOST)
    .map(({ update, words }) =>
      line('moved', `update:${update.id}`, `${nameOf(team, update.person)}: ${words}`),
    );
  const more = said.length - MOST;
  return more > 0 ? [...lines, teamLine(material, 'moved', `And ${more} more in the channel.`)] : lines;
}

/** What people have written for the review that others should know of, a line each, in the order of the roster. */
export function accomplishmentLines(material: DigestMaterial): DigestLine[] {
  const { team } = material;
  const told = material.updates
    .filter(({ at }) => within(material, at))
    .flatMap((update) => {
      const words = proudOf(material, update);
      return words ? [{ update, words }] : [];
    });
  return team.members
    .flatMap(({ id }) => told.filter(({ update }) => update.person === id))
    .map(({ update, words }) =>
      line('accomplishments', `update:${update.id}`, `${words} (${nameOf(team, update.person)})`),
    );
}

const PROUD = ['proud', 'accomplishments', 'achieved'];

function proudOf(material: DigestMaterial, update: Update): string | undefined {
  const round = material.rounds.find(({ id }) => id === update.round);
  const ritual = round && ritualOf(material, round);
  if (ritual?.kind !== 'review' || !isPublic(material, ritual)) return undefined;
  const question = ritual.questions.find(
    ({ id, type, anonymous }) => type === 'text' && !anonymous && PROUD.includes(id),
  );
  const answer = question && update.answers[question.id];
  return typeof answer === 'string' && !readsAsNone(answer) ? oneLine(answer, 200) || undefined : undefined;
}

/** The first line of the answer to what was done, if it was said to everybody. */
function wordsOf(material: DigestMaterial, update: Update): string | undefined {
  const round = material.rounds.find(({ id }) => id === update.round);
  const ritual = round && ritualOf(material, round);
  if (ritual?.kind !== 'standup' || !isPublic(material, ritual)) return undefined;
  const texts = ritual.questions.filter(({ type, anonymous }) => type === 'text' && !anonymous);
  const question = texts.find(({ id }) => id === 'done') ?? texts[0];
  const answer = question && update.answers[question.id];
  if (typeof answer !== 'string' || readsAsNone(answer)) return undefined;
  return oneLine(answer.split('\n').find((one) => one.trim() !== '') ?? '', 160) || undefined;
}

function isPublic({ team }: DigestMaterial, { publish }: Ritual): boolean {
  return publish.to === 'channel' || publish.to === team.channel;
}

/** How the rituals went, in counts. A ritual that asks one person alone would be a number about that person, so it has no
 * line. */
export function participationLines(material: DigestMaterial): DigestLine[] {
  const ended = material.rounds.filter(({ closed }) => within(material, closed?.at));
  return [...Map.groupBy(ended, ({ ritual }) => ritual)].flatMap(([id, rounds]) => {
    const ritual = rounds[0] && ritualOf(material, rounds[0]);
    const words = ritual && (ritual.mode === 'live' ? meetingWords(rounds) : askedWords(material, rounds));
    return ritual && words
      ? [line('participation', `ritual:${material.team.id}/${id}`, `${ritual.name}: ${words}`)]
      : [];
  });
}

function meetingWords(rounds: readonly Round[]): string | undefined {
  const held = rounds.filter(({ state }) => state === 'closed').length;
  const missed = rounds.filter(({ state }) => state === 'missed').length;
  const words = [held > 0 && `held ${times(held)}`, missed > 0 && `missed ${times(missed)}`].filter(Boolean);
  return words.length > 0 ? `${words.join(', ')}.` : undefined;
}

function times(n: number): string {
  return n === 1 ? 'once' : `${n} times`;
}

/** Counted as the metrics count, so that the lines add up to the number of all. */
function askedWords(material: DigestMaterial, rounds: readonly Round[]): string | undefined {
  const { team, prompts, to } = material;
  const closed = rounds.filter(({ state }) => state === 'closed').length;
  const missed = rounds.filter(({ state }) => state === 'missed').length;
  const more = missed > 0 ? ` Missed ${times(missed)}.` : '';
  const counted = { team, rounds, prompts, unnamed: [], events: [], live: { at: to, n: 0 } };
  const part = participationIn(counted, spanOf(material));
  if (!part) return more.trim() || undefined;
  const where = closed === 1 ? '' : ` in ${count(closed, 'round')}`;
  return part.met === 0
    ? `no answers${where}, ${part.of} asked for.${more}`
    : `${part.met} of ${part.of} answered${where}.${more}`;
}

/** What comes next, a line per ritual: its dates, and who leads if that is the same person every time. */
export function nextLines({ team, next }: DigestMaterial): DigestLine[] {
  const rituals = next.filter(({ ritual }) => ritual.kind !== 'digest');
  return [...Map.groupBy(rituals, ({ ritual }) => ritual.id)].flatMap(([id, rounds]) => {
    const dates = rounds.toSorted((a, b) => a.date.localeCompare(b.date));
    const [first, last] = [dates.at(0), dates.at(-1)];
    return first && last ? [line('next', `ritual:${team.id}/${id}`, nextWords(dates, first, last))] : [];
  });
}

function nextWords(rounds: readonly Upcoming[], first: Upcoming, last: Upcoming): string {
  const days =
    rounds.length < 3
      ? listed(rounds.map(({ date }) => showDate(date)))
      : `${count(rounds.length, 'day')} from ${showDate(first.date)} to ${showDate(last.date)}`;
  return `${first.ritual.name}: ${days}${ledBy(rounds)}`;
}

/** Turns are given shortly before: a name stands for the whole line only when it is known for every date of it. */
function ledBy(rounds: readonly Upcoming[]): string {
  const [leader, ...others] = new Set(rounds.map(({ facilitator }) => facilitator));
  return leader !== undefined && others.length === 0 ? `, facilitated by ${leader}` : '';
}
