import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { layerOf } from '../../src/core/definition/layers.ts';
import { simulate } from '../../src/core/round/simulate.ts';
import type { Member, Team } from '../../src/core/team.ts';
import { type Definitions, loadDefinitions } from '../../src/sources/definitions.ts';
import { schemaFiles } from '../../src/sources/schemas.ts';
import { folder, printed } from './folder.ts';

const shipped = join(import.meta.dirname, '../../rituals');
let loaded: Definitions;
let atlas: Team;

beforeAll(async () => {
  loaded = await loadDefinitions({ shipped, today: '2026-11-02' });
  const team = loaded.teams.find(({ id }) => id === 'atlas');
  if (!team) throw new Error('The sample team could not be used.');
  atlas = team;
});

function member(id: string): Member {
  const found = atlas.members.find((each) => each.id === id);
  if (!found) throw new Error(`No member ${id}`);
  return found;
}

test('the shipped files have no errors, and warn of what a lead should know', () => {
  expect(loaded.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(loaded.problems.map(({ line, found }) => `${line}: ${found}`)).toEqual([
    '29: 15:00 Europe/Berlin, outside those of Raj Patel (Mon 2 Nov 19:30)',
    '30: 10:00 Europe/Berlin, outside those of Ana Lindqvist (Mon 2 Nov 04:00), Kim Duarte (Mon 2 Nov 06:00)',
    '31: 14:00 Europe/Berlin, outside those of Ana Lindqvist (Fri 6 Nov 08:00), Raj Patel (Fri 6 Nov 18:30), Lea Moreau (Fri 6 Nov 14:00)',
    '36: only dana',
  ]);
});

describe('each member of the sample team has the right calendar', () => {
  test('the team and Mia have the holidays of Berlin and the days off', () => {
    for (const { closed } of [atlas.calendar, member('mia').calendar]) {
      expect(closed.get('2027-03-08')).toBe('Internationaler Frauentag');
      expect(closed.get('2026-12-24')).toBe('day off');
      expect(closed.get('2028-12-25')).toBe('1. Weihnachtstag');
    }
  });

  test('Raj has those of India and not the German ones', () => {
    const { closed } = member('raj').calendar;
    expect(closed.get('2027-01-26')).toBe('Republic Day');
    expect(closed.has('2027-05-01')).toBe(false);
    expect(closed.has('2026-12-31')).toBe(true);
  });

  test.each([
    ['tom', 'Europe/Lisbon'],
    ['ana', 'America/New_York'],
    ['lea', 'Europe/Paris'],
    ['kim', 'America/Sao_Paulo'],
    ['ivo', 'Europe/Prague'],
  ])('%s lives in %s and has no holidays, only the days off', (id, zone) => {
    const { calendar } = member(id);
    expect(calendar.zone).toBe(zone);
    expect([...calendar.closed.keys()]).toEqual(['2026-12-24', '2026-12-31']);
  });

  test('Lea works from Monday to Wednesday, Tom the hours of the team on his own clock', () => {
    expect(member('lea').calendar.week.map((day) => day.length)).toEqual([0, 1, 1, 1, 0, 0, 0]);
    expect(member('tom').calendar.week).toEqual(atlas.calendar.week);
    expect(atlas.calendar.week[1]).toEqual([
      { from: 540, to: 750 },
      { from: 795, to: 1050 },
    ]);
    expect(atlas.calendar.week[5]).toEqual([{ from: 540, to: 900 }]);
  });
});

test('Ivo leads but is not asked; quiet is the same on every clock', () => {
  expect(member('ivo')).toMatchObject({ roles: ['lead'], participates: false });
  expect(atlas.members.every(({ quiet }) => quiet?.from === 1140 && quiet.to === 1920)).toBe(true);
});

test('Dana is a person outside the roster, and the news go to a channel too', () => {
  expect(atlas.others.map(({ id }) => id)).toEqual(['dana']);
  expect(atlas.stakeholders).toEqual([{ channel: '#atlas-stakeholders' }, { person: 'dana' }]);
  expect(atlas).toMatchObject({
    leadership: [{ person: 'dana' }],
    coordinator: 'mia',
    admins: ['mia', 'ivo'],
  });
});

test('the sample team talks in the playground', () => {
  const [place, ...others] = loaded.places.get('atlas') ?? [];
  expect(others).toEqual([]);
  expect(place).toMatchObject({ platform: 'playground', channel: '#atlas' });
  expect(place?.users.get('dana')).toBe('@dana');
  expect(place?.users.size).toBe(8);
});

test('its policy and digest are those of the file', () => {
  expect(atlas.policy[1]).toMatchObject({
    respond: { kind: 'working_hours', n: 1 },
    resolve: { kind: 'same_working_day', minimumHours: 2 },
  });
  expect(atlas.policy[2]).toMatchObject({
    deputies: ['product-owner'],
    authority: ['lead'],
    outcome: 'action_plan',
  });
  expect(atlas.policy[3]).toMatchObject({ resolve: { kind: 'working_days', n: 2 }, quietHours: 'break' });
  expect(atlas.digest).toEqual({
    after: 'weekly-review',
    at: 960,
    approver: 'product-owner',
    deputy: 'lead',
    silence: 'send',
  });
});

test('the rhythm is the one that is promised', () => {
  const rhythm = atlas.rituals.map(({ id, mode, lasts, schedule: { at, on } }) => ({
    id,
    mode,
    lasts,
    at,
    ...on,
  }));
  expect(rhythm).toEqual([
    { id: 'morning-sync', mode: 'async', lasts: 15, at: 540, on: 'working_days' },
    { id: 'integration-check', mode: 'live', lasts: 15, at: 900, on: 'working_days' },
    { id: 'weekly-planning', mode: 'live', lasts: 60, at: 600, on: 'weekdays', days: [1] },
    { id: 'weekly-review', mode: 'live', lasts: 45, at: 840, on: 'weekdays', days: [5] },
    { id: 'weekly-digest', mode: 'async', lasts: 5, at: 960, on: 'weekdays', days: [5] },
  ]);
});

test('it can be told which file a field of a ritual comes from', () => {
  const layers = loaded.layers.get('atlas/weekly-planning') ?? [];
  expect(layerOf(layers, 'schedule.at')).toMatchObject({
    name: 'team',
    source: join(shipped, 'teams/atlas.yml'),
  });
  expect(layerOf(layers, 'schedule.on')).toMatchObject({
    name: 'shipped',
    source: join(shipped, 'weekly-planning.yml'),
  });
  expect(layerOf(layers, 'closes')).toBeUndefined();
});

const SHIPPED_RITUALS = [
  'annual-review',
  'design-architecture-workshop',
  'integration-check',
  'integration-coordinator',
  'mid-week-review',
  'monthly-report',
  'morning-sync',
  'product-ux-alignment',
  'quality-champion',
  'quality-plan',
  'quality-review',
  'quarterly-report',
  'risk-radar',
  'risk-review',
  'stakeholder-pulse',
  'weekly-digest',
  'weekly-planning',
  'weekly-review',
  'workflow-evolution',
  'workflow-retro',
  'yearly-report',
];

/** A team in one place with all the roles, and every ritual there is. */
const ALL = `id: all
name: All
platform: playground
channel: "#all"
zone: Europe/Berlin
hours: { mon-fri: ["09:00-17:00"] }
members:
  - { id: nora, name: Nora, user: "@nora", roles: [lead, product-owner] }
  - { id: pia, name: Pia, user: "@pia", roles: [developer, integration-coordinator] }
  - { id: uma, name: Uma, user: "@uma", roles: [ux] }
  - { id: abe, name: Abe, user: "@abe", roles: [architect] }
  - { id: kay, name: Kay, user: "@kay", roles: [qa] }
stakeholders: ["#news", "@sam", "@eve"]
leadership: ["@zoe", "@omar"]
admins: [nora]
rituals: [${SHIPPED_RITUALS.join(', ')}]
escalation: { level2: { who: [lead, pia] } }
`;

/** The shipped rituals with that team laid over them. */
async function withAll(text = ALL): Promise<{ team: Team | undefined; problems: string[] }> {
  const own = await folder({ 'teams/all.yml': text });
  const definitions = await loadDefinitions({ shipped, own, today: '2026-11-02' });
  return {
    team: definitions.teams.find(({ id }) => id === 'all'),
    problems: printed(definitions).filter((problem) => !problem.includes('teams/atlas.yml')),
  };
}

test('every ritual of the folder is accepted without a warning by a team that has all the roles', async () => {
  expect(loaded.rituals.map(({ id }) => id).sort()).toEqual(SHIPPED_RITUALS);
  const { team, problems } = await withAll();
  expect(problems).toEqual([]);
  expect(team?.rituals.map(({ id }) => id)).toEqual(SHIPPED_RITUALS);
});

test('each of them takes place within 90 days, led by whom it says, or by nobody where nobody leads', async () => {
  const { team } = await withAll();
  const events = simulate(team ? [team] : [], { from: '2026-11-02', days: 90 });
  const held = (ritual: string) =>
    events.filter((event) => event.ritual === ritual && ['opened', 'duty', 'digest'].includes(event.what));
  // Nobody waits for anybody in a simulation, so the check for them is skipped and says so.
  const skipped = events.filter(({ what, person }) => what === 'skipped' && person === undefined);
  expect(new Set(skipped.map(({ ritual, why }) => `${ritual}: ${why}`))).toEqual(
    new Set(['integration-check: nobody has an open dependency']),
  );
  const times = SHIPPED_RITUALS.map((id) => [id, new Set(held(id).map(({ date }) => date)).size]);
  expect(Object.fromEntries(times)).toEqual({
    'annual-review': 1,
    'design-architecture-workshop': 13,
    'integration-check': 0,
    'integration-coordinator': 13,
    'mid-week-review': 13,
    'monthly-report': 3,
    'morning-sync': 65,
    'product-ux-alignment': 6,
    'quality-champion': 13,
    'quality-plan': 3,
    'quality-review': 13,
    'quarterly-report': 1,
    'risk-radar': 13,
    'risk-review': 13,
    'stakeholder-pulse': 3,
    'weekly-digest': 13,
    'weekly-planning': 13,
    'weekly-review': 13,
    'workflow-evolution': 1,
    'workflow-retro': 3,
    'yearly-report': 1,
  });
});

test('the dates are those of the rhythm: first working day, second Wednesday, last week, every two weeks', async () => {
  const { team } = await withAll(ALL.replace('leadership:', 'holidays: DE-BE\nleadership:'));
  const events = simulate(team ? [team] : [], { from: '2026-11-02', days: 90 });
  const dates = (ritual: string) => [
    ...new Set(
      events.flatMap((event) =>
        event.ritual === ritual && ['opened', 'duty', 'digest'].includes(event.what) ? [event.date] : [],
      ),
    ),
  ];
  expect(dates('monthly-report')).toEqual(['2026-11-02', '2026-12-01', '2027-01-04']);
  expect(dates('workflow-retro')).toEqual(['2026-11-11', '2026-12-09', '2027-01-13']);
  expect(dates('stakeholder-pulse')).toEqual(['2026-11-24', '2026-12-29', '2027-01-26']);
  expect(dates('quality-plan')).toEqual(['2026-11-26', '2026-12-31', '2027-01-28']);
  expect(dates('product-ux-alignment').slice(0, 3)).toEqual(['2026-11-10', '2026-11-24', '2026-12-08']);
  expect(dates('quarterly-report')).toEqual(['2027-01-04']);
  expect(dates('yearly-report')).toEqual(['2027-01-04']);
  expect(dates('annual-review')).toEqual(['2027-01-14']);
  expect(dates('workflow-evolution')).toEqual(['2027-01-21']);
});

test('the quality champion of the week leads the quality review and the improvement plan', async () => {
  const { team } = await withAll();
  const events = simulate(team ? [team] : [], { from: '2026-11-02', days: 28 });
  const leads = (ritual: string) =>
    events.flatMap((event) => (event.what === 'duty' && event.ritual === ritual ? [event.facilitator] : []));
  expect(leads('quality-champion')).toEqual(['nora', 'pia', 'uma', 'abe']);
  expect(leads('quality-review')).toEqual(['nora', 'pia', 'uma', 'abe']);
  expect(leads('quality-plan')).toEqual(['abe']);
});

test('an integration coordinator who rotates, as the docs show it, is accepted; the holder of the week leads the check', async () => {
  const docs = await readFile(join(shipped, '../docs/duties.md'), 'utf8');
  const [, shown = ''] = /# in the team file\n(\s*rituals:\n(?: +- .*\n)+)/.exec(docs) ?? [];
  const rituals = shown.replace(/^ {2}/gm, '');
  expect(rituals).toMatch(/^rituals:\n {2}- integration-coordinator\n/);
  const nobody = ALL.replace(', integration-coordinator]', ']').replace(/rituals: \[.*\]\n/, rituals);
  const { team, problems } = await withAll(nobody);
  expect(problems).toEqual([]);
  const since = Date.parse('2026-11-01');
  const waits = {
    id: 'd',
    team: 'all',
    waiting: 'pia',
    on: 'abe',
    what: 'the key',
    since,
    open: true,
    version: 1,
  };
  const from = { from: '2026-11-02', days: 21, dependencies: [waits] };
  const events = simulate(team ? [team] : [], from);
  const leads = (ritual: string, what: string) =>
    events.flatMap((event) => (event.what === what && event.ritual === ritual ? [event.facilitator] : []));
  expect(leads('integration-coordinator', 'duty')).toEqual(['pia', 'abe', 'kay']);
  expect(leads('risk-review', 'meeting')).toEqual(['pia', 'abe', 'kay']);
  const days = (who: string) => Array.from({ length: 5 }, () => who);
  expect(leads('integration-check', 'meeting')).toEqual([...days('pia'), ...days('abe'), ...days('kay')]);
});

test('a team with neither the role nor the rotation is told which ritual asks for it', async () => {
  const text = ALL.replace(', integration-coordinator]', ']').replace(
    /rituals: \[.*\]/,
    'rituals: [integration-coordinator, integration-check]',
  );
  const { problems } = await withAll(text);
  expect(problems.join('\n')).toMatch(/integration-check[\s\S]*integration-coordinator/);
});

test('the pulse asks the people among the stakeholders and no member', async () => {
  const { team } = await withAll();
  const events = simulate(team ? [team] : [], { from: '2026-11-24', days: 1 });
  const asked = events.filter(({ ritual, what }) => ritual === 'stakeholder-pulse' && what === 'prompt');
  expect(asked.map(({ person }) => person).sort()).toEqual(['eve', 'sam']);
  const pulse = team?.rituals.find(({ id }) => id === 'stakeholder-pulse');
  expect(pulse?.questions.map(({ anonymous }) => anonymous)).toEqual([true, true]);
});

test('a pulse without a person among the stakeholders is refused', async () => {
  const { team, problems } = await withAll(ALL.replace(', "@sam", "@eve"', ''));
  expect(team).toBeUndefined();
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(
    /a role that somebody in the team holds \(participants\.roles of stakeholder-pulse\), found "stakeholders"/,
  );
});

test.each(Object.entries(schemaFiles()))(
  '%s is what the code says; if not, run writeSchemas',
  async (name, text) => {
    expect(await readFile(join(shipped, 'schema', name), 'utf8')).toBe(text);
  },
);

test('every shipped file tells editors its schema', async () => {
  for (const { source, kind } of loaded.good) {
    const [first] = (await readFile(source, 'utf8')).split('\n');
    const path = kind === 'team' ? '../schema/team.schema.json' : 'schema/ritual.schema.json';
    expect(first).toBe(`# yaml-language-server: $schema=${path}`);
  }
  expect(loaded.good).toHaveLength(SHIPPED_RITUALS.length + 1);
});
