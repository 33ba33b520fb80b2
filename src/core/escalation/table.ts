import type { MachineCommand, PersonCommand } from './command.ts';
import type { EscalationState, TimerName } from './escalation.ts';
import type { GuardName } from './guard.ts';
import type { Role } from './permission.ts';
import type { RefusalName } from './refusal.ts';
import type { StepName } from './steps.ts';

/** Before it is raised there is `none`. */
export type StateName = 'none' | EscalationState;

export type EventName = PersonCommand['do'] | Exclude<MachineCommand['do'], 'timer'> | `${TimerName} timer`;

/** One row: in this state, on this event, if the guard holds. The first row that fits is taken. */
export type Row =
  | {
      if?: GuardName;
      /** The next state; `same`; `before`: the state that a hold interrupted. */
      to: EscalationState | 'same' | 'before';
      /** Who may; timers have nobody here. */
      who?: readonly Role[];
      /** Targets, level or clocks change: older buttons stop working. */
      epoch?: 'rises';
      does: readonly StepName[];
    }
  | { if?: GuardName; refuse: RefusalName }
  /** A timer whose time is no longer wanted: nothing happens. */
  | { if?: GuardName; ignore: true };

export type Table = Readonly<Record<EventName, Readonly<Record<StateName, readonly Row[]>>>>;

/** The whole course of an escalation. */
export const TABLE: Table = {
  raise: on({
    none: [
      { if: 'it is open already', to: 'same', who: ['member'], does: ['absorb'] },
      { if: 'just telling', to: 'open', who: ['member'], epoch: 'rises', does: ['just tell'] },
      { if: 'needed later', to: 'open', who: ['member'], epoch: 'rises', does: ['wait for its day'] },
      { to: 'open', who: ['member'], epoch: 'rises', does: ['begin level 1'] },
    ],
    otherwise: [{ refuse: 'it was raised already' }],
  }),
  acknowledge: on({
    none: [{ refuse: 'unknown' }],
    open: [
      { to: 'acknowledged', who: ['target', 'deputy', 'owner', 'on duty', 'coordinator'], does: ['own'] },
    ],
    acknowledged: [{ refuse: 'somebody was first' }],
    held: [{ if: 'somebody has it', refuse: 'somebody was first' }, { refuse: 'it is held' }],
    exhausted: [
      { if: 'somebody has it', refuse: 'somebody was first' },
      { to: 'same', who: ['target', 'deputy', 'owner', 'on duty', 'coordinator'], does: ['own'] },
    ],
    otherwise: [{ refuse: 'it is over' }],
  }),
  escalate: on({
    none: [{ refuse: 'unknown' }],
    ...same(
      ['open', 'acknowledged', 'held'],
      [
        { if: 'it is at the top', refuse: 'there is no higher level' },
        { if: 'that is not up', refuse: 'that is not up' },
        {
          if: 'it jumps a level',
          to: 'open',
          who: ['coordinator', 'lead'],
          epoch: 'rises',
          does: ['escalate'],
        },
        { to: 'open', who: ['raiser', 'owner', 'coordinator', 'lead'], epoch: 'rises', does: ['escalate'] },
      ],
    ),
    exhausted: [{ refuse: 'there is no higher level' }],
    otherwise: [{ refuse: 'it is over' }],
  }),
  deescalate: on({
    none: [{ refuse: 'unknown' }],
    ...same(
      ['open', 'acknowledged', 'exhausted'],
      [
        { if: 'it is at level 1', refuse: 'there is no lower level' },
        { if: 'it went down twice', refuse: 'it went down twice' },
        { to: 'open', who: ['authority'], epoch: 'rises', does: ['go down'] },
      ],
    ),
    held: [{ refuse: 'it is held' }],
    otherwise: [{ refuse: 'it is over' }],
  }),
  reassign: on({
    none: [{ refuse: 'unknown' }],
    ...same(
      ['open', 'acknowledged'],
      [
        { if: 'nobody by that name', refuse: 'nobody by that name' },
        { if: 'they may not see it', refuse: 'they may not see it' },
        { if: 'they have it', refuse: 'they have it' },
        { if: 'they cannot be reached in time', refuse: 'they cannot be reached in time' },
        { to: 'open', who: ['owner', 'lead', 'coordinator'], epoch: 'rises', does: ['hand over'] },
      ],
    ),
    held: [{ refuse: 'it is held' }],
    exhausted: [
      { if: 'nobody by that name', refuse: 'nobody by that name' },
      { if: 'they may not see it', refuse: 'they may not see it' },
      { if: 'they have it', refuse: 'they have it' },
      { to: 'same', who: ['owner', 'lead', 'coordinator'], epoch: 'rises', does: ['hand over'] },
    ],
    otherwise: [{ refuse: 'it is over' }],
  }),
  askHold: on({
    none: [{ refuse: 'unknown' }],
    ...same(
      ['open', 'acknowledged', 'exhausted'],
      [
        { if: 'nobody has it', refuse: 'nobody has it' },
        { if: 'its clocks do not run', refuse: 'its clocks do not run' },
        { if: 'that has passed', refuse: 'that has passed' },
        { if: 'it would be held too long', refuse: 'it would be held too long' },
        { to: 'same', who: ['owner'], does: ['ask for a hold'] },
      ],
    ),
    held: [{ refuse: 'it is held' }],
    otherwise: [{ refuse: 'it is over' }],
  }),
  grantHold: on({
    none: [{ refuse: 'unknown' }],
    ...same(
      ['open', 'acknowledged', 'exhausted'],
      [
        { if: 'no hold was asked for', refuse: 'no hold was asked for' },
        { if: 'the asked hold is over', refuse: 'that has passed' },
        { to: 'held', who: ['coordinator', 'lead'], epoch: 'rises', does: ['freeze'] },
      ],
    ),
    held: [{ refuse: 'it is held' }],
    otherwise: [{ refuse: 'it is over' }],
  }),
  declineHold: on({
    none: [{ refuse: 'unknown' }],
    ...same(
      ['open', 'acknowledged', 'exhausted'],
      [
        { if: 'no hold was asked for', refuse: 'no hold was asked for' },
        { to: 'same', who: ['coordinator', 'lead'], does: ['decline the hold'] },
      ],
    ),
    held: [{ refuse: 'it is held' }],
    otherwise: [{ refuse: 'it is over' }],
  }),
  endHold: on({
    none: [{ refuse: 'unknown' }],
    held: afterHold({ who: ['owner', 'coordinator', 'lead'] }),
    ...same(['open', 'acknowledged', 'exhausted'], [{ refuse: 'it is not held' }]),
    otherwise: [{ refuse: 'it is over' }],
  }),
  plan: on({
    none: [{ refuse: 'unknown' }],
    ...same(
      ['open', 'acknowledged', 'held', 'exhausted'],
      [{ to: 'same', who: ['owner', 'authority'], does: ['plan'] }],
    ),
    otherwise: [{ refuse: 'it is over' }],
  }),
  resolve: on({
    none: [{ refuse: 'unknown' }],
    ...same(
      ['open', 'acknowledged', 'held', 'exhausted'],
      [{ to: 'resolved', who: ['owner', 'raiser', 'authority'], epoch: 'rises', does: ['resolve'] }],
    ),
    otherwise: [{ refuse: 'it is over' }],
  }),
  reopen: on({
    none: [{ refuse: 'unknown' }],
    ...same(
      ['resolved', 'closed'],
      [
        { if: 'it ended over a week ago', refuse: 'it ended over a week ago' },
        { to: 'open', who: ['raiser', 'coordinator'], epoch: 'rises', does: ['reopen'] },
      ],
    ),
    cancelled: [{ refuse: 'it was cancelled' }],
    otherwise: [{ refuse: 'it is not over' }],
  }),
  close: on({
    none: [{ refuse: 'unknown' }],
    resolved: [{ to: 'closed', who: ['coordinator', 'lead'], does: ['close'] }],
    ...same(['closed', 'cancelled'], [{ refuse: 'it is over' }]),
    otherwise: [{ refuse: 'it is not over' }],
  }),
  cancel: on({
    none: [{ refuse: 'unknown' }],
    ...same(
      ['open', 'acknowledged', 'held', 'exhausted'],
      [
        {
          to: 'cancelled',
          who: ['raiser', 'coordinator', 'lead', 'authority'],
          epoch: 'rises',
          does: ['cancel'],
        },
      ],
    ),
    otherwise: [{ refuse: 'it is over' }],
  }),
  note: on({
    none: [{ refuse: 'unknown' }],
    otherwise: [{ to: 'same', who: ['insider'], does: ['note'] }],
  }),
  word: on({
    none: [{ refuse: 'unknown' }],
    ...same(
      ['open', 'acknowledged', 'held', 'exhausted'],
      [{ to: 'same', who: ['owner', 'lead'], does: ['word'] }],
    ),
    otherwise: [{ refuse: 'it is over' }],
  }),
  sendLine: on({
    none: [{ refuse: 'unknown' }],
    ...same(
      ['open', 'acknowledged', 'held', 'exhausted'],
      [
        { if: 'no line waits', refuse: 'no line waits' },
        { to: 'same', who: ['owner', 'lead', 'coordinator', 'previewer'], does: ['send the line'] },
      ],
    ),
    otherwise: [{ refuse: 'it is over' }],
  }),
  book: on({
    none: [{ refuse: 'unknown' }],
    ...same(
      ['open', 'acknowledged', 'held', 'exhausted'],
      [
        { if: 'no session is planned', refuse: 'no session is planned' },
        { if: 'that time is booked', refuse: 'that time is booked' },
        { if: 'no time is offered', refuse: 'no time is offered' },
        { if: 'that time has come', refuse: 'that time has come' },
        { if: 'it would be after its deadline', refuse: 'it would be after its deadline' },
        { to: 'same', who: ['owner', 'mediator', 'lead', 'coordinator'], does: ['book'] },
      ],
    ),
    otherwise: [{ refuse: 'it is over' }],
  }),
  minutes: on({
    none: [{ refuse: 'unknown' }],
    ...same(
      ['open', 'acknowledged', 'held', 'exhausted'],
      [
        { if: 'there was no session', refuse: 'there was no session' },
        {
          if: 'a plan comes with it',
          to: 'same',
          who: ['owner', 'authority', 'mediator'],
          does: ['keep the notes', 'plan'],
        },
        { to: 'same', who: ['owner', 'authority', 'mediator', 'invited'], does: ['keep the notes'] },
      ],
    ),
    otherwise: [{ refuse: 'it is over' }],
  }),
  share: on({
    none: [{ refuse: 'unknown' }],
    otherwise: [
      { if: 'it is not private', refuse: 'it is not private' },
      { if: 'all of them see it', refuse: 'all of them see it' },
      { to: 'same', who: ['raiser', 'lead'], does: ['share'] },
    ],
  }),
  join: on({
    none: [{ refuse: 'unknown' }],
    ...same(
      ['open', 'acknowledged', 'held', 'exhausted'],
      [
        { if: 'they are on it', refuse: 'they are on it' },
        { to: 'same', who: ['member'], does: ['join'] },
      ],
    ),
    otherwise: [{ refuse: 'it is over' }],
  }),
  takeOver: on({
    none: [{ refuse: 'unknown' }],
    ...same(
      ['open', 'acknowledged', 'held', 'exhausted'],
      [
        { if: 'its raiser is here', refuse: 'its raiser is here' },
        { to: 'same', who: ['lead', 'coordinator'], does: ['take over'] },
      ],
    ),
    otherwise: [{ refuse: 'it is over' }],
  }),
  keep: on({
    none: [{ refuse: 'unknown' }],
    ...same(
      ['open', 'acknowledged', 'held', 'exhausted'],
      [
        { if: 'its raiser is here', refuse: 'its raiser is here' },
        { to: 'same', who: ['lead', 'coordinator'], does: ['keep'] },
      ],
    ),
    otherwise: [{ refuse: 'it is over' }],
  }),
  takeBack: on({
    none: [{ refuse: 'unknown' }],
    ...same(
      ['open', 'acknowledged'],
      [{ to: 'acknowledged', who: ['former owner'], epoch: 'rises', does: ['take back'] }],
    ),
    held: [{ refuse: 'it is held' }],
    exhausted: [{ to: 'same', who: ['former owner'], epoch: 'rises', does: ['take back'] }],
    otherwise: [{ refuse: 'it is over' }],
  }),

  'start timer': on({
    open: [{ if: 'it waits for its day', to: 'open', epoch: 'rises', does: ['start'] }, { ignore: true }],
    acknowledged: [
      { if: 'it waits for its day', to: 'same', epoch: 'rises', does: ['start'] },
      { ignore: true },
    ],
    otherwise: [{ ignore: true }],
  }),
  'respond timer': on({
    open: [
      { if: 'no answer is awaited', ignore: true },
      { if: 'the time is over', to: 'same', does: ['drop the reminder'] },
      { to: 'same', does: ['remind', 'ask the deputies'] },
    ],
    exhausted: [
      { if: 'no answer is awaited', ignore: true },
      { to: 'same', does: ['remind'] },
    ],
    otherwise: [{ ignore: true }],
  }),
  'warn timer': on({
    ...same(
      ['open', 'acknowledged'],
      [
        { if: 'no warning is due', ignore: true },
        { if: 'the time is over', to: 'same', does: ['drop the warning'] },
        { to: 'same', does: ['warn'] },
      ],
    ),
    otherwise: [{ ignore: true }],
  }),
  'resolve timer': on({
    ...same(
      ['open', 'acknowledged'],
      [
        { if: 'no deadline runs', ignore: true },
        { if: 'it is at the top', to: 'exhausted', does: ['exhaust'] },
        { to: 'open', epoch: 'rises', does: ['climb'] },
      ],
    ),
    otherwise: [{ ignore: true }],
  }),
  'remind timer': on({
    exhausted: [
      { if: 'somebody can be asked at last', to: 'open', epoch: 'rises', does: ['try again'] },
      { to: 'same', does: ['remind the leaders'] },
    ],
    open: [
      { if: 'somebody was asked', ignore: true },
      { if: 'still nobody', to: 'same', does: ['alarm again'] },
      { to: 'open', epoch: 'rises', does: ['try again'] },
    ],
    otherwise: [{ ignore: true }],
  }),
  'hold timer': on({
    held: afterHold({}),
    otherwise: [{ ignore: true }],
  }),
  'back timer': on({
    ...same(
      ['open', 'acknowledged', 'held', 'exhausted'],
      [{ if: 'the owner before is back', to: 'same', does: ['offer back'] }, { ignore: true }],
    ),
    otherwise: [{ ignore: true }],
  }),
  'word timer': on({
    ...same(
      ['open', 'acknowledged', 'exhausted'],
      [
        { if: 'no line waits', ignore: true },
        { to: 'same', does: ['send the neutral line'] },
      ],
    ),
    otherwise: [{ ignore: true }],
  }),
  'session timer': on({
    ...same(
      ['open', 'acknowledged', 'held', 'exhausted'],
      [
        { if: 'no session is awaited', ignore: true },
        { if: 'its session is booked', to: 'same', does: ['begin the session'] },
        { to: 'same', does: ['offer another time'] },
      ],
    ),
    otherwise: [{ ignore: true }],
  }),
  'sessionOver timer': on({
    ...same(
      ['open', 'acknowledged', 'held', 'exhausted'],
      [
        { if: 'its session does not run', ignore: true },
        { if: 'its outcome is recorded', to: 'same', does: ['session over'] },
        { to: 'same', does: ['session over', 'ask for the plan'] },
      ],
    ),
    otherwise: [{ ignore: true }],
  }),
  ownerAway: on({
    ...same(
      ['open', 'acknowledged'],
      [
        { if: 'its team is paused', ignore: true },
        { if: 'its owner is gone', to: 'open', epoch: 'rises', does: ['replace the owner'] },
        { if: 'nobody who was asked is left', to: 'open', epoch: 'rises', does: ['ask others'] },
        { if: 'the owner before is here', to: 'same', does: ['offer back'] },
        { ignore: true },
      ],
    ),
    otherwise: [{ ignore: true }],
  }),
  previewerAway: on({
    ...same(
      ['open', 'acknowledged', 'exhausted'],
      [
        { if: 'its team is paused', ignore: true },
        { if: 'whoever looks is here', ignore: true },
        { to: 'same', does: ['ask for another look'] },
      ],
    ),
    otherwise: [{ ignore: true }],
  }),
  raiserAway: on({
    ...same(
      ['open', 'acknowledged', 'held', 'exhausted'],
      [
        { if: 'its team is paused', ignore: true },
        { if: 'its raiser is gone', to: 'same', does: ['ask the lead'] },
        { if: 'its raiser is back', to: 'same', does: ['welcome the raiser'] },
        { ignore: true },
      ],
    ),
    otherwise: [{ ignore: true }],
  }),
  recompute: on({
    ...same(
      ['open', 'acknowledged'],
      [{ if: 'its deadlines moved', to: 'same', epoch: 'rises', does: ['recompute'] }, { ignore: true }],
    ),
    otherwise: [{ ignore: true }],
  }),
  pause: on({
    ...same(
      ['open', 'acknowledged', 'held', 'exhausted'],
      [
        { if: 'its team is paused', ignore: true },
        { to: 'same', does: ['pause'] },
      ],
    ),
    otherwise: [{ ignore: true }],
  }),
  unpause: on({
    none: [{ ignore: true }],
    otherwise: [
      { if: 'its team is not paused', ignore: true },
      { to: 'same', does: ['unpause'] },
    ],
  }),
};

type Cells = Partial<Record<StateName, readonly Row[]>> & { otherwise: readonly Row[] };

/** The clocks go on; whoever went away meanwhile is replaced. */
function afterHold(may: { who?: readonly Role[] }): readonly Row[] {
  return [
    {
      ...may,
      if: 'its owner went during the hold',
      to: 'open',
      epoch: 'rises',
      does: ['resume', 'replace the owner'],
    },
    {
      ...may,
      if: 'all who were asked went during the hold',
      to: 'open',
      epoch: 'rises',
      does: ['resume', 'ask others'],
    },
    { ...may, to: 'before', epoch: 'rises', does: ['resume'] },
  ];
}

/** Every state has its rows; those not named share `otherwise`. */
function on({ otherwise, ...cells }: Cells): Readonly<Record<StateName, readonly Row[]>> {
  return {
    none: otherwise,
    open: otherwise,
    acknowledged: otherwise,
    held: otherwise,
    exhausted: otherwise,
    resolved: otherwise,
    closed: otherwise,
    cancelled: otherwise,
    ...cells,
  };
}

/** The same rows in several states. */
function same(
  states: readonly EscalationState[],
  rows: readonly Row[],
): Partial<Record<StateName, readonly Row[]>> {
  return Object.fromEntries(states.map((state) => [state, rows]));
}
