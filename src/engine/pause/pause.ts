import type { Job } from '../../core/decision.ts';
import {
  CHOOSE_WITHIN,
  CLI,
  countHeld,
  DEFAULT_CHOICE,
  goesOnAtOnce,
  isAside,
  isToChoose,
  type Pause,
  prefixesOf,
  SCHEDULE,
  takenUp,
  teamOfJob,
  thingOfPause,
} from '../../core/pause.ts';
import type { PersonId, Team } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { carryOut, job } from '../commit.ts';
import type { Context, Handler } from '../context.ts';
import { followDefinitions, notice } from '../escalation/escalations.ts';
import { editsGoOn, heldIn, letGo } from './pause-held.ts';

/** A pause's course: it begins, the team goes on, and somebody chooses what becomes of what was held. */

interface Doing {
  /** A person, `cli` or `schedule`. */
  by: PersonId;
  /** Where they said it: `slack`, `playground`, `cli`, `engine`. */
  from: string;
}

/** Pauses a team that is not paused; a choice that is still open is made first. Gives the pause. */
export async function pauseTeam(
  context: Context,
  tx: Tx,
  team: Team,
  how: Doing & Pick<Pause, 'until' | 'reason'>,
  now: Instant,
): Promise<Pause> {
  for (const open of await tx.pauses.find({ team: team.id, state: 'choosing' }))
    await choose(context, tx, open, { how: DEFAULT_CHOICE, at: now }, 'engine');
  const { by, from, until, reason } = how;
  const pause: Pause = {
    id: await freeId(tx, team.id, now),
    team: team.id,
    state: 'paused',
    since: now,
    by,
    ...(until === undefined ? {} : { until }),
    ...(reason === undefined ? {} : { reason }),
    version: 1,
  };
  await tx.pauses.insert(pause);
  for (const { id } of await tx.escalations.find({ team: team.id, live: true }))
    await notice(context, tx, id, 'pause', now);
  if (until !== undefined) await tx.jobs.arm(job('pause-end', pause.id, until));
  await record(tx, pause, 'paused', { by, from }, now, reason ?? 'no reason was given');
  return pause;
}

/** Two pauses may begin at one instant: a clock that is moved by hand stands still between two steps. */
async function freeId(tx: Tx, team: string, now: Instant): Promise<string> {
  for (let at = now; ; at += 1) {
    const id = `${team}/${at}`;
    if (!(await tx.pauses.get(id))) return id;
  }
}

/** Lets a paused team go on: its rounds and blockers do so at once, and of the rest somebody is asked what becomes of it. */
export async function resumeTeam(
  context: Context,
  tx: Tx,
  team: Team,
  pause: Pause,
  who: Doing,
  now: Instant,
): Promise<Pause> {
  const jobs = await asideOf(tx, team.id);
  const held = countHeld(jobs, {
    steps: await stepsHeld(tx, team.id, now),
    messages: (await heldIn(tx, team.id)).length,
  });
  const asks = isToChoose(held)
    ? { person: askedOf(team, pause, who.by), until: now + CHOOSE_WITHIN }
    : undefined;
  const resumed: Pause = {
    ...pause,
    state: asks ? 'choosing' : 'over',
    resumed: { at: now, by: who.by },
    held,
    ...(asks ? { asks } : {}),
    version: pause.version + 1,
  };
  await tx.pauses.update(resumed);
  await tx.jobs.cancel(`pause-end:${pause.id}`);
  for (const one of jobs.filter(goesOnAtOnce)) await goOn(tx, one, now);
  await clocksGoOn(context, tx, team, now);
  await editsGoOn(tx, team.id, now);
  await record(tx, resumed, 'went on', who, now, 'the pause is over');
  if (asks) await tx.jobs.arm(job('pause-choice', pause.id, asks.until));
  if (asks || who.by === SCHEDULE) await ask(tx, team, resumed, who, now);
  return resumed;
}

/** The message with the choice; at the end of a pause that had one, also the news that the team goes on. */
async function ask(tx: Tx, team: Team, pause: Pause, { by }: Doing, now: Instant): Promise<void> {
  const to = { person: pause.asks?.person ?? askedOf(team, pause, by) };
  const thing = thingOfPause(pause);
  const loud = by === to.person ? { loud: true } : {};
  const item = {
    team: team.id,
    thing,
    epoch: 0,
    kind: 'choice',
    to,
    due: now,
    priority: 'deadline',
    ...loud,
  } as const;
  await carryOut(tx, { events: [], effects: [{ do: 'tell', item }] }, now);
}

/** Whoever resumed it; where that was nobody in chat, whoever paused it; else the coordinator. */
function askedOf(team: Team, pause: Pause, by: PersonId): PersonId {
  return [by, pause.by].find((person) => person !== CLI && person !== SCHEDULE) ?? team.coordinator;
}

/** Sends, merges or drops what is still held, and writes down who said so. */
export async function choose(
  context: Context,
  tx: Tx,
  pause: Pause,
  chosen: NonNullable<Pause['chosen']>,
  from: string,
): Promise<void> {
  const { how, at, by = SCHEDULE } = chosen;
  await tx.pauses.update({ ...pause, state: 'over', chosen, version: pause.version + 1 });
  await tx.jobs.cancel(`pause-choice:${pause.id}`);
  await letGo(tx, pause.team, await asideOf(tx, pause.team), how, at);
  const why = chosen.by === undefined ? `nobody chose in time: ${how}` : `${how} what was held`;
  await record(tx, pause, 'chose', { by, from }, at, why);
  await carryOut(tx, { events: [], effects: [{ do: 'refresh', thing: thingOfPause(pause) }] }, at);
  context.log.info({ pause: pause.id, how }, 'What a pause held was settled.');
}

/** The pause had an end. */
export function endPause(context: Context): Handler {
  return async (due, tx, now) => {
    const pause = await tx.pauses.get(String(due.payload.id));
    if (pause?.state === 'paused') await endNow(context, tx, pause, now);
  };
}

/** The end that a pause was given has come. */
export async function endNow(context: Context, tx: Tx, pause: Pause, now: Instant): Promise<void> {
  const team = context.rhythm.team(pause.team);
  if (team) await resumeTeam(context, tx, team, pause, { by: SCHEDULE, from: 'engine' }, now);
}

/** Nobody has chosen in time. */
export function chooseForThem(context: Context): Handler {
  return async (due, tx, now) => {
    const pause = await tx.pauses.get(String(due.payload.id));
    if (pause?.state === 'choosing')
      await choose(context, tx, pause, { how: DEFAULT_CHOICE, at: now }, 'engine');
  };
}

const MOST = 10_000;

async function asideOf(tx: Tx, team: string): Promise<Job[]> {
  const lists = [];
  for (const prefix of prefixesOf(team)) lists.push(await tx.jobs.list(prefix, MOST));
  return lists.flat().filter((one) => isAside(one) && teamOfJob(one) === team);
}

/** A turn in a round that is over by now is nobody's. */
async function goOn(tx: Tx, held: Job, now: Instant): Promise<void> {
  const round = held.kind === 'turn' ? await tx.rounds.get(String(held.payload.id)) : undefined;
  if (round && round.closesAt <= now) await tx.jobs.cancel(held.key);
  else await tx.jobs.arm(takenUp(held, 'send'));
}

async function stepsHeld(tx: Tx, team: string, now: Instant): Promise<number> {
  const live = await tx.escalations.find({ team, live: true });
  return live.flatMap(({ paused }) => paused?.due.filter((at) => at <= now) ?? []).length;
}

/** Also of those that ended in the pause: they may be reopened. Then whatever happened around them is looked at. */
async function clocksGoOn(context: Context, tx: Tx, team: Team, now: Instant): Promise<void> {
  for (const { id, paused } of await tx.escalations.find({ team: team.id }))
    if (paused) await notice(context, tx, id, 'unpause', now);
  await followDefinitions(context, tx, team, now);
}

async function record(tx: Tx, pause: Pause, what: string, { by, from }: Doing, at: Instant, why: string) {
  await tx.events.append({ team: pause.team, about: `team:${pause.team}`, what, who: by, at, from, why });
}
