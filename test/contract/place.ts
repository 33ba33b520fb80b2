import type { AuditEvent, Job } from '../../src/core/decision.ts';
import type { Action } from '../../src/core/record.ts';
import type { Jobs, Store } from '../../src/ports.ts';

/** What an implementation of `Store` and `Jobs` gives when it is opened. */
export interface Opened {
  store: Store;
  jobs: Jobs;
  prune(before: number): Promise<number>;
}

/** Where an implementation keeps one database. Opening it again finds what was committed. */
export interface Place {
  open(): Promise<Opened>;
  remove(): Promise<void>;
}

export type Places = () => Promise<Place>;

export function action(id: string, more: Partial<Action> = {}): Action {
  return {
    id,
    team: 'atlas',
    what: `write “${id}” – naïve, 日本`,
    owner: 'mia',
    due: '2026-11-06',
    from: 'round:atlas/retro/2026-11-02',
    open: true,
    version: 1,
    ...more,
  };
}

export function event(more: Partial<AuditEvent> = {}): AuditEvent {
  return {
    team: 'atlas',
    about: 'escalation:atlas-1',
    what: 'raised',
    who: 'mia',
    at: 1_000,
    from: 'playground',
    ...more,
  };
}

export function job(key: string, due: number, more: Partial<Job> = {}): Job {
  return { key, kind: 'remind', due, payload: { about: key }, ...more };
}
