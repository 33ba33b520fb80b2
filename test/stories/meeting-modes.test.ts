import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Ritual } from '../../src/core/ritual.ts';
import type { Team } from '../../src/core/team.ts';
import { MINUTE } from '../../src/core/time.ts';
import { loadDefinitions } from '../../src/sources/definitions.ts';
import { formIn, harness } from '../harness.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', 'rituals');
const MONDAY = { on: 'weekdays', days: [1] } as const;

/** A small team that works at the same hours. */
const TEAM = `id: atlas
name: Atlas
platform: playground
channel: "#atlas"
zone: Europe/Berlin
hours: { mon-fri: ["09:00-17:00"] }
members:
  - { id: mia, name: Mia Sommer, user: "@mia", roles: [product-owner, ux, qa] }
  - { id: tom, name: Tom Okafor, user: "@tom", roles: [architect, developer, integration-coordinator] }
  - { id: ivo, name: Ivo Novak, user: "@ivo", roles: [lead], participates: false }
stakeholders: ["@dana", "@rita", "@omar", "@lena"]
leadership: ["@dana"]
admins: [ivo]
`;

/** That team with every shipped ritual; `mode`: the one field that a team file changes, in all of them. */
async function loaded(mode?: Ritual['mode']): Promise<Team> {
  const own = await mkdtemp(join(tmpdir(), 'rondo-modes-'));
  try {
    await mkdir(join(own, 'teams'));
    const files = (await readdir(SHIPPED)).filter((name) => name.endsWith('.yml'));
    const picks = files.map((name) => pickOf(name.slice(0, -4), mode));
    await writeFile(join(own, 'teams', 'atlas.yml'), `${TEAM}rituals:\n${picks.join('\n')}\n`);
    const { teams, problems } = await loadDefinitions({ shipped: SHIPPED, own, today: '2026-11-02' });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    return teams.find(({ id }) => id === 'atlas')!;
  } finally {
    await rm(own, { recursive: true });
  }
}

function pickOf(id: string, mode?: Ritual['mode']): string {
  const flipped = mode && [...LIVE, ...ASYNC].includes(id);
  return flipped ? `  - { id: ${id}, mode: ${mode} }` : `  - ${id}`;
}

let teams: Record<'as shipped' | 'async' | 'live', Team>;
beforeAll(async () => {
  teams = { 'as shipped': await loaded(), async: await loaded('async'), live: await loaded('live') };
});

/** One ritual, which the team file has set to that mode, on Monday 2 November. */
async function held(id: string, mode: Ritual['mode']) {
  const { [mode]: team } = teams;
  const { with: _everybody, ...ritual } = team.rituals.find((one) => one.id === id)!;
  expect(ritual.mode).toBe(mode);
  const { from: _from, until: _until, ...schedule } = ritual.schedule;
  const monday = { ...schedule, on: MONDAY, every: { n: 1, unit: 'weeks' as const } };
  return harness({
    at: '2026-11-01T12:00:00Z',
    teams: [{ ...team, rituals: [{ ...ritual, schedule: monday }] }],
  });
}

const LIVE = [
  'annual-review',
  'design-architecture-workshop',
  'integration-check',
  'mid-week-review',
  'product-ux-alignment',
  'quality-plan',
  'risk-review',
  'weekly-planning',
  'weekly-review',
  'workflow-evolution',
  'workflow-retro',
];
const ASYNC = ['morning-sync', 'quality-review', 'risk-radar', 'stakeholder-pulse'];

test('these are all rituals that are shipped, but duties and digests', () => {
  const rituals = teams['as shipped'].rituals.filter(({ kind }) => kind !== 'duty' && kind !== 'digest');
  const ids = (mode: Ritual['mode']) => rituals.filter((one) => one.mode === mode).map(({ id }) => id);
  expect(ids('live').toSorted()).toEqual(LIVE);
  expect(ids('async').toSorted()).toEqual(ASYNC);
});

describe.each([...LIVE, ...ASYNC])('%s', (id) => {
  test('is asked, answered and published in writing', async () => {
    const story = await held(id, 'async');
    await story.until('2026-11-02T05:00:00Z');
    const planned = await story.store.read.prompts.find({ team: 'atlas' });
    await story.until(Math.max(...planned.map(({ at }) => at)) + MINUTE);
    const asked = await story.store.read.prompts.find({ state: 'asked' });
    expect(asked.length).toBeGreaterThan(0);
    for (const { person } of asked) {
      const form = formIn(await story.slash(person, '/rondo standup'));
      const inputs = form.parts.flatMap((part) => (part.part === 'input' ? [part.input] : []));
      const value = ({ input, choices }: (typeof inputs)[number]) =>
        input === 'number' ? 3 : input === 'select' ? choices?.[0]?.value : 'Fine';
      const values = Object.fromEntries(
        inputs.filter(({ optional }) => !optional).map((one) => [one.id, value(one)]),
      );
      const free = inputs.find(({ input, id: name }) => input === 'text' && !/\.(needs|link)$/.test(name));
      const reply = await story.submit(person, form, { ...values, ...(free ? { [free.id]: 'Fine' } : {}) });
      expect(reply.reply, JSON.stringify(reply)).not.toBe('invalid');
    }
    await story.until('2026-11-03T08:00:00Z');
    const [round] = await story.store.read.rounds.find({ date: '2026-11-02' });
    expect(round?.state).toBe('closed');
    expect(await story.store.read.updates.count({ round: round!.id })).toBe(asked.length);
    const places = story.all().filter(({ to }) => to.startsWith('#'));
    expect(places.some((one) => /\d of \d answered[\s\S]* Closed at/.test(story.now(one)))).toBe(true);
    expect(story.all().some(({ text }) => /has started|^Minutes/.test(text))).toBe(false);
    story.ignore(/(?:)/);
  });

  test('is announced, started, ended and minuted as a meeting', async () => {
    const story = await held(id, 'live');
    await story.until('2026-11-02T14:31:00Z');
    const [round] = await story.store.read.rounds.find({ date: '2026-11-02' });
    expect(round?.startedAt).toBe(round?.startsAt);
    await story.until('2026-11-02T20:00:00Z');
    const posts = story
      .all()
      .filter(({ to }) => to.startsWith('#'))
      .map(({ text }) => text);
    expect(posts.some((text) => /Starts at/.test(text))).toBe(true);
    expect(posts.some((text) => / has started\./.test(text))).toBe(true);
    expect(posts.some((text) => /^Minutes: /.test(text))).toBe(true);
    expect((await story.store.read.rounds.get(round!.id))?.state).toBe('closed');
    story.ignore(/(?:)/);
  });
});
