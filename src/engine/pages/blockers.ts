import type { Escalation } from '../../core/escalation/escalation.ts';
import { thingOf } from '../../core/escalation/escalation.ts';
import { mayRead, maySee, withNames } from '../../core/escalation/people.ts';
import { summary } from '../../core/escalation/summary.ts';
import { timeline } from '../../core/escalation/timeline.ts';
import { why } from '../../core/escalation/why.ts';
import { heading, list, text } from '../../core/message.ts';
import { deadlineOf, endedBlockers, liveBlockers } from '../../core/page/blockers.ts';
import type { PageElement } from '../../core/page/page.ts';
import { oneLine } from '../../core/wording.ts';
import { toldAbout } from '../delivery/told.ts';
import type { Asking } from './pages.ts';

/** So many rows of what is past stand on one page. */
export const PAGE = 50;

/** All open blockers with their deadlines; ended ones page by page. */
export async function blockersPage({ read, team, viewer, query, now }: Asking): Promise<PageElement[]> {
  const raisedAt = query.before === undefined ? {} : { raisedAt: { below: query.before } };
  const how = { order: 'raisedAt', newest: true, limit: PAGE } as const;
  const ended = await read.escalations.find({ team: team.id, live: false, ...raisedAt }, how);
  const last = ended.length === PAGE ? ended.at(-1) : undefined;
  const live =
    query.before === undefined ? await read.escalations.find({ team: team.id, live: true }) : undefined;
  return [
    ...(live ? [heading('Open'), ...liveBlockers(live, team, viewer, now)] : []),
    heading('Ended'),
    ...endedBlockers(ended, team, viewer),
    ...(last ? [{ element: 'older', before: last.raisedAt, words: '' } as const] : []),
  ];
}

/** One blocker: where it stands, its deadlines, everything that happened, and who was told. */
export async function blockerPage(asking: Asking) {
  const { read, team, now } = asking;
  const found = await readable(asking);
  if (!found) return undefined;
  const thing = thingOf(found);
  const events = await read.events.find({ about: thing }, { order: 'at' });
  const named = (lines: ReturnType<typeof timeline>) => lines.map((line) => withNames(line, team));
  const elements: PageElement[] = [
    { element: 'quote', text: found.what, by: found.author ?? found.raiser },
    ...(found.live
      ? [{ element: 'text', text: text({ bold: 'Next: ' }, deadlineOf(found, now)) } as const]
      : []),
    { element: 'fields', fields: summary(found).filter(({ label }) => label !== 'What') },
    heading('Why it is where it is'),
    ...list(named(why(found, events))),
    heading('Everything that happened'),
    ...list(named(timeline(events, await toldAbout(read, thing)))),
  ];
  return {
    title: `${found.id}: ${oneLine(found.what, 80)}`,
    elements,
  };
}

export async function mayReadBlocker(asking: Asking): Promise<boolean> {
  return (await readable(asking)) !== undefined;
}

/** Of this team, and one that the viewer may read: admins all that are not private, others as in chat. */
async function readable({ read, team, viewer, sight, query }: Asking): Promise<Escalation | undefined> {
  const found = query.id === undefined ? undefined : await read.escalations.get(query.id);
  if (found?.team !== team.id) return undefined;
  const may = sight === 'all' ? maySee(found, team, viewer) : mayRead(found, team, viewer);
  return may ? found : undefined;
}
