import { nameOf } from '../escalation/people.ts';
import { list, type Message, message, note, paragraph, type Text, text } from '../message.ts';
import type { DecisionRecord } from '../record.ts';
import type { Team } from '../team.ts';
import { isCivilDate, showDate } from '../time/zone.ts';
import { count, oneLine } from '../wording.ts';

/** The most that are shown. */
const MOST = 10;

/** A decision and the team that took it. */
export interface Taken {
  decision: DecisionRecord;
  team: Team;
}

/** Those whose words, person or origin hold every one of `words`, in any order and case, newest first. */
export function decidedAbout(taken: readonly Taken[], words: string): Taken[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return taken
    .filter((one) => wanted.every((word) => searched(one).includes(word)))
    .toSorted((a, b) => b.decision.at - a.decision.at);
}

/** What was found; give only what the reader may see. */
export function presentDecisions(found: readonly Taken[], words: string): Message {
  const about = words ? `about “${oneLine(words, 60)}”` : '';
  const title = `What was decided ${about || 'last'}`;
  if (found.length === 0) return message(title, paragraph(nothing(about)));
  const more = found.length - MOST;
  return message(
    title,
    paragraph({ bold: title }),
    list(found.slice(0, MOST).map(line)),
    more > 0 ? paragraph(`And ${count(more, 'older one', 'older ones')}. More words find fewer.`) : undefined,
    note('Only you see this.'),
  );
}

function line({ decision, team }: Taken): Text {
  const { what, by, at } = decision;
  const who = `, ${nameOf(team, by)}, ${originOf(decision, team)})`;
  return text({ bold: oneLine(what, 300) }, ' (', { time: at, as: 'day' }, who);
}

/** Where it was decided: a round by its ritual and date, an escalation by its id. */
function originOf({ from }: DecisionRecord, { rituals }: Team): string {
  const [kind = '', id = ''] = from.split(/:(.*)/s);
  if (kind !== 'round' && kind !== 'retro') return id;
  const [, ritual = '', slot = ''] = id.split('/');
  const name = rituals.find((one) => one.id === ritual)?.name ?? (kind === 'retro' ? 'Retro' : ritual);
  return isCivilDate(slot) ? `${name} of ${showDate(slot)}` : name;
}

function searched({ decision, team }: Taken): string {
  return [decision.what, nameOf(team, decision.by), originOf(decision, team)].join('\n').toLowerCase();
}

function nothing(about: string): string {
  return about
    ? `Nothing was decided ${about} that I know of. Try fewer words; “/rondo decisions” alone shows the last ten.`
    : 'No decision was written down yet. In a meeting, “/rondo decide We release on Fridays” keeps one.';
}
