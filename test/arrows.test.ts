import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

/** Which rooms and which npm packages each room may import. Longest matching folder wins. */
const allowed: Record<string, { rooms: string[]; packages: string[] }> = {
  'src/core': { rooms: ['src/core'], packages: ['zod', 'date-fns', '@date-fns/tz'] },
  'src/ports.ts': { rooms: ['src/core'], packages: ['node:http'] },
  'src/config': { rooms: ['src/config'], packages: ['zod'] },
  'src/config.ts': { rooms: ['src/config'], packages: ['zod', 'node:'] },
  'src/log.ts': { rooms: ['src/core', 'src/ports.ts'], packages: ['pino', 'node:'] },
  'src/engine': {
    rooms: ['src/engine', 'src/core', 'src/ports.ts'],
    packages: ['node-cron', 'node:crypto', 'node:async_hooks'],
  },
  'src/sources': {
    rooms: ['src/sources', 'src/core', 'src/ports.ts'],
    packages: ['yaml', 'date-holidays', 'node-ical', 'zod', 'node:'],
  },
  'src/pictures': {
    rooms: ['src/pictures', 'src/core', 'src/ports.ts'],
    packages: ['echarts'],
  },
  'src/web': {
    rooms: ['src/web', 'src/core', 'src/ports.ts'],
    packages: ['hono', '@hono/node-server', 'ical-generator', 'prom-client', 'node:'],
  },
  'src/main': { rooms: ['src', 'adapters', 'data'], packages: ['node:', '@opentelemetry/api'] },
  'src/main.ts': { rooms: ['src', 'adapters', 'data'], packages: ['node:'] },
  'src/cli.ts': { rooms: ['src'], packages: ['commander'] },
  'src/cli': { rooms: ['src', 'data'], packages: ['node:', 'zod', 'yaml'] },
  data: {
    rooms: ['data', 'src/core', 'src/ports.ts'],
    packages: ['better-sqlite3', 'kysely', 'pg', 'node:'],
  },
  'adapters/slack': {
    rooms: ['adapters/slack', 'src/core', 'src/ports.ts'],
    packages: ['@slack/bolt', '@slack/web-api', '@slack/types', 'zod', 'node:'],
  },
  'adapters/playground': { rooms: ['adapters/playground', 'src/core', 'src/ports.ts'], packages: ['node:'] },
};

const root = resolve(import.meta.dirname, '..');

function sources(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g,
  );
  return [...found].map((match) => (match[1] ?? match[2] ?? match[3]) as string);
}

function ruleFor(file: string) {
  const room = Object.keys(allowed)
    .filter((folder) => file === folder || file.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)[0];
  return room === undefined ? undefined : allowed[room];
}

function forbidden(file: string, specifier: string): boolean {
  const rule = ruleFor(file);
  if (!rule) return true;
  if (specifier.startsWith('.')) {
    const target = relative(root, resolve(root, dirname(file), specifier));
    return !rule.rooms.some((room) => target === room || target.startsWith(`${room}/`));
  }
  return !rule.packages.some((name) =>
    name.endsWith(':') ? specifier.startsWith(name) : specifier === name || specifier.startsWith(`${name}/`),
  );
}

const files = [...sources('src'), ...sources('adapters'), ...sources('data')];

test('every file is in a room of the layout', () => {
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => !ruleFor(file))).toEqual([]);
});

test('no room imports what the layout does not allow', () => {
  const arrows = files.flatMap((file) =>
    importsOf(file)
      .filter((specifier) => forbidden(file, specifier))
      .map((specifier) => `${file} -> ${specifier}`),
  );
  expect(arrows).toEqual([]);
});

test('only the configuration reads the environment', () => {
  const readers = files.filter(
    (file) => file !== 'src/config.ts' && /process\.env\b/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(readers).toEqual([]);
});

test('core has no clock and no randomness of its own', () => {
  const impure = files.filter(
    (file) =>
      file.startsWith('src/core/') &&
      /\bDate\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|setTimeout\(/.test(
        readFileSync(join(root, file), 'utf8'),
      ),
  );
  expect(impure).toEqual([]);
});
