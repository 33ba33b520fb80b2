/** A dry run of 365 days for 50 teams of 20 people with the whole rhythm, next to the least that such a run could do: making as
 * many events and putting them in order. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SimEvent, simulate } from '../src/core/round/simulate.ts';
import type { Team } from '../src/core/team.ts';
import { loadDefinitions } from '../src/sources/definitions.ts';
import { judge, median, type Print, spread, timed } from './figures.ts';

const SECONDS = 5;
const RUNS = 5;
const TEAMS = 50;
const PEOPLE = 20;
const DAYS = 365;
const FROM = '2026-11-02';
const SHIPPED = join(import.meta.dirname, '..', 'rituals');
const ZONES = [
  'Europe/Berlin',
  'Europe/Lisbon',
  'America/New_York',
  'Asia/Kolkata',
  'America/Sao_Paulo',
  'Australia/Sydney',
];
const ROLES = ['product-owner', 'ux', 'architect', 'developer', 'qa'];
/** All that is shipped, but what asks for several stakeholders or somebody from outside. */
const RITUALS = [
  ...['morning-sync', 'integration-check', 'weekly-planning', 'risk-radar', 'risk-review', 'mid-week-review'],
  ...['design-architecture-workshop', 'quality-review', 'weekly-review', 'weekly-digest', 'workflow-retro'],
  ...['product-ux-alignment', 'quality-plan', 'monthly-report', 'annual-review', 'quality-champion'],
  'integration-coordinator',
];

/** Prints the time of a run as a ratio to its floor, and whether the bar is kept. */
export async function benchSimulate(print: Print): Promise<boolean> {
  const teams = await manyTeams();
  const ours: number[] = [];
  const ratios: number[] = [];
  let events = 0;
  for (let run = 0; run < RUNS; run += 1) {
    let found: SimEvent[] = [];
    const took = await timed(() => {
      found = simulate(teams, { from: FROM, days: DAYS });
    });
    events = found.length;
    const floor = await timed(() => bare(found));
    ours.push(took / 1_000);
    ratios.push(took / floor);
  }
  print(`simulate ${DAYS} days of ${TEAMS} teams of ${PEOPLE} with ${RITUALS.length} rituals, ${RUNS} runs`);
  print(
    `  ${events.toLocaleString('en')} events, seconds: ${spread(ours, 2)}, ratio to bare ${spread(ratios, 1)}`,
  );
  return judge(print, `a run under ${SECONDS} s`, median(ours) < SECONDS);
}

/** New objects of the same kind, in an order that is not theirs, sorted by instant. */
function bare(events: readonly SimEvent[]): number {
  const half = Math.ceil(events.length / 2);
  const mixed = events.map(
    (_, at) => ({ ...(events[(at * 2) % events.length] ?? events[half]) }) as SimEvent,
  );
  return mixed.sort((a, b) => a.at - b.at).length;
}

async function manyTeams(): Promise<readonly Team[]> {
  const own = await mkdtemp(join(tmpdir(), 'rondo-bench-'));
  try {
    await mkdir(join(own, 'teams'));
    for (let n = 0; n < TEAMS; n += 1) await writeFile(join(own, 'teams', `t${n}.yml`), teamFile(n));
    const { teams, problems } = await loadDefinitions({ shipped: SHIPPED, own, today: FROM });
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(`The teams cannot be used: ${JSON.stringify(errors[0])}`);
    return teams.filter(({ id }) => id !== 'atlas');
  } finally {
    await rm(own, { recursive: true });
  }
}

function teamFile(n: number): string {
  const members = Array.from({ length: PEOPLE }, (_, at) => {
    const roles = [ROLES[at % ROLES.length], ...(at === 0 ? ['lead', 'integration-coordinator'] : [])];
    const zone = ZONES[(n + at) % ZONES.length];
    return `  - { id: p${n}-${at}, name: P ${n} ${at}, user: "@p${n}-${at}", roles: [${roles.join(', ')}], zone: ${zone} }`;
  });
  return `id: t${n}
name: T${n}
platform: playground
channel: "#t${n}"
zone: ${ZONES[n % ZONES.length]}
hours: { mon-fri: ["09:00-12:30", "13:15-17:30"] }
holidays: DE-BE
quiet: "19:00-08:00"
members:
${members.join('\n')}
stakeholders: ["@dana"]
leadership: ["@dana"]
admins: [p${n}-0]
rituals: [${RITUALS.join(', ')}]
escalation:
  level1: { who: [affected, facilitator], respond: { working_hours: 1 }, resolve: { same_working_day: { minimum_hours: 2 } } }
  level2: { who: [lead], tell: [channel, stakeholders], respond: { working_hours: 2 }, resolve: { working_days: 1 }, outcome: action_plan }
  level3: { who: [leadership], tell: [channel, stakeholders], respond: { working_hours: 4 }, resolve: { working_days: 2 }, outcome: decision }
`;
}
