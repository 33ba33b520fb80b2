import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Instant } from '../core/time.ts';
import { type Gauges, gaugesNow } from '../engine/watch/gauges.ts';
import type { Jobs, Log, Store } from '../ports.ts';
import { createMetrics, type Metrics, type Standing } from '../web/metrics.ts';
import { createWeb, type Web, type WebNeeds } from '../web/server.ts';

/** The numbers of a running Rondo: what was counted, how things stand, and the size of its database. */
export function metricsOf(
  { data }: Config,
  { store, jobs, now }: { store: Store; jobs: Jobs; now: () => Instant },
): Metrics {
  return createMetrics(async () =>
    standingOf(await gaugesNow(store, jobs, now()), await sizeOf(join(data, 'rondo.db'))),
  );
}

function standingOf({ escalations, outbox, overdue, oldestJob }: Gauges, size: number): Standing[] {
  const byLevel = Object.entries(escalations).map(([level, value]) => ({ labels: { level }, value }));
  return [
    { name: 'rondo_open_escalations', help: 'Open blockers, by level.', values: byLevel },
    { name: 'rondo_outbox', help: 'What is on its way to people, by kind.', values: byKind(outbox) },
    {
      name: 'rondo_overdue',
      help: 'What should have gone out over 5 minutes ago, by kind.',
      values: byKind(overdue),
    },
    {
      name: 'rondo_oldest_job_seconds',
      help: 'How long the oldest job that is due has waited.',
      values: [{ value: oldestJob / 1_000 }],
    },
    {
      name: 'rondo_store_bytes',
      help: 'The size of the database with its log.',
      values: [{ value: size }],
    },
  ];
}

function byKind(counts: Readonly<Record<string, number>>): Standing['values'] {
  return Object.entries(counts).map(([kind, value]) => ({ labels: { kind }, value }));
}

/** Its write-ahead log comes and goes. */
async function sizeOf(file: string): Promise<number> {
  const sizes = await Promise.all([file, `${file}-wal`].map((one) => stat(one).catch(() => ({ size: 0 }))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}

/** The public port, and the one for those who look after the machine where it is set: then readiness and metrics are there
 * alone. Gives the public address. */
export async function openPorts(
  { port, internal, url }: Config,
  { routes, health, metrics, log }: Required<Pick<WebNeeds, 'routes' | 'health' | 'metrics' | 'log'>>,
): Promise<{ address: string; stop(): Promise<void> }> {
  const inside = internal ? createWeb({ routes: [], health, metrics, log, inside: true }) : undefined;
  const open = createWeb({
    routes,
    log,
    ...(inside ? {} : { health, metrics }),
    ...(url === undefined ? {} : { url }),
  });
  const address = await open.listen(port);
  if (inside && internal) await listenInside(inside, internal, log);
  return {
    address,
    stop: async () => void (await Promise.all([open.stop(), inside?.stop()])),
  };
}

async function listenInside(
  web: Web,
  { host, port }: { host: string; port: number },
  log: Log,
): Promise<void> {
  const address = await web.listen(port, host);
  log.info({ address }, 'Readiness and metrics are answered on a port of their own.');
}
