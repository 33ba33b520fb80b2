import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Meter } from '../ports.ts';
import type { Exposition, Standing } from './metrics.ts';

const SECOND = 1_000;

/** In seconds: a platform waits three for an answer, and a job is late from a few on. */
const BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 300, 1_800, 3_600, 21_600, 86_400];

/** The counters, and what Node says of itself: memory, garbage, how late the event loop is. */
export function createRegister(): {
  meter: Meter;
  expose(standing: readonly Standing[]): Promise<Exposition>;
} {
  const register = new Registry();
  const registers = [register];
  const counters: Record<Parameters<Meter['count']>[0], Counter> = {
    commands: new Counter({
      name: 'rondo_commands_total',
      help: 'What people did in chat, by kind of act and how it ended.',
      labelNames: ['act', 'outcome'],
      registers,
    }),
    jobs: new Counter({
      name: 'rondo_jobs_total',
      help: 'Runs of jobs, by kind and how they ended.',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    deliveries: new Counter({
      name: 'rondo_deliveries_total',
      help: 'Posts and edits, by platform and how it took them.',
      labelNames: ['platform', 'outcome'],
      registers,
    }),
  };
  const times: Record<Parameters<Meter['took']>[0], Histogram> = {
    acknowledgement: new Histogram({
      name: 'rondo_acknowledgement_seconds',
      help: 'From a command until it is committed and its sender can be answered.',
      labelNames: ['act'],
      buckets: BUCKETS,
      registers,
    }),
    job_lateness: new Histogram({
      name: 'rondo_job_lateness_seconds',
      help: 'From when a job was due until it ran.',
      labelNames: ['kind'],
      buckets: BUCKETS,
      registers,
    }),
  };
  const gauges = new Map<string, Gauge>();
  collectDefaultMetrics({ register });

  function show({ name, help, values }: Standing): void {
    const labelNames = [...new Set(values.flatMap(({ labels }) => Object.keys(labels ?? {})))];
    const gauge = gauges.get(name) ?? new Gauge({ name, help, labelNames, registers });
    gauges.set(name, gauge);
    for (const { labels = {}, value } of values) gauge.set({ ...labels }, value);
  }

  return {
    meter: {
      count: (what, labels) => counters[what].inc({ ...labels }),
      took: (what, labels, span) => times[what].observe({ ...labels }, span / SECOND),
    },
    async expose(standing) {
      for (const one of standing) show(one);
      return { type: register.contentType, text: await register.metrics() };
    },
  };
}
