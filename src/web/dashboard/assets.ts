import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

/** What the pages load, by its name. */
const FILES = {
  'dashboard.css': { type: 'text/css; charset=utf-8', file: join(import.meta.dirname, 'dashboard.css') },
  'htmx.js': { type: 'text/javascript; charset=utf-8', file: require.resolve('htmx.org/dist/htmx.min.js') },
  'sse.js': {
    type: 'text/javascript; charset=utf-8',
    file: require.resolve('htmx.org/dist/ext/hx-sse.min.js'),
  },
} as const;
type Name = keyof typeof FILES;

/** Each file's address; it changes with its content, so that browsers keep it for ever. */
export type AssetAddresses = Readonly<Record<Name, string>>;

export interface Assets {
  addresses: AssetAddresses;
  /** By its address. */
  get(path: string): { type: string; body: Uint8Array<ArrayBuffer> } | undefined;
}

/** Reads them once. */
export async function loadAssets(): Promise<Assets> {
  const [css, htmx, sse] = await Promise.all([load('dashboard.css'), load('htmx.js'), load('sse.js')]);
  const byPath = new Map([css, htmx, sse].map((one) => [one.path, one]));
  return {
    addresses: { 'dashboard.css': css.path, 'htmx.js': htmx.path, 'sse.js': sse.path },
    get: (path) => byPath.get(path),
  };
}

async function load(name: Name) {
  const { type, file } = FILES[name];
  const body = new Uint8Array(await readFile(file));
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
  return { path: `/assets/${hash}/${name}`, type, body };
}
