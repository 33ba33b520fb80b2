import { readAway } from '../../core/absence/away.ts';
import { namedFirst, whoNotesOthers } from '../../core/absence/for-others.ts';
import { whenAway } from '../../core/absence/words.ts';
import type { Item, Reply } from '../../core/decision.ts';
import { nameOf } from '../../core/escalation/people.ts';
import { presentNotedFor } from '../../core/present/absence.ts';
import type { Absence, Member, PersonId, Team } from '../../core/team.ts';
import { listed } from '../../core/wording.ts';
import { type Call, refused } from '../call.ts';
import { enqueue } from '../delivery/outbox.ts';
import { goAway } from './absences.ts';

/** `away @mia until friday`: a coordinator, lead or admin says it for somebody of their team, who is told and can take it back.
 * Nothing when the words are about the caller; with `words` when they name the caller. */
export async function awayForOther(
  call: Call,
  words: string,
): Promise<Reply | { words: string } | undefined> {
  const { caller, now } = call;
  const isOwn = caller.member && readAway(words, caller.member.calendar, now).ok;
  const named = isOwn ? undefined : namedFirst(words, caller.teams, await usersOf(call));
  if (!named) return undefined;
  const [person, ...others] = named.people;
  if (!person) return refused(`I know nobody called ${named.name} in your teams. Nothing was done.`);
  if (others.length > 0) return refused(whichOf(named.name, named.people));
  if (person.id === caller.person) return { words: named.rest };
  return allowed(call, person) ?? noteFor(call, person, named.rest);
}

/** By their user ids on the platform, in small letters. */
async function usersOf({ tx, command }: Call): Promise<Map<string, PersonId>> {
  const identities = await tx.identities.find({ workspace: command.workspace });
  return new Map(identities.map(({ user, person }) => [user.toLowerCase(), person]));
}

function whichOf(name: string, people: readonly Member[]): string {
  const candidates = people.map((person) => `${person.name} (@${person.id})`);
  return `“${name}” may be ${listed(candidates, 'or')}. Use the one with the @. Nothing was done.`;
}

/** The refusal, or nothing when the caller may. */
function allowed({ caller }: Call, person: Member): Reply | undefined {
  const both = caller.teams.filter(({ members }) => members.some(({ id }) => id === person.id));
  if (both.some((team) => whoNotesOthers(team).includes(caller.person))) return undefined;
  const team = both[0];
  return refused(
    `Only the coordinator, a lead or an admin of ${team?.name ?? 'the team'} may say that for others${who(team)}. Nothing was done.`,
  );
}

function who(team: Team | undefined): string {
  if (!team) return '';
  const names = whoNotesOthers(team).map((id) => nameOf(team, id));
  return `: ${listed(names, 'or')}`;
}

async function noteFor(call: Call, person: Member, words: string): Promise<Reply> {
  const { context, tx, caller, now, command } = call;
  const saying = { by: caller.person, from: command.platform };
  const result = await goAway(context, tx, person, words, saying, now);
  if (!result.ok) return refused(result.why);
  const { absence, known } = result;
  const when = whenAway(absence, person.calendar, now);
  if (!known) await tell(call, absence, 'noted', person.id, { by: caller.person, when });
  return presentNotedFor(absence, person, { known }, now);
}

/** Whoever noted it learns that the person, or somebody, has taken it back. */
export async function tellTakenBack(call: Call, absence: Absence, when: string): Promise<void> {
  const { person, by } = absence;
  await tell(call, absence, 'taken-back', by, { person, when });
}

async function tell(
  { context, tx, now }: Call,
  absence: Absence,
  kind: string,
  to: PersonId,
  facts: NonNullable<Item['facts']>,
): Promise<void> {
  const team = context.rhythm.teamsOf(absence.person)[0]?.id ?? '';
  const thing = `absence:${absence.id}`;
  const item: Item = { team, thing, epoch: 0, kind, to: { person: to }, due: now, priority: 'prompt', facts };
  await enqueue(tx, item, now);
}
