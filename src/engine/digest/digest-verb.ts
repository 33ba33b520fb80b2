import type { Reply } from '../../core/decision.ts';
import { correctorsOf } from '../../core/digest/readers.ts';
import { presentDigest } from '../../core/present/digest.ts';
import { correctForm } from '../../core/present/digest-forms.ts';
import type { Digest } from '../../core/record.ts';
import type { Team } from '../../core/team.ts';
import { type Call, type Press, refused } from '../call.ts';
import { opened } from './digest-editing.ts';
import { digestOf, onlyFor } from './found.ts';
import { linksFor } from './links.ts';
import { readsAs } from './reading-as.ts';

/** `/rondo digest`: the newest one. `/rondo digest correct` changes a line of it; with the name of a report, of that one. */
export async function digest(call: Call, words: string): Promise<Reply> {
  const [first = '', ...rest] = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (first === '') return newestOne(call);
  if (first === 'correct') return correct(call, rest);
  return refused(
    'Say it like this: ',
    { code: '/rondo digest' },
    ' shows the newest one, ',
    { code: '/rondo digest correct' },
    ' changes a line of it.',
  );
}

/** “… more”: all of it, for whoever got one message about several teams. */
export const wholeDigest: Press = async (call, thing) => {
  const found = await digestOf(call, thing);
  if ('refusal' in found) return found.refusal;
  const as = readsAs(call, found.team);
  if (found.digest.state !== 'sent' || !as) return refused('This digest is not for you to see.');
  const links = linksFor(call.context, found.team, call.caller.person);
  return { reply: 'message', message: presentDigest(found.digest, found.team, as, links) };
};

async function newestOne(call: Call): Promise<Reply> {
  const teams = teamsFor(call, (team) => readsAs(call, team) !== undefined);
  const found = await newest(call, teams, undefined);
  if (!found) return refused('No digest of your teams was sent yet.');
  const as = readsAs(call, found.team) ?? 'stakeholders';
  const links = linksFor(call.context, found.team, call.caller.person);
  return { reply: 'message', message: presentDigest(found.digest, found.team, as, links) };
}

async function correct(call: Call, words: readonly string[]): Promise<Reply> {
  const may = (team: Team) => correctorsOf(team).includes(call.caller.person);
  const teams = teamsFor(call, may);
  if (teams.length === 0) return notYours(call);
  const team = teams.find(({ id }) => words.includes(id));
  const ritual = words.find((word) => word !== team?.id);
  const found = await newest(call, team ? [team] : teams, ritual);
  if (!found) return refused('Nothing of that kind was sent yet, so there is nothing to correct.');
  return opened(found.digest, correctForm);
}

function notYours(call: Call): Reply {
  const { team } = call.caller;
  const none = refused('You are in no team whose digest you could correct.');
  if (!team) return none;
  const words = 'the approver, the deputy, the coordinator or a lead corrects the digest';
  return onlyFor(call, correctorsOf(team), words) ?? none;
}

async function newest(
  { tx }: Call,
  teams: readonly Team[],
  ritual: string | undefined,
): Promise<{ digest: Digest; team: Team } | undefined> {
  const sent = await Promise.all(
    teams.map(async (team) => {
      const own = await tx.digests.find(
        { team: team.id, state: 'sent' },
        { order: 'to', newest: true, limit: 60 },
      );
      const kind = team.rituals.find(({ id }) => id === ritual);
      const wanted =
        ritual === undefined ? own : own.filter((one) => (one.ritual ?? 'weekly-digest') === kind?.id);
      return wanted.slice(0, 1).map((digest) => ({ digest, team }));
    }),
  );
  return sent.flat().toSorted((a, b) => b.digest.to - a.digest.to)[0];
}

/** Those that the caller means come first; a stakeholder is in no team. */
function teamsFor({ caller, context }: Call, fits: (team: Team) => boolean): Team[] {
  const meant = caller.meant.filter(fits);
  return meant.length > 0 ? meant : context.rhythm.teams().filter(fits);
}
