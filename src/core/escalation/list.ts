import { heading, list, type Message, message, paragraph, type Text, text } from '../message.ts';
import { age } from '../present/moment.ts';
import type { PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { Instant } from '../time.ts';
import { count, oneLine } from '../wording.ts';
import type { EscalationView } from './command.ts';
import { type Escalation, LEVEL_NAMES } from './escalation.ts';
import { maySee, nameOf } from './people.ts';

const MOST = 50;

/** These escalations one a line, highest level first; private ones that the reader may not see are counted. */
export function presentList(
  escalations: readonly Escalation[],
  view: EscalationView,
  person: PersonId,
  now: Instant,
): Message {
  const seen = escalations
    .filter((one) => maySee(one, view.team, person))
    .toSorted((a, b) => b.level - a.level || a.raisedAt - b.raisedAt);
  const hidden = escalations.length - seen.length;
  const title = `${view.team.name}: ${count(escalations.length, 'open blocker')}`;
  return message(
    title,
    heading(title),
    list(seen.slice(0, MOST).map((one) => line(one, view.team, now))),
    seen.length > MOST ? paragraph(`… and ${seen.length - MOST} more.`) : undefined,
    hidden > 0 ? paragraph(`${count(hidden, 'private one', 'private ones')} besides.`) : undefined,
    seen.length > 0 ? paragraph('“/escalate ID” shows one of them.') : undefined,
  );
}

function line(escalation: Escalation, team: Team, now: Instant): Text {
  const { id, what, owner, resolveBy, raisedAt, startsOn } = escalation;
  return text(
    { bold: id },
    ` · ${startsOn === undefined ? LEVEL_NAMES[escalation.level] : `from ${showDate(startsOn)}`}`,
    escalation.state === 'held' && ' · on hold',
    ' · ',
    owner === undefined ? 'nobody has it' : nameOf(team, owner),
    resolveBy !== undefined && text(' · resolve by ', { time: resolveBy, as: 'both' }),
    ` · ${age(raisedAt, now)} · ${oneLine(what, 100)}`,
  );
}
