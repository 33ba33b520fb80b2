import { expect, test } from 'vitest';
import type { Message } from '../../../src/core/message.ts';
import { gaugesNow } from '../../../src/engine/watch/gauges.ts';
import { measuredChats, measuredCommand, measuredJobs } from '../../../src/engine/watch/measured.ts';
import { type Chat, ChatError, type Jobs, type Meter, type Tracer } from '../../../src/ports.ts';
import { atlas, people, ritual, sync } from '../../atlas.ts';
import { harness } from '../../harness.ts';
import { raise } from '../../stories/blockers.ts';

function watching() {
  const told: string[] = [];
  const clock = { time: 1_000, now: () => clock.time, wake: () => () => {} };
  const words = (labels: object) => Object.values(labels).join(' ');
  const meter: Meter = {
    count: (what, labels) => void told.push(`${what} ${words(labels)}`),
    took: (what, labels, span) => void told.push(`${what} ${words(labels)} ${span}`),
  };
  const tracer: Tracer = {
    async span(name, facts, work) {
      told.push(`begin ${name} ${words(facts)}`);
      try {
        return await work((fact, value) => void told.push(`note ${fact} ${value}`));
      } finally {
        told.push(`end ${name}`);
      }
    },
  };
  return { told, clock, meter, tracer };
}

const command = {
  id: '1',
  workspace: 'W',
  platform: 'slack',
  user: 'U1',
  act: { act: 'say', text: 'my secret answer' },
} as const;

test('a command is counted by how it ended, timed until its reply, and its words are told to nobody', async () => {
  const needs = watching();
  await measuredCommand(needs, command, async () => {
    needs.clock.time += 250;
    return { reply: 'refused', text: ['No.'] };
  });
  expect(needs.told).toEqual([
    'begin command say slack',
    'note outcome refused',
    'commands say refused',
    'acknowledgement say 250',
    'end command say',
  ]);
  const broken = () => Promise.reject(new Error('disk'));
  await expect(measuredCommand(needs, command, broken)).rejects.toThrow('disk');
  expect(needs.told).toContain('commands say failed');
  expect(needs.told.join()).not.toContain('secret');
});

test('a job is counted done, gone or failed, with how late it ran', async () => {
  const needs = watching();
  const job = { key: 'prompt:1', kind: 'prompt', due: 400, payload: {}, attempts: 0, arming: 1 };
  const ends: (() => Promise<'done' | 'gone'>)[] = [
    async () => 'done',
    async () => 'gone',
    () => Promise.reject(new Error('no')),
  ];
  const inner: Jobs = {
    next: async () => undefined,
    claim: async () => [],
    run: () => ends.shift()!(),
    retry: async () => {},
    onArmed: () => {},
  };
  const jobs = measuredJobs(needs, inner);
  const unit = async () => {};
  expect(await jobs.run(job, unit)).toBe('done');
  expect(await jobs.run(job, unit)).toBe('gone');
  await expect(jobs.run(job, unit)).rejects.toThrow('no');
  const counts = needs.told.filter((one) => one.startsWith('jobs') || one.startsWith('job_'));
  expect(counts).toEqual([
    'job_lateness prompt 600',
    'jobs prompt done',
    'job_lateness prompt 600',
    'jobs prompt gone',
    'job_lateness prompt 600',
    'jobs prompt failed',
  ]);
});

test('posts and edits are counted by how the platform took them, and the chat stays what it is', async () => {
  const needs = watching();
  const wrong: unknown[] = [undefined, new ChatError('limited', 'slow'), new TypeError('?')];
  const answer = async () => {
    const error = wrong.shift();
    if (error) throw error;
    return 'ref';
  };
  let length = 1;
  const chat: Chat = {
    platform: 'slack',
    workspace: 'W',
    get capabilities() {
      return { find: { direct: true, channel: true }, length };
    },
    send: answer,
    edit: async () => {},
    find: async () => undefined,
    directory: async () => [],
  };
  const measured = measuredChats(needs, new Map([['W', chat]])).get('W')!;
  const to = { workspace: 'W', to: { user: 'U' } };
  const message: Message = { summary: 'x', elements: [] };
  const how = { id: 'm1', reader: { zone: 'UTC' } };
  expect(await measured.send(to, message, how)).toBe('ref');
  await expect(measured.send(to, message, how)).rejects.toThrow('slow');
  await expect(measured.send(to, message, how)).rejects.toThrow('?');
  await measured.edit(to, 'ref', message, how);
  expect(needs.told.filter((one) => one.startsWith('deliveries'))).toEqual([
    'deliveries slack sent',
    'deliveries slack limited',
    'deliveries slack lost',
    'deliveries slack edited',
  ]);
  length = 2;
  expect(measured.capabilities.length).toBe(2);
  expect(measured.platform).toBe('slack');
});

test('how things stand: blockers by level, what is on its way, what is late', async () => {
  const quiet = ritual('morning-sync', () => ({ facilitator: undefined }));
  const team = await atlas(sync, people('mia', 'tom'), quiet);
  const life = await harness({ at: '2026-11-02T12:00:00Z', teams: [team] });
  const now = life.clock.now();
  const jobs = { next: async () => now - 90_000 };
  expect(await gaugesNow(life.store, jobs, now)).toEqual({
    escalations: { 1: 0, 2: 0, 3: 0 },
    outbox: { items: 0, messages: 0 },
    overdue: { items: 0, messages: 0 },
    oldestJob: 90_000,
  });
  await raise(life, 'mia', { what: 'The database is down', when: 'today' });
  life.ignore(/(?:)/);
  const after = await gaugesNow(life.store, { next: async () => undefined }, now);
  expect(after.oldestJob).toBe(0);
  expect(after.escalations).toEqual({ 1: 1, 2: 0, 3: 0 });
});
