import { type DestinationStream, destination, pino } from 'pino';
import type { Log } from './ports.ts';

/** Where lines go. On a terminal they are made for reading. */
export interface Sink {
  write(line: string): void;
  terminal: boolean;
}

/** Writes to stderr: JSON lines, or readable ones on a terminal. Tokens and answers are blanked out whatever the caller does. */
export function createLog(level: string, sink: Sink = stderr()): Log {
  const stream: DestinationStream = { write: (line) => sink.write(sink.terminal ? readable(line) : line) };
  return pino(
    {
      level,
      base: undefined,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: hidden(), censor: '[hidden]' },
      hooks: { streamWrite: withoutTokens },
    },
    stream,
  );
}

function stderr(): Sink {
  const out = destination({ fd: 2, sync: true });
  return { write: (line) => void out.write(line), terminal: process.stderr.isTTY ?? false };
}

/** Fields that may hold a secret, or what somebody answered. */
const HIDDEN = [
  'token',
  'secret',
  'password',
  'key',
  'authorization',
  'cookie',
  'answer',
  'answers',
  'values',
  'text',
];

function hidden(): string[] {
  return HIDDEN.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
}

/** Our own tokens, Slack's tokens, bearer tokens and signed tokens, wherever they stand in a line: in the text of an error, for example. */
const TOKENS =
  /\brondo_[\w-]{43}|\bx(?:ox[a-z]|app)-[\w-]+|\bBearer\s+[\w.~+/-]+=*|\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;

function withoutTokens(line: string): string {
  return line.replace(TOKENS, '[hidden]');
}

/** `09:30:00 warn  A message has to wait. recipient=person:mia attempts=2` */
function readable(line: string): string {
  const parsed: Record<string, unknown> = JSON.parse(line);
  const { level, time, msg, error, ...facts } = parsed;
  const rest = Object.entries(facts).map(([name, value]) => ` ${name}=${inOneWord(value)}`);
  const clock = String(time).slice(11, 19);
  const below = error === undefined ? '' : `\n  ${inOneWord(error).replaceAll('\n', '\n  ')}`;
  return `${clock} ${String(level).padEnd(5)} ${String(msg)}${rest.join('')}${below}\n`;
}

function inOneWord(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
