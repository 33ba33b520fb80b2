import type { PersonId } from './team.ts';
import type { CivilDate, Instant } from './time.ts';

/** Who waits for whom, for what, until when; done by either side. */
export interface Dependency {
  id: string;
  team: string;
  waiting: PersonId;
  on: PersonId;
  what: string;
  until?: CivilDate;
  since: Instant;
  round?: string;
  open: boolean;
  done?: { by: PersonId; at: Instant };
  version: number;
}

/** Something somebody will do, with an owner and a due date. Its thing key is `action:<id>`. */
export interface Action {
  id: string;
  team: string;
  what: string;
  owner: PersonId;
  due: CivilDate;
  from: string;
  open: boolean;
  done?: { by: PersonId; at: Instant };
  /** It is not needed any more. */
  dropped?: { by: PersonId; at: Instant; why: string };
  /** How often its owner was reminded of the present due date, and when last. */
  reminded?: { times: number; at: Instant };
  version: number;
}

/** Something that keeps coming back, for the team's next retro. `id` = `team/` and the escalation it was noticed at. */
export interface Topic {
  id: string;
  team: string;
  text: string;
  /** A sentence that says why it is one. */
  why: string;
  /** The escalations it came from, oldest first; none where a person put it on the list. */
  from: readonly string[];
  by?: PersonId;
  at: Instant;
  /** False once a retro has had it on its agenda. */
  open: boolean;
  covered?: { round: string; at: Instant };
  version: number;
}

/** What was decided in a round or an escalation. */
export interface DecisionRecord {
  id: string;
  team: string;
  what: string;
  by: PersonId;
  at: Instant;
  from: string;
}

/** A named risk out of somebody's answer. */
export interface Risk {
  id: string;
  team: string;
  what: string;
  by: PersonId;
  at: Instant;
  likelihood?: 'low' | 'medium' | 'high';
  impact?: 'low' | 'medium' | 'high';
  open: boolean;
  version: number;
}

/** The periodic message for stakeholders; `id` = `team/date`. Covers `(from, to]` by commit time. */
export interface Digest {
  id: string;
  team: string;
  date: CivilDate;
  from: Instant;
  to: Instant;
  state: 'planned' | 'preview' | 'sent' | 'held';
  late: boolean;
  lines: readonly DigestLine[];
  approval?: { by: PersonId; at: Instant };
  version: number;
}

/** One line of a digest and the thing it came from. */
export interface DigestLine {
  section: string;
  text: string;
  source: string;
  leftOut?: boolean;
}
