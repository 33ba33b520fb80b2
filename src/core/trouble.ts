import { lasting } from './present/moment.ts';
import type { PersonId } from './team.ts';
import { HOUR, type Instant, MINUTE, type Span } from './time.ts';

/** Something the people who run this Rondo must know. */
export interface Trouble {
  /** Names the trouble: two of one name are the same. */
  key: string;
  /** What is wrong and what to do, in a sentence or two. It leaves the house: no token, no answer, no words of an error. */
  text: string;
  /** The error behind it; only the log sees it. */
  cause?: string;
  /** Where it is one team's trouble. */
  team?: string;
  /** `job:<key>` or `message:<id>`: it lasts as long as one of those it was raised for still fails. */
  about?: string;
  /** Who besides the operators can do something about it. */
  also?: readonly PersonId[];
  /** It lasts until somebody or something says that it is over. */
  lasts?: boolean;
  /** How often it is told while it lasts: once an hour, if nothing is said here. */
  every?: Span;
}

/** A trouble as it stands. `id` is its key. */
export interface TroubleState {
  id: string;
  text: string;
  team: string;
  about: readonly string[];
  also: readonly PersonId[];
  lasts: boolean;
  every: Span;
  open: boolean;
  since: Instant;
  /** When it was known to be there last. */
  seen: Instant;
  /** When people were told last. */
  told: Instant;
  over?: Instant;
  /** False while the second path has not taken the newest word about it. */
  heard: boolean;
  version: number;
}

/** A trouble that nothing holds open is over once it was not seen for so long: it does not come and go every minute. */
const QUIET = 2 * MINUTE;
/** So many of the failing things are remembered. */
const MOST_ABOUT = 50;

/** The trouble was seen. `tell`: it is new, or people were told so long ago that they are told again. */
export function raise(known: TroubleState | undefined, trouble: Trouble, now: Instant): Change {
  if (!known?.open) return { state: begin(known, trouble, now), tell: true };
  const about = joined(known.about, trouble.about);
  const tell = isLater(known.told, known.every, now);
  if (!tell && about === known.about && !isLater(known.seen, MINUTE, now)) return { state: known, tell };
  const words = tell ? { text: trouble.text, told: now, heard: false } : {};
  return { state: { ...known, ...words, about, seen: now, version: known.version + 1 }, tell };
}

export interface Change {
  /** The same object when there is nothing to write. */
  state: TroubleState;
  tell: boolean;
}

/** Whether an open trouble goes on. `failing`: something it is about still fails. */
export function goesOn({ seen, lasts }: TroubleState, failing: boolean, now: Instant): boolean {
  return lasts || failing || !isLater(seen, QUIET, now);
}

/** A trouble that goes on was looked at: it was seen now, unless only time will show. */
export function lookAgain(state: TroubleState, failing: boolean, now: Instant): Change {
  if (!state.lasts && !failing) return { state, tell: false };
  return raise(state, { key: state.id, text: state.text }, now);
}

/** It ended when it was seen last; what lasts until somebody says so ends now. */
export function end(state: TroubleState, now: Instant): TroubleState {
  const over = state.lasts ? now : state.seen;
  return { ...state, open: false, over, heard: false, version: state.version + 1 };
}

/** What is told of it now: the trouble, or that it is over and how long it took. */
export function wordsOf({ text, since, over, open }: TroubleState): string {
  return open ? text : `Over after ${lasting((over ?? since) - since)}: ${text}`;
}

function begin(known: TroubleState | undefined, trouble: Trouble, now: Instant): TroubleState {
  const { key, text, team = '', about, also = [], lasts = false, every = HOUR } = trouble;
  const version = (known?.version ?? 0) + 1;
  const things = about === undefined ? [] : [about];
  const told = { since: now, seen: now, told: now, heard: false };
  return { id: key, text, team, about: things, also, lasts, every, open: true, ...told, version };
}

function joined(known: readonly string[], one: string | undefined): readonly string[] {
  if (one === undefined || known.includes(one)) return known;
  return [...known, one].slice(-MOST_ABOUT);
}

/** A clock that went back has lost count: that is as if the time had passed. */
function isLater(then: Instant, span: Span, now: Instant): boolean {
  return now - then >= span || now < then;
}
