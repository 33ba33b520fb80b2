import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Team } from '../src/core/team.ts';
import { loadDefinitions } from '../src/sources/definitions.ts';

const SHIPPED = join(import.meta.dirname, '..', 'rituals');

/** Everything that is shipped; the sample team has one person among its stakeholders, which is too few for the pulse. */
const EVERY_RITUAL = [
  ...['morning-sync', 'integration-check', 'weekly-planning', 'risk-radar', 'risk-review', 'mid-week-review'],
  ...[
    'design-architecture-workshop',
    'quality-review',
    'weekly-review',
    'weekly-digest',
    'product-ux-alignment',
  ],
  ...['workflow-retro', 'quality-plan', 'monthly-report', 'quality-champion', 'workflow-evolution'],
  ...['annual-review', 'integration-coordinator'],
];

/** The sample team with the whole rhythm: every ritual that is shipped and that it can hold. */
export async function wholeRhythm(): Promise<Team> {
  loaded ??= load();
  return loaded;
}

/** Read once: the holidays of three years take a while. */
let loaded: Promise<Team> | undefined;

async function load(): Promise<Team> {
  const own = await mkdtemp(join(tmpdir(), 'rondo-rhythm-'));
  try {
    await mkdir(join(own, 'teams'));
    const sample = await readFile(join(SHIPPED, 'teams', 'atlas.yml'), 'utf8');
    const all = sample.replace(/^rituals:\n(?: {2}- .*\n)+/m, `rituals: [${EVERY_RITUAL.join(', ')}]\n`);
    await writeFile(join(own, 'teams', 'atlas.yml'), all);
    const { teams, problems } = await loadDefinitions({ shipped: SHIPPED, own, today: '2026-01-01' });
    const team = teams.find(({ id }) => id === 'atlas');
    if (team?.rituals.length !== EVERY_RITUAL.length)
      throw new Error(`The whole rhythm cannot be used: ${JSON.stringify(problems)}`);
    return team;
  } finally {
    await rm(own, { recursive: true });
  }
}
