import type { PersonId } from '../core/team.ts';
import type { Chat, Clock, Commands, Jobs, Log, Random, Store } from '../ports.ts';
import { createAddresses, createFallback } from './addresses.ts';
import { createAlarm } from './alarm.ts';
import { type Beat, createBeat } from './beat.ts';
import { createCommands } from './commands.ts';
import type { Context, Handler, Rhythm } from './context.ts';
import { createDelivery } from './delivery.ts';
import { cutDigest, sendDigestAtTime } from './digests.ts';
import { escalationTimer } from './escalations.ts';
import { createHealth, type Health } from './health.ts';
import { createPacer, type Pace } from './pacer.ts';
import { plan } from './planning.ts';
import { createPresent } from './present.ts';
import * as rounds from './rounds.ts';
import type { Sweep, Task } from './sweep.ts';
import { fixTurn } from './turns.ts';

export interface EngineNeeds {
  store: Store;
  jobs: Jobs;
  clock: Clock;
  random: Random;
  id: () => string;
  rhythm: Rhythm;
  /** By workspace. */
  chats: ReadonlyMap<string, Chat>;
  paces?: Readonly<Record<string, Pace>>;
  log: Log;
  operators: readonly PersonId[];
  sweep?: Sweep;
  housekeeping?: readonly Task[];
  /** The clock is moved by hand: a leap is not a fault. */
  stepped?: boolean;
}

export interface Engine {
  context: Context;
  commands: Commands;
  beat: Beat;
  health: () => Promise<Health>;
  alarm: ReturnType<typeof createAlarm>;
}

/** Puts the parts together: commands and due jobs change things, the outbox tells of it. */
export function createEngine(needs: EngineNeeds): Engine {
  const { store, jobs, clock, random, log, chats, rhythm, operators } = needs;
  const context: Context = { store, clock, rhythm, log, id: needs.id };
  const alarm = createAlarm({ store, clock, log, operators });
  const delivery = createDelivery({
    store,
    clock,
    random,
    chats,
    pacer: createPacer(needs.paces ?? {}),
    alarm,
    log,
    addresses: createAddresses(context, chats),
    present: createPresent(context),
    fallback: createFallback(context),
  });
  const beat = createBeat({
    clock,
    jobs,
    handlers: handlersOf(context),
    delivery,
    log,
    alarm,
    ...(needs.sweep ? { sweep: needs.sweep } : {}),
    housekeeping: needs.housekeeping ?? [],
    ...(needs.stepped ? { stepped: true } : {}),
  });
  const commands = createCommands(context);
  return {
    context,
    alarm,
    beat,
    health: createHealth({ clock, jobs, delivery }),
    commands: {
      async handle(command) {
        const reply = await commands.handle(command);
        beat.nudge();
        return reply;
      },
    },
  };
}

/** What each kind of job does. */
function handlersOf(context: Context): Readonly<Record<string, Handler>> {
  return {
    plan: plan(context),
    turn: fixTurn(context),
    open: rounds.open(context),
    start: rounds.start(context),
    prompt: rounds.prompt(context),
    remind: rounds.reminder(context),
    close: rounds.close(context),
    'escalation-timer': escalationTimer(context),
    'digest-cut': cutDigest(context),
    'digest-send': sendDigestAtTime(context),
  };
}
