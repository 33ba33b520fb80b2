import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { readSlack, type SlackSettings } from './config/slack.ts';

/** What Rondo is told from outside; read once at start. */
export interface Config {
  port: number;
  /** The folder of the database. */
  data: string;
  /** A folder of own definitions, laid over the shipped ones. */
  rituals?: string;
  /** Where people reach this Rondo's pages, without a slash at the end. */
  url?: string;
  /** 32 bytes that encrypt tokens at rest. */
  key?: Buffer;
  /** Where metrics and readiness are asked for instead of the public port. */
  internal?: { host: string; port: number };
  /** Somebody wants to be told what goes on when: an exporter of traces is set up. */
  tracing?: true;
  /** People's ids; they hear of alarms. */
  operators: readonly string[];
  /** Alarms are posted there too. */
  alarmUrl?: string;
  /** Called every minute while all is well. */
  heartbeatUrl?: string;
  log: (typeof LEVELS)[number];
  /** There when Slack is set up. */
  slack?: SlackSettings;
  /** The settings of platforms that this version does not have. */
  strange: readonly string[];
}

/** Names every wrong setting; secret values are never shown. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Rondo cannot start with these settings:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
    this.problems = problems;
  }
}

type Values = Readonly<Record<string, string | undefined>>;

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const TEAMS = ['TEAMS_APP_ID', 'TEAMS_APP_PASSWORD', 'TEAMS_TENANT_ID'];

const ADDRESS = 'an address that begins with http:// or https://';

function address() {
  return z.url({ protocol: /^https?$/ });
}

const settings = z.object({
  PORT: z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .refine((port) => port <= 65_535)
    .default(3000)
    .describe('a port number from 0 to 65535'),
  RONDO_DATA: z.string().default('data/local').describe('a folder'),
  RONDO_RITUALS: z.string().optional().describe('a folder'),
  RONDO_URL: address()
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe(ADDRESS),
  RONDO_KEY: z
    .string()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((key) => key.length === 32)
    .optional()
    .describe('32 bytes in base64 (make one with: openssl rand -base64 32)'),
  RONDO_INTERNAL_PORT: z
    .string()
    .regex(/^(?:(?:[\w.-]+|\[[\da-f:]+\]):)?\d+$/i)
    .transform(listenerIn)
    .refine(({ port }) => port <= 65_535)
    .optional()
    .describe('a port number, or an address of this machine with one, like 0.0.0.0:9464'),
  RONDO_OPERATORS: z
    .string()
    .regex(/^\s*[\w.-]+(\s*,\s*[\w.-]+)*\s*,?\s*$/)
    .transform((text) =>
      text
        .split(',')
        .map((id) => id.trim())
        .filter(Boolean),
    )
    .default([])
    .describe("people's ids with commas between them"),
  RONDO_ALARM_URL: address().optional().describe(ADDRESS),
  RONDO_HEARTBEAT_URL: address().optional().describe(ADDRESS),
  RONDO_LOG: z
    .enum(LEVELS)
    .default('info')
    .describe(`one of ${LEVELS.join(', ')}`),
});

function listenerIn(text: string): { host: string; port: number } {
  const colon = text.lastIndexOf(':');
  const host = colon < 0 ? '127.0.0.1' : text.slice(0, colon).replace(/^\[|\]$/g, '');
  return { host, port: Number(text.slice(colon + 1)) };
}

type Name = keyof typeof settings.shape;

/** Such an address often carries a secret. */
const SECRET: readonly string[] = ['RONDO_KEY', 'RONDO_ALARM_URL', 'RONDO_HEARTBEAT_URL'];

/** The settings of the process: its environment, and below it the file `.env` of the folder.
 * Throws `ConfigError` with every problem at once. */
export function loadConfig(folder = process.cwd()): Config {
  const file = join(folder, '.env');
  const written: Values = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return readConfig({ ...written, ...process.env });
}

/** An empty value counts as absent. */
export function readConfig(all: Values): Config {
  const values = Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined && value !== ''),
  );
  const read = settings.safeParse(values);
  const { slack, problems: wrongSlack } = readSlack(values);
  const wrong = read.success ? [] : [...new Set(read.error.issues.map((issue) => issue.path[0]))];
  const problems = [
    ...wrong.map((name) => problemWith(String(name), values)),
    ...unknownNames(values),
    ...wrongSlack,
  ];
  if (!read.success || problems.length > 0) throw new ConfigError(problems);
  const { PORT, RONDO_DATA, RONDO_RITUALS, RONDO_URL, RONDO_KEY, RONDO_OPERATORS, RONDO_LOG } = read.data;
  const { RONDO_ALARM_URL, RONDO_HEARTBEAT_URL } = read.data;
  return {
    port: PORT,
    data: RONDO_DATA,
    ...(RONDO_RITUALS ? { rituals: RONDO_RITUALS } : {}),
    ...(RONDO_URL !== undefined && { url: RONDO_URL }),
    ...(RONDO_KEY !== undefined && { key: RONDO_KEY }),
    ...(read.data.RONDO_INTERNAL_PORT && { internal: read.data.RONDO_INTERNAL_PORT }),
    ...(wantsTraces(values) && { tracing: true as const }),
    operators: RONDO_OPERATORS,
    ...(RONDO_ALARM_URL !== undefined && { alarmUrl: RONDO_ALARM_URL }),
    ...(RONDO_HEARTBEAT_URL !== undefined && { heartbeatUrl: RONDO_HEARTBEAT_URL }),
    log: RONDO_LOG,
    ...(slack !== undefined && { slack }),
    strange: TEAMS.filter((name) => values[name] !== undefined),
  };
}

/** By the settings that every OpenTelemetry exporter reads. */
function wantsTraces(values: Values): boolean {
  const { OTEL_SDK_DISABLED: off = '', OTEL_TRACES_EXPORTER: exporter = '' } = values;
  if (off.toLowerCase() === 'true' || exporter === 'none') return false;
  return [values.OTEL_EXPORTER_OTLP_ENDPOINT, values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT].some(Boolean);
}

function problemWith(name: string, values: Values): string {
  const expected = name in settings.shape ? settings.shape[name as Name].description : 'a value';
  const value = values[name] ?? '';
  const found = SECRET.includes(name) ? `${value.length} characters (not shown)` : `"${value}"`;
  return `${name}: expected ${expected}, found ${found}.`;
}

/** A misspelt setting must not be passed over in silence. */
function unknownNames(values: Values): string[] {
  const known = Object.keys(settings.shape);
  const strange = Object.keys(values).filter((name) => name.startsWith('RONDO_') && !known.includes(name));
  return strange.map((name) => `${name}: there is no such setting. There are ${known.join(', ')}.`);
}
