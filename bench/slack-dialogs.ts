/** How long a dialog takes to open, at rest and while 10,000 messages are being sent at Slack's pace. Runs alone too:
 * `node bench/slack-dialogs.ts`. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { judge, median, type Print, percentile, spread } from './figures.ts';
import type { Said } from './slack-desk.ts';
import { headersFor } from './slack-load.ts';
import { WORKSPACE } from './slack-morning.ts';
import { openStandIn } from './slack-stand-in.ts';
import { inFolder } from './workload.ts';

const ROUNDS = 3;
const CLICKS = 150;
/** Between two clicks, in ms. */
const BETWEEN = 40;
const REAL = { now: Date.now, wake: () => () => {} };

/** From the click to Slack being asked to open the form. Gives whether the bar was kept. */
export async function benchSlackDialogs(print: Print): Promise<boolean> {
  print(
    `Slack: ${CLICKS} dialogs at rest and ${CLICKS} while 10,000 messages are under way, ${ROUNDS} rounds`,
  );
  const rest: number[] = [];
  const crowd: number[] = [];
  const tails: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const figures = await inFolder((file) => oneRound(file));
    rest.push(median(figures.rest));
    crowd.push(median(figures.crowd));
    tails.push(percentile(figures.crowd, 95));
  }
  const ratios = crowd.map((one, at) => one / (rest[at] ?? Number.NaN));
  print(
    `  ms at rest: ${spread(rest, 1)}, in the crowd: ${spread(crowd, 1)} (95 of 100 within ${spread(tails, 1)})`,
  );
  print(`  ratio ${spread(ratios, 2)}`);
  return judge(print, 'dialogs open within 1.2 times their time at rest', median(ratios) <= 1.2);
}

async function oneRound(file: string): Promise<{ rest: number[]; crowd: number[] }> {
  const opened: (() => void)[] = [];
  const slack = await openStandIn(
    REAL,
    () => false,
    (method) => {
      if (method === 'views.open') opened.shift()?.();
    },
  );
  const desk = fork(join(import.meta.dirname, 'slack-desk.ts'), [file, slack.url]);
  try {
    const said = await hear(desk);
    if (!('url' in said)) throw new Error('The desk did not say where it is.');
    const click = () => dialog(said.url, opened);
    await clicks(click, 'warm');
    const rest = await clicks(click, 'rest');
    desk.send('send');
    await hear(desk);
    await pause(1_000);
    const before = slack.posts.length;
    const crowd = await clicks(click, 'crowd');
    if (slack.posts.length === before) throw new Error('Nothing was being sent.');
    return { rest, crowd };
  } finally {
    desk.kill('SIGKILL');
    await slack.close();
  }
}

async function clicks(click: (id: string) => Promise<number>, name: string): Promise<number[]> {
  const took: number[] = [];
  for (let at = 0; at < CLICKS; at += 1) {
    took.push(await click(`${name}.${at}`));
    await pause(BETWEEN);
  }
  return took;
}

async function dialog(url: string, opened: (() => void)[]): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const body = clickOf(`${Math.random()}`);
  opened.push(resolve);
  const begun = performance.now();
  const response = await fetch(url, { method: 'POST', headers: headersFor(body), body });
  if (response.status !== 200) throw new Error(`The click was answered with ${response.status}.`);
  await promise;
  return performance.now() - begun;
}

function clickOf(id: string): string {
  const user = { id: 'MIA0', username: 'mia0', name: 'mia0', team_id: WORKSPACE };
  const value = JSON.stringify({ button: 'home.raise', thing: 'home:', epoch: 0 });
  const action = { type: 'button', action_id: 'home.raise:0.0', block_id: 'b', value, action_ts: id };
  const payload = {
    type: 'block_actions',
    team: { id: WORKSPACE, domain: 'bench' },
    user,
    api_app_id: 'A1',
    token: 'old',
    container: { type: 'view', view_id: 'V1' },
    trigger_id: `1.${id}`,
    actions: [action],
    is_enterprise_install: false,
    enterprise: null,
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

async function hear(desk: ChildProcess): Promise<Said> {
  const [said]: Said[] = await once(desk, 'message');
  if (!said) throw new Error('The desk said nothing.');
  return said;
}

if (import.meta.main) process.exitCode = (await benchSlackDialogs((line) => console.log(line))) ? 0 : 1;
