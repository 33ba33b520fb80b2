/** 1,000 prompts at Slack's pace, and once more with a crash and lost answers. Runs alone too:
 * `node bench/slack-prompts.ts`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { slackPace } from '../adapters/slack/chat/pace.ts';
import { judge, type Print } from './figures.ts';
import { fastClock } from './slack-clock.ts';
import { BURST, openStandIn, type Posted } from './slack-stand-in.ts';
import { inFolder } from './workload.ts';

const PEOPLE = 1_000;
/** Posts that cannot be looked for: the app may not read channels. */
const CHANNELS = 40;
/** How many times as fast as the world's the clocks run. Our own work is not faster, so that the measured run is the
 * slower one. */
const MEASURED = 5;
const CRASHING = 20;

export async function benchSlack(print: Print): Promise<boolean> {
  print(`Slack: ${PEOPLE} prompts to ${PEOPLE} people, on clocks ${MEASURED} times as fast as the world's`);
  return [
    await inFolder((file) => benchPace(print, file)),
    await inFolder((file) => benchCrash(print, file)),
  ].every(Boolean);
}

/** From the commit that makes them due to the last post. */
async function benchPace(print: Print, file: string): Promise<boolean> {
  const epoch = Date.now();
  const clock = fastClock(epoch, MEASURED);
  const slack = await openStandIn(clock, () => false);
  const { ready, ended } = send([file, slack.url, epoch, MEASURED, PEOPLE, 0]);
  await ready;
  const start = clock.now();
  await ended;
  await slack.close();
  const took = Math.max(...slack.posts.map(({ at }) => at)) - start;
  const { count, per } = slackPace.workspace;
  const allowed = ((PEOPLE - BURST) * per) / count;
  const { calls, refused } = slack.counted();
  print(
    `  took ${seconds(took)} s of the ${seconds(allowed)} s that the limits ask for; ${refused} of ${calls} calls refused`,
  );
  return [
    judge(
      print,
      `${(took / allowed).toFixed(3)} of the time that the limits ask for, at most 1.05`,
      took <= 1.05 * allowed,
    ),
    judge(print, 'under 1 % refused', refused < calls / 100),
    judge(print, 'everybody has one', counted(slack.posts).size === PEOPLE && slack.posts.length === PEOPLE),
  ].every(Boolean);
}

/** The process is killed in the middle, and one answer in ten is lost. */
async function benchCrash(print: Print, file: string): Promise<boolean> {
  const epoch = Date.now();
  let answers = 0;
  const slack = await openStandIn(fastClock(epoch, CRASHING), () => {
    answers += 1;
    return answers % 10 === 0;
  });
  const args = [file, slack.url, epoch, CRASHING, PEOPLE, CHANNELS];
  const first = send(args);
  await first.ready;
  while (slack.posts.length < PEOPLE / 2) await new Promise((resolve) => setTimeout(resolve, 20));
  first.child.kill('SIGKILL');
  await first.ended;
  const before = slack.posts.length;
  await send(args).ended;
  await slack.close();
  const posts = [...counted(slack.posts).values()];
  const direct = posts.filter(([post]) => post?.channel.startsWith('D'));
  const rooms = posts.filter(([post]) => post?.channel.startsWith('C'));
  const repeats = rooms.flatMap(([, ...again]) => again);
  const unmarked = repeats.filter(({ shown }) => !shown.includes('may be a repeat'));
  print(
    `  killed after ${before} posts, every tenth answer lost: ${slack.posts.length} posts, ${repeats.length} repeats`,
  );
  return [
    judge(
      print,
      `none lost (${direct.length} people, ${rooms.length} channels)`,
      posts.length === PEOPLE + CHANNELS,
    ),
    judge(
      print,
      'no direct message twice',
      direct.every((all) => all.length === 1),
    ),
    judge(print, `every repeated channel post says so (${unmarked.length} do not)`, unmarked.length === 0),
    judge(print, 'something was repeated, so that this says something', repeats.length > 0),
  ].every(Boolean);
}

function counted(posts: readonly Posted[]): Map<string, Posted[]> {
  return Map.groupBy(posts, ({ id }) => id);
}

/** Starts a sender with these arguments. */
function send(args: readonly (string | number)[]) {
  const script = join(import.meta.dirname, 'slack-sender.ts');
  const child = spawn(process.execPath, [script, ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const tooSoon = ended.then(() => Promise.reject(new Error('The sender ended before it was ready.')));
  return { child, ended, ready: Promise.race([once(child.stdout, 'data'), tooSoon]) };
}

function seconds(span: number): string {
  return (span / 1_000).toFixed(1);
}

if (import.meta.main && !(await benchSlack((line) => console.log(line)))) process.exitCode = 1;
