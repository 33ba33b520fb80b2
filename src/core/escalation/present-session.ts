import {
  buttons,
  type Element,
  heading,
  list,
  type Message,
  message,
  note,
  paragraph,
  type SpanOf,
  series,
  type Text,
  text,
} from '../message.ts';
import { moment } from '../present/moment.ts';
import type { PersonId } from '../team.ts';
import { showDate } from '../time/zone.ts';
import { listed } from '../wording.ts';
import { asideButtons } from './buttons.ts';
import { LEVEL_SAID, type Session, type Slot } from './escalation.ts';
import { zoneOf } from './leads.ts';
import { outcomeName } from './outcome.ts';
import { nameOf } from './people.ts';
import type { Shown, Told } from './present.ts';

type Made = Message | { drop: string };

/** The working thread of level 2: who takes part, the agenda, when the session is, and what came out of it. */
export function presentThread(shown: Shown, { unsent }: Told): Made {
  const { escalation } = shown;
  const { session, id } = escalation;
  if (!session || (unsent && over(shown))) return GONE;
  return message(
    `${id}: working thread`,
    heading(`${id} · Working thread`),
    { element: 'quote', text: escalation.what, by: escalation.author ?? escalation.raiser },
    paragraph(who(session), ' ', purpose(shown)),
    paragraph(timeOf(shown, session)),
    ...agenda(),
    notes(shown, session),
    buttons(asideButtons(['book', 'rebook', 'minutes'], shown)),
    note(
      shown.viewer.person === undefined
        ? `This is here because it reached ${LEVEL_SAID[2]}. Write below it; it ends with the blocker.`
        : `You get this because you take part at ${LEVEL_SAID[2]}. It stops when the blocker is over.`,
    ),
  );
}

const GONE = { drop: 'It was settled before this was sent.' };

function over({ escalation: { live, session } }: Shown): boolean {
  return !live || session?.ended !== undefined;
}

function who({ mediator, people }: Session): Text {
  const others = people.filter((person) => person !== mediator);
  return text({ person: mediator }, ' mediates. With ', named(others), '.');
}

function purpose(shown: Shown): Text {
  const { resolveBy } = shown.escalation;
  const until = resolveBy === undefined ? '' : text(' by ', at(shown, resolveBy));
  return text('Work on it together here, and agree on a plan', until, '.');
}

function timeOf(shown: Shown, session: Session): Text {
  const { booked, offer } = session;
  if (over(shown)) return ['This thread is closed: it has moved on.'];
  if (session.over) return ['The session is over. “Notes” keeps what came out of it.'];
  if (booked)
    return text(
      { bold: 'Session' },
      ': ',
      span(shown, booked),
      ', ',
      place(shown, session),
      without(shown, booked),
    );
  if (!offer || offer.from <= shown.now)
    return ['No time for a session is offered now. Pick one with “Another time”.'];
  return text({ bold: 'Session' }, ', 30 minutes, offered for ', span(shown, offer), without(shown, offer));
}

function without({ view: { team } }: Shown, { cannot }: Slot): Text {
  return cannot.length === 0
    ? ['.']
    : text('. ', listed(cannot.map((person) => nameOf(team, person))), ' cannot come then.');
}

function span(shown: Shown, { from, to }: Slot): Text {
  return text(at(shown, from), ' to ', { time: to, as: 'time' });
}

/** A link or words that somebody gave, else the thread; a private one has none. */
function place({ escalation, view }: Shown, { place: given, mediator }: Session): Text {
  if (given !== undefined && /^https?:\/\/\S+$/i.test(given)) return [{ link: given, text: given }];
  if (given !== undefined) return [given];
  if (escalation.private || !escalation.policy[2].tell.includes('channel'))
    return [`and ${nameOf(view.team, mediator)} says where`];
  return text('in the thread of ', { bold: escalation.id }, ' in ', { channel: view.team.channel });
}

function agenda(): Element[] {
  return list([
    text({ bold: 'Facts' }, ': what do we know?'),
    text({ bold: 'Options' }, ': what could we do?'),
    text({ bold: 'Decision' }, ': which one, and why?'),
    text({ bold: 'Plan' }, ': who does what until when?'),
  ]);
}

function notes({ escalation }: Shown, { notes: kept }: Session): Element[] {
  const { plan } = escalation;
  const outcome = outcomeName(escalation);
  // What the session itself decided stands beside it.
  const label = outcome === 'Decision' && plan?.level ? `Decision at level ${plan.level}` : outcome;
  const until = plan?.until === undefined ? '' : ` (until ${showDate(plan.until)})`;
  const fields = [
    { label: 'Facts', value: kept?.facts },
    { label: 'Options', value: kept?.options },
    { label: 'Decision', value: kept?.decision },
    { label, value: plan && `${plan.text}${until}` },
  ].flatMap(({ label, value }) => (value ? [{ label, value: [value] }] : []));
  return fields.length === 0 ? [] : [paragraph({ bold: 'Notes' }), { element: 'fields', fields }];
}

/** When and where it is, for everybody invited, on their own clock. */
export function presentBooked(shown: Shown, { unsent }: Told): Made {
  const { session } = shown.escalation;
  if (!session?.booked) return GONE;
  if (over(shown) || session.over) return unsent ? GONE : presentOff(shown);
  const { booked } = session;
  return message(
    `${shown.escalation.id}: a session with you`,
    ...sessionHead(shown),
    paragraph(
      nameOf(shown.view.team, booked.by),
      ' booked a session on this: ',
      span(shown, booked),
      ', ',
      place(shown, session),
      without(shown, booked),
    ),
    paragraph(who(session)),
    ...agenda(),
    note('You get this because you are invited. Whoever mediates can move it.'),
  );
}

function sessionHead({ escalation }: Shown): Element[] {
  return [
    heading(`${escalation.id} · Session`),
    { element: 'quote', text: escalation.what, by: escalation.author ?? escalation.raiser },
  ];
}

/** It begins: the agenda once more. */
export function presentBegins(shown: Shown, { unsent }: Told): Made {
  const { session } = shown.escalation;
  const booked = session?.booked;
  if (!session || !booked) return GONE;
  if (unsent && (over(shown) || shown.now >= booked.to))
    return { drop: 'The session was over before this was sent.' };
  const begins = over(shown) || session.over ? 'This session is over.' : 'The session begins now, ';
  return message(
    `${shown.escalation.id}: the session begins`,
    ...sessionHead(shown),
    begins.endsWith(', ') ? paragraph(begins, place(shown, session), '.') : paragraph(begins),
    ...agenda(),
    over(shown) ? [] : buttons(asideButtons(['minutes'], shown)),
    note('You get this because you are invited. It comes once.'),
  );
}

/** It does not take place, or took place. */
export function presentOff(shown: Shown): Made {
  const { session, id } = shown.escalation;
  const held =
    session?.over !== undefined || (session?.booked && session.booked.from <= (session.ended?.at ?? 0));
  return message(
    `${id}: ${held ? 'the session is over' : 'no session'}`,
    ...sessionHead(shown),
    paragraph(held ? 'This session is over.' : 'The session is called off: the blocker has moved on.'),
    note('You get this because you were invited.'),
  );
}

/** The session is over and there is no plan. */
export function presentPlanWanted(shown: Shown, { unsent }: Told): Made {
  const { session, plan, id } = shown.escalation;
  const done = plan !== undefined && session?.over !== undefined && plan.at >= session.over.at;
  if (unsent && (done || over(shown))) return GONE;
  return message(
    `${id}: what is the plan?`,
    ...sessionHead(shown),
    paragraph(
      done || over(shown)
        ? 'This is settled.'
        : 'The session is over and no plan is recorded. Who does what until when? A plan can ask for a hold until its date.',
    ),
    done || over(shown) ? [] : buttons(asideButtons(['plan', 'minutes'], shown)),
    note('You get this because you own it or mediate. It comes once.'),
  );
}

function at(shown: Shown, instant: number): SpanOf {
  return moment(instant, shown.now, zoneOf(shown));
}

function named(people: readonly PersonId[]): Text {
  return series(
    people.map((person) => ({ person })),
    ', ',
    ' and ',
  );
}
