import { expect, onTestFinished, test } from 'vitest';
import { createMetrics } from '../../src/web/metrics.ts';
import { createWeb, type WebNeeds } from '../../src/web/server.ts';
import { silent } from '../engine/post-office.ts';

const health = async () => ({ ready: true, reasons: [] });
const metrics = async () => ({ type: 'text/plain; version=0.0.4', text: 'rondo_up 1\n' });

async function serving(over: Partial<WebNeeds>) {
  const web = createWeb({ routes: [], log: silent, ...over });
  onTestFinished(() => web.stop(0));
  return web.listen(0);
}
const statusOf = async (url: string, headers: Record<string, string> = {}) =>
  (await fetch(url, { headers })).status;

test('what was counted before anybody asked is in the first answer, and what comes after in the next', async () => {
  const { meter, expose } = createMetrics(async () => [
    { name: 'rondo_open_escalations', help: 'Open.', values: [{ labels: { level: '2' }, value: 3 }] },
  ]);
  meter.count('commands', { act: 'slash', outcome: 'done' });
  meter.took('job_lateness', { kind: 'prompt' }, 40_000);
  const first = await expose();
  expect(first.type).toContain('version=0.0.4');
  expect(first.text).toContain('rondo_commands_total{act="slash",outcome="done"} 1');
  expect(first.text).toContain('rondo_job_lateness_seconds_bucket{le="30",kind="prompt"} 0');
  expect(first.text).toContain('rondo_job_lateness_seconds_bucket{le="60",kind="prompt"} 1');
  expect(first.text).toContain('rondo_job_lateness_seconds_sum{kind="prompt"} 40');
  expect(first.text).toContain('rondo_open_escalations{level="2"} 3');
  expect(first.text).toContain('nodejs_eventloop_lag_seconds');
  meter.count('commands', { act: 'slash', outcome: 'done' });
  expect((await expose()).text).toContain('rondo_commands_total{act="slash",outcome="done"} 2');
});

test('nobody has to ask: what is counted takes no more and more memory', async () => {
  const { meter, expose } = createMetrics(async () => []);
  for (let n = 0; n < 2_500; n += 1) meter.count('jobs', { kind: 'prompt', outcome: 'done' });
  expect((await expose()).text).toContain('rondo_jobs_total{kind="prompt",outcome="done"} 2500');
});

test('on the public port only this machine itself reads the metrics, and no proxy on it', async () => {
  const at = await serving({ health, metrics });
  const answer = await fetch(`${at}/metrics`);
  expect([answer.status, await answer.text()]).toEqual([200, 'rondo_up 1\n']);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4');
  expect(await statusOf(`${at}/readyz`)).toBe(200);
  for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via', 'x-forwarded-host'])
    expect(await statusOf(`${at}/metrics`, { [name]: '203.0.113.9' }), name).toBe(404);
});

test('with a port of their own, metrics and readiness are not on the public one', async () => {
  const open = await serving({});
  const inside = await serving({ health, metrics, inside: true });
  for (const path of ['/metrics', '/readyz']) {
    expect(await statusOf(open + path), path).toBe(404);
    expect(await statusOf(inside + path), path).toBe(200);
  }
  expect(await statusOf(`${open}/healthz`)).toBe(200);
  expect(await statusOf(`${inside}/healthz`)).toBe(200);
  expect(await statusOf(`${inside}/metrics`, { 'x-forwarded-for': '10.0.0.7' })).toBe(200);
});

test('a taken internal port is named by its own setting', async () => {
  const at = await serving({});
  const web = createWeb({ routes: [], log: silent, health, inside: true });
  await expect(web.listen(Number(new URL(at).port))).rejects.toThrow(/RONDO_INTERNAL_PORT/);
});
