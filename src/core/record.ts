import type { PersonId } from './team.ts';
import type { CivilDate, Instant } from './time.ts';

/** Who waits for whom, for what, until when; done by either side. Its thing key is `dependency:<id>`. */
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
  /** Who wrote it down in a meeting. */
  by?: PersonId;
  due: CivilDate;
  from: string;
  open: boolean;
  done?: { by: PersonId; at: Instant };
  /** It is not needed any more. */
  dropped?: { by: PersonId; at: Instant; why: string; confirmed?: PersonId };
  /** How often its owner was reminded on the present due date and after it, and when last: 0 times once it was only the day
   * before. */
  reminded?: { times: number; at: Instant };
  /** New dates it was given, oldest first. */
  moved?: readonly { by: PersonId; at: Instant; from: CivilDate; to: CivilDate; why?: string }[];
  /** What its owner said last of where it stands. */
  note?: { text: string; by: PersonId; at: Instant };
  /** Somebody was asked to take it over from whoever had it then. `number` tells one question from the next. */
  offer?: {
    number: number;
    by: PersonId;
    owner: PersonId;
    to: PersonId;
    at: Instant;
    settled?: { as: 'accepted' | 'declined' | 'overtaken'; at: Instant };
  };
  /** Somebody does not need it any more, and `to` is asked whether it may go. */
  dropAsked?: { number: number; by: PersonId; to: PersonId; at: Instant; why: string };
  /** The blocker that was raised because it was overdue: there is one at most. */
  escalation?: string;
  version: number;
}

/** Something to talk about: what keeps coming back or what somebody wants, for the team's next retro; or what a ritual did
 * not get to, for its next round. `id` = `team/` and what it came from. */
export interface Topic {
  id: string;
  team: string;
  text: string;
  /** A sentence that says why it is one. */
  why: string;
  /** The escalations it came from, oldest first; none where a person put it on the list. */
  from: readonly string[];
  /** Only this ritual's next round has it on its agenda. */
  ritual?: string;
  by?: PersonId;
  at: Instant;
  /** False once a round has had it on its agenda, and covered it. */
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

/** Something that could go wrong. Its thing key is `risk:<id>`. */
export interface Risk {
  id: string;
  team: string;
  what: string;
  by: PersonId;
  /** Who watches it, where that is no longer whoever named it. */
  owner?: PersonId;
  at: Instant;
  likelihood?: 'low' | 'medium' | 'high';
  impact?: 'low' | 'medium' | 'high';
  /** What makes it less likely or less bad. */
  mitigation?: string;
  /** The action in which that is done, where it has a date. */
  action?: string;
  /** The round in whose answers it was named. */
  round?: string;
  /** When it was last looked at anew. */
  changed?: { by: PersonId; at: Instant };
  closed?: { by: PersonId; at: Instant; why: string };
  /** What was feared has happened, and is a blocker now. */
  became?: { by: PersonId; at: Instant; escalation: string };
  open: boolean;
  version: number;
}

/** The periodic message for stakeholders; `id` = `team/date`, and the ritual behind it for a report over a longer time. Covers
 * `(from, to]` by commit time. */
export interface Digest {
  id: string;
  team: string;
  date: CivilDate;
  /** The ritual of a report over a longer time than the team's own digest. */
  ritual?: string;
  from: Instant;
  to: Instant;
  state: 'planned' | 'preview' | 'sent' | 'held';
  late: boolean;
  lines: readonly DigestLine[];
  /** The time in at most three lines, as somebody picked or wrote them. */
  week?: readonly WeekLine[];
  /** The team in one line, and how bad it is: the higher, the worse. */
  standing?: { words: string; rank: number };
  approval?: { by: PersonId; at: Instant };
  version: number;
}

/** One line of a digest and the thing it came from. */
export interface DigestLine {
  section: string;
  text: string;
  source: string;
  leftOut?: boolean;
  /** Why it is left out: a word of the team's settings, or somebody who looked at it. */
  out?: { word: string } | { by: PersonId };
  /** Who has put it into other words before it went out. */
  edited?: { by: PersonId; at: Instant };
  /** Who has changed it, or taken it out, after it went out. */
  corrected?: { by: PersonId; at: Instant };
}

/** One of the three lines: picked (then from that thing), or written. */
export interface WeekLine {
  text: string;
  source: string;
}
