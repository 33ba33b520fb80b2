import type { AuditEvent } from '../decision.ts';
import { LEVELS } from '../escalation/escalation.ts';
import { type Times, within } from '../escalation/lengths.ts';
import { type Counts, figuresOf, type LevelFigures } from '../escalation/numbers.ts';
import type { LevelNumber } from '../team.ts';
import type { Instant, Interval } from '../time.ts';
import type { MetricsMaterial, WeekMaterial } from './material.ts';

/** How many came to each level; the first by being raised, the others by climbing or being sent up. */
export type Climbs = Readonly<Record<LevelNumber, number>>;

/** What happened to blockers in the span, and how many were open at its end. */
export interface Blockers extends Counts {
  open: number;
}

/** One level in the span: how many came to it, and the times and shares of the figures of escalations. */
export interface LevelMetrics extends LevelFigures {
  came: number;
}

export interface BlockerMetrics {
  blockers: Blockers;
  levels: Readonly<Record<LevelNumber, LevelMetrics>>;
  /** From the raising to each resolution. */
  whole: Times;
}

/** All about blockers, by the same rules as the report of escalations, as known at the span's end. */
export function blockersIn(material: MetricsMaterial, span: Interval): BlockerMetrics {
  const { escalations, events, team } = material;
  const figures = figuresOf({ escalations, events, tellings: [], calendar: team.calendar }, span, span.to);
  const came = climbsIn(material, span);
  const level = (number: LevelNumber) => ({ ...figures.levels[number], came: came[number] });
  return {
    blockers: { ...figures.counts, open: openAtEnd(material, span.to) },
    levels: { 1: level(1), 2: level(2), 3: level(3) },
    whole: figures.whole,
  };
}

/** Blockers that were raised in the span; what an open one took in was not. */
export function openedIn(material: WeekMaterial, span: Interval): number {
  return eventsIn(material, span, RAISED).length;
}

/** Resolutions in the span: what is resolved twice counts twice. */
export function resolvedIn(material: WeekMaterial, span: Interval): number {
  return eventsIn(material, span, RESOLVED).length;
}

export function climbsIn(material: WeekMaterial, span: Interval): Climbs {
  const moved = eventsIn(material, span, CLIMBED);
  const to = (level: LevelNumber) => moved.filter(({ facts }) => facts?.to === level).length;
  return { 1: openedIn(material, span), 2: to(2), 3: to(3) };
}

/** Open at that instant: counted back from what is known to be open later. */
export function openAtEnd(material: WeekMaterial, at: Instant): number {
  const { live } = material;
  const since = { from: at, to: live.at };
  const began = eventsIn(material, since, BEGINS).length;
  return live.n - began + eventsIn(material, since, ENDS).length;
}

const RAISED = ['raised'];
const RESOLVED = ['resolved'];
const CLIMBED = ['climbed', 'escalated'];
/** What makes a blocker open, and what ends it. */
export const BEGINS: readonly string[] = ['raised', 'reopened'];
export const ENDS: readonly string[] = ['resolved', 'cancelled'];
/** All that the weeks look at. */
export const TURNING: readonly string[] = [...BEGINS, ...ENDS, ...CLIMBED];

function eventsIn({ events }: WeekMaterial, span: Interval, kinds: readonly string[]): AuditEvent[] {
  return events.filter(({ what, at, about }) => kinds.includes(what) && within(span, at) && isBlocker(about));
}

/** Other things are raised, resolved and cancelled, too. */
export function isBlocker(about: string): boolean {
  return about.startsWith('escalation:');
}

/** The levels in order with what they hold. */
export function eachLevel<T>(levels: Readonly<Record<LevelNumber, T>>): [LevelNumber, T][] {
  return LEVELS.map((level) => [level, levels[level]]);
}
