import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Decision, Job } from '../../../src/core/decision.ts';
import type { EscalationCommand, EscalationView } from '../../../src/core/escalation/command.ts';
import { decide } from '../../../src/core/escalation/decide.ts';
import type { Escalation, TimerName } from '../../../src/core/escalation/escalation.ts';
import { timerKey } from '../../../src/core/escalation/work.ts';
import type { Absence } from '../../../src/core/team.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../../src/core/time.ts';
import { ATLAS, happened, items, MONDAY, raiseCommand, view } from './atlas.ts';

/** Random people and late timers against the rules that hold whatever happens. */

const PEOPLE = ['raj', 'lea', 'kim', 'mia', 'ivo', 'dana', 'tom'] as const;
const TIMERS: readonly TimerName[] = ['start', 'respond', 'warn', 'resolve', 'remind', 'hold', 'back'];

type Act =
  | { act: 'timers'; late: number }
  | { act: 'stray'; timer: TimerName; arming: number }
  | { act: 'leave'; who: string; days: number }
  | { act: 'look'; for: 'ownerAway' | 'raiserAway' | 'recompute' }
  | { act: 'person'; who: string; what: number; epoch: number; days: number };

const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ act: fc.constant('timers' as const), late: fc.constantFrom(0, 0, 1, 30, 72) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('stray' as const),
      timer: fc.constantFrom(...TIMERS),
      arming: fc.nat(4),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('leave' as const),
      who: fc.constantFrom(...PEOPLE),
      days: fc.integer({ min: 1, max: 15 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('look' as const),
      for: fc.constantFrom('ownerAway' as const, 'raiserAway' as const, 'recompute' as const),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      act: fc.constant('person' as const),
      who: fc.constantFrom(...PEOPLE),
      what: fc.nat(18),
      epoch: fc.constantFrom(-1, 0, 0, 0),
      days: fc.integer({ min: 1, max: 20 }),
    }),
  },
);

function commandFor(
  { who, what, epoch, days }: Extract<Act, { act: 'person' }>,
  now: Instant,
  state: Escalation,
): EscalationCommand {
  const asker = { by: who, from: 'playground', epoch: state.epoch + epoch };
  const commands: readonly EscalationCommand[] = [
    { ...asker, do: 'acknowledge' },
    { ...asker, do: 'escalate', reason: 'x' },
    { ...asker, do: 'escalate', reason: 'x', to: 3 },
    { ...asker, do: 'deescalate', reason: 'x' },
    { ...asker, do: 'reassign', to: PEOPLE[days % PEOPLE.length] ?? 'tom' },
    { ...asker, do: 'askHold', until: now + days * DAY, reason: 'x' },
    { ...asker, do: 'grantHold' },
    { ...asker, do: 'declineHold' },
    { ...asker, do: 'endHold' },
    { ...asker, do: 'plan', text: 'x', until: '2026-11-20' },
    { ...asker, do: 'resolve', how: 'x' },
    { ...asker, do: 'reopen', reason: 'x' },
    { ...asker, do: 'close', followUp: { what: 'x', owner: who, due: '2026-12-01' }, review: 'x' },
    { ...asker, do: 'cancel', reason: 'x' },
    { ...asker, do: 'note', text: 'x' },
    { ...asker, do: 'join' },
    { ...asker, do: 'takeOver' },
    { ...asker, do: 'takeBack' },
    { ...asker, do: 'share', people: ['kim'] },
  ];
  return commands[what] ?? { ...asker, do: 'keep' };
}

/** The durable jobs and everything told so far, as the store would have them. */
class World {
  now = MONDAY;
  state: Escalation;
  readonly absences: Absence[] = [];
  readonly jobs = new Map<string, Job>();
  readonly told = new Set<string>();

  constructor(when: 'now' | 'today' | { by: string }, secret: boolean) {
    const decision = decide(undefined, raiseCommand({ when }, { private: secret }), view(), this.now);
    if (!decision.state) throw new Error('not raised');
    this.state = decision.state;
    this.keep({ ...decision, state: decision.state });
  }

  view(): EscalationView {
    return view({ absences: this.absences });
  }

  run(act: Act): void {
    this.now += MINUTE;
    if (act.act === 'timers') this.fireNext(act.late * HOUR);
    else if (act.act === 'stray') this.stray(act.timer, act.arming);
    else if (act.act === 'look') this.decide({ do: act.for });
    else if (act.act === 'person') this.decide(commandFor(act, this.now, this.state));
    else this.leave(act.who, act.days);
  }

  private leave(person: string, days: number): void {
    const to = this.now + days * DAY;
    this.absences.push({
      id: `${person}-${this.now}`,
      person,
      from: this.now,
      to,
      source: 'self',
      by: person,
      version: 1,
    });
  }

  /** A job that was replaced, called off or done already. */
  private stray(timer: TimerName, arming: number): void {
    const before = this.state;
    if (this.jobs.has(timerKey(before.id, timer, arming))) return;
    this.decide({ do: 'timer', timer, arming });
    expect(this.state).toBe(before);
  }

  private fireNext(late: number): void {
    const next = [...this.jobs.values()].sort((a, b) => a.due - b.due)[0];
    if (!next) return;
    this.now = Math.max(this.now, next.due + late);
    this.jobs.delete(next.key);
    const timer = TIMERS.find((name) => name === next.payload.timer) ?? 'start';
    this.decide({ do: 'timer', timer, arming: Number(next.payload.arming) });
  }

  private decide(command: EscalationCommand): void {
    const before = this.state;
    const decision = decide(before, command, this.view(), this.now);
    changesOnlyForward(before, decision);
    if (command.do === 'timer') climbsOneLevel(before, decision);
    if (command.do === 'resolve' || command.do === 'cancel') tellsEverybody(before, decision);
    this.keep(decision);
  }

  private keep(decision: Decision<Escalation>): void {
    for (const effect of decision.effects) {
      if (effect.do === 'cancel') this.jobs.delete(effect.key);
      if (effect.do === 'arm') this.jobs.set(effect.job.key, effect.job);
    }
    for (const item of items(decision).filter(({ kind }) => kind !== 'alarm')) {
      const key = JSON.stringify([item.epoch, item.kind, item.to, item.due]);
      expect(this.told.has(key), `told twice: ${key}`).toBe(false);
      this.told.add(key);
    }
    this.state = decision.state;
    timersFit(this.state, [...this.jobs.values()]);
    fieldsFit(this.state);
  }
}

function changesOnlyForward(before: Escalation, { state, events, effects }: Decision<Escalation>): void {
  if (state === before) {
    expect([events, effects]).toEqual([[], []]);
    return;
  }
  expect(state.version).toBe(before.version + 1);
  expect([before.epoch, before.epoch + 1]).toContain(state.epoch);
  expect(events.length).toBeGreaterThan(0);
  const begun = state.levelSince !== before.levelSince && state.targets.length > 1;
  if (begun) expect(state.targets).not.toContain(state.raiser);
  const moved =
    state.level !== before.level ||
    state.live !== before.live ||
    String(state.targets) !== String(before.targets);
  if (moved && state.state !== 'closed') expect(state.epoch).toBe(before.epoch + 1);
}

function climbsOneLevel(before: Escalation, decision: Decision<Escalation>): void {
  const skipped = happened(decision).filter((what) => what === 'skipped level').length;
  expect(decision.state.level - before.level).toBeLessThanOrEqual(1 + skipped);
  if (decision.state.level > before.level)
    expect(decision.state.resolveBy).toBeGreaterThan(decision.state.levelSince);
}

function tellsEverybody(before: Escalation, decision: Decision<Escalation>): void {
  const { state } = decision;
  if (state === before) return;
  const by = state.resolved?.by ?? state.cancelled?.by;
  const another = (who: string) =>
    who.startsWith('board:') ? who.replace('board:', 'channel:') : who.replace('outside-person:', 'person:');
  const others = before.told
    .filter((who) => who !== `person:${by}`)
    .filter((who) => another(who) === who || !before.told.includes(another(who)));
  expect(items(decision).length).toBe(others.length);
}

/** Every deadline has exactly its one job, and nothing fires for what is over. */
function timersFit(state: Escalation, jobs: readonly Job[]): void {
  const wanted: Partial<Record<TimerName, Instant>> = {
    ...(state.respondBy === undefined ? {} : { respond: state.respondBy }),
    ...(state.warnAt === undefined ? {} : { warn: state.warnAt }),
    ...(state.resolveBy === undefined ? {} : { resolve: state.resolveBy }),
    ...(state.hold ? { hold: state.hold.until } : {}),
  };
  const dues = Object.fromEntries(jobs.map((job) => [String(job.payload.timer), job.due]));
  expect(jobs.length).toBe(Object.keys(dues).length);
  const { start, remind, back, ...rest } = dues;
  if (!state.live) expect(dues).toEqual({});
  expect(rest).toEqual(wanted);
  expect(start !== undefined).toBe(state.startsOn !== undefined);
  if (state.state === 'exhausted') expect(remind).toBeDefined();
  else if (remind !== undefined) expect(state).toMatchObject({ level: 3, targets: [], state: 'open' });
  if (back !== undefined) expect(state.former).toBeDefined();
}

function fieldsFit(state: Escalation): void {
  expect(state.live).toBe(!['resolved', 'closed', 'cancelled'].includes(state.state));
  expect(state.hold !== undefined).toBe(state.state === 'held');
  if (state.state === 'acknowledged') expect(state.acknowledged?.by).toBe(state.owner);
  if (state.state === 'open') expect(state.acknowledged).toBeUndefined();
  if (state.state === 'exhausted') expect(state.resolveBy).toBeUndefined();
  if (state.respondBy !== undefined && state.resolveBy !== undefined)
    expect(state.respondBy).toBeLessThan(state.resolveBy);
}

test('whatever people and late timers do, the rules hold', () => {
  const sequences = fc.array(acts, { minLength: 5, maxLength: 25 });
  const starts = fc.constantFrom('now' as const, 'today' as const, { by: '2026-11-05' });
  fc.assert(
    fc.property(starts, fc.boolean(), sequences, (when, secret, sequence) => {
      const world = new World(when, secret && sequence.length % 4 === 0);
      for (const act of sequence) world.run(act);
    }),
    { numRuns: 2_000, seed: 20_261_102 },
  );
}, 30_000);

test('left alone, every blocker climbs to the end, one level at a time, and never closes itself', () => {
  const world = new World('today', false);
  const levels: number[] = [];
  for (let step = 0; step < 20; step += 1) {
    world.run({ act: 'timers', late: 0 });
    levels.push(world.state.level);
  }
  expect(levels.every((level, step) => step === 0 || level - (levels[step - 1] ?? 0) <= 1)).toBe(true);
  expect(world.state).toMatchObject({ state: 'exhausted', level: 3, live: true });
  expect(ATLAS.policy[3].outcome).toBe('decision');
});
