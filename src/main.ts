import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { type Config, loadConfig } from './config.ts';
import { createLog } from './log.ts';
import { runPlayground } from './main/playground.ts';
import { CannotStart, isPlain, reasonOf } from './main/problems.ts';

/** Runs Rondo until it is told to stop. Ends the process with 1 and a sentence when it cannot start. */
export async function start(): Promise<void> {
  try {
    const config = loadConfig();
    const log = createLog(config.log);
    refuseRealPlatforms(config);
    refuseMissingFolder(config);
    await makeFolder(config.data);
    const app = await runPlayground(config, log);
    console.log(`Rondo is running. Open ${app.address}`);
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

/** The playground never runs beside real tokens: nobody may take one for the other. */
function refuseRealPlatforms({ platforms }: Config): void {
  if (platforms.length === 0) return;
  throw new CannotStart(
    `There are settings for ${platforms.join(' and ')}, and this version of Rondo has only the playground. Take them out of the environment and .env to try it.`,
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
