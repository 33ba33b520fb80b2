import type { IncomingMessage } from 'node:http';

/** Longest body in bytes. Slack's own payloads stay far below. */
const MOST = 1_000_000;

/** The raw body, which is what was signed; `too long` when it passes the limit, `gone` when the sender went away. */
export function readBody(request: IncomingMessage): Promise<Buffer | 'too long' | 'gone'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= MOST) chunks.push(chunk);
      else resolve('too long');
    });
    request.on('end', () => resolve(only(chunks) ?? Buffer.concat(chunks, length)));
    request.on('error', () => resolve('gone'));
    request.on('close', () => resolve('gone'));
  });
}

function only(chunks: readonly Buffer[]): Buffer | undefined {
  return chunks.length === 1 ? chunks[0] : undefined;
}

/** What the body says: events come as JSON, interactions as JSON in a form field, slash commands as form fields.
 * `undefined` when it is none of these. */
export function parseBody(body: Buffer, contentType: string | undefined): object | undefined {
  const words = body.toString('utf8');
  if (contentType?.includes('json')) return parseJson(words);
  const fields = new URLSearchParams(words);
  const payload = fields.get('payload');
  if (payload !== null) return parseJson(payload);
  return fields.size > 0 ? Object.fromEntries(fields) : undefined;
}

function parseJson(words: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(words);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
