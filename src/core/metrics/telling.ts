import type { AuditEvent } from '../decision.ts';
import { nearest } from '../definition/nearest.ts';
import type { Doing } from '../planning/saying.ts';
import type { Question, Ritual } from '../ritual.ts';
import type { Update } from '../round.ts';
import { addDays, isCivilDate, showDate } from '../time/zone.ts';
import type { CivilDate, Instant } from '../time.ts';
import { listed } from '../wording.ts';
import type { OutsideFigure } from './figure.ts';

/** Names that every team can use; a team's number questions add theirs. */
const USUAL = ['defects', 'rework', 'releases'];

/** What can be told of a team: the usual names, those its questions are marked with, and those in use. */
export function figureNames(rituals: readonly Ritual[], used: readonly OutsideFigure[]): string[] {
  const marked = rituals.flatMap((ritual) => figureQuestions(ritual).map(({ figure = '' }) => figure));
  return [...new Set([...USUAL, ...marked, ...used.map(({ name }) => name)])];
}

/** The questions whose answers are a number from outside. */
export function figureQuestions({ questions }: Pick<Ritual, 'questions'>): Question[] {
  return questions.filter(({ figure, type, anonymous }) => figure && type === 'number' && !anonymous);
}

export type FigureRead =
  | { ok: true; name: string; value: number; date: CivilDate }
  | { ok: false; why: string };

const HOW = 'Say it like this: /rondo figure defects 3, or with a date: /rondo figure defects 3 2026-11-02.';
const MOST = 1_000_000_000;

/** Reads `defects 3 yesterday`. Without a day it is for today; a day to come has no number yet. */
export function readFigure(words: string, names: readonly string[], today: CivilDate): FigureRead {
  const [word = '', number = '', day = 'today', ...more] = words.trim().toLowerCase().split(/\s+/);
  const value = valueIn(number);
  const date = dateIn(day, today);
  if (!names.includes(word)) return { ok: false, why: unknown(word, names) };
  if (value === undefined || more.length > 0) return { ok: false, why: HOW };
  if (date === undefined) return { ok: false, why: `“${day}” is no date. ${HOW}` };
  if (date > today) return { ok: false, why: `${showDate(date)} is still to come. Nothing was kept.` };
  return { ok: true, name: word, value, date };
}

function unknown(word: string, names: readonly string[]): string {
  const close = word === '' ? undefined : nearest(word, names);
  const meant = close ? ` Did you mean ${close}?` : '';
  return word === '' ? HOW : `Nothing called ${word} is counted here.${meant} There are ${listed(names)}.`;
}

function valueIn(word: string): number | undefined {
  if (!/^\d{1,10}([.,]\d{1,6})?$/.test(word)) return undefined;
  const value = Number(word.replace(',', '.'));
  return value <= MOST ? value : undefined;
}

function dateIn(word: string, today: CivilDate): CivilDate | undefined {
  if (word === 'today') return today;
  if (word === 'yesterday') return addDays(today, -1);
  return isCivilDate(word) ? word : undefined;
}

export interface FigureDecision {
  row: OutsideFigure;
  events: readonly AuditEvent[];
}

/** What somebody says of a date: the newest counts. Nothing where it stands there already, said by somebody. */
export function tellFigure(
  said: { team: string; name: string; value: number; date: CivilDate },
  before: OutsideFigure | undefined,
  how: Doing & { round?: string },
  now: Instant,
): FigureDecision | undefined {
  const { by, from, round } = how;
  if (before && before.value === said.value && before.round === round) return undefined;
  const id = `${said.team}/${said.name}/${said.date}`;
  const version = (before?.version ?? 0) + 1;
  const row: OutsideFigure = { id, ...said, by, at: now, ...(round ? { round } : {}), version };
  const was = before ? ` Before: ${before.value}.` : '';
  const why = `${said.name} of ${said.date}: ${said.value}.${was}`;
  const what = before ? 'corrected' : 'told';
  return { row, events: [{ team: said.team, about: `figure:${id}`, what, who: by, at: now, from, why }] };
}

/** The sum of a round's answers to a question; nothing where nobody gave a number. */
export function sumOf({ id }: Question, updates: readonly Update[]): number | undefined {
  const given = updates.flatMap(({ answers }) => {
    const answer = answers[id];
    return typeof answer === 'number' ? [answer] : [];
  });
  return given.length === 0 ? undefined : given.reduce((sum, one) => sum + one, 0);
}
