import { promptsOf } from '../../core/answers/asked.ts';
import type { Command } from '../../core/command.ts';
import type { Reply } from '../../core/decision.ts';
import { teamPicked } from '../../core/escalation/forms.ts';
import { ASIDE, type Pause, setAside, teamOfJob } from '../../core/pause.ts';
import { presentWhilePaused } from '../../core/present/pause.ts';
import type { Reads, Store, StoredItem, StoredMessage, Tx } from '../../ports.ts';
import { type Call, idOf, refused } from '../call.ts';
import type { Context, Handler } from '../context.ts';
import { changeItem, changeMessage } from '../delivery/outbox.ts';
import { isAlarm } from '../watch/alarm.ts';
import { endNow } from './pause.ts';

/** What a pause stops: due jobs, messages, commands. */

type Source = Pick<Reads, 'pauses'> | Pick<Tx, 'pauses'>;

/** The pause of a team that is paused now. */
export async function pauseOf(source: Source, team: string): Promise<Pause | undefined> {
  const [pause] = await source.pauses.find({ team, state: 'paused' });
  return pause;
}

type Handlers = Readonly<Record<string, Handler>>;

/** The same handlers, but a due job of a paused team is kept aside instead. What is due when the pause ends, or later, comes
 * after its end. */
export function heldWhilePaused(context: Context, handlers: Handlers): Handlers {
  const wrapped = Object.entries(handlers).map(([kind, handler]): [string, Handler] => [
    kind,
    async (job, tx, now) => {
      const named = teamOfJob(job);
      const team = named === undefined ? undefined : (context.rhythm.team(named)?.id ?? named);
      const pause = team === undefined ? undefined : await pauseOf(tx, team);
      if (pause && job.due < (pause.until ?? ASIDE)) return tx.jobs.arm(setAside(job));
      if (pause) await endNow(context, tx, pause, now);
      return handler(job, tx, now);
    },
  ]);
  return Object.fromEntries(wrapped);
}

/** Stands between the outbox and the chat: what a paused team is to be sent waits. */
export interface PauseGuard {
  letThrough<B extends { items: StoredItem[] }>(bundles: readonly B[]): Promise<B[]>;
  /** Messages that were put together before the pause, and edits. */
  letSend(messages: readonly StoredMessage[]): Promise<StoredMessage[]>;
}

export function createPauseGuard(store: Store): PauseGuard {
  async function letThrough<B extends { items: StoredItem[] }>(bundles: readonly B[]): Promise<B[]> {
    const paused = await pausedTeams(store.read);
    if (paused.size === 0) return [...bundles];
    const waits = (item: StoredItem) => paused.has(item.team) && !isExempt(item.thing);
    await holdItems(store, bundles.flatMap(({ items }) => items).filter(waits));
    const rest = bundles.map((one) => ({ ...one, items: one.items.filter((item) => !waits(item)) }));
    return rest.filter(({ items }) => items.length > 0);
  }

  async function letSend(messages: readonly StoredMessage[]): Promise<StoredMessage[]> {
    const paused = await pausedTeams(store.read);
    if (paused.size === 0) return [...messages];
    // A message is named after the first thing in it.
    const waits = ({ team, id }: StoredMessage) => paused.has(team) && !isExempt(id);
    await holdMessages(store, messages.filter(waits));
    return messages.filter((one) => !waits(one));
  }

  return { letThrough, letSend };
}

async function pausedTeams(source: Source): Promise<Set<string>> {
  return new Set((await source.pauses.find({ state: 'paused' })).map(({ team }) => team));
}

/** Alarms, and what tells of a pause itself. */
function isExempt(thing: string): boolean {
  return isAlarm({ thing }) || thing.startsWith('pause:');
}

const WHY = 'Waits until the team goes on after its pause.';

/** A team that has gone on since would never look at what is put aside now: that is tried again at once. */
async function holdItems(store: Store, items: readonly StoredItem[]): Promise<void> {
  if (items.length === 0) return;
  await store.transact(async (tx) => {
    const paused = await pausedTeams(tx);
    for (const { id } of items) {
      const fresh = await tx.items.get(id);
      if (fresh?.state === 'waiting' && paused.has(fresh.team))
        await changeItem(tx, fresh, { at: ASIDE, why: WHY });
    }
  });
}

async function holdMessages(store: Store, messages: readonly StoredMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await store.transact(async (tx) => {
    const paused = await pausedTeams(tx);
    for (const { id } of messages)
      await changeMessage(tx, id, (row) => (paused.has(row.team) ? asideFor(row) : {}));
  });
}

function asideFor(row: StoredMessage): Partial<StoredMessage> {
  if (!row.pending) return {};
  return { at: ASIDE, why: WHY, ...(row.state === 'posted' ? {} : { due: ASIDE }) };
}

/** What somebody reads whose command has to wait for the end of a pause; nothing when it may be done. */
export async function whilePaused(call: Call): Promise<Reply | undefined> {
  const { tx, command, caller, now, context } = call;
  const paused = await tx.pauses.find({ state: 'paused' });
  if (paused.length === 0 || stillWorks(command)) return undefined;
  const pause = stops(call, paused);
  const team = pause && context.rhythm.team(pause.team);
  return pause && team ? refused(presentWhilePaused(pause, team, caller.zone, now)) : undefined;
}

const VERBS = new Set([
  'help',
  'away',
  'back',
  'calendar',
  'dashboard',
  'why',
  'me',
  'pause',
  'resume',
  'release',
  'acknowledge',
  'resolve',
  'cancel',
]);
const PRESSES = /^(pause\.|absence\.|hint\.|prompt\.away$|escalation\.(acknowledge|resolve|cancel|more)$)/;
const FORMS = /^escalation\.(resolve|cancel)$/;
/** Looking at blockers, whose cards carry the buttons that still work, and what is typed after an id instead of them. */
const LOOKING = /^escalate\s+(list|mine|learned\b[\s\S]*|[\w-]+-\d+(\s+resolve\b[\s\S]*)?)$/;

function stillWorks(command: Command): boolean {
  const { act } = command;
  if (act.act === 'press') return PRESSES.test(act.button);
  if (act.act === 'submit') return FORMS.test(act.form);
  if (act.act === 'home') return true;
  const words = verbWords(command);
  return words !== undefined && (VERBS.has(words.split(/\s+/)[0] ?? '') || LOOKING.test(words));
}

/** A command as it would follow `/rondo`; nothing for what is somebody's answer. */
function verbWords({ act, channel }: Command): string | undefined {
  if (act.act === 'slash') {
    const name = act.name.replace(/^\//, '').toLowerCase();
    return (name === 'rondo' ? act.text.trim() || 'help' : `${name} ${act.text}`.trim()).toLowerCase();
  }
  if (act.act !== 'say') return undefined;
  const typed = act.text.trim().toLowerCase();
  const [, slashed] = typed.match(/^\/rondo\b\s*([\s\S]*)$/) ?? [];
  if (slashed !== undefined) return slashed || 'help';
  return channel || !/\s/.test(typed) ? typed.replace(/^\//, '') || 'help' : undefined;
}

/** The pause that stands in the way: where several teams may be meant, all of them must be paused. */
function stops(call: Call, paused: readonly Pause[]): Pause | undefined {
  const known = (id: string) => call.context.rhythm.team(id)?.id ?? id;
  const found = teamsIn(call).map((team) => paused.find((one) => one.team === known(team)));
  return found.every(Boolean) ? found[0] : undefined;
}

/** The teams that a command may be about. Answers may be for any of the person's own; what begins with a blocker's id is
 * about that one's team. */
function teamsIn({ command, caller }: Call): string[] {
  const { act } = command;
  if (act.act === 'submit' && act.form === 'escalation.raise') return [teamPicked(act.thing, act.values)];
  if (act.act === 'press' || act.act === 'submit') return teamsOfThing(act.thing);
  const verb = verbWords(command);
  if (verb === undefined || /^standup\b/.test(verb)) return caller.teams.map(({ id }) => id);
  const [, blocker] = verb.match(/^escalate\s+([\w-]+-\d+)(?!\S)/) ?? [];
  return blocker === undefined ? caller.meant.map(({ id }) => id) : [teamOfBlocker(blocker)];
}

/** A prompt's id begins with its team, as those of most things do. */
function teamsOfThing(thing: string): string[] {
  if (thing.startsWith('escalation:')) return [teamOfBlocker(idOf(thing))];
  const prompts = promptsOf(thing);
  return (prompts.length > 0 ? prompts : [idOf(thing)]).map((id) => id.split('/')[0] ?? '');
}

function teamOfBlocker(id: string): string {
  return id.replace(/-\d+$/, '');
}
