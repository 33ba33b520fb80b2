import { type SpanOf, type Text, text } from '../message.ts';
import { age, atMoment, moment } from '../present/moment.ts';
import type { PersonId } from '../team.ts';
import type { Instant } from '../time.ts';
import { oneLine, sentence } from '../wording.ts';
import { ASKED_FOR } from './buttons.ts';
import { LEVEL_SAID } from './escalation.ts';
import { outcomeName } from './outcome.ts';
import { nameOf, personOf } from './people.ts';
import type { Shown } from './present.ts';

/** What a message says before its card: nothing is added where the card says it all. */
export interface Lead {
  /** What a notification shows after the blocker's id. */
  summary: string;
  text?: Text;
}

/** The first words of each kind of item. */
export const LEADS: Readonly<Record<string, (shown: Shown) => Lead>> = {
  card: (shown) => ({
    summary: `${asks(shown) ? 'your help is needed: ' : ''}${what(shown)}`,
    ...(asks(shown) ? { text: plea(shown) } : {}),
  }),
  [ASKED_FOR]: (shown) => ({ summary: what(shown) }),
  raised: (shown) => ({
    summary: `raised: ${what(shown)}`,
    text: [
      shown.escalation.action === undefined
        ? 'You raised this. Here you see how it goes on.'
        : 'This action is overdue, so I have raised it, as your team wants it. Here you see how it goes on.',
    ],
  }),
  acknowledged: (shown) => {
    const { acknowledged } = shown.escalation;
    if (!acknowledged) return { summary: what(shown) };
    const own = acknowledged.by === shown.viewer.person;
    const by = name(shown, acknowledged.by);
    return {
      summary: `${own ? 'you' : by} took it`,
      text: text(own ? 'You' : by, ' took this ', atMoment(acknowledged.at, shown.now, zoneOf(shown)), '.'),
    };
  },
  'respond-reminder': (shown) => ({
    summary: `nobody has taken it yet: ${what(shown)}`,
    text: text('Nobody has taken this yet. Can you?', next(shown)),
  }),
  deputy: (shown) => ({
    summary: `you stand in: ${what(shown)}`,
    text: ['Nobody who was asked first has answered in time, so you are asked to stand in.'],
  }),
  warning: (shown) => ({
    summary: `three quarters of the time are gone: ${what(shown)}`,
    text: text('Three quarters of the time have passed.', next(shown)),
  }),
  'still-stuck': (shown) => ({
    summary: `${shown.escalation.action === undefined ? 'are you still stuck?' : 'still not done:'} ${what(shown)}`,
    text: text(stillOpen(shown), next(shown)),
  }),
  escalated: (shown) => ({
    summary: `it is at ${LEVEL_SAID[shown.escalation.level]} now: ${what(shown)}`,
    text: [`This is at ${LEVEL_SAID[shown.escalation.level]} now.`],
  }),
  deescalated: (shown) => ({
    summary: `it is back at ${LEVEL_SAID[shown.escalation.level]}: ${what(shown)}`,
    text: [`This was sent back to ${LEVEL_SAID[shown.escalation.level]}.`],
  }),
  reopened: (shown) => ({ summary: `it is open again: ${what(shown)}`, text: ['This is open again.'] }),
  handover: (shown) => ({
    summary: `can you take it over? ${what(shown)}`,
    text: text(gone(shown) && text(gone(shown), '. '), 'Can you take this over?'),
  }),
  'owner-away': (shown) => {
    const { owner, targets } = shown.escalation;
    const others =
      targets.length > 0 ? 'others are asked now.' : 'nobody is left to ask. The people who run Rondo know.';
    const next = owner === undefined ? others : `${name(shown, owner)} is asked now.`;
    return {
      summary: `whoever had it is away: ${what(shown)}`,
      text: text(gone(shown), ', so ', next),
    };
  },
  'offer-back': (shown) => ({
    summary: `do you want it back? ${what(shown)}`,
    text: ['Welcome back. While you were away somebody else was asked; you can take it back.'],
  }),
  'taken-back': (shown) => ({
    summary: `it was taken back: ${what(shown)}`,
    text: ['Its owner is back and has taken it again. Thank you for standing in.'],
  }),
  'passed-over-morning': (shown) => ({
    summary: `raised outside your hours: ${what(shown)}`,
    text: text(
      'This came up outside your working hours, so others were asked. If you can help, talk to ',
      name(shown, shown.escalation.owner ?? shown.escalation.raiser),
      '.',
    ),
  }),
  'exhausted-reminder': (shown) => ({
    summary: `still open after all levels: ${what(shown)}`,
    text: [
      `All levels have passed, and this is still open after ${age(shown.escalation.raisedAt, shown.now)}. Please decide: take it, resolve it, or cancel it.`,
    ],
  }),
  alarm: (shown) => ({
    summary: 'nobody can be reached',
    text: text(
      { bold: typeof shown.facts.why === 'string' ? shown.facts.why : 'Nobody can be reached.' },
      ' Please look at the people in the team file.',
    ),
  }),
  'hold-asked': (shown) => {
    const asked = shown.escalation.holdAsked;
    if (!asked) return { summary: what(shown) };
    return {
      summary: `${name(shown, asked.by)} asks for a hold`,
      text: text(
        name(shown, asked.by),
        ' asks to hold this until ',
        when(shown, asked.until),
        `: ${asked.why}`,
      ),
    };
  },
  'hold-declined': ({ facts: { reason } }) => ({
    summary: 'no hold: the clocks go on',
    text: text(
      'Your hold was declined',
      typeof reason === 'string' ? `: ${sentence(reason)}` : '.',
      ' The clocks go on.',
    ),
  }),
  held: (shown) => ({
    summary: `on hold: ${what(shown)}`,
    text: ['This is on hold. Its clocks stand still.'],
  }),
  resumed: (shown) => ({
    summary: `the hold is over: ${what(shown)}`,
    text: ['The hold is over. The clocks go on with the time that was left.'],
  }),
  planned: (shown) => {
    const outcome = outcomeName(shown.escalation).toLowerCase();
    return { summary: `there is a ${outcome}: ${what(shown)}`, text: [`There is a ${outcome} now.`] };
  },
  shared: (shown) => ({
    summary: `shared with you: ${what(shown)}`,
    text: ['This private blocker was shared with you. Please keep it to yourself.'],
  }),
  'raiser-away': (shown) => ({
    summary: `its raiser is gone: ${what(shown)}`,
    text: text(
      name(shown, shown.escalation.raiser),
      ' has left or is away for more than five working days. Take it over, cancel it, or let it go on?',
    ),
  }),
  resolved: (shown) => ({ summary: `resolved: ${what(shown)}` }),
  cancelled: (shown) => ({ summary: `cancelled: ${what(shown)}` }),
};

/** Who had it, and that they fell away. */
function stillOpen({ escalation }: Shown): string {
  return escalation.action === undefined ? 'Are you still stuck?' : 'This is still not done.';
}

function gone({ escalation: { former }, view }: Shown): Text | undefined {
  if (!former) return undefined;
  const left = personOf(view.team, former.person)?.active !== true;
  return [`${nameOf(view.team, former.person)}${left ? ' has left' : ' is away'}`];
}

function what({ escalation }: Shown): string {
  return oneLine(escalation.what, 80);
}

function asks({ escalation, viewer }: Shown): boolean {
  const { targets, acknowledged } = escalation;
  return viewer.person !== undefined && !acknowledged && targets.includes(viewer.person);
}

/** The raiser is asked only when nobody else is left. */
function plea({ escalation, viewer }: Shown): Text {
  if (viewer.person === escalation.raiser)
    return ['Nobody else can be reached, so it stays with you for now. You can send it up.'];
  const theirs = escalation.action !== undefined && escalation.needs.includes(viewer.person ?? '');
  return theirs
    ? ['This action is yours, and it is overdue. Take it to say that you are on it.']
    : ['Can you help? If you take it, nobody else is asked.'];
}

function next(shown: Shown): Text {
  const { resolveBy, level } = shown.escalation;
  if (resolveBy === undefined) return [];
  const then =
    level < 3
      ? ' it goes one level up.'
      : ' all levels have passed, and leadership is reminded each working morning.';
  return text(' If it is not resolved by ', when(shown, resolveBy), ',', then);
}

function when(shown: Shown, at: Instant): SpanOf {
  return moment(at, shown.now, zoneOf(shown));
}

/** The reader's zone; a channel's is its team's. */
export function zoneOf({ view: { team }, viewer }: Shown): string {
  const person = viewer.person === undefined ? undefined : personOf(team, viewer.person);
  return person?.calendar.zone ?? team.calendar.zone;
}

function name({ view }: Shown, id: PersonId): string {
  return nameOf(view.team, id);
}
