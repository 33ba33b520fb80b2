import type { Rehearsal } from './changes.ts';
import type { Recipient } from './decision.ts';
import { leadsOf, nameOf } from './escalation/people.ts';
import { type Element, type Message, message, note, paragraph, text } from './message.ts';
import { whoPauses } from './pause.ts';
import type { PersonId, Team } from './team.ts';
import { showInstant } from './time/zone.ts';
import type { Instant, Zone } from './time.ts';

/** A new team rehearses: everything it would be told goes to whoever sets it up, until that person says go. */

/** Who sets a team up: its coordinator, else its first admin, else its lead. */
export function whoSetsUp(team: Team): PersonId | undefined {
  const known = (id: PersonId) => team.members.some((member) => member.id === id && member.active);
  return [team.coordinator, ...team.admins, ...leadsOf(team)].find(known);
}

/** How a team begins that no rehearsal is known of. `known`: the database has met it before. */
export function beginsAs(
  team: Pick<Team, 'rehearsal'>,
  { known, real }: { known: boolean; real: boolean },
): Rehearsal['state'] {
  if (known) return 'live';
  return (team.rehearsal ?? real) ? 'rehearsing' : 'live';
}

/** Who may let a team begin for real, or rehearse again. */
export function whoGoesLive(
  team: Team,
  rehearsal: Pick<Rehearsal, 'by'> | undefined,
  operators: readonly PersonId[],
): PersonId[] {
  return [...new Set([...whoPauses(team, operators), ...(rehearsal ? [rehearsal.by] : [])])];
}

/** What would go to somebody else, for whoever sees the rehearsal: with the line that says to whom and when. What others could
 * press is only named. */
export function presentRehearsed(
  shown: Message,
  { to, at }: { to: Recipient; at: Instant },
  { team, viewer, zone, form }: { team: Team; viewer: PersonId; zone: Zone; form?: string },
): Message {
  const own = 'person' in to && to.person === viewer;
  const line = `Rehearsal: would go to ${own ? 'you' : whom(to, team)} at ${showInstant(zone, at, 'both')} (${zone}).`;
  const elements = own ? shown.elements : shown.elements.flatMap((part) => withoutButtons(part, form));
  return message(`Rehearsal: ${shown.summary}`, paragraph({ bold: line }), elements, untilLive(team));
}

function whom(to: Recipient, team: Team): string {
  if ('person' in to) return nameOf(team, to.person);
  const channel = to.channel.replace(/^#?/, '#');
  return to.under === undefined ? channel : `${channel}, in a thread`;
}

function withoutButtons(part: Element, form: string | undefined): Element[] {
  if (part.element !== 'buttons') return [part];
  const names = note(`Buttons there: ${part.buttons.map(({ label }) => label).join(' · ')}`);
  const answers = part.buttons.some(({ id }) => id === 'prompt.answer');
  if (!answers || form === undefined) return [names];
  const show = { id: 'rehearsal.form', label: 'Show the form', thing: form, epoch: 0 };
  return [names, { element: 'buttons', buttons: [show] }];
}

function untilLive({ name }: Team): Element {
  return note(
    ...text(
      `${name} rehearses: only you get its messages, and nobody else hears of it. `,
      { code: '/rondo go-live' },
      ' makes it real.',
    ),
  );
}

/** The first word to whoever sees the rehearsal. */
export function presentBegun(team: Team): Message {
  const words = `${team.name} rehearses.`;
  return message(
    words,
    paragraph(
      { bold: words },
      ' Everything that Rondo would tell the team comes to you, with its real recipient and time.',
    ),
    paragraph(
      'Look at it for a day or two. When you like it, say ',
      { code: '/rondo go-live' },
      '. What you saw until then is not sent again.',
    ),
    note(`You get this because you look after ${team.name}.`),
  );
}
