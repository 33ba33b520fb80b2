import type { Telling } from '../../core/escalation/timeline.ts';
import type { Reads, StoredItem, StoredMessage, Tx } from '../../ports.ts';

/** Everything that was to be told about a thing, in the order it was due, and what became of it. */
export async function toldAbout(source: Tx | Reads, thing: string): Promise<Telling[]> {
  const items = await source.items.find({ thing }, { order: 'at' });
  const tellings: Telling[] = [];
  for (const item of items)
    tellings.push(tellingOf(item, item.message ? await source.messages.get(item.message) : undefined));
  return tellings.toSorted((a, b) => a.due - b.due);
}

function tellingOf(item: StoredItem, message: StoredMessage | undefined): Telling {
  const { kind, to, recipient, due, state } = item;
  const why = item.why ?? message?.why;
  const posted = state === 'sent' ? message : undefined;
  return {
    kind,
    to,
    recipient,
    due,
    state,
    ...(why === undefined ? {} : { why }),
    ...(posted?.postedAt === undefined ? {} : { postedAt: posted.postedAt, workspace: posted.workspace }),
    ...(posted?.due === undefined ? {} : { ready: Math.max(posted.due, due) }),
    ...(posted?.repeat ? { repeat: true } : {}),
  };
}
