import type { Facts } from '../decision.ts';
import { join, type Message, message, note, paragraph, type Text, text } from '../message.ts';
import type { PersonId, Team } from '../team.ts';
import type { Instant } from '../time.ts';
import { oneLine } from '../wording.ts';
import { ASKED_FOR } from './buttons.ts';
import { card } from './card.ts';
import type { EscalationView } from './command.ts';
import { type Escalation, LEVEL_SAID } from './escalation.ts';
import { LEADS, type Lead } from './leads.ts';
import { maySee } from './people.ts';
import { presentOutsiders, presentPreview } from './present-outsiders.ts';
import {
  presentBegins,
  presentBooked,
  presentOff,
  presentPlanWanted,
  presentThread,
} from './present-session.ts';
import { isNamed, staleBecause } from './stale.ts';

/** Who reads: a person, or nobody in particular in a channel. */
export interface Viewer {
  person?: PersonId;
  /** False: nothing about it has reached them yet. */
  heard?: boolean;
}

/** One message about an escalation while its words are being made. */
export interface Shown {
  escalation: Escalation;
  view: EscalationView;
  viewer: Viewer;
  now: Instant;
  facts: Facts;
}

/** One thing that is told. `unsent`: it was not sent yet, so it falls away when there is nothing left to say; what stands
 * in the chat already is brought up to date instead. */
export interface Told {
  kind: string;
  facts?: Facts;
  unsent?: boolean;
}

/** The words of one item, from the newest state. */
export function presentEscalation(
  kind: string,
  escalation: Escalation,
  viewer: Viewer,
  view: EscalationView,
  now: Instant,
  facts: Facts = {},
  how: { unsent?: boolean } = {},
): Message | { drop: string } {
  return presentTogether([{ kind, facts, ...how }], escalation, viewer, view, now);
}

/** Everything that one message tells one reader about one escalation: a sentence for each reason why it came, then the
 * card, once. Gives the reason when nothing of it is worth saying any more. */
export function presentTogether(
  told: readonly Told[],
  escalation: Escalation,
  viewer: Viewer,
  view: EscalationView,
  now: Instant,
): Message | { drop: string } {
  const shown: Shown = { escalation, view, viewer, now, facts: {} };
  const inside = told.filter(({ kind }) => !kind.startsWith('outside'));
  if (inside.length === 0) return presentOutsiders(shown, told);
  if (!seen(shown)) return hiddenFrom(shown, inside);
  const made = [
    cardFor(
      shown,
      inside.filter(({ kind }) => !(kind in ASIDES)),
    ),
    ...asidesOf(shown, inside),
  ];
  const messages = made.flatMap((one) => (one && !('drop' in one) ? [one] : []));
  return messages.length > 0 ? join(messages) : lastDrop(made.flatMap((one) => one ?? []));
}

/** True when a message about it shows this reader the raiser's words, and not only the outsiders' line or that there is a
 * private one. */
export function readsInside(
  kinds: readonly string[],
  escalation: Escalation,
  { person }: Viewer,
  team: Team,
): boolean {
  const inside = kinds.some((kind) => !kind.startsWith('outside'));
  return inside && (!escalation.private || (person !== undefined && maySee(escalation, team, person)));
}

/** What says more than a sentence before the card has a part of its own, the newest of each kind. */
export const ASIDES: Readonly<Record<string, (shown: Shown, told: Told) => Message | { drop: string }>> = {
  preview: presentPreview,
  session: presentThread,
  'session-booked': presentBooked,
  'session-begins': presentBegins,
  'session-off': presentOff,
  'plan-wanted': presentPlanWanted,
};

function asidesOf(shown: Shown, told: readonly Told[]): (Message | { drop: string })[] {
  return Object.entries(ASIDES).flatMap(([kind, present]) => {
    const newest = told.findLast((one) => one.kind === kind);
    return newest ? [present({ ...shown, facts: newest.facts ?? {} }, newest)] : [];
  });
}

function cardFor(shown: Shown, inside: readonly Told[]): Message | { drop: string } | undefined {
  if (inside.length === 0) return undefined;
  const fates = inside.map((one) => ({ kind: one.kind, fate: fateOf(one, shown) }));
  const kept = fates.flatMap(({ kind, fate }) => ('drop' in fate ? [] : [{ kind, lead: fate }]));
  if (kept.length === 0) return lastDrop(fates.map(({ fate }) => fate));
  return withCard(shown, kept);
}

function lastDrop(fates: readonly object[]): { drop: string } {
  const drops = fates.flatMap((fate) => ('drop' in fate && typeof fate.drop === 'string' ? [fate.drop] : []));
  return { drop: drops.at(-1) ?? 'There is nothing left to say.' };
}

function fateOf({ kind, facts = {}, unsent }: Told, shown: Shown): Lead | { drop: string } {
  const lead = LEADS[kind];
  if (!lead) return { drop: `This version of Rondo does not know a message of the kind ${kind}.` };
  const stale = staleBecause(kind, shown);
  if (stale) return unsent ? { drop: stale } : overtaken(shown);
  return lead({ ...shown, facts });
}

/** What a message says that is no longer about what it was sent for. */
function overtaken(shown: Shown): Lead {
  const { live, acknowledged, what } = shown.escalation;
  if (live && acknowledged && LEADS.acknowledged) return LEADS.acknowledged(shown);
  return { summary: live ? oneLine(what, 80) : `over: ${oneLine(what, 80)}` };
}

/** Only introduce the card: the weaker is left out where something else is said. */
const PLAIN: readonly string[] = ['raised', 'card'];

function withCard(shown: Shown, kept: readonly { kind: string; lead: Lead }[]): Message {
  const { escalation } = shown;
  const strongest = Math.max(...kept.map(({ kind }) => strengthOf(kind)));
  const leads = kept.flatMap(({ kind, lead }) => (strengthOf(kind) === strongest ? [lead] : []));
  const kinds = kept.map(({ kind }) => kind);
  const texts = leads.flatMap((lead) => (lead.text && lead.text.length > 0 ? [lead.text] : []));
  const once = new Map(texts.map((words) => [JSON.stringify(words), words]));
  return message(
    `${escalation.id}: ${leads.at(-1)?.summary ?? oneLine(escalation.what, 80)}`,
    [...once.values()].map((words) => paragraph(words)),
    card(shown, kinds),
    note(because(shown, kinds)),
  );
}

function strengthOf(kind: string): number {
  const plain = PLAIN.indexOf(kind);
  return plain < 0 ? PLAIN.length : plain;
}

function seen({ escalation, view, viewer }: Shown): boolean {
  if (!escalation.private) return true;
  return viewer.person !== undefined && maySee(escalation, view.team, viewer.person);
}

/** The people who run Rondo hear that a private one has nobody, not what it is. */
function hiddenFrom({ escalation, view }: Shown, told: readonly Told[]): Message | { drop: string } {
  const open = told.find(({ kind }) => ['alarm', 'resolved', 'cancelled'].includes(kind));
  if (!open) return { drop: 'It is private.' };
  const why = told.find(({ facts }) => typeof facts?.why === 'string')?.facts?.why;
  const words = escalation.live
    ? `${typeof why === 'string' ? why : 'Nobody can be reached.'} It is private.`
    : 'The private blocker that had nobody is over.';
  return message(
    `${escalation.id}: a private blocker of ${view.team.name}`,
    paragraph({ bold: escalation.id }, ' · ', words),
    note(
      'You get this because you run Rondo for this team. It stops when somebody can be reached, or it is over.',
    ),
  );
}

/** Why this came, and what ends it. */
function because(shown: Shown, kinds: readonly string[]): Text {
  if (kinds.includes(ASKED_FOR)) return ['Only you see this, because you asked for it.'];
  const ends = shown.escalation.live ? ' It stops when it is resolved or cancelled.' : '';
  return text(`${reason(shown, kinds)}${ends}`);
}

const FOR_LEADS = new Set(['raiser-away', 'hold-asked', 'exhausted-reminder']);

function reason(shown: Shown, kinds: readonly string[]): string {
  const { raiser, owner, targets, deputised, level, alsoStuck, live } = shown.escalation;
  const { name } = shown.view.team;
  const { person } = shown.viewer;
  if (person === undefined)
    return level === 1
      ? 'This is here so that the team sees what is stopping somebody.'
      : `This is here because the policy of ${name} tells this channel.`;
  if (kinds.includes('alarm')) return `You get this because you run Rondo for ${name}.`;
  if (person === owner) return `You get this because it ${live ? 'is' : 'was'} yours.`;
  if (person === raiser)
    return shown.escalation.action === undefined
      ? 'You get this because you raised it.'
      : `You get this because you look after the actions of ${name}.`;
  const were = live ? 'are' : 'were';
  if (targets.includes(person)) return `You get this because you ${were} asked at ${LEVEL_SAID[level]}.`;
  if (deputised?.people?.includes(person))
    return `You get this because you ${live ? 'stand' : 'stood'} in at ${LEVEL_SAID[level]}.`;
  if (alsoStuck?.includes(person)) return 'You get this because you are stuck on it too.';
  if (isNamed(shown, person)) return `You get this because the policy of ${name} names you.`;
  if (kinds.some((kind) => FOR_LEADS.has(kind)))
    return `You get this because you lead or coordinate ${name}.`;
  if (kinds.includes('passed-over-morning'))
    return 'You get this because you would have been asked at another hour.';
  return 'You get this because you were asked about it before.';
}
