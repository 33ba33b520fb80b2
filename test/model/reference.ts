import type { EscalationState } from '../../src/core/escalation/escalation.ts';
import type { LevelNumber, PersonId } from '../../src/core/team.ts';
import type { Instant, Span } from '../../src/core/time.ts';
import type { StoredEvent } from '../../src/ports.ts';
import { must } from './must.ts';

/** The whole of a blocker's course in one small record, made from nothing but its audit log. What the log does not tell is not
 * there, so a row that says more or other than this has changed without saying why. */
export interface Reference {
  level: LevelNumber;
  state: EscalationState;
  raiser: PersonId;
  owner?: PersonId | undefined;
  taken: boolean;
  downs: number;
  held: Span;
  since?: Instant | undefined;
  before?: EscalationState | undefined;
}

export type References = Map<string, Reference>;

/** Carries on with one more line of the log. Throws when the line cannot follow what was before it. */
export function follow(known: References, event: StoredEvent): void {
  if (!event.about.startsWith('escalation:')) return;
  const id = event.about.slice('escalation:'.length);
  const before = known.get(id);
  const line = `${id} was ${event.what}`;
  if (event.what === 'raised') {
    must(!before, `${line}, and was there already`);
    known.set(id, { level: 1, state: 'open', raiser: event.who, taken: false, downs: 0, held: 0 });
    return;
  }
  if (event.what === 'dropped') return;
  if (!before) throw new Error(`${line}, and was never raised`);
  known.set(id, { ...before, ...LINES[event.what]?.(before, event, line) });
}

type Line = (before: Reference, event: StoredEvent, line: string) => Partial<Reference>;

const free = { state: 'open', owner: undefined, taken: false } as const;

const over: Line = (before, event) => ({
  state: event.what === 'resolved' ? 'resolved' : 'cancelled',
  ...unheld(before, event.at),
});

/** What each line of the log says about the course. Every other line changes none of it. */
const LINES: Readonly<Record<string, Line>> = {
  climbed: (before, { facts, who }, line) => {
    must(who === 'timer', `${line} by ${who}: only a timer climbs`);
    return { ...free, level: moved(before, facts, line, 1) };
  },
  escalated: (before, { facts, who, at }, line) => {
    const far = facts?.to === 3 && before.level === 1;
    must(!far || who === 'kim' || who === 'ivo', `${line} by two levels by ${who}`);
    return { ...free, ...unheld(before, at), level: moved(before, facts, line, far ? 2 : 1) };
  },
  'de-escalated': (before, { facts }, line) => ({
    ...free,
    level: moved(before, facts, line, -1),
    downs: before.downs + 1,
  }),
  'skipped level': (before, { facts }, line) => {
    must(
      facts?.level === before.level && before.level < 3,
      `${line} ${facts?.level}, but stood at ${before.level}`,
    );
    return { level: levelOf(before.level + 1) };
  },
  'tried again': () => free,
  // Whoever was only asked to take it over is asked anew with everybody else.
  started: ({ taken }) => (taken ? {} : free),
  reopened: (before, _, line) => {
    must(['resolved', 'closed'].includes(before.state), `${line} while ${before.state}`);
    return free;
  },
  acknowledged: ({ state }, { person }) => ({
    owner: person,
    taken: true,
    state: state === 'exhausted' ? 'exhausted' : 'acknowledged',
  }),
  reassigned: ({ state }, { person }) => ({
    owner: person,
    taken: false,
    state: state === 'exhausted' ? 'exhausted' : 'open',
  }),
  'owner fell away': () => free,
  // Whoever stands in for an owner who fell away owns it from then on.
  asked: (_, { why = '', person }) => (why.includes(' stands in for ') ? { owner: person } : {}),
  held: ({ state }, { at }, line) => {
    must(['open', 'acknowledged', 'exhausted'].includes(state), `${line} while ${state}`);
    return { state: 'held', since: at, before: state };
  },
  resumed: (before, { at }, line) => {
    must(before.state === 'held', `${line} while ${before.state}`);
    return { ...unheld(before, at), state: before.before ?? 'open' };
  },
  exhausted: ({ level }, _, line) => {
    must(level === 3, `${line} at level ${level}`);
    return { state: 'exhausted' };
  },
  resolved: over,
  cancelled: over,
  closed: ({ state }, _, line) => {
    must(state === 'resolved', `${line} while ${state}`);
    return { state: 'closed' };
  },
  'taken over': (_, { who }) => ({ raiser: who }),
};

function unheld({ state, since, held }: Reference, at: Instant): Partial<Reference> {
  if (state !== 'held' || since === undefined) return {};
  return { held: held + Math.max(0, at - since), since: undefined, before: undefined };
}

function moved({ level }: Reference, facts: StoredEvent['facts'], line: string, by: number): LevelNumber {
  must(facts?.from === level, `${line} from level ${facts?.from}, but stood at ${level}`);
  must(facts?.to === level + by, `${line} from level ${level} to ${facts?.to}`);
  return levelOf(level + by);
}

function levelOf(level: number): LevelNumber {
  if (level === 1 || level === 2 || level === 3) return level;
  throw new Error(`There is no level ${level}.`);
}
