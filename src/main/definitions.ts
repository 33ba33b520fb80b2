import { watch } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Team } from '../core/team.ts';
import { dateAt } from '../core/time/zone.ts';
import type { Loaded } from '../engine/definitions/reload.ts';
import type { Clock, Log } from '../ports.ts';
import { loadDefinitions } from '../sources/definitions.ts';
import { publicHolidays } from '../sources/holidays.ts';
import { formatProblem } from '../sources/problem.ts';
import type { ChatSide } from './chat-side.ts';
import { CannotStart } from './problems.ts';
import { settled } from './soon.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', 'rituals');
/** Editors save a file in several steps; this long nothing must change before it is read. */
const SETTLED = 300;

/** Reads the definition files, and who the chat says is who. */
export function loaderOf({ rituals, data }: Config, clock: Clock, side: ChatSide, log: Log) {
  const holidays = publicHolidays(join(data, 'holidays.json'));
  let ignored = '';
  return async (kept: Loaded['good'], known: ReadonlySet<string>): Promise<Loaded> => {
    const found = await loadDefinitions({
      shipped: SHIPPED,
      ...(rituals ? { own: rituals } : {}),
      today: dateAt('UTC', clock.now()),
      known,
      kept,
      holidays,
      directory: await side.directories(),
    });
    const homes = side.homesIn(found);
    const elsewhere = found.teams
      .map(({ id }) => id)
      .filter((id) => !homes.some(({ team }) => team === id))
      .join();
    if (elsewhere !== ignored)
      log.info({ teams: elsewhere }, 'These teams are left out: they talk where Rondo is not set up.');
    ignored = elsewhere;
    const lines = found.problems.map((problem) => ({
      file: problem.file,
      line: formatProblem(problem),
      severity: problem.severity,
    }));
    return {
      teams: found.teams.filter(({ id }) => homes.some(({ team }) => team === id)),
      homes,
      layers: found.layers,
      broken: found.broken,
      gone: found.gone,
      good: found.good,
      problems: lines,
    };
  };
}

/** A definition that is wrong and was never right keeps Rondo from starting; one that was right goes on as it was. */
export function refuseWrong({ problems, teams, broken }: Loaded, kept: readonly { id: string }[]): void {
  const lines = problems.filter(({ severity }) => severity === 'error').map(({ line }) => line);
  const ids = new Set(kept.map(({ id }) => id));
  const wrong = [...broken.teams.map((id) => `team:${id}`), ...broken.rituals.map((id) => `ritual:${id}`)];
  if (teams.length > 0 && wrong.every((id) => ids.has(id))) return;
  if (lines.length === 0)
    throw new CannotStart(
      'No team file names a platform that is set up. Write one, and name its folder in RONDO_RITUALS.',
    );
  throw new CannotStart(['These definitions cannot be used:', ...lines].join('\n'));
}

/** Whoever runs Rondo sees what the admins are told in chat. */
export function logProblems({ problems }: Loaded, log: Log): void {
  for (const { severity, line } of problems)
    if (severity === 'error') log.error({ definitions: line }, 'A definition is wrong.');
    else log.debug({ definitions: line }, 'A definition is risky: “rondo check” says how.');
}

/** An operator whom no team file names would hear of nothing. */
export function warnOfStrangers({ operators }: Config, teams: readonly Team[], log: Log): void {
  const known = new Set(teams.flatMap(({ members, others }) => [...members, ...others].map(({ id }) => id)));
  const strangers = operators.filter((id) => !known.has(id));
  if (strangers.length === 0) return;
  const who = strangers.join(', ');
  log.warn({ who }, 'RONDO_OPERATORS names people whom no team file names: they hear of no alarm.');
}

/** Reads the definitions again after somebody has saved one, and on SIGHUP. */
export function watchDefinitions({ rituals }: Config, reload: () => Promise<void>): () => void {
  const again = settled(SETTLED, reload);
  const watchers = [SHIPPED, ...(rituals ? [rituals] : [])].map((folder) =>
    watch(folder, { recursive: true }, again.soon),
  );
  process.on('SIGHUP', again.soon);
  return () => {
    again.stop();
    process.off('SIGHUP', again.soon);
    for (const watcher of watchers) watcher.close();
  };
}
