import { dayOf } from '../absence/away.ts';
import { nearest } from '../definition/nearest.ts';
import { minuteOf } from '../definition/times.ts';
import type { Ritual } from '../ritual.ts';
import type { ByHand, Round } from '../round.ts';
import { addDays, showDate, showMinute } from '../time/zone.ts';
import type { CivilDate, Instant, Minute } from '../time.ts';
import { listed, oneLine } from '../wording.ts';

/** Rounds that people hold, leave out or move themselves. */

export type HandWords =
  | { do: 'run'; ritual: string; why?: string }
  | { do: 'skip'; ritual: string; date: CivilDate; why: string }
  | { do: 'move'; ritual: string; date: CivilDate; to: CivilDate; at?: Minute; why: string };

export type Read = { ok: true; words: HandWords } | { ok: false; why: string };

const LONGEST = 200;

/** Reads `run <ritual> [reason]`, `skip <ritual> <date> <reason>` and `move <ritual> <date> to <date> [time] <reason>`. A ritual is
 * called by its id or its name. */
export function readByHand(
  verb: HandWords['do'],
  typed: string,
  rituals: readonly Pick<Ritual, 'id' | 'name'>[],
  today: CivilDate,
): Read {
  const words = typed.trim().split(/\s+/).filter(Boolean);
  const named = ritualIn(words, rituals);
  if (!named) return { ok: false, why: noRitual(verb, words, rituals) };
  const { id: ritual, rest } = named;
  if (verb === 'run') return { ok: true, words: { do: 'run', ritual, ...reason(rest) } };
  const date = dateIn(rest[0], today);
  if (!date) return { ok: false, why: noDate(verb, ritual, rest[0]) };
  if (verb === 'skip')
    return withReason(rest.slice(1), (why) => ({ do: 'skip', ritual, date, why }), verb, ritual);
  const after = /^(to|→|->)$/i.test(rest[1] ?? '') ? rest.slice(2) : rest.slice(1);
  const to = dateIn(after[0], today);
  if (!to) return { ok: false, why: noDate(verb, ritual, after[0]) };
  const at = minuteOf(after[1] ?? '');
  const said = after.slice(at === undefined ? 1 : 2);
  const where = { date, to, ...(at === undefined ? {} : { at }) };
  return withReason(said, (why) => ({ do: 'move', ritual, ...where, why }), verb, ritual);
}

function withReason(
  rest: readonly string[],
  make: (why: string) => HandWords,
  verb: HandWords['do'],
  ritual: string,
): Read {
  const { why } = reason(rest);
  if (why) return { ok: true, words: make(why) };
  return {
    ok: false,
    why: `Please say why, in a few words at the end: the team reads it. Like: ${EXAMPLES[verb](ritual)} Nothing was changed.`,
  };
}

function reason(rest: readonly string[]): { why?: string } {
  const why = oneLine(rest.join(' '), LONGEST);
  return why ? { why } : {};
}

const EXAMPLES: Readonly<Record<HandWords['do'], (ritual: string) => string>> = {
  run: (ritual) => `/rituals run ${ritual}.`,
  skip: (ritual) => `/rituals skip ${ritual} friday everybody is at the summit.`,
  move: (ritual) => `/rituals move ${ritual} friday to monday 10:00 the room is taken.`,
};

/** The ritual that the first words name, the most words first. */
export function ritualIn(
  words: readonly string[],
  rituals: readonly Pick<Ritual, 'id' | 'name'>[],
): { id: string; rest: string[] } | undefined {
  for (let length = Math.min(words.length, 6); length > 0; length -= 1) {
    const said = plain(words.slice(0, length).join(' '));
    const found = rituals.find(({ id, name }) => plain(id) === said || plain(name) === said);
    if (found) return { id: found.id, rest: words.slice(length) };
  }
  return undefined;
}

function plain(words: string): string {
  return words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
}

function dateIn(word: string | undefined, today: CivilDate): CivilDate | undefined {
  return word === undefined
    ? undefined
    : dayOf(word.toLowerCase().replace(/,$/, ''), today, addDays(today, 1));
}

/** What to say when the words name no ritual: the nearest there is. */
export function noRitual(
  verb: string,
  words: readonly string[],
  rituals: readonly Pick<Ritual, 'id' | 'name'>[],
): string {
  const ids = [...new Set(rituals.map(({ id }) => id))];
  const [typed] = words;
  if (!typed) return `Which ritual? There is ${listed(ids)}. Nothing was changed.`;
  const near = nearest(typed, ids);
  const hint = near ? `Did you mean “/rituals ${verb} ${near}”?` : `There is ${listed(ids)}.`;
  return `I know no ritual “${oneLine(typed, 60)}”. ${hint} Nothing was changed.`;
}

function noDate(verb: HandWords['do'], ritual: string, word: string | undefined): string {
  const what = word === undefined ? 'Which date?' : `I could not read “${oneLine(word, 60)}” as a date.`;
  return `${what} Like: ${EXAMPLES[verb](ritual)} Nothing was changed.`;
}

/** Why a round cannot be left out or moved any more; `undefined` when it can. `answers`: how many there are. */
export function whyNotByHand(
  round: Round,
  { name }: Pick<Ritual, 'name'>,
  what: 'skip' | 'move',
  asked: { people: number; answers: number },
): string | undefined {
  const which = `${name} of ${showDate(round.date)}`;
  if (round.state === 'skipped' && round.byHand?.what === 'skipped') return `${which} is left out already.`;
  if (round.state !== 'planned' && round.state !== 'open')
    return `${which} is over or does not take place: ${round.closed?.why ?? round.state}.`;
  if (round.startedAt !== undefined || (round.state === 'open' && round.startsAt === undefined))
    return `${which} has begun. Only what has not begun can be ${what === 'skip' ? 'left out' : 'moved'}.`;
  if (asked.answers > 0) return `${which} has answers already, so it takes place as planned.`;
  if (what === 'move' && (asked.people > 0 || round.state === 'open'))
    return `People were told of ${which} already. Leave it out instead, and hold it later with “/rituals run”.`;
  return undefined;
}

/** The same ritual at the time of day that was chosen for this round. */
export function timed(ritual: Ritual, at: Minute | undefined): Ritual {
  return at === undefined ? ritual : { ...ritual, schedule: { ...ritual.schedule, at } };
}

/** "Weekly review of Fri 6 Nov moves to Mon 9 Nov at 14:00: the room is taken (Mia)." */
export function byHandWords(
  round: Pick<Round, 'date' | 'at'>,
  { name }: Pick<Ritual, 'name'>,
  { what, from, why }: ByHand,
  by: string,
): string {
  const because = why ? `: ${why.replace(/[.!?]+$/, '')}` : '';
  const at = round.at === undefined ? '' : ` at ${showMinute(round.at)}`;
  switch (what) {
    case 'run':
      return `${name} is held now${because} (${by}).`;
    case 'skipped':
      return `${name} of ${showDate(round.date)} does not take place${because} (${by}).`;
    case 'moved':
      return from && from.date !== round.date
        ? `${name} of ${showDate(from.date)} moves to ${showDate(round.date)}${at}${because} (${by}).`
        : `${name} of ${showDate(round.date)} begins${at}${because} (${by}).`;
  }
}

/** Until when it can be undone: what has begun took place. */
export function undoneUntil(round: Pick<Round, 'opensAt' | 'startsAt'>): Instant {
  return round.startsAt ?? round.opensAt;
}
