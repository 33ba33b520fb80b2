import { maySee } from '../../core/escalation/people.ts';
import { type Message, message, paragraph } from '../../core/message.ts';
import { presentRehearsed } from '../../core/rehearsal.ts';
import type { StoredItem } from '../../ports.ts';
import type { Showing } from '../delivery/present.ts';

/** As whoever it is for would see it. */
export function inTheirEyes([first]: readonly StoredItem[], showing: Showing): Showing {
  const to = first?.rehearsed?.to;
  if (!first || !to) return showing;
  const { rhythm } = showing.context;
  const viewer = 'person' in to ? rhythm.person(to.person) : undefined;
  const zone = viewer?.calendar.zone ?? rhythm.team(first.team)?.calendar.zone ?? showing.reader.zone;
  return { ...showing, viewer, reader: { zone, ...(viewer ? { person: viewer.id } : {}) } };
}

/** With the line that says for whom it is and when. */
export async function marked(
  shown: Message,
  group: readonly StoredItem[],
  showing: Showing,
): Promise<Message> {
  const [first] = group;
  const team = first && showing.context.rhythm.team(first.team);
  const person = showing.reader.person;
  if (!first?.rehearsed || !team || person === undefined) return shown;
  const { zone } = inTheirEyes(group, showing).reader;
  const form = promptsIn(group);
  const seen = (await isHidden(first, person, showing)) ? HIDDEN : shown;
  return presentRehearsed(seen, first.rehearsed, { team, viewer: person, zone, ...(form ? { form } : {}) });
}

const HIDDEN: Message = message(
  'a private blocker',
  paragraph('A private blocker. Only its raiser, the lead and those they add may read it.'),
);

async function isHidden({ thing, team: id }: StoredItem, person: string, { read, context }: Showing) {
  if (!thing.startsWith('escalation:')) return false;
  const escalation = await read.escalations.get(thing.slice('escalation:'.length));
  const team = context.rhythm.team(id);
  return !escalation || !team || !maySee(escalation, team, person);
}

/** The prompts of a group as the thing of one button. */
function promptsIn(group: readonly StoredItem[]): string | undefined {
  const ids = group.flatMap(({ thing }) =>
    thing.startsWith('prompt:') ? [thing.slice('prompt:'.length)] : [],
  );
  return ids.length === 0 ? undefined : `${ids.length === 1 ? 'prompt' : 'prompts'}:${ids.join(',')}`;
}
