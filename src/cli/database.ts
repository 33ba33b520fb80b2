import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WrongRelease } from '../../data/migrate.ts';
import { openForReading } from '../../data/sqlite/store.ts';
import { type Config, ConfigError, loadConfig } from '../config.ts';
import type { Reads } from '../ports.ts';
import { Refused } from './definitions.ts';

/** Where a Rondo keeps its database and its own definitions: as typed, else as its settings say. */
export function placesOf(typed: { data?: string; rituals?: string }): { data: string; rituals?: string } {
  if (typed.data !== undefined && typed.rituals !== undefined)
    return { data: typed.data, rituals: typed.rituals };
  const settings = settingsOf();
  const rituals = typed.rituals ?? settings.rituals;
  return { data: typed.data ?? settings.data, ...(rituals === undefined ? {} : { rituals }) };
}

function settingsOf(): Config {
  try {
    return loadConfig();
  } catch (error) {
    throw error instanceof ConfigError ? new Refused(error.message) : error;
  }
}

/** Looks at the database of a folder, or at a database file, and closes it again. Nothing is written. */
export async function lookInto<T>(folder: string, look: (read: Reads) => Promise<T>): Promise<T> {
  const file = folder.endsWith('.db') ? folder : join(folder, 'rondo.db');
  if (!existsSync(file)) throw new Refused(`There is no database in ${folder}. Name its folder with --data.`);
  const { read, close } = await opened(file);
  try {
    return await look(read);
  } finally {
    await close();
  }
}

async function opened(file: string) {
  try {
    return await openForReading(file);
  } catch (error) {
    throw error instanceof WrongRelease ? new Refused(error.message) : error;
  }
}
