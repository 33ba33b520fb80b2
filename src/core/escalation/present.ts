import type { Facts } from '../decision.ts';
import { type Message, message, note, paragraph, type Text, text } from '../message.ts';
import type { PersonId } from '../team.ts';
import type { Instant } from '../time.ts';
import { oneLine } from '../wording.ts';
import { card } from './card.ts';
import type { EscalationView } from './command.ts';
import { type Escalation, LEVEL_NAMES } from './escalation.ts';
import { LEADS, type Lead } from './leads.ts';
import { maySee } from './people.ts';

/** Who reads: a person, or nobody in particular in a channel. */
export interface Viewer {
  person?: PersonId;
}

/** One message about an escalation while its words are being made. */
export interface Shown {
  escalation: Escalation;
  view: EscalationView;
  viewer: Viewer;
  now: Instant;
  facts: Facts;
}

/** The words of one item, from the newest state. `unsent`: it was not sent yet, so it is dropped with a reason when there
 * is nothing left to say; what stands in the chat already is brought up to date instead. */
export function presentEscalation(
  kind: string,
  escalation: Escalation,
  viewer: Viewer,
  view: EscalationView,
  now: Instant,
  facts: Facts = {},
  how: { unsent?: boolean } = {},
): Message | { drop: string } {
  const shown: Shown = { escalation, view, viewer, now, facts };
  if (kind === 'outside' || kind === 'outside-ended') return outsiders(shown);
  if (!seen(shown))
    return kind === 'alarm' || LAST.has(kind) ? hiddenFrom(shown) : { drop: 'It is private.' };
  if (!LEADS[kind]) return { drop: `This version of Rondo does not know a message of the kind ${kind}.` };
  const stale = staleBecause(kind, shown);
  if (stale && how.unsent) return { drop: stale };
  const lead = stale ? overtaken(shown) : LEADS[kind](shown);
  return message(
    `${escalation.id}: ${lead.summary}`,
    lead.text && paragraph(lead.text),
    card(shown, kind),
    note(because(shown, kind)),
  );
}

/** What a message says that is no longer about what it was sent for. */
function overtaken(shown: Shown): Lead {
  const { live, acknowledged, what } = shown.escalation;
  if (live && acknowledged && LEADS.acknowledged) return LEADS.acknowledged(shown);
  return { summary: live ? oneLine(what, 80) : `over: ${oneLine(what, 80)}` };
}

/** Said after the end; everything else is about what is still open. */
const LAST = new Set(['resolved', 'cancelled']);

/** Asks somebody to do something: pointless once it was done. */
const NAGS = new Set(['respond-reminder', 'deputy']);

function staleBecause(kind: string, { escalation, viewer }: Shown): string | undefined {
  const { live, acknowledged, owner, targets, state } = escalation;
  const person = viewer.person ?? '';
  if (!live) return LAST.has(kind) ? undefined : 'It was over before this was sent.';
  if (LAST.has(kind)) return 'It was opened again before this was sent.';
  if (NAGS.has(kind) && acknowledged) return 'Somebody took it before this was sent.';
  const asked = [...targets, ...(escalation.deputised?.people ?? []), owner];
  if (kind === 'respond-reminder' && !asked.includes(person)) return 'Somebody else is asked now.';
  if (kind === 'handover' && acknowledged && owner !== person)
    return 'Somebody else took it before this was sent.';
  if ((kind === 'warning' || kind === 'still-stuck') && (state === 'held' || !escalation.warned))
    return 'Its clocks changed before this was sent.';
  if (kind === 'exhausted-reminder' && state !== 'exhausted') return 'It is with a level again.';
  if (kind === 'hold-asked' && !escalation.holdAsked) return 'It was answered before this was sent.';
  if (kind === 'offer-back' && escalation.former?.person !== person)
    return 'It was settled before this was sent.';
  return undefined;
}

function seen({ escalation, view, viewer }: Shown): boolean {
  if (!escalation.private) return true;
  return viewer.person !== undefined && maySee(escalation, view.team, viewer.person);
}

/** The people who run Rondo hear that a private one has nobody, not what it is. */
function hiddenFrom({ escalation, view, facts }: Shown): Message {
  const words = escalation.live
    ? `${typeof facts.why === 'string' ? facts.why : 'Nobody can be reached.'} It is private.`
    : 'The private blocker that had nobody is over.';
  return message(
    `${escalation.id}: a private blocker of ${view.team.name}`,
    paragraph({ bold: escalation.id }, ' · ', words),
    note(
      'You get this because you run Rondo for this team. It stops when somebody can be reached, or it is over.',
    ),
  );
}

/** Outsiders read no word of the raiser and no name. */
function outsiders({ escalation, view }: Shown): Message {
  const { live, state, level, outside, id } = escalation;
  const own: Text = outside ? [outside] : [`Something is stopping team ${view.team.name}.`];
  const stands = live
    ? `It is at ${LEVEL_NAMES[level]}. The team is working on it.`
    : `It is ${state === 'cancelled' ? 'no longer a problem' : 'solved'}.`;
  return message(
    `${view.team.name}: ${live ? LEVEL_NAMES[level] : stands}`,
    paragraph({ bold: id }, ' · ', ...own),
    paragraph(stands),
    note(
      `You get this because you are a stakeholder of ${view.team.name}. Ask its lead to be taken off the list.`,
    ),
  );
}

/** Why this came, and what ends it. */
function because({ escalation, view, viewer: { person } }: Shown, kind: string): Text {
  const ends = escalation.live ? ' It stops when it is resolved or cancelled.' : '';
  return text(`${reason(escalation, view, person, kind)}${ends}`);
}

function reason(
  escalation: Escalation,
  { team }: EscalationView,
  person: PersonId | undefined,
  kind: string,
): string {
  const { raiser, owner, targets, deputised, level } = escalation;
  if (person === undefined)
    return level === 1
      ? 'This is here so that the team sees what is stopping somebody.'
      : `This is here because the policy of ${team.name} tells this channel.`;
  if (kind === 'alarm') return `You get this because you run Rondo for ${team.name}.`;
  if (person === owner) return 'You get this because it is yours.';
  if (person === raiser) return 'You get this because you raised it.';
  if (targets.includes(person)) return `You get this because you are asked at ${LEVEL_NAMES[level]}.`;
  if (deputised?.people?.includes(person))
    return `You get this because you stand in at ${LEVEL_NAMES[level]}.`;
  if (escalation.alsoStuck?.includes(person)) return 'You get this because you are stuck on it too.';
  return `You get this because the policy of ${team.name} names you, or you were asked before.`;
}
