import type { Task } from '../engine/beat/sweep.ts';
import type { Home } from '../engine/definitions/rhythm.ts';
import type { Pace } from '../engine/delivery/pacer.ts';
import type { Engine } from '../engine/engine.ts';
import type { Chat, Clock, Reads, Routes } from '../ports.ts';
import type { Definitions } from '../sources/definitions.ts';
import type { Directory } from '../sources/directory.ts';

/** One way of talking to people, as the rest of Rondo sees it while it runs: the playground, or the real platforms. */
export interface ChatSide {
  clock: Clock;
  /** The clock is moved by hand: a leap is not a fault. */
  stepped: boolean;
  chats: ReadonlyMap<string, Chat>;
  paces: Readonly<Record<string, Pace>>;
  /** Who the platforms know; none where the team files say everything. */
  directories(): Promise<readonly Directory[]>;
  /** Where each team talks here. Teams of other platforms have no home. */
  homesIn(found: Definitions): readonly Home[];
  /** What is done by the clock on the wall; `reload` reads the definitions and who is who again. */
  housekeeping?(reload: () => Promise<void>): readonly Task[];
  /** People's acts reach the engine from now on. Gives what is served on the web port. */
  connect(app: { engine: Engine; read: Reads; reload: () => Promise<void> }): Promise<readonly Routes[]>;
  stop(): Promise<void>;
}
