import type { Escalation } from '../../core/escalation/escalation.ts';
import { nameOf } from '../../core/escalation/people.ts';
import { readsInside } from '../../core/escalation/present.ts';
import { MANY, type OneOfMany, presentMany, presentManyOutside } from '../../core/escalation/present-many.ts';
import { outsidersLine } from '../../core/escalation/present-outsiders.ts';
import type { Message, Text } from '../../core/message.ts';
import type { Team } from '../../core/team.ts';
import type { StoredItem } from '../../ports.ts';
import { idOf } from '../call.ts';
import type { Showing } from './present.ts';

/** What a message says about one thing. */
interface Part {
  group: readonly StoredItem[];
  message: Message;
}

/** The parts of a message in their order; from four blockers on, one list of lines stands for their cards, and another one for
 * what outsiders read. That there is a private one stays as it is. */
export async function withoutCrowd(parts: readonly Part[], showing: Showing): Promise<Message[]> {
  const inside = new Map<Part, OneOfMany>();
  const outside = new Map<Part, Text>();
  for (const part of parts) {
    const found = await aboutOf(part, showing);
    if (!found) continue;
    if (isOutside(part)) outside.set(part, lineOutside(part, found));
    else if (isRead(part, found, showing)) inside.set(part, lineOf(part, found));
  }
  const { reader, now } = showing;
  const mine = reader.person !== undefined;
  const told = new Map(parts.map((part) => [part, [part.message]]));
  standFor(told, inside, (all) => presentMany(all, { zone: reader.zone, mine }, now));
  standFor(told, outside, presentManyOutside);
  return [...told.values()].flat();
}

/** Many have one message, where the first of them stood. */
function standFor<Line>(
  told: Map<Part, Message[]>,
  lines: ReadonlyMap<Part, Line>,
  present: (lines: readonly Line[]) => Message,
): void {
  if (lines.size < MANY) return;
  const [first] = lines.keys();
  for (const part of lines.keys()) told.set(part, part === first ? [present([...lines.values()])] : []);
}

interface About {
  escalation: Escalation;
  team: Team;
}

async function aboutOf({ group }: Part, { read, context }: Showing): Promise<About | undefined> {
  const { thing, rehearsed } = group[0]!;
  // What is rehearsed says for each whom it is for.
  if (!thing.startsWith('escalation:') || rehearsed) return undefined;
  const escalation = await read.escalations.get(idOf(thing));
  const team = escalation && context.rhythm.team(escalation.team);
  return escalation && team && { escalation, team };
}

function isOutside({ group }: Part): boolean {
  return group.every(({ kind }) => kind.startsWith('outside'));
}

function isRead({ group }: Part, { escalation, team }: About, { reader: { person } }: Showing): boolean {
  const kinds = group.map(({ kind }) => kind);
  return readsInside(kinds, escalation, person === undefined ? {} : { person }, team);
}

function lineOf({ message }: Part, { escalation, team }: About): OneOfMany {
  const { owner } = escalation;
  const name = owner === undefined ? {} : { owner: nameOf(team, owner) };
  return { escalation, summary: message.summary, ...name };
}

function lineOutside({ group }: Part, { escalation, team }: About): Text {
  const newest = group.toSorted((a, b) => a.due - b.due).at(-1);
  const told = newest && { kind: newest.kind, ...(newest.facts ? { facts: newest.facts } : {}) };
  return outsidersLine(escalation, team, told);
}
