import { Agent, createServer, type RequestListener, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export interface Call {
  /** A method of the Web API, or `hook` for an answer to an interaction. */
  method: string;
  // biome-ignore lint/suspicious/noExplicitAny: what was sent is looked at field by field
  args: any;
}

/** A server on a free port of this machine until the test is over; gives its address. */
export async function serveOn(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A Web API that takes everything, unless a method is to answer otherwise. `until(n)` waits for that many calls. */
export async function stubApi() {
  const calls: Call[] = [];
  const answers = new Map<string, () => object>();
  let heard = () => {};
  const origin = await serveOn(async (request, response) => {
    const method = request.url?.startsWith('/hook') ? 'hook' : (request.url ?? '').replace('/api/', '');
    const answer = answers.get(method)?.() ?? { ok: true };
    calls.push({ method, args: argsOf(request.headers['content-type'], await text(request)) });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    heard();
  });

  async function until(count: number): Promise<readonly Call[]> {
    while (calls.length < count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      heard = resolve;
      await promise;
    }
    return calls;
  }

  return { origin, api: `${origin}/api/`, hook: `${origin}/hook/1`, calls, answers, until };
}

function argsOf(type: string | undefined, body: string): object {
  if (type?.includes('json')) return JSON.parse(body);
  const fields = [...new URLSearchParams(body)].map(([name, value]) => [name, jsonOr(value)]);
  return Object.fromEntries(fields);
}

function jsonOr(value: string): unknown {
  return /^[[{]/.test(value) ? JSON.parse(value) : value;
}

const agent = new Agent({ keepAlive: true, maxSockets: 40 });

/** Posts over connections that stay open: ten thousand times in a test that should be quick. */
export function post(
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; words: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent }, async (response) =>
      resolve({ status: response.statusCode ?? 0, words: await text(response) }),
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
