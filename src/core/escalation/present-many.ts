import { heading, list, type Message, message, note, paragraph, type Text, text } from '../message.ts';
import { moment } from '../present/moment.ts';
import type { Instant, Zone } from '../time.ts';
import { count, oneLine } from '../wording.ts';
import { standingTitle } from './card.ts';
import type { Escalation } from './escalation.ts';

/** So many blockers in one message are too many for a card each. */
export const MANY = 4;
/** The most lines: the rest can be asked for. */
const MOST = 20;
const MOST_NAMED = 3;

/** One blocker and what the message with its card would have said first. */
export interface OneOfMany {
  escalation: Escalation;
  summary: string;
  /** The name of whoever has it, or is asked to. */
  owner?: string;
}

/** Many blockers at once, one line each, and how each is opened. Give only those that the reader may read. `mine`: the reader
 * is a person, who has a list of their own. */
export function presentMany(
  all: readonly OneOfMany[],
  reader: { zone: Zone; mine: boolean },
  now: Instant,
): Message {
  const ids = all.map(({ escalation }) => escalation.id);
  const title = count(all.length, 'blocker');
  const more = all.length - MOST;
  const where = reader.mine ? '/escalate mine' : '/escalate list';
  return message(
    `${title}: ${ids.slice(0, MOST_NAMED).join(', ')} and ${count(ids.length - MOST_NAMED, 'more', 'more')}`,
    heading(title),
    list(all.slice(0, MOST).map((one) => line(one, reader.zone, now))),
    more > 0 ? paragraph(`… and ${more} more: `, { code: where }) : undefined,
    note(
      reader.mine
        ? 'You get this because you are asked about them or were told. It stops when they are resolved or cancelled.'
        : 'This is here so that the team sees what is stopping somebody. It stops when they are resolved or cancelled.',
    ),
  );
}

/** What people outside the team read of many at once: their lines, and no word of the raisers. */
export function presentManyOutside(lines: readonly Text[]): Message {
  const more = lines.length - MOST;
  const title = count(lines.length, 'blocker');
  return message(
    title,
    heading(title),
    list(lines.slice(0, MOST)),
    more > 0 ? paragraph(`… and ${more} more.`) : undefined,
    paragraph('You hear of each when it is solved, or moves on.'),
    note('You get this because you are a stakeholder. Ask the team’s lead to be taken off the list.'),
  );
}

function line({ escalation, summary, owner }: OneOfMany, zone: Zone, now: Instant): Text {
  const { id, resolveBy, live } = escalation;
  return text(
    { bold: id },
    ` · ${standingTitle(escalation)}`,
    live && ` · ${taken(escalation, owner)}`,
    live && resolveBy !== undefined && text(' · resolve by ', moment(resolveBy, now, zone)),
    ` · ${oneLine(summary.replaceAll(`${id}: `, ''), 140)} · `,
    { code: `/escalate ${id}` },
  );
}

function taken({ acknowledged }: Escalation, owner: string | undefined): string {
  if (owner === undefined) return 'nobody has it';
  return acknowledged ? `${owner} has it` : `${owner} is asked`;
}
