import type { Score, Standing } from './planning/objective.ts';
import type { Ritual } from './ritual.ts';
import type { PersonId } from './team.ts';
import type { CivilDate, Instant, Minute } from './time.ts';

/** One occurrence of a ritual for one team; `id` = `team/ritual/slot`. Its thing key is `round:<id>`. */
export interface Round {
  id: string;
  team: string;
  ritual: string;
  slot: string;
  date: CivilDate;
  /** Copied when it opens or takes its first early answer; until then replanned with the definition. */
  definition?: Ritual;
  state: 'planned' | 'open' | 'closed' | 'skipped' | 'missed' | 'merged';
  /** When its place in the channel appears (async) or it is announced (live). */
  opensAt: Instant;
  /** Live: the start. */
  startsAt?: Instant;
  startedAt?: Instant;
  /** The latest due of its prompts; live: when it closes by itself. */
  closesAt: Instant;
  closed?: { at: Instant; why: string };
  facilitator?: {
    person?: PersonId;
    also?: readonly PersonId[];
    external?: string;
    why: string;
    since: Instant;
  };
  /** What people have done to it, the latest only. */
  byHand?: ByHand;
  /** At another time of day than the definition says. */
  at?: Minute;
  /** Written down before planning came to its slot. */
  ahead?: true;
  /** What was kept for the minutes, oldest first. */
  notes?: readonly MeetingNote[];
  /** A meeting: who began it ahead of its time, and who ended it. Neither is there where it went by itself. */
  startedBy?: PersonId;
  endedBy?: PersonId;
  /** A meeting: what there was no time for. It is carried to the next round. */
  uncovered?: readonly string[];
  version: number;
}

/** A person has held, left out or moved a round. */
export interface ByHand {
  what: 'run' | 'skipped' | 'moved';
  by: PersonId;
  /** When; it is also which of several acts a button belongs to. */
  at: Instant;
  why?: string;
  /** Moved: from where. */
  from?: { date: CivilDate; at?: Minute };
  /** What was done to it before, which counts again when this is undone. */
  before?: ByHand;
}

/** Something said in a meeting that is worth keeping. */
export interface MeetingNote {
  /** Which one it is, so that it can be taken back. */
  id?: string;
  text: string;
  by: PersonId;
  at: Instant;
  /** Where it was said. */
  link?: string;
}

/** The request to one person in one round; `id` = `round/person`. Its thing key is `prompt:<id>`. */
export interface Prompt {
  id: string;
  round: string;
  team: string;
  person: PersonId;
  state: 'planned' | 'asked' | 'answered' | 'skipped' | 'missed';
  optional: boolean;
  /** When the person's own clock shows `at`. */
  at: Instant;
  /** The later of the round's close and prompt + answer time. */
  due: Instant;
  /** Why it was asked, skipped or missed: a sentence. */
  why: string;
  askedAt?: Instant;
  remindedAt?: Instant;
  /** Dates it also asks for, because Rondo was not running when they were due. */
  also?: readonly CivilDate[];
  /** Some of those dates were missed because the team was paused. */
  alsoPaused?: true;
  /** It was missed because the team was paused, and this was chosen: after `merge` the next prompt asks for its date. */
  paused?: 'send' | 'merge' | 'drop';
  /** What they have typed and not sent yet; never an answer to an anonymous question. */
  draft?: { text: string; at: Instant };
  /** What they had typed was sent by itself, because they did not say otherwise. */
  sentByItself?: true;
  /** The anonymous questions this person has answered: that, never what. */
  anonymous?: readonly string[];
  version: number;
}

export type Answer =
  | string
  | number
  | boolean
  | readonly string[]
  | BlockerAnswer
  | DependencyAnswer
  | RiskAnswer
  | KudosAnswer
  | ObjectiveAnswer
  | MarksAnswer
  | LessonAnswer;

export interface BlockerAnswer {
  what: string;
  /** People's ids or roles. */
  needs: readonly string[];
  when: 'now' | 'today' | 'just_telling' | { by: CivilDate };
  link?: string;
}

export interface DependencyAnswer {
  on: PersonId;
  what: string;
  until?: CivilDate;
}

export interface RiskAnswer {
  what: string;
  likelihood?: 'low' | 'medium' | 'high';
  impact?: 'low' | 'medium' | 'high';
  /** Who should watch it. */
  owner?: PersonId;
  /** What would make it less likely or less bad. */
  mitigation?: string;
}

/** What should be done by the end of the week, by whom, and how the team can tell. */
export interface ObjectiveAnswer {
  objective: string;
  owner: PersonId;
  measure?: string;
}

/** How one's own objectives stand, or what became of them; each by its id. */
export interface MarksAnswer {
  marks: readonly ObjectiveMark[];
}

export interface ObjectiveMark {
  objective: string;
  /** What it was called when it was marked. */
  what: string;
  mark: Standing | Score;
  why?: string;
}

/** What somebody has learned; `pattern`: it worked and is worth doing again. */
export interface LessonAnswer {
  lesson: string;
  pattern: boolean;
}

/** Thanks: for what, and to whom if named. */
export interface KudosAnswer {
  to: readonly PersonId[];
  what: string;
}

/** What one person answered in one round; `id` = the prompt's id. */
export interface Update {
  id: string;
  round: string;
  team: string;
  person: PersonId;
  date: CivilDate;
  answers: Readonly<Record<string, Answer>>;
  at: Instant;
  /** Set when it came after the due. */
  late: boolean;
  editedAt?: Instant;
  version: number;
}
