import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'rondo-start-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

interface Run {
  child: ChildProcess;
  out: () => string;
  /** Resolves with what was printed once it matches. */
  says(pattern: RegExp): Promise<string>;
  exit: Promise<number | null>;
}

function rondo(args: readonly string[], env: Record<string, string>, input?: string): Run {
  const child = spawn(process.execPath, ['bin/rondo.mjs', ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', RONDO_LOG: 'error', PORT: '0', ...env },
  });
  let printed = '';
  const waiting: { pattern: RegExp; resolve: (text: string) => void }[] = [];
  const hear = (chunk: Buffer) => {
    printed += chunk;
    for (const { pattern, resolve } of waiting) if (pattern.test(printed)) resolve(printed);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.stdin.end(input);
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    child,
    out: () => printed,
    says: (pattern) =>
      new Promise((resolve) =>
        pattern.test(printed) ? resolve(printed) : waiting.push({ pattern, resolve }),
      ),
    exit: once(child, 'exit').then(([code]) => code as number | null),
  };
}

function addressIn(text: string): string {
  return /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? '';
}

test('it starts with the playground, answers, and ends with 0 when it is told to', async () => {
  const run = rondo(['start'], { RONDO_DATA: folder() });
  const address = addressIn(await run.says(/Open http/));
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  expect(await (await fetch(address)).text()).toContain('Rondo');
  run.child.kill('SIGTERM');
  expect(await run.exit).toBe(0);
});

test('a second one on the same data is refused and told who holds it', async () => {
  const data = folder();
  const first = rondo(['start'], { RONDO_DATA: data });
  await first.says(/Open http/);
  const second = rondo(['start'], { RONDO_DATA: data });
  expect(await second.exit).toBe(1);
  expect(second.out()).toMatch(new RegExp(`process ${first.child.pid}\\b`));
  expect(second.out()).not.toMatch(/at .*\.ts:\d+/);
});

test('a killed one leaves nothing that keeps the next from starting', async () => {
  const data = folder();
  const first = rondo(['start'], { RONDO_DATA: data });
  await first.says(/Open http/);
  first.child.kill('SIGKILL');
  await first.exit;
  const second = rondo(['start'], { RONDO_DATA: data });
  expect(addressIn(await second.says(/Open http/))).not.toBe('');
});

test('a taken port, wrong settings and wrong tokens each end in a sentence', async () => {
  const first = rondo(['start'], { RONDO_DATA: folder() });
  const port =
    addressIn(await first.says(/Open http/))
      .split(':')
      .at(-1) ?? '';
  const taken = rondo(['start'], { RONDO_DATA: folder(), PORT: port });
  const wrong = rondo(['start'], { RONDO_DATA: folder(), PORT: 'soon', RONDO_KEY: 'short' });
  const real = rondo(['start'], {
    RONDO_DATA: folder(),
    SLACK_BOT_TOKEN: 'not-a-token',
    SLACK_SIGNING_SECRET: 'not-a-token',
  });
  const teams = rondo(['start'], { RONDO_DATA: folder(), TEAMS_APP_ID: 'not-a-token' });
  expect(await Promise.all([taken.exit, wrong.exit, real.exit, teams.exit])).toEqual([1, 1, 1, 1]);
  expect(taken.out()).toMatch(/Port \d+ is taken/);
  expect(wrong.out()).toMatch(/PORT[\s\S]*RONDO_KEY/);
  expect(real.out()).toMatch(/SLACK_BOT_TOKEN/);
  expect(teams.out()).toMatch(/Microsoft Teams/);
  for (const { out } of [taken, wrong, real, teams]) expect(out()).not.toMatch(/\.ts:\d+|not-a-token/);
});

test('a missing or wrong folder of definitions, and data that cannot be used, each end in a sentence', async () => {
  const wrong = folder();
  writeFileSync(join(wrong, 'bad.yml'), 'id: bad\nname: 3\n');
  const garbage = folder();
  writeFileSync(
    join(garbage, 'rondo.db'),
    'this is no database, but it is long enough to be looked at as one '.repeat(20),
  );
  const file = join(folder(), 'file');
  writeFileSync(file, '');
  const runs = [
    rondo(['start'], { RONDO_DATA: folder(), RONDO_RITUALS: join(wrong, 'nowhere') }),
    rondo(['start'], { RONDO_DATA: folder(), RONDO_RITUALS: wrong }),
    rondo(['start'], { RONDO_DATA: garbage }),
    rondo(['start'], { RONDO_DATA: file }),
  ];
  expect(await Promise.all(runs.map(({ exit }) => exit))).toEqual([1, 1, 1, 1]);
  const [missing, broken, noDatabase, noFolder] = runs.map(({ out }) => out());
  expect(missing).toMatch(/no such folder/);
  expect(broken).toMatch(/bad\.yml:2:7: expected/);
  expect(noDatabase).toMatch(/cannot be opened/);
  expect(noFolder).toMatch(/cannot be used as a folder/);
  for (const said of [missing, broken, noDatabase, noFolder]) expect(said).not.toMatch(/\.ts:\d+/);
});

test('deadlines come out one a line, in order, also for lines that are wrong', async () => {
  const line = (from: string) =>
    JSON.stringify({
      calendar: { zone: 'Europe/Berlin', hours: { mon: [['09:00', '17:00']] }, holidays: [] },
      deadline: { kind: 'working_hours', n: 1 },
      from,
    });
  const run = rondo(
    ['deadline'],
    {},
    `${line('2026-11-02T09:00:00+01:00')}\nnonsense\n${line('2026-11-02T10:00:00+01:00')}\n`,
  );
  expect(await run.exit).toBe(0);
  const lines = run
    .out()
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text));
  expect(lines).toEqual([
    { due: '2026-11-02T09:00:00Z' },
    { error: expect.any(String) },
    { due: '2026-11-02T10:00:00Z' },
  ]);
});

test('a deadline of a team follows its policy; a level or instant that is wrong is refused in a sentence', async () => {
  const due = rondo(
    ['deadline', '--team', 'atlas', '--level', '2', '--at', '2026-11-02T10:00:00+01:00', '--json'],
    {},
  );
  const respond = rondo(
    [
      'deadline',
      '--team',
      'atlas',
      '--level',
      '1',
      '--at',
      '2026-11-02T10:00:00+01:00',
      '--respond',
      'ana',
      '--json',
    ],
    {},
  );
  const wrong = rondo(['deadline', '--team', 'atlas', '--level', '4', '--at', 'noon'], {});
  expect(await Promise.all([due.exit, respond.exit, wrong.exit])).toEqual([0, 0, 1]);
  expect(JSON.parse(due.out())).toEqual({ due: '2026-11-03T09:00:00Z' });
  expect(JSON.parse(respond.out())).toEqual({ due: '2026-11-02T15:00:00Z' });
  expect(wrong.out()).toMatch(/--level: expected 1, 2 or 3, found 4/);
});

test('simulate prints one JSON line an event, in order', async () => {
  const run = rondo(['simulate', '--team', 'atlas', '--from', '2026-11-02', '--days', '5', '--json'], {});
  expect(await run.exit).toBe(0);
  const events = run
    .out()
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as { at: string; what: string; date: string });
  expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted());
  expect(new Set(events.map(({ date }) => date))).toEqual(
    new Set(['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05', '2026-11-06']),
  );
  expect(events.filter(({ what, date }) => what === 'prompt' && date === '2026-11-03')).toHaveLength(6);
});

test('an unknown team or verb is refused with what there is', async () => {
  const team = rondo(['simulate', '--team', 'atlantis', '--from', '2026-11-02', '--days', '1'], {});
  const verb = rondo(['chekc'], {});
  expect(await team.exit).toBe(1);
  expect(team.out()).toMatch(/no team atlantis. Teams: atlas/);
  expect(await verb.exit).toBe(1);
  expect(verb.out()).toMatch(/Did you mean check/);
});
