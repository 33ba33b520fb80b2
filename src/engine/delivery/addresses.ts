import type { Item, Recipient } from '../../core/decision.ts';
import type { Person, PersonId, Team } from '../../core/team.ts';
import { inQuiet, quietEnds } from '../../core/time/calendar.ts';
import { DAY, type Instant } from '../../core/time.ts';
import type { Chat } from '../../ports.ts';
import type { Context } from '../context.ts';
import type { Reach, Undeliverable } from './delivery.ts';
import { insteadOf } from './instead.ts';

/** Where a recipient is read, in whose zone, and until when they are not to be disturbed. */
export function createAddresses(context: Context, chats: ReadonlyMap<string, Chat>) {
  return async (to: Recipient, team: string, now: Instant): Promise<Reach> =>
    'person' in to ? reachPerson(context, chats, to.person, team, now) : reachChannel(context, to, team);
}

async function reachPerson(
  context: Context,
  chats: ReadonlyMap<string, Chat>,
  id: PersonId,
  team: string,
  now: Instant,
): Promise<Reach> {
  const identities = await context.store.read.identities.find({ person: id });
  const home = context.rhythm.workspaceOf(team);
  const there = identities.filter(({ workspace }) => chats.has(workspace));
  // Whoever is in several workspaces hears of a team where the team talks.
  const identity = there.find(({ workspace }) => workspace === home) ?? there[0];
  const person = context.rhythm.person(id);
  if (!identity)
    return { unreachable: `${person?.name ?? id} is not known to the chat. Check “user:” in the team file.` };
  if (person && !person.active) return { unreachable: `${person.name} has left.` };
  const zone = person?.calendar.zone ?? 'UTC';
  const quietUntil = person && quietEndOf(context, person, now);
  return {
    address: { workspace: identity.workspace, to: { user: identity.user } },
    reader: { zone, person: id },
    ...(quietUntil === undefined ? {} : { quietUntil }),
  };
}

/** The end of their quiet hours or of what they have switched off on the platform, whichever is later. */
function quietEndOf(
  { rhythm }: Context,
  { id, quiet, calendar: { zone } }: Person,
  now: Instant,
): Instant | undefined {
  const ends = [
    quiet && inQuiet(zone, quiet, now) ? quietEnds(zone, quiet, now) : undefined,
    rhythm.disturbedFrom(id, now),
  ].filter((end) => end !== undefined);
  return ends.length === 0 ? undefined : Math.max(...ends);
}

function reachChannel(context: Context, to: { channel: string }, team: string): Reach {
  const known = context.rhythm.team(team);
  const workspace = context.rhythm.workspaceOf(team);
  if (!known || !workspace) return { unreachable: `Team ${team} has no chat to talk in.` };
  return {
    address: { workspace, to: { channel: context.rhythm.channelIn(workspace, to.channel) } },
    reader: { zone: known.calendar.zone },
  };
}

/** What happens instead of what could not be posted: the team's admins, who can mend it, are told once a day per trouble,
 * and the people of a channel get what concerns them in messages of their own. */
export function createFallback(context: Context) {
  return async (what: Undeliverable, now: Instant): Promise<Item[]> => {
    const team = context.rhythm.team(what.team);
    if (!team) return [];
    // That somebody has left is no trouble to mend: who looks after the team is told of it by itself.
    if ('person' in what.to && context.rhythm.person(what.to.person)?.active === false) return [];
    const to = 'person' in what.to ? what.to.person : what.to.channel;
    const mend: Item[] = team.admins.map((person) => ({
      team: team.id,
      thing: `notice:undeliverable/${team.id}/${to}`,
      epoch: 0,
      kind: 'undeliverable',
      to: { person },
      due: now - (now % DAY),
      priority: 'deadline',
      facts: { text: `${sentenceFor(team, what)}\n${what.why}` },
    }));
    return [...mend, ...(await insteadOf(context.store.read, team, what))];
  };
}

function sentenceFor(team: Team, what: Undeliverable): string {
  if ('person' in what.to) return `Messages to ${nameOf(team, what.to.person)} do not arrive.`;
  return `I cannot post in ${what.to.channel} for ${team.name}.`;
}

function nameOf(team: Team, id: PersonId): string {
  return [...team.members, ...team.others].find((person) => person.id === id)?.name ?? id;
}
