import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import type { Changes } from '../../src/ports.ts';
import { createLive } from '../../src/web/dashboard/live.ts';

/** A clock that is moved by hand, and teams in which something happens when the test says so. */
function scene() {
  const state = { now: 1_000_000 };
  const timers: { at: number; call: () => void }[] = [];
  const listeners = new Map<string, Set<() => void>>();
  const changes: Changes = {
    subscribe(team, listener) {
      const those = listeners.get(team) ?? new Set();
      listeners.set(team, those.add(listener));
      return () => void those.delete(listener);
    },
  };
  const live = createLive(
    changes,
    () => state.now,
    (span, call) => void timers.push({ at: state.now + span, call }),
  );
  return {
    live,
    listening: (team: string) => listeners.get(team)?.size ?? 0,
    happens(team: string) {
      for (const listener of listeners.get(team) ?? []) listener();
    },
    pass(span: number) {
      const end = state.now + span;
      for (;;) {
        timers.sort((a, b) => a.at - b.at);
        if (timers[0] === undefined || timers[0].at > end) break;
        const { at, call } = timers.shift()!;
        state.now = at;
        call();
      }
      state.now = end;
    },
  };
}

/** A page's stream: what was written, and a way to close it. */
function stream() {
  const written: string[] = [];
  const headers: Record<string, string> = {};
  const events = new EventEmitter();
  const response = Object.assign(events, {
    write: (text: string) => void written.push(text),
    setHeader: (name: string, value: string) => void Object.assign(headers, { [name]: value }),
    end: () => void events.emit('close'),
  });
  const told = () => written.filter((text) => text.includes('event: changed')).length;
  return {
    response: response as unknown as ServerResponse,
    written,
    headers,
    told,
    close: () => events.emit('close'),
  };
}

test('a page is told of what happens in its team, once a second at most, and of nothing else', () => {
  const { live, happens, pass } = scene();
  const page = stream();
  expect(live.open('atlas', page.response)).toBe(true);
  expect(page.headers['content-type']).toMatch(/^text\/event-stream/);
  happens('borealis');
  pass(2_000);
  expect(page.told()).toBe(0);
  for (let n = 0; n < 50; n += 1) happens('atlas');
  pass(100);
  expect(page.told()).toBe(1);
  for (let n = 0; n < 9; n += 1) {
    happens('atlas');
    pass(100);
  }
  expect(page.told()).toBe(1);
  pass(200);
  expect(page.told()).toBe(2);
  pass(5_000);
  expect(page.told()).toBe(2);
});

test('of two hundred open pages ten at a time are told, and all of them within two seconds', () => {
  const { live, happens, pass } = scene();
  const pages = Array.from({ length: 200 }, stream);
  for (const page of pages) live.open('atlas', page.response);
  happens('atlas');
  const told = () => pages.reduce((sum, page) => sum + page.told(), 0);
  expect(told()).toBe(0);
  pass(100);
  expect(told()).toBe(10);
  pass(1_900);
  expect(pages.map((page) => page.told())).toEqual(pages.map(() => 1));
});

test('a quiet page hears a beat, and after an hour its browser has to come again', () => {
  const { live, pass, listening } = scene();
  const page = stream();
  live.open('atlas', page.response);
  pass(26_000);
  expect(page.written.filter((text) => text.startsWith(': still'))).toHaveLength(1);
  pass(60 * 60_000);
  expect(listening('atlas')).toBe(0);
});

test('a page that was closed is forgotten, also while it waits to be told', () => {
  const { live, happens, pass, listening } = scene();
  const page = stream();
  live.open('atlas', page.response);
  happens('atlas');
  page.close();
  pass(1_000);
  expect(page.told()).toBe(0);
  expect(listening('atlas')).toBe(0);
});

test('there are a thousand streams at most', () => {
  const { live } = scene();
  const answers = Array.from({ length: 1_001 }, () => live.open('atlas', stream().response));
  expect(answers.filter(Boolean)).toHaveLength(1_000);
  expect(answers.at(-1)).toBe(false);
});
