import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { type Config, loadConfig } from './config.ts';
import { createLog } from './log.ts';
import type { App } from './main/app.ts';
import { CannotStart, isPlain, reasonOf } from './main/problems.ts';
import type { Log } from './ports.ts';

/** Runs Rondo until it is told to stop. Ends the process with 1 and a sentence when it cannot start. */
export async function start(): Promise<void> {
  try {
    const config = loadConfig();
    const log = createLog(config.log);
    refuseStrange(config);
    refuseMissingFolder(config);
    await makeFolder(config.data);
    const app = await run(config, log);
    console.log(
      config.slack ? `Rondo is running in Slack (${app.address}).` : `Rondo is running. Open ${app.address}`,
    );
    await stopSignal();
    log.info({}, 'Stopping.');
    await app.stop();
    process.exit(0);
  } catch (error) {
    if (!isPlain(error)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** Only what is used is loaded: Slack's libraries take tens of megabytes. */
async function run(config: Config, log: Log): Promise<App> {
  if (config.slack) return (await import('./main/slack.ts')).runSlack(config, config.slack, log);
  return (await import('./main/playground.ts')).runPlayground(config, log);
}

/** Nobody may take the playground for a platform that is set up. */
function refuseStrange({ strange }: Config): void {
  if (strange.length === 0) return;
  throw new CannotStart(
    `There are settings for Microsoft Teams (${strange.join(', ')}), and this version of Rondo has only Slack and the playground. Take them out of the environment and .env.`,
  );
}

function refuseMissingFolder({ rituals }: Config): void {
  if (rituals === undefined || existsSync(rituals)) return;
  throw new CannotStart(`RONDO_RITUALS names ${rituals}, and there is no such folder.`);
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new CannotStart(`RONDO_DATA names ${folder}, which cannot be used as a folder: ${reasonOf(cause)}`);
  }
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}
