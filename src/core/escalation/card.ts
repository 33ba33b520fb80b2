import { buttons, type Element, heading, list, paragraph, series, type Text, text } from '../message.ts';
import { moment } from '../present/moment.ts';
import type { PersonId } from '../team.ts';
import { showDate } from '../time/zone.ts';
import { topicWords } from '../topic.ts';
import { listed } from '../wording.ts';
import { buttonsFor } from './buttons.ts';
import { type Escalation, LEVEL_NAMES } from './escalation.ts';
import { zoneOf } from './leads.ts';
import { levelAbove } from './level.ts';
import { outcomeName } from './outcome.ts';
import { insiders, leadsOf, meant, nameOf, unique } from './people.ts';
import type { Shown } from './present.ts';

type Field = { label: string; value: Text };

/** An escalation as a card: the raiser's words, where it stands, who has it, until when, who is next, and the buttons
 * that this reader may use. */
export function card(shown: Shown, kinds: readonly string[]): Element[] {
  const { escalation } = shown;
  return [
    heading(`${escalation.id} · ${standingTitle(escalation)}`),
    quoted(escalation),
    { element: 'fields', fields: escalation.live ? standing(shown, kinds) : ending(shown) },
    ...(escalation.live ? around(shown) : []),
    ...comesBack(shown),
    ...buttons(buttonsFor(shown, kinds)),
  ];
}

/** The raiser's words; nobody has said those about an overdue action. */
function quoted({ what, action, author, raiser }: Escalation): Element {
  return { element: 'quote', text: what, ...(action === undefined ? { by: author ?? raiser } : {}) };
}

/** Where it stands, in a few words: its level, or how it ended. */
export function standingTitle({ state, level, startsOn, when, clock }: Escalation): string {
  if (state === 'resolved' || state === 'closed' || state === 'cancelled') return state;
  if (startsOn !== undefined) return 'not started yet';
  if (when === 'just_telling' && !clock) return 'just telling';
  if (state === 'held') return `${LEVEL_NAMES[level]}, on hold`;
  return state === 'exhausted' ? `${LEVEL_NAMES[level]}, all levels have passed` : LEVEL_NAMES[level];
}

function standing(shown: Shown, kinds: readonly string[]): Field[] {
  const { escalation } = shown;
  const { came, owner, acknowledged, respondBy, resolveBy, hold, plan, link, note } = escalation;
  return [
    ...maybe('Why here', came && text(came.why, came.by !== undefined && ` (${name(shown, came.by)})`)),
    field(
      'Owner',
      owner === undefined
        ? ['nobody yet']
        : acknowledged
          ? [name(shown, owner)]
          : [{ person: owner }, ' (asked)'],
    ),
    ...maybe('Asked', owner === undefined && escalation.targets.length > 0 && addressed(escalation.targets)),
    ...maybe('Needed', neededWhen(escalation)),
    ...maybe('Answer by', respondBy !== undefined && [at(shown, respondBy)]),
    ...maybe('Resolve by', resolveBy !== undefined && [at(shown, resolveBy)]),
    ...maybe('On hold until', hold && text(at(shown, hold.until), `: ${hold.why}`)),
    ...maybe('Hold asked for', !kinds.includes('hold-asked') && holdAskedFor(shown)),
    ...maybe('Next', nextUp(shown)),
    ...maybe(
      outcomeName(escalation),
      plan &&
        text(`${plan.text} (${name(shown, plan.by)}`, plan.until && `, until ${showDate(plan.until)}`, ')'),
    ),
    ...maybe('Session', session(shown)),
    ...maybe('Note', note && [`${note.text} (${name(shown, note.by)})`]),
    ...maybe(
      'Stuck on it too',
      (escalation.alsoStuck ?? []).length > 0 && names(shown, escalation.alsoStuck ?? []),
    ),
    ...maybe('Can read it', escalation.private && names(shown, insiders(escalation, shown.view.team))),
    ...maybe('Link', link !== undefined && [{ link, text: link }]),
    ...maybe('Follows', escalation.after !== undefined && [escalation.after]),
  ];
}

/** Only a booked one that is still to come. */
function session(shown: Shown): Text | undefined {
  const { session: one } = shown.escalation;
  if (!one?.booked || one.over || one.ended) return undefined;
  return text(at(shown, one.booked.from), `, led by ${name(shown, one.mediator)}`);
}

function holdAskedFor(shown: Shown): Text | undefined {
  const asked = shown.escalation.holdAsked;
  return asked && text('until ', at(shown, asked.until), ` by ${name(shown, asked.by)}: ${asked.why}`);
}

/** What is needed the same day, as most are, goes without saying. */
function neededWhen({ when }: Escalation): Text | undefined {
  if (when === 'now') return ['at once'];
  return typeof when === 'object' ? [`by ${showDate(when.by)}`] : undefined;
}

/** Whom the next step reaches: the deputies while an answer is awaited, then the level above. */
function nextUp(shown: Shown): Text | undefined {
  const { escalation, view } = shown;
  const { state, level, policy, raiser } = escalation;
  if (
    escalation.private ||
    (state !== 'open' && state !== 'acknowledged') ||
    escalation.resolveBy === undefined
  )
    return undefined;
  if (level === 3) return ['leadership and the coordinator, each working morning'];
  const above = levelAbove(level);
  const candidates = policy[above].who.flatMap((word) => meant(word, view.team, view.onDuty));
  const who = unique(candidates.map(({ person }) => person)).filter((person) => person !== raiser);
  return text(LEVEL_NAMES[above], who.length > 0 && text(': ', names(shown, who)));
}

function ending(shown: Shown): Field[] {
  const { resolved, cancelled, closed, link } = shown.escalation;
  return [
    ...maybe('Resolved', resolved && text(`${name(shown, resolved.by)}, `, at(shown, resolved.at))),
    ...maybe('How', resolved && [resolved.how]),
    ...maybe('Learned', resolved?.learning !== undefined && [resolved.learning]),
    ...maybe('Cancelled', cancelled && text(`${name(shown, cancelled.by)}, `, at(shown, cancelled.at))),
    ...maybe('Why', cancelled && [cancelled.why]),
    ...maybe(
      'Follow-up',
      closed?.followUp && [
        `${closed.followUp.what} (${name(shown, closed.followUp.owner)}, by ${showDate(closed.followUp.due)})`,
      ],
    ),
    ...maybe('Review', closed?.review !== undefined && [closed.review]),
    ...maybe('Link', link !== undefined && [{ link, text: link }]),
  ];
}

/** Who was passed over and why, clocks that began late, and the line that outsiders read. */
function around(shown: Shown): Element[] {
  const { escalation, view, viewer } = shown;
  const { passedOver, delayedTo, outside, outsiders, policy, level } = escalation;
  const passed = passedOver.map(({ person, why }) => [`${name(shown, person)} was not asked: ${why}.`]);
  const words =
    viewer.person !== undefined && [escalation.owner, ...leadsOf(view.team)].includes(viewer.person);
  const told = !escalation.private && policy[level].tell.includes('stakeholders');
  return [
    ...(escalation.paused
      ? [paragraph('The team is paused, so its clocks stand still until it goes on.')]
      : []),
    ...(delayedTo === undefined
      ? []
      : [
          paragraph(
            'Nobody of this level works before ',
            at(shown, delayedTo),
            ', so its clocks start then.',
          ),
        ]),
    ...list(passed),
    ...(words && told
      ? [
          paragraph(
            'Outsiders read: ',
            escalation.preview
              ? `nothing new yet. This waits for somebody’s look: “${outside ?? `Something is stopping team ${view.team.name}.`}”`
              : ((outsiders ? outsiders.line : outside) ??
                  `that something is stopping team ${view.team.name}, and the level.`),
          ),
        ]
      : []),
  ];
}

/** It has come up before, and the next retro talks about it. */
function comesBack({ escalation, view }: Shown): Element[] {
  const topic = view.topics?.find(({ from }) => from.includes(escalation.id));
  return topic ? [paragraph(topicWords(topic))] : [];
}

function at(shown: Shown, instant: number) {
  return moment(instant, shown.now, zoneOf(shown));
}

function field(label: string, value: Text): Field {
  return { label, value };
}

function maybe(label: string, value: Text | false | undefined): Field[] {
  return value ? [field(label, value)] : [];
}

/** Whoever is only mentioned: a span would call them. */
function name({ view }: Shown, person: PersonId): string {
  return nameOf(view.team, person);
}

function names(shown: Shown, who: readonly PersonId[]): Text {
  return [listed(who.map((person) => name(shown, person)))];
}

/** Those whom it asks. */
function addressed(who: readonly PersonId[]): Text {
  return series(
    who.map((person) => ({ person })),
    ', ',
    ' and ',
  );
}
