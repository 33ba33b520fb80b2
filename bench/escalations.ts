/** Ten thousand open escalations, 500 in each of 20 teams: what a tick costs that fires the timers of 1,000, and how long
 * `/escalate list` takes. */
import { openWriter } from '../data/sqlite/connection.ts';
import { openStore } from '../data/sqlite/store.ts';
import { createCommands } from '../src/engine/commands.ts';
import type { Context } from '../src/engine/context.ts';
import { createEngine } from '../src/engine/engine.ts';
import type { Commands, Store } from '../src/ports.ts';
import { type Crowd, countingChat, crowd, DUE, EACH, ROUNDS, raiseAll, TEAMS } from './crowd.ts';
import { bareList, bareTick } from './escalations-bare.ts';
import { judge, median, type Print, percentile, spread } from './figures.ts';
import { inFolder } from './workload.ts';

const TICK_MS = 2_000;
const LIST_MS = 20;
const LISTS = 400;

/** Prints both figures against their floors and bars. Gives whether all bars were kept. */
export async function benchEscalations(print: Print): Promise<boolean> {
  return inFolder(async (file) => {
    const people = await crowd();
    await raiseAll(file, people);
    const floor = bareTick(file);
    const list = await benchList(print, file, people);
    const tick = await benchTick(print, file, people, floor);
    return list && tick;
  });
}

async function benchTick(print: Print, file: string, people: Crowd, floor: number[]): Promise<boolean> {
  const { store, jobs } = await openStore(file, { owner: 'bench' });
  const chat = countingChat();
  const { clock } = people;
  const { beat } = createEngine({
    ...partsOf(store, people),
    jobs,
    random: () => 0.5,
    chats: new Map([['bench', chat]]),
    stepped: true,
    operators: [],
  });
  const worked: number[] = [];
  const waited: number[] = [];
  const messages: number[] = [];
  let single = true;
  for (const at of people.ticks) {
    const before = await reminders(store);
    chat.forget();
    clock.show(at);
    const [start, processor] = [performance.now(), process.cpuUsage()];
    chat.onFirst(() => worked.push(processorMs(processor)));
    await beat.settle();
    waited.push(performance.now() - start);
    messages.push(chat.sent());
    single &&= chat.most() <= 1 && (await reminders(store)) - before >= DUE;
  }
  const edits = chat.edited();
  await store.close();
  const ratios = worked.map((time, round) => time / (floor[round] ?? Number.NaN));
  print(`a tick with ${DUE} of ${TEAMS * EACH} open escalations due, ${ROUNDS} rounds`);
  print(
    `  processor ms until the chat is first called: ${spread(worked)}, bare writes ${spread(floor)}, ratio ${spread(ratios, 1)}`,
  );
  print(`  messages: ${messages.join(', ')}; the budget for reminders of a day leaves out the rest`);
  print(`  ms until ${edits} older messages are brought up to date as well: ${spread(waited)}`);
  return [
    judge(print, `all timers fired and told to the outbox within ${TICK_MS} ms`, median(worked) < TICK_MS),
    judge(print, 'at most one message a person and minute', single && (messages[0] ?? 0) > TEAMS),
  ].every(Boolean);
}

const reminders = (store: Store) => store.read.events.count({ what: 'reminded' });

async function benchList(print: Print, file: string, people: Crowd): Promise<boolean> {
  const { store } = await openStore(file, { owner: 'bench' });
  const { handle } = openWriter(file, 'kept');
  const commands = createCommands(partsOf(store, people));
  const ours: number[] = [];
  const floor: number[] = [];
  for (let n = 0; n < LISTS; n += 1) {
    const team = people.teams[n % TEAMS];
    if (!team) continue;
    const list = () => listOnce(commands, team.members[0]?.id ?? '', n);
    const bare = () => bareList(handle, team.id);
    // Each in turn is first, so that neither warms the other's way.
    if (n % 2 === 0) ours.push(await processorTimed(list));
    floor.push(await processorTimed(bare));
    if (n % 2 === 1) ours.push(await processorTimed(list));
  }
  handle.close();
  await store.close();
  print(`/escalate list in a team with ${EACH} of ${TEAMS * EACH} open, ${LISTS} lists`);
  for (const percent of [50, 99]) {
    const [is, least] = [percentile(ours, percent), percentile(floor, percent)];
    print(
      `  p${percent} processor ms: ${is.toFixed(1)}, bare ${least.toFixed(1)}, ratio ${(is / least).toFixed(2)}`,
    );
  }
  return judge(print, `p50 and p99 under ${LIST_MS} ms`, percentile(ours, 99) < LIST_MS);
}

/** Of this process: what else the machine does is left out as far as can be. */
function processorMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
}

async function processorTimed(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  return processorMs(start);
}

async function listOnce(commands: Commands, user: string, n: number): Promise<void> {
  const act = { act: 'slash', name: '/escalate', text: 'list' } as const;
  const reply = await commands.handle({ id: `list-${n}`, workspace: 'bench', platform: 'bench', user, act });
  if (reply.reply !== 'message') throw new Error(`A list was expected, found ${JSON.stringify(reply)}`);
}

function partsOf(store: Store, { rhythm, clock }: Crowd): Context {
  let number = 0;
  const quiet = () => {};
  const log = { debug: quiet, info: quiet, warn: console.warn, error: console.error };
  return { store, clock, rhythm, log, id: () => `id-${++number}` };
}

if (import.meta.main) process.exitCode = (await benchEscalations(console.log)) ? 0 : 1;
