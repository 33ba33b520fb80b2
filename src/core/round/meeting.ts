import type { Decision, Reply } from '../decision.ts';
import { leadsOf, nameOf } from '../escalation/people.ts';
import { type Text, text } from '../message.ts';
import type { Round } from '../round.ts';
import type { PersonId } from '../team.ts';
import { dateAt, showDate } from '../time/zone.ts';
import type { Instant } from '../time.ts';
import { listed } from '../wording.ts';
import type { RoundView } from './asking.ts';
import { startMeeting } from './course.ts';
import { facilitatorsThere } from './facilitating.ts';
import { participantsOf } from './plan.ts';

/** What people do to a live meeting as a whole. */

/** Who may start and end it: whoever facilitates, the coordinator, the leads and admins; when nobody who facilitates is there,
 * everybody who takes part. */
export function mayRun(view: RoundView, person: PersonId, now: Instant): boolean {
  const { team, ritual } = view;
  const present = facilitatorsThere(view, now);
  if ([...present, team.coordinator, ...leadsOf(team), ...team.admins].includes(person)) return true;
  return present.length === 0 && participantsOf(team, ritual).some((one) => one.person.id === person);
}

/** Somebody starts a meeting that has been announced, also ahead of its time. Only the first one does. */
export function startByHand(view: RoundView, by: PersonId, now: Instant): Decision<Round> {
  const { round, ritual } = view;
  const no = (reply: Reply) => ({ state: round, events: [], effects: [], reply });
  if (round.state === 'planned') {
    const opens = text(ritual.name, ' is announced ', { time: round.opensAt, as: 'both' }, '. ');
    return no(refusal(opens, 'You can start it from then on.'));
  }
  if (round.state !== 'open') return no(isOver(view));
  if (round.startedAt !== undefined) return no({ reply: 'said', text: hasStarted(view, round.startedAt) });
  if (!mayRun(view, by, now)) return no(mayNot(view, 'start', now));
  if (dateAt(view.team.calendar.zone, now) < round.date)
    return no(refusal(`${ritual.name} is for ${showDate(round.date)}. It can be started on that day.`));
  const reply: Reply = { reply: 'said', text: [{ bold: ritual.name }, ' has started.'] };
  return { ...startMeeting(view, now, by), reply };
}

/** Why somebody cannot end a meeting now; nothing when they can. */
export function whyNotEnd(view: RoundView, by: PersonId, now: Instant): Reply | undefined {
  const { round, ritual } = view;
  if (round.state !== 'open' && round.state !== 'planned') return isOver(view);
  if (round.startedAt === undefined) {
    const start: Text = [{ code: '/rondo start' }, ' starts it.'];
    return refusal(`${ritual.name} has not started, so there is nothing to end. `, start);
  }
  return mayRun(view, by, now) ? undefined : mayNot(view, 'end', now);
}

function hasStarted({ round, ritual, team }: RoundView, at: Instant): Text {
  const by = round.startedBy ? ` ${nameOf(team, round.startedBy)} started it.` : '';
  return text({ bold: ritual.name }, ' has been going on since ', { time: at, as: 'time' }, `.${by}`);
}

function isOver({ round, ritual, team }: RoundView): Reply {
  const { endedBy, closed, state } = round;
  if (state !== 'closed') return refusal(`${ritual.name} does not take place, so nothing was changed.`);
  const at = closed ? text(' at ', { time: closed.at, as: 'time' }) : [];
  const who = endedBy ? `${nameOf(team, endedBy)} ended it` : 'It ended by itself';
  return refusal(text({ bold: ritual.name }, ` is over. ${who}`, at, '. The minutes are in the thread.'));
}

function mayNot(view: RoundView, what: 'start' | 'end', now: Instant): Reply {
  const names = facilitatorsThere(view, now).map((id) => nameOf(view.team, id));
  const who = names.length > 0 ? `${listed(names)}, who facilitates` : 'those who take part';
  return refusal(`Only ${who}, the coordinator, the lead or an admin can ${what} ${view.ritual.name}.`);
}

function refusal(...words: Parameters<typeof text>): Reply {
  return { reply: 'refused', text: text(...words) };
}
