import type { Schedule } from './schedule.ts';
import type { Minute } from './time.ts';

export type RitualKind =
  | 'standup'
  | 'checkin'
  | 'planning'
  | 'review'
  | 'workshop'
  | 'retro'
  | 'duty'
  | 'digest';

/** Whom a ritual means. `everyone`: all who participate. */
export interface Who {
  everyone: boolean;
  roles: readonly string[];
  people: readonly string[];
}

/** When a conditional question is asked, by the answer to an earlier one. */
export interface AskIf {
  id: string;
  below?: number;
  is?: string | number | boolean;
  answered?: boolean;
}

export type QuestionType =
  | 'text'
  | 'choice'
  | 'scale'
  | 'number'
  | 'yes_no'
  | 'people'
  | 'blocker'
  | 'dependency'
  | 'risk'
  | 'kudos';

export interface Question {
  id: string;
  ask: string;
  type: QuestionType;
  optional: boolean;
  anonymous: boolean;
  /** The id of a question whose last answer is offered as a start. */
  prefill?: string;
  options?: readonly string[];
  from?: number;
  to?: number;
  /** Weekdays on which it is asked, 0 = Sunday; absent = always. */
  onlyOn?: readonly number[];
  askIf?: AskIf;
}

export interface Facilitation {
  /** Roles tried in order, then the rotation, then the lead. */
  roles: readonly string[];
  people: readonly string[];
  external?: string;
  rotation?: string;
  pick: 'round_robin' | 'random' | 'fair';
  turns: 'round' | 'daily' | 'weekly';
}

/** One ritual as the engine runs it: shipped definition, team overrides applied. Lengths are in minutes. */
export interface Ritual {
  id: string;
  name: string;
  kind: RitualKind;
  mode: 'async' | 'live';
  objective?: string;
  schedule: Schedule;
  lasts: number;
  /** The team's wall clock, or minutes after a person's prompt. */
  closes?: { at: Minute } | { after: number };
  answerTime: number;
  announce: number;
  link?: string;
  loud: boolean;
  /** Minutes before the close. */
  remind: readonly number[];
  participants: Who;
  optional: Who;
  observers: Who;
  facilitator?: Facilitation;
  agenda: readonly string[];
  questions: readonly Question[];
  publish: { to: string; as: 'thread' | 'summary' };
  catchUp: 'send' | 'merge' | 'drop';
  /** `dependencies`: only those with an open dependency are asked. */
  with?: 'dependencies';
  was?: string;
}
