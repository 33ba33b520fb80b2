import { DAY, type Instant } from '../../core/time.ts';
import type { Log, Random } from '../../ports.ts';
import { backOff } from '../delivery/backoff.ts';
import { type CallNeeds, callOut, failureOf } from './call-out.ts';

/** What is said of one trouble. */
export interface Word {
  /** The trouble's key. */
  what: string;
  text: string;
  since: Instant;
}

/** Tells of trouble where the chat is not needed. */
export interface SecondPath {
  /** Says it as soon as the other side takes it; a newer word about the same replaces an older one. Calls `done` once it
   * was taken, or is too old to be of use. Comes back at once and never throws. */
  say(word: Word, done: () => Promise<void>): void;
  /** Whether a word about it is still to be taken. */
  isTrying(what: string): boolean;
  /** Tries no more. */
  stop(): void;
}

export interface SecondPathNeeds extends CallNeeds {
  url: string;
  random: Random;
  log: Log;
  host: string;
  version: string;
}

/** A word that was not taken for so long is of no use any more. */
const USEFUL = DAY;

interface Saying {
  word: Word;
  done: () => Promise<void>;
  begun: Instant;
  tries: number;
  callOff(): void;
}

/** Posts each word as JSON `{what, text, since, host, version}`, and tries again with growing distances. */
export function createSecondPath(needs: SecondPathNeeds): SecondPath {
  const { url, clock, random, log, host, version } = needs;
  const sayings = new Map<string, Saying>();
  let stopped = false;
  let failing = false;

  function say(word: Word, done: () => Promise<void>): void {
    if (stopped) return;
    sayings.get(word.what)?.callOff();
    const saying: Saying = { word, done, begun: clock.now(), tries: 0, callOff() {} };
    sayings.set(word.what, saying);
    void tryOnce(saying);
  }

  async function tryOnce(saying: Saying): Promise<void> {
    try {
      await post(saying.word);
    } catch (error) {
      return later(saying, error);
    }
    if (failing) log.info({}, 'The alarm address takes alarms again.');
    failing = false;
    await finish(saying);
  }

  function post({ what, text, since }: Word): Promise<void> {
    const body = JSON.stringify({ what, text, since: new Date(since).toISOString(), host, version });
    return callOut(needs, url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  }

  async function later(saying: Saying, error: unknown): Promise<void> {
    const { what } = saying.word;
    if (!failing)
      log.warn({ what, error: failureOf(error) }, 'RONDO_ALARM_URL took no alarm. It is tried again.');
    failing = true;
    if (stopped || !isNewest(saying)) return;
    const now = clock.now();
    saying.tries += 1;
    if (now - saying.begun > USEFUL) return finish(saying);
    saying.callOff = clock.wake(now + backOff(saying.tries, random), () => void tryOnce(saying));
  }

  async function finish(saying: Saying): Promise<void> {
    if (isNewest(saying)) sayings.delete(saying.word.what);
    try {
      await saying.done();
    } catch (error) {
      log.warn({ error: String(error) }, 'That an alarm was taken could not be kept.');
    }
  }

  function isNewest(saying: Saying): boolean {
    return sayings.get(saying.word.what) === saying;
  }

  return {
    say,
    isTrying: (what) => sayings.has(what),
    stop() {
      stopped = true;
      for (const { callOff } of sayings.values()) callOff();
    },
  };
}
