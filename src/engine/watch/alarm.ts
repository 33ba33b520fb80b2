import type { Item } from '../../core/decision.ts';
import type { PersonId } from '../../core/team.ts';
import { DAY, HOUR, type Instant } from '../../core/time.ts';
import {
  end,
  goesOn,
  lookAgain,
  raise,
  type Trouble,
  type TroubleState,
  wordsOf,
} from '../../core/trouble.ts';
import type { Clock, Log, Store, Tx } from '../../ports.ts';
import { waiting } from '../delivery/outbox.ts';
import type { SecondPath } from './alarm-url.ts';

/** Logs the trouble, writes it down and tells people, in chat and on the second path. Never throws and never waits for
 * the network: an alarm must not break what it reports. */
export type Alarm = (trouble: Trouble) => Promise<void>;

export interface Alarms {
  raise: Alarm;
  /** The trouble of that key is over, if there is one; people are told. Never throws. */
  over(key: string): Promise<void>;
  /** Looks at every open trouble: what is over ends, what lasts is told again in time, and what the second path has not
   * taken goes there. Errors of the store come out. */
  look(): Promise<void>;
}

export interface AlarmNeeds {
  store: Store;
  clock: Clock;
  log: Log;
  operators: readonly PersonId[];
  secondPath?: SecondPath;
}

/** People get items of the thing `notice:alarm/<key>`: kind `alarm` when it is raised, kind `over` when it has ended. */
export function createAlarms(needs: AlarmNeeds): Alarms {
  const { store, clock, log, operators, secondPath } = needs;
  /** What could not be written down, by key. */
  const unwritten = new Map<string, TroubleState>();

  async function raiseOne(trouble: Trouble): Promise<void> {
    const { key, team, text, cause } = trouble;
    log.error({ alarm: key, team, ...(cause === undefined ? {} : { error: cause }) }, text);
    try {
      await writeLate();
      await writeDown(trouble);
    } catch (error) {
      log.error({ alarm: key, error: String(error) }, 'The alarm could not be written down.');
      keepUnwritten(trouble);
    }
  }

  async function writeDown(trouble: Trouble): Promise<void> {
    const now = clock.now();
    const told = await store.transact((tx) => raiseTrouble(tx, trouble, operators, now));
    if (told) sayOutside(told);
  }

  /** While the store is away, the second path is the only one. */
  function keepUnwritten(trouble: Trouble): void {
    const { state, tell } = raise(unwritten.get(trouble.key), trouble, clock.now());
    unwritten.set(state.id, state);
    if (tell) sayOutside(state);
  }

  async function over(key: string): Promise<void> {
    try {
      if (!(await store.read.troubles.get(key))?.open) return;
      const ended = await store.transact((tx) => endTrouble(tx, key, operators, clock.now()));
      if (ended) sayOutside(ended);
    } catch (error) {
      log.error({ alarm: key, error: String(error) }, 'The end of a trouble could not be written down.');
    }
  }

  async function look(): Promise<void> {
    await writeLate();
    const open = await store.read.troubles.find({ open: true });
    for (const state of open) await lookAt(state);
    const unheard = await store.read.troubles.find({ heard: false });
    for (const state of unheard) {
      if (!secondPath) await heard(state);
      else if (!secondPath.isTrying(state.id)) sayOutside(state);
    }
  }

  /** What was told outside while the store was away is told in chat too, and so is its end. */
  async function writeLate(): Promise<void> {
    for (const state of [...unwritten.values()]) {
      await store.transact(async (tx) => {
        const known = await tx.troubles.get(state.id);
        if (known?.open) return;
        await save(tx, { ...state, version: (known?.version ?? 0) + 1 });
        await tellPeople(tx, state, operators, clock.now());
      });
      unwritten.delete(state.id);
    }
  }

  async function lookAt(seen: TroubleState): Promise<void> {
    const now = clock.now();
    const failing = await stillFails(store, seen.about);
    const told = await store.transact(async (tx) => {
      const state = await tx.troubles.get(seen.id);
      if (!state?.open) return undefined;
      if (!goesOn(state, failing, now)) return endTrouble(tx, state.id, operators, now);
      const again = lookAgain(state, failing, now);
      if (again.state !== state) await save(tx, again.state);
      if (again.tell) await tellPeople(tx, again.state, operators, now);
      return again.tell ? again.state : undefined;
    });
    if (told) sayOutside(told);
  }

  function sayOutside(state: TroubleState): void {
    secondPath?.say({ what: state.id, text: wordsOf(state), since: state.since }, () => heard(state));
  }

  /** Where there are newer words about it by now, those are still to be heard. */
  async function heard({ id, told, over: ended }: TroubleState): Promise<void> {
    const late = unwritten.get(id);
    if (late) unwritten.set(id, { ...late, heard: true });
    await store.transact(async (tx) => {
      const state = await tx.troubles.get(id);
      if (state && state.told === told && state.over === ended)
        await tx.troubles.update({ ...state, heard: true, version: state.version + 1 });
    });
  }

  return { raise: raiseOne, over, look };
}

/** Writes a trouble down in this transaction and tells people, if they are to be told now; gives it then. The second path
 * hears of it at the next look. Nothing is logged here. */
export async function raiseTrouble(
  tx: Tx,
  trouble: Trouble,
  operators: readonly PersonId[],
  now: Instant,
): Promise<TroubleState | undefined> {
  const { state, tell } = raise(await tx.troubles.get(trouble.key), trouble, now);
  await save(tx, state);
  if (tell) await tellPeople(tx, state, operators, now);
  return tell ? state : undefined;
}

/** Ends an open trouble in this transaction and tells people. The second path hears of it at the next look. */
export async function endTrouble(
  tx: Tx,
  key: string,
  operators: readonly PersonId[],
  now: Instant,
): Promise<TroubleState | undefined> {
  const state = await tx.troubles.get(key);
  if (!state?.open) return undefined;
  const ended = end(state, now);
  await tx.troubles.update(ended);
  await tellPeople(tx, ended, operators, now);
  return ended;
}

async function save(tx: Tx, state: TroubleState): Promise<void> {
  if (await tx.troubles.insert(state)) return;
  const stored = await tx.troubles.get(state.id);
  if (stored && stored.version < state.version) await tx.troubles.update(state);
}

async function stillFails({ read }: Store, about: readonly string[]): Promise<boolean> {
  for (const thing of about) if (await fails(read, thing)) return true;
  return false;
}

async function fails(read: Store['read'], thing: string): Promise<boolean> {
  const id = thing.slice(thing.indexOf(':') + 1);
  if (thing.startsWith('job:')) return (await read.jobs.failures(id)) > 0;
  const message = await read.messages.get(id);
  return message?.pending === true && message.attempts > 0;
}

async function tellPeople(
  tx: Tx,
  state: TroubleState,
  operators: readonly PersonId[],
  now: Instant,
): Promise<void> {
  const { id, team, open } = state;
  const what = open ? 'alarmed' : 'recovered';
  const why = wordsOf(state);
  await tx.events.append({ team, about: `alarm:${id}`, what, who: 'timer', at: now, from: 'engine', why });
  for (const person of new Set([...operators, ...state.also]))
    await tx.items.insert({ ...waiting(notice(state, person, now), now), mending: true });
}

/** An alarm may come at night, and after two hours there is no use in it any more. That it is over is read in the
 * morning. */
function notice(state: TroubleState, person: PersonId, now: Instant): Item {
  const { id, team, open } = state;
  const kind = open ? 'alarm' : 'over';
  const when = open ? { until: now + 2 * HOUR, loud: true } : { until: now + DAY };
  const facts = { text: wordsOf(state) };
  const to = { person };
  const thing = `${NOTICES}${id}`;
  return { team, thing, epoch: 1, kind, to, due: now, ...when, priority: 'deadline', facts };
}

const NOTICES = 'notice:alarm/';

/** It tells of trouble: nothing holds it up. */
export function isAlarm({ thing }: Pick<Item, 'thing'>): boolean {
  return thing.startsWith(NOTICES);
}
