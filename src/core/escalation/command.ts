import type { Topic } from '../record.ts';
import type { BlockerAnswer } from '../round.ts';
import type { Absence, LevelNumber, PersonId, Team } from '../team.ts';
import type { CivilDate, Instant } from '../time.ts';
import type { Escalation, FollowUp, SessionNotes, TimerName } from './escalation.ts';

/** What is live while an escalation runs; its policy is not: that was copied when it was raised. */
export interface EscalationView {
  team: Team;
  absences: readonly Absence[];
  /** Who is on duty now. */
  onDuty: readonly PersonId[];
  /** The team's live escalations: what a new blocker is compared with. Only `raise` looks at it. */
  live?: readonly Escalation[];
  /** What waits for the team's next retro. */
  topics?: readonly Topic[];
}

/** Who asked, from where, and the epoch that their button or form showed. Without an epoch nothing is compared. */
export interface Asker {
  by: PersonId;
  from: string;
  epoch?: number;
}

/** What a person can ask of an escalation. */
export type PersonCommand = Asker &
  (
    | {
        do: 'raise';
        number: number;
        blocker: BlockerAnswer;
        round?: string;
        private?: boolean;
        /** The line that outsiders read. */
        outside?: string;
        after?: string;
        /** The overdue action it is about. */
        action?: string;
      }
    | { do: 'acknowledge' }
    | { do: 'escalate'; reason: string; to?: LevelNumber }
    | { do: 'deescalate'; reason: string }
    | { do: 'reassign'; to: PersonId }
    | { do: 'askHold'; until: Instant; reason: string }
    | { do: 'grantHold' }
    | { do: 'declineHold'; reason?: string }
    | { do: 'endHold' }
    /** With a date it asks for a hold until then, unless `hold` is false. */
    | { do: 'plan'; text: string; until?: CivilDate; hold?: boolean }
    /** `plan`: the plan or decision that its level needs, where none is recorded. `later`: it is asked for at the close. */
    | { do: 'resolve'; how: string; learning?: string; plan?: string; later?: true }
    | { do: 'reopen'; reason: string }
    | { do: 'close'; followUp?: FollowUp; review?: string; plan?: string }
    | { do: 'cancel'; reason: string }
    | { do: 'note'; text: string }
    /** The line that outsiders read. */
    | { do: 'word'; text: string }
    /** Lets the line out that waits: as it is, in other words, or only the neutral one. */
    | { do: 'sendLine'; text?: string; neutral?: true }
    /** The session takes place: at the time that was offered, or at another. */
    | { do: 'book'; start?: Instant; place?: string }
    /** What came out of the session. A plan among it is a plan as any other. */
    | { do: 'minutes'; notes: SessionNotes; plan?: string; until?: CivilDate; hold?: boolean }
    /** Adds people to a private one. */
    | { do: 'share'; people: readonly PersonId[] }
    /** "I am stuck on this too." */
    | { do: 'join' }
    /** The lead's two answers (the third is `cancel`) when the raiser has gone. */
    | { do: 'takeOver' }
    | { do: 'keep' }
    /** A former owner is back and wants it again. */
    | { do: 'takeBack' }
  );

/** A fired timer, or something that the engine noticed; safe to send at any time: what does not apply is ignored. */
export type MachineCommand =
  | { do: 'timer'; timer: TimerName; arming: number }
  /** Somebody's absence or membership changed: the owner's or that of those asked; of whoever looks at the line for outsiders;
   * the raiser's. */
  | { do: 'ownerAway' }
  | { do: 'previewerAway' }
  | { do: 'raiserAway' }
  /** Its team is paused, or goes on. */
  | { do: 'pause' }
  | { do: 'unpause' }
  /** Hours or holidays changed: unfired deadlines are worked out again. */
  | { do: 'recompute' };

export type EscalationCommand = PersonCommand | MachineCommand;

export type Raise = Extract<PersonCommand, { do: 'raise' }>;
