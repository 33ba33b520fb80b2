import { meaningOf } from '../blocker.ts';
import { isWorkday } from '../time/calendar.ts';
import { addDays, dateAt } from '../time/zone.ts';
import type { Instant } from '../time.ts';
import { movedClocks } from './climbing.ts';
import { restDue } from './clocks.ts';
import type { EscalationCommand, EscalationView } from './command.ts';
import { REOPEN_WITHIN } from './ending.ts';
import type { Escalation } from './escalation.ts';
import { holdsTooLong } from './hold.ts';
import { nobodyAsked } from './level.ts';
import { missingOutcome } from './outcome.ts';
import { movedPreview, previewerGone } from './outsiders.ts';
import { leadsOf, maySee, personOf } from './people.ts';
import { absorberOf } from './raising.ts';
import { fellAway, nextFree, reachable } from './reach.ts';
import { SESSION_LASTS } from './slot.ts';
import { everybodyLeft, muster } from './targets.ts';

type Guard = (
  escalation: Escalation,
  command: EscalationCommand,
  view: EscalationView,
  now: Instant,
) => boolean;

/** The conditions of the table, by name. */
export const GUARDS = {
  'it is open already': (_, command, view) =>
    command.do === 'raise' && absorberOf(command, view) !== undefined,
  'just telling': (_, command) => command.do === 'raise' && meaningOf(command.blocker) === 'told',
  'needed later': (_, command) => command.do === 'raise' && meaningOf(command.blocker) === 'later',
  'somebody has it': ({ acknowledged }) => acknowledged !== undefined,
  'it is at the top': ({ level }) => level === 3,
  'it is at level 1': ({ level }) => level === 1,
  'that is not up': ({ level }, command) =>
    command.do === 'escalate' && command.to !== undefined && command.to <= level,
  'it jumps a level': ({ level }, command) =>
    command.do === 'escalate' && command.to !== undefined && command.to > level + 1,
  'it went down twice': ({ downs }) => downs >= 2,
  'nobody by that name': (_, command, { team }) =>
    command.do === 'reassign' && personOf(team, command.to)?.active !== true,
  'they may not see it': ({ private: only, raiser }, command, { team }) =>
    command.do === 'reassign' &&
    only !== undefined &&
    ![raiser, ...only.people, ...leadsOf(team)].includes(command.to),
  'they have it': ({ owner }, command) => command.do === 'reassign' && owner === command.to,
  'they cannot be reached in time': ({ resolveBy }, command, view, now) =>
    command.do === 'reassign' && !reachable(command.to, view, now, resolveBy),
  'its clocks do not run': ({ resolveBy, state }) => resolveBy === undefined && state !== 'exhausted',
  'nobody has it': ({ owner }) => owner === undefined,
  'that has passed': (_, command, __, now) => command.do === 'askHold' && command.until <= now,
  'it would be held too long': (escalation, command, _, now) =>
    command.do === 'askHold' && holdsTooLong(escalation, command.until, now),
  'no hold was asked for': ({ holdAsked }) => holdAsked === undefined,
  'the asked hold is over': ({ holdAsked }, _, __, now) => holdAsked !== undefined && holdAsked.until <= now,
  'it ended over a week ago': ({ resolved }, _, __, now) =>
    resolved !== undefined && now - resolved.at > REOPEN_WITHIN,
  'it is not private': ({ private: only }) => only === undefined,
  'all of them see it': (escalation, command, { team }) =>
    command.do === 'share' &&
    command.people.every((id) => personOf(team, id)?.active !== true || maySee(escalation, team, id)),
  'they are on it': ({ raiser, alsoStuck }, command) =>
    'by' in command && [raiser, ...(alsoStuck ?? [])].includes(command.by),
  'its raiser is here': ({ raiserGone }) => raiserGone === undefined,
  'it waits for its day': ({ startsOn }) => startsOn !== undefined,
  'no answer is awaited': ({ respondBy }) => respondBy === undefined,
  'no warning is due': ({ warnAt }) => warnAt === undefined,
  'no deadline runs': ({ resolveBy }) => resolveBy === undefined,
  'the time is over': ({ resolveBy }, _, __, now) => resolveBy !== undefined && now >= resolveBy,
  'somebody was asked': (escalation) => !nobodyAsked(escalation),
  'still nobody': (escalation, _, view, now) => muster(escalation, view, now).targets.length === 0,
  'somebody can be asked at last': (escalation, _, view, now) =>
    nobodyAsked(escalation) && muster(escalation, view, now).targets.length > 0,
  'nobody who was asked is left': (escalation, _, view, now) => everybodyLeft(escalation, view, now),
  'the owner before is back': ({ former }) => former !== undefined && former.back === undefined,
  'the owner before is here': ({ former, resolveBy }, _, view, now) =>
    former !== undefined &&
    former.back === undefined &&
    !fellAway(former.person, view, now, resolveBy ?? now),
  'its raiser is back': ({ raiser, raiserGone }, _, view, now) =>
    raiserGone !== undefined && !longGone(raiser, view, now),
  'its owner is gone': ({ owner, resolveBy }, _, view, now) =>
    owner !== undefined && fellAway(owner, view, now, resolveBy),
  'its owner went during the hold': ({ owner, hold }, _, view, now) =>
    owner !== undefined &&
    hold !== undefined &&
    hold.was !== 'exhausted' &&
    fellAway(owner, view, now, restDue(view, hold.left, now)),
  'all who were asked went during the hold': (escalation, _, view, now) =>
    escalation.hold?.was === 'open' &&
    everybodyLeft({ ...escalation, resolveBy: restDue(view, escalation.hold.left, now) }, view, now),
  'its raiser is gone': ({ raiser, raiserGone }, _, view, now) =>
    raiserGone === undefined && longGone(raiser, view, now),
  'its team is paused': ({ paused }) => paused !== undefined,
  'its team is not paused': ({ paused }) => paused === undefined,
  'its deadlines moved': (escalation, _, view) =>
    movedClocks(escalation, view) !== undefined || movedPreview(escalation, view) !== undefined,
  'no line waits': ({ preview }) => preview === undefined,
  'whoever looks is here': (escalation, _, view, now) => !previewerGone(escalation, view, now),
  'there was no session': ({ session }) => session === undefined,
  'no session is planned': ({ session }) => session === undefined || session.ended !== undefined,
  'no session is awaited': ({ session }) =>
    !session ||
    session.ended !== undefined ||
    (session.booked ? session.begun !== undefined : session.offer === undefined),
  'its session does not run': ({ session }) => !session?.begun || session.over !== undefined,
  'its session is booked': ({ session }) => session?.booked !== undefined,
  'that time is booked': ({ session }, command) =>
    command.do === 'book' && command.start === undefined && session?.booked !== undefined,
  'no time is offered': ({ session }, command) =>
    command.do === 'book' && command.start === undefined && session?.offer === undefined,
  'that time has come': ({ session }, command, _, now) =>
    command.do === 'book' && (command.start ?? session?.offer?.from ?? now) <= now,
  'it would be after its deadline': ({ session, resolveBy }, command) =>
    command.do === 'book' &&
    resolveBy !== undefined &&
    (command.start ?? session?.offer?.from ?? 0) + SESSION_LASTS > resolveBy,
  'a plan comes with it': (_, command) => command.do === 'minutes' && Boolean(command.plan?.trim()),
  'its outcome is recorded': (escalation) => missingOutcome(escalation) === undefined,
} satisfies Readonly<Record<string, Guard>>;

export type GuardName = keyof typeof GUARDS;

const LONG = 5;

/** Left, or without working time for more than five of the team's working days. */
function longGone(id: string, view: EscalationView, now: Instant): boolean {
  const person = personOf(view.team, id);
  if (!person?.active) return true;
  const free = nextFree(person, view, now);
  if (free === undefined) return true;
  const { calendar } = view.team;
  let missed = 0;
  for (
    let day = dateAt(calendar.zone, now);
    day < dateAt(calendar.zone, free) && missed <= LONG;
    day = addDays(day, 1)
  )
    if (isWorkday(calendar, day)) missed += 1;
  return missed > LONG;
}
