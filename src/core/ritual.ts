import { z } from 'zod';
import type { Schedule } from './time/schedule.ts';
import type { CivilDate, Minute } from './time.ts';

export const ritualKind = z.enum([
  'standup',
  'checkin',
  'planning',
  'review',
  'workshop',
  'retro',
  'duty',
  'digest',
]);
export type RitualKind = z.infer<typeof ritualKind>;

export const ritualMode = z.enum(['async', 'live']);

export const questionType = z.enum([
  'text',
  'choice',
  'scale',
  'number',
  'yes_no',
  'people',
  'blocker',
  'dependency',
  'risk',
  'kudos',
  'objective',
  'standing',
  'score',
  'lesson',
]);
export type QuestionType = z.infer<typeof questionType>;

export const pick = z.enum(['round_robin', 'random', 'fair']);

export const turns = z.enum(['round', 'daily', 'weekly']);

export const publishAs = z.enum(['thread', 'summary']);

export const renewal = z.enum(['quarterly']);

export const catchUp = z.enum(['send', 'merge', 'drop']);

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
  /** Its answers are a number from outside of this name: their sum is the round's figure. */
  figure?: string;
  /** Weekdays on which it is asked, 0 = Sunday; absent = always. */
  onlyOn?: readonly number[];
  askIf?: AskIf;
}

export interface Facilitation {
  /** Roles tried in order, then the rotation, then the lead. */
  roles: readonly string[];
  /** One holder of each role, at the same time. */
  together?: boolean;
  people: readonly string[];
  external?: string;
  rotation?: string;
  pick: z.infer<typeof pick>;
  turns: z.infer<typeof turns>;
}

/** One ritual as the engine runs it: shipped definition, team overrides applied. Lengths are in minutes. */
export interface Ritual {
  id: string;
  name: string;
  kind: RitualKind;
  mode: z.infer<typeof ritualMode>;
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
  /** Minutes set aside for topics of the agenda, by the topic. */
  boxes?: Readonly<Record<string, number>>;
  questions: readonly Question[];
  publish: { to: string; as: z.infer<typeof publishAs> };
  catchUp: z.infer<typeof catchUp>;
  /** `dependencies`: only those with an open dependency are asked. */
  with?: 'dependencies';
  was?: string;
  /** No rounds after this date. */
  expires?: CivilDate;
  /** How often the team is asked whether it wants to keep it. */
  renew?: z.infer<typeof renewal>;
  /** A retro that is held with cards in chat; the rest of its settings is usual. */
  retro?: { columns: readonly string[]; votes?: number; minutes?: number };
}
