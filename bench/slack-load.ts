/** A process that is Slack: sends signed requests over connections that stay open, and takes every call of the Web API. So
 * that it does not use the thread that is measured. */
import { createHmac } from 'node:crypto';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export const SECRET = 'the secret of the bench';

/** What the parent asks for. */
export interface Load {
  url: string;
  connections: number;
  bodies: readonly string[];
}

/** What it hears: first the address of the Web API, then a load's figures; `calls` is how often the Web API was called. */
export type Told = { api: string } | { took: number; latencies: number[]; refused: number; calls: number };

const taken = { calls: 0 };

if (import.meta.main) {
  const api = createServer((call, response) => {
    call.resume();
    taken.calls += 1;
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
  });
  api.listen(0, '127.0.0.1', () =>
    tell({ api: `http://127.0.0.1:${(api.address() as AddressInfo).port}/api/` }),
  );
  process.on('message', (load: Load) => void send(load).then(tell));
}

function tell(told: Told): void {
  process.send?.(told);
}

async function send({ url, connections, bodies }: Load): Promise<Told> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const ready = bodies.map((body) => ({ body, headers: headersFor(body) }));
  const latencies: number[] = [];
  taken.calls = 0;
  let refused = 0;
  const start = performance.now();

  async function one(): Promise<void> {
    for (let next = ready.pop(); next; next = ready.pop()) {
      const begun = performance.now();
      const status = await post(url, agent, next.headers, next.body);
      latencies.push(performance.now() - begun);
      if (status !== 200) refused += 1;
    }
  }

  await Promise.all(Array.from({ length: connections }, one));
  const took = performance.now() - start;
  agent.destroy();
  return { took, latencies, refused, calls: taken.calls };
}

/** What Slack sends with a body: signed, and dated now. */
export function headersFor(body: string): Record<string, string> {
  const stamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', SECRET).update(`v0:${stamp}:${body}`).digest('hex');
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
    'x-slack-request-timestamp': stamp,
    'x-slack-signature': `v0=${signature}`,
  };
}

function post(url: string, agent: Agent, headers: Record<string, string>, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
