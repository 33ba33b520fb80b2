import { maySee } from '../../core/escalation/people.ts';
import { isFound, logPage, mayReadEvent } from '../../core/page/log.ts';
import type { PageElement } from '../../core/page/page.ts';
import type { StoredEvent } from '../../ports.ts';
import { PAGE } from './blockers.ts';
import type { Asking } from './pages.ts';

/** So many events are looked at for one page; the next page goes on from there. */
const LOOKED_AT = 500;

/** The team's audit log, newest first. A search looks at a stretch of it at a time, so that none takes long. */
export async function logOf(asking: Asking): Promise<PageElement[]> {
  const { context, read, team, query } = asking;
  const words = (query.words ?? '').trim();
  const at = query.before === undefined ? {} : { at: { below: query.before } };
  const how = { order: 'at', newest: true, limit: LOOKED_AT } as const;
  const looked = await read.events.find({ team: team.id, ...at }, how);
  const nameOf = (who: string) => `${who} ${context.rhythm.person(who)?.name ?? ''}`;
  const open = await withoutPrivate(asking, looked);
  const found = words === '' ? open : open.filter((event) => isFound(event, words, nameOf));
  const shown = upToPage(found);
  const next =
    shown.length < found.length
      ? shown.at(-1)?.at
      : looked.length === LOOKED_AT
        ? looked.at(-1)?.at
        : undefined;
  return logPage(shown, { words, team: team.id, ...(next === undefined ? {} : { next }) });
}

/** A page, and whatever happened in the same instant as its last line: the next one goes on before that. */
function upToPage(found: readonly StoredEvent[]): readonly StoredEvent[] {
  const last = found[PAGE - 1]?.at;
  return last === undefined ? found : found.filter(({ at }) => at >= last);
}

async function withoutPrivate(asking: Asking, events: readonly StoredEvent[]): Promise<StoredEvent[]> {
  const { viewer, sight } = asking;
  const readable = events.filter((event) => mayReadEvent(event, viewer, sight));
  const things = new Set(readable.map(({ about }) => about));
  const hidden = new Set<string>();
  for (const thing of things) if (await isHidden(asking, thing)) hidden.add(thing);
  return readable.filter(({ about }) => !hidden.has(about));
}

/** A private blocker, and what follows from one, are for those who may see it. */
async function isHidden({ read, team, viewer }: Asking, thing: string): Promise<boolean> {
  const id = thing.slice(thing.indexOf(':') + 1);
  const from = thing.startsWith('action:') ? (await read.actions.get(id))?.from : thing;
  if (!from?.startsWith('escalation:')) return false;
  const escalation = await read.escalations.get(from.slice('escalation:'.length));
  return escalation !== undefined && !maySee(escalation, team, viewer);
}
