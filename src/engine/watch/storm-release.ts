import type { Reply } from '../../core/decision.ts';
import type { SpanOf } from '../../core/message.ts';
import { WINDOW, whoReleases } from '../../core/storm.ts';
import type { PersonId, Team } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import { count, listed } from '../../core/wording.ts';
import type { StoredItem, Tx } from '../../ports.ts';
import { type Call, refused, said } from '../call.ts';
import { drop } from '../delivery/giving-up.ts';
import { changeItem } from '../delivery/outbox.ts';
import { endTrouble } from './alarm.ts';
import { HELD, stormOf, tallies } from './storm.ts';

export interface Release {
  team: string;
  /** Throws away what is held, instead of sending it. */
  drop: boolean;
  by: PersonId;
  /** Where they said it: `slack`, `playground`, … */
  from: string;
  /** They are told that the storm is over. */
  operators: readonly PersonId[];
}

/** Ends a team's storm. What was held goes out, bundled by recipient, or is dropped with an event each. Gives how many
 * items were held, or undefined when the team is in no storm. */
export async function releaseTeam(tx: Tx, release: Release, now: Instant): Promise<number | undefined> {
  const { team } = release;
  const storm = await tx.troubles.get(stormOf(team));
  if (!storm?.open) return undefined;
  const all = await tx.items.find({ state: 'waiting', at: { atLeast: HELD } });
  const held = all.filter((item) => item.team === team);
  if (release.drop) await dropHeld(tx, release, held, storm.since, now);
  else await sendHeld(tx, held, now);
  await writeDown(tx, release, held.length, now);
  await endTrouble(tx, storm.id, release.operators, now);
  return held.length;
}

/** Items of one recipient get the same instant, so that they are read, and bound, together. */
async function sendHeld(tx: Tx, held: readonly StoredItem[], now: Instant): Promise<void> {
  const lines = [...Map.groupBy(held, ({ recipient }) => recipient).values()];
  for (const [place, items] of lines.entries()) {
    const at = now - lines.length + place + 1;
    for (const item of items) await changeItem(tx, item, { at, released: true, why: undefined });
  }
}

/** A storm that was one is no part of what is usual. */
async function dropHeld(
  tx: Tx,
  { team, by }: Release,
  held: readonly StoredItem[],
  since: Instant,
  now: Instant,
): Promise<void> {
  await drop(tx, held, `The team was sent far too much at once, and ${by} threw away what waited.`, now);
  for (const { id } of await tallies(tx, team, since - WINDOW)) await tx.tallies.delete(id);
}

async function writeDown(tx: Tx, release: Release, held: number, now: Instant): Promise<void> {
  const { team, by, from } = release;
  const why = `${count(held, 'item')} waited; they ${release.drop ? 'were thrown away' : 'go out now'}`;
  const what = release.drop ? 'dropped' : 'released';
  await tx.events.append({ team, about: `team:${team}`, what, who: by, at: now, from, why });
}

type Named = Pick<Team, 'name' | 'admins'>;

/** `/rondo release TEAM` and `/rondo release TEAM drop`. */
export async function release(call: Call, words: string): Promise<Reply> {
  const [, id = '', rest = ''] = words.toLowerCase().match(/^\s*(\S*)\s*(.*?)\s*$/) ?? [];
  const { context, caller } = call;
  const team = context.rhythm.team(id) ?? (await vanished(call, id));
  if (!team) return noSuchTeam(call, id);
  if (rest !== '' && rest !== 'drop') return notUnderstood(id);
  const operators = context.operators ?? [];
  const allowed = whoReleases(team, operators);
  if (!allowed.includes(caller.person)) return notAllowed(call, team, allowed);
  const from = call.command.platform;
  const how: Release = { team: id, drop: rest === 'drop', by: caller.person, from, operators };
  const held = await releaseTeam(call.tx, how, call.now);
  if (held === undefined) return said(`${team.name} is not held: everything goes out as usual.`);
  const end = how.drop
    ? `${count(held, 'waiting item')} thrown away; each has an event that says so.`
    : `${count(held, 'waiting item')} on the way, one message a person.`;
  const [pause] = await call.tx.pauses.find({ team: id, state: 'paused' });
  if (pause && !how.drop) return said(...waitsFurther(team, id, held));
  return said(`${team.name} goes on. ${end[0]?.toUpperCase()}${end.slice(1)}`);
}

function waitsFurther({ name }: Named, id: string, held: number): SpanOf[] {
  return [
    `What waited because of the storm is let go, but ${name} is paused: ${count(held, 'item')} wait until it goes on. `,
    { code: `/rondo resume ${id}` },
    ' lets it.',
  ];
}

/** A team that is in no file any more may still be held. */
async function vanished({ tx }: Call, id: string): Promise<Named | undefined> {
  const storm = await tx.troubles.get(stormOf(id));
  return storm?.open ? { name: id, admins: [] } : undefined;
}

function noSuchTeam({ context }: Call, id: string): Reply {
  const teams = context.rhythm.teams().map((team) => team.id);
  const what = id === '' ? 'Which team? ' : `I know no team “${id.slice(0, 60)}”. `;
  return refused(`${what}There is ${listed(teams)}. For example: `, {
    code: `/rondo release ${teams[0] ?? 'team'}`,
  });
}

function notUnderstood(id: string): Reply {
  return refused(
    { code: `/rondo release ${id}` },
    ' sends what waits; ',
    { code: `/rondo release ${id} drop` },
    ' throws it away. Nothing was done.',
  );
}

function notAllowed({ context }: Call, team: Named, allowed: readonly PersonId[]): Reply {
  const people = context.rhythm.teams().flatMap(({ members, others }) => [...members, ...others]);
  const names = allowed.map((id) => people.find((person) => person.id === id)?.name ?? id);
  const who =
    names.length > 0 ? `: ${listed(names, 'or')}.` : '. There is nobody yet: RONDO_OPERATORS names them.';
  return refused(`Only those who run this Rondo and the admins of ${team.name} may do that${who}`);
}
