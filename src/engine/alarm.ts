import type { Item } from '../core/decision.ts';
import type { PersonId } from '../core/team.ts';
import { HOUR, type Instant } from '../core/time.ts';
import type { Clock, Log, Store, Tx } from '../ports.ts';
import { waiting } from './outbox.ts';

/** Something the people who run this Rondo must know. */
export interface Trouble {
  /** Names the trouble: the same one is told once an hour at most. */
  key: string;
  /** What is wrong and what to do, in a sentence or two. No token, no answer. */
  text: string;
  /** Where it is one team's trouble. */
  team?: string;
}

/** Logs the trouble, writes it down and tells the operators. Never throws: an alarm must not break what it reports. */
export type Alarm = (trouble: Trouble) => Promise<void>;

export interface AlarmNeeds {
  store: Store;
  clock: Clock;
  log: Log;
  operators: readonly PersonId[];
}

/** The operators get an item of the thing `notice:alarm/<key>`, kind `alarm`, with the text in `facts.text`. */
export function createAlarm({ store, clock, log, operators }: AlarmNeeds): Alarm {
  return async (trouble) => {
    const now = clock.now();
    log.error({ alarm: trouble.key, team: trouble.team }, trouble.text);
    try {
      await store.transact((tx) => writeDown(tx, trouble, operators, now));
    } catch (error) {
      log.error({ alarm: trouble.key, error: String(error) }, 'The alarm could not be written down.');
    }
  };
}

async function writeDown(tx: Tx, trouble: Trouble, operators: readonly PersonId[], now: Instant) {
  const hour = Math.floor(now / HOUR) * HOUR;
  if (!(await tx.inbound.first(`alarm:${trouble.key}:${hour}`, now))) return;
  const team = trouble.team ?? '';
  const about = `alarm:${trouble.key}`;
  await tx.events.append({
    team,
    about,
    what: 'alarmed',
    who: 'timer',
    at: now,
    from: 'engine',
    why: trouble.text,
  });
  for (const person of operators) await tx.items.insert(notice(trouble, person, hour, now));
}

function notice(trouble: Trouble, person: PersonId, due: Instant, now: Instant) {
  const thing = `notice:alarm/${trouble.key}`;
  const facts = { text: trouble.text };
  const team = trouble.team ?? '';
  const to = { person };
  // Old alarms are not worth a queue of messages once the chat is back; the event stays.
  const until = due + 2 * HOUR;
  const item: Item = { team, thing, epoch: 1, kind: 'alarm', to, due, until, priority: 'deadline', facts };
  return { ...waiting(item, now), mending: true };
}
