import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Region } from '../core/definition/calendars.ts';
import type { CivilDate } from '../core/time.ts';
import type { Found } from './holiday-book.ts';

/** Public holidays of a country or region ("DE", "DE-BE") and the zones of its country; or, for a name nobody knows, the names
 * there are instead. */
export type HolidaysOf = (region: string, today: CivilDate, until?: CivilDate) => Promise<Found>;

/** Looks holidays up, each region once a month. With a `file` they are kept over a restart: the library holds the whole world
 * in some 40 MB, which a process that knows its few regions never loads. */
export function publicHolidays(file?: string): HolidaysOf {
  const shelf = file === undefined ? undefined : shelfIn(file);
  const known = new Map<string, Promise<Found>>();
  return (region, today, until) => {
    const key = `${region}/${today.slice(0, 7)}${until ? `-${until.slice(0, 4)}` : ''}`;
    const found = known.get(key) ?? look({ region, today, until }, key, shelf);
    known.set(key, found);
    return found;
  };
}

interface Shelf {
  get(key: string): Promise<Region | undefined>;
  put(key: string, region: Region): Promise<void>;
}

interface Wanted {
  region: string;
  today: CivilDate;
  until: CivilDate | undefined;
}

async function look({ region, today, until }: Wanted, key: string, shelf: Shelf | undefined): Promise<Found> {
  const kept = await shelf?.get(key);
  if (kept) return kept;
  const { lookUp } = await import('./holiday-book.ts');
  const found = lookUp(region, today, until);
  if ('days' in found) await shelf?.put(key, found);
  return found;
}

const pages = z.object({
  version: z.string(),
  regions: z.record(
    z.string(),
    z.object({ days: z.array(z.tuple([z.string(), z.string()])), zones: z.array(z.string()) }),
  ),
});
type Pages = z.output<typeof pages>;

/** A file that is missing, damaged or of another release of the library is begun anew. */
function shelfIn(file: string): Shelf {
  let read: Promise<Pages> | undefined;
  let writing = Promise.resolve();
  const open = () => {
    read ??= readPages(file);
    return read;
  };
  return {
    async get(key) {
      const kept = (await open()).regions[key];
      return kept && { days: new Map(kept.days), zones: new Set(kept.zones) };
    },
    async put(key, { days, zones }) {
      const all = await open();
      all.regions[key] = { days: [...days], zones: [...zones] };
      writing = writing.then(() => replace(file, JSON.stringify(all)));
      await writing;
    },
  };
}

async function readPages(file: string): Promise<Pages> {
  const version = await releaseOfLibrary();
  const fresh: Pages = { version, regions: {} };
  try {
    const found = pages.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return found.success && found.data.version === version ? found.data : fresh;
  } catch {
    // Nothing is lost: it is worked out again.
    return fresh;
  }
}

async function releaseOfLibrary(): Promise<string> {
  const text = await readFile(new URL(import.meta.resolve('date-holidays/package.json')), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** Whole or not at all: a kill in the middle leaves the old file. */
async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}
