import type { Reply } from '../../core/decision.ts';
import { nearest } from '../../core/definition/nearest.ts';
import { nameOf } from '../../core/escalation/people.ts';
import { type SpanOf, type Text, text } from '../../core/message.ts';
import { type Choice, readPause, todayOf, whoPauses, whoPausesAll } from '../../core/pause.ts';
import { decided, presentResumed } from '../../core/present/pause.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { listed } from '../../core/wording.ts';
import { type Call, idOf, type Press, refused } from '../call.ts';
import { choose, resumeTeam } from './pause.ts';
import { pauseAndSay } from './pause-said.ts';
import { pauseOf } from './paused.ts';

/** `pause [team|all] [until DAY] [reason]`. */
export async function pause(call: Call, words: string): Promise<Reply> {
  const { context, tx, caller, now, command } = call;
  const teams = context.rhythm.teams();
  const own = caller.team ?? teams[0];
  if (!own) return refused('There is no team here that could be paused.');
  const ids = teams.map(({ id }) => id);
  const read = readPause(words, ids, todayOf(own, now));
  if (!read.ok) return refused(read.why);
  const near =
    read.scope === undefined ? nearest(words.trim().split(/\s+/)[0] ?? '', [...ids, 'all']) : undefined;
  if (near) return refused('Nothing was paused. Did you mean ', { code: `/rondo pause ${near}` }, '?');
  const meant = teamsMeant(call, read.scope);
  if (!Array.isArray(meant)) return meant;
  return together(meant, async (team) => {
    const who = { by: caller.person, from: command.platform };
    return pauseAndSay(context, tx, team, { ...who, ...read }, caller.zone, now);
  });
}

/** `resume [team|all]`. */
export async function resume(call: Call, words: string): Promise<Reply> {
  const { context, tx, caller, now, command } = call;
  const [word, ...rest] = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (rest.length > 0)
    return refused('Name one team, or all: ', { code: '/rondo resume all' }, '. Nothing was done.');
  const meant = teamsMeant(call, word);
  if (!Array.isArray(meant)) return meant;
  return together(meant, async (team) => {
    const paused = await pauseOf(tx, team.id);
    if (!paused) return text({ bold: team.name }, ' is not paused.');
    const who = { by: caller.person, from: command.platform };
    return presentResumed(await resumeTeam(context, tx, team, paused, who, now), team, caller.zone, now);
  });
}

/** The teams that were named, if this person may pause them; else the refusal. */
function teamsMeant({ context, caller }: Call, scope: string | undefined): Team[] | Reply {
  const teams = context.rhythm.teams();
  const operators = context.operators ?? [];
  if (scope === 'all') {
    const allowed = whoPausesAll(teams, operators);
    if (allowed.includes(caller.person)) return [...teams];
    const rule = operators.length > 0 ? 'who run this Rondo' : 'who are an admin of every team';
    return refused(`Only those ${rule} may do that for all teams`, ...those(teams, allowed));
  }
  const team = scope === undefined ? ownTeam(caller, operators) : context.rhythm.team(scope);
  if (team === 'several') return noSuchTeam(caller.meant, scope);
  if (!team) return noSuchTeam(teams, scope);
  const allowed = whoPauses(team, operators);
  if (allowed.includes(caller.person)) return [team];
  return refused(
    `Only the coordinator, a lead or an admin of ${team.name}, or whoever runs this Rondo, may do that`,
    ...those(teams, allowed),
  );
}

/** Nobody should pause a team that they did not think of. */
function ownTeam(
  { person, team, meant }: Call['caller'],
  operators: readonly PersonId[],
): Team | 'several' | undefined {
  const theirs = meant.filter((one) => whoPauses(one, operators).includes(person));
  return theirs.length > 1 ? 'several' : (theirs[0] ?? team);
}

function those(teams: readonly Team[], allowed: readonly PersonId[]): SpanOf[] {
  if (allowed.length === 0) return ['. There is nobody like that yet: RONDO_OPERATORS names them.'];
  const home = (id: PersonId) =>
    teams.find(({ members, others }) => [...members, ...others].some((person) => person.id === id));
  const names = allowed.map((id) => {
    const team = home(id);
    return team ? nameOf(team, id) : id;
  });
  return [`: ${listed(names, 'or')}.`];
}

function noSuchTeam(teams: readonly Team[], word: string | undefined): Reply {
  const what = word === undefined ? 'Which team?' : `I know no team “${word.slice(0, 60)}”.`;
  return refused(`${what} There is ${listed(teams.map(({ id }) => id))}. Nothing was done.`);
}

async function together(teams: readonly Team[], each: (team: Team) => Promise<Text>): Promise<Reply> {
  const said: Text[] = [];
  for (const team of teams) said.push(await each(team));
  return { reply: 'said', text: said.flatMap((one, at) => (at === 0 ? one : ['\n', ...one])) };
}

/** The buttons of a choice. */
export function choosing(how: Choice): Press {
  return async (call, thing) => {
    const { context, tx, caller, now, command } = call;
    const paused = await tx.pauses.get(idOf(thing));
    const team = paused && context.rhythm.team(paused.team);
    if (!paused || !team) return refused('This pause is no longer known. Nothing was done.');
    const allowed = [paused.asks?.person, ...whoPauses(team, context.operators ?? [])];
    if (!allowed.includes(caller.person))
      return refused('Only whoever was asked, or may pause the team, can choose. Nothing was done.');
    if (paused.chosen)
      return refused(
        ...decided(paused.chosen, paused, now, caller.zone),
        ' That cannot be changed any more.',
      );
    if (paused.state !== 'choosing') return refused('There is nothing to choose about it. Nothing was done.');
    await choose(context, tx, paused, { how, at: now, by: caller.person }, command.platform);
    return { reply: 'said', text: DONE[how] };
  };
}

const DONE: Readonly<Record<Choice, Text>> = {
  send: ['It goes out now, as far as it is still of use.'],
  merge: [
    'Merged: the next questions cover the missed dates, and only the newest word about each thing goes out.',
  ],
  drop: ['Dropped: nothing of it goes out. The log has a line for each.'],
};
