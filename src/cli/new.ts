import { relative } from 'node:path';
import { dateAt } from '../core/time/zone.ts';
import { formatProblem } from '../sources/problem.ts';
import { definitionsIn, Refused } from './definitions.ts';
import type { Source } from './new-answers.ts';
import { dialogWith, ownTerminal, type Terminal } from './new-dialog.ts';
import { type Draft, type Place, placeFor, write } from './new-place.ts';
import { draftRitual } from './new-ritual.ts';
import { draftTeam } from './new-team.ts';

type Typed = Source['given'] & { dir?: string };

/** Writes a new team file. Asks at the terminal unless the options say all that has no usual value; without a terminal what
 * is missing is refused. */
export async function newTeam(typed: Typed, terminal = ownTerminal(), now = Date.now()): Promise<void> {
  const place = await placeFor(typed.dir);
  const draft = await withAnswers(typed, ['name', 'zone', 'member'], terminal, (source) =>
    draftTeam(source, place, now),
  );
  await written(place, draft, [
    `See its first month: npx rondo simulate --team ${draft.id} --from ${dateAt('UTC', now)} --days 30 --rituals ${quoted(place.dir)}`,
  ]);
}

/** Writes a new ritual file, in the same way. */
export async function newRitual(typed: Typed, terminal = ownTerminal(), now = Date.now()): Promise<void> {
  const place = await placeFor(typed.dir);
  const draft = await withAnswers(typed, ['name'], terminal, (source) => draftRitual(source, place));
  await written(place, draft, [
    `Let a team pick it: add “- ${draft.id}” under “rituals:” in its file in ${place.dir}/teams`,
    `See what would happen: npx rondo simulate --team <team> --from ${dateAt('UTC', now)} --days 30 --rituals ${quoted(place.dir)}`,
  ]);
}

/** One dialog for all questions, closed whatever happens. */
async function withAnswers<T>(
  given: Source['given'],
  needed: readonly string[],
  terminal: Terminal | undefined,
  draft: (source: Source) => Promise<T>,
): Promise<T> {
  const lacking = needed.filter((flag) => given[flag] === undefined);
  if (lacking.length === 0) return draft({ given });
  if (!terminal)
    throw new Refused(
      `There is no terminal to ask at, so say it all: ${lacking.map((flag) => `--${flag}`).join(', ')} is missing.`,
    );
  const dialog = dialogWith(terminal);
  try {
    return await draft({ given, dialog });
  } finally {
    dialog.close();
  }
}

async function written(place: Place, draft: Draft, todo: readonly string[]): Promise<void> {
  const file = await write(place.dir, draft);
  console.log(`Wrote ${file}.`);
  await checkOwn(place.dir);
  const start = place.read ? [] : [`Let Rondo read it. Put into .env: RONDO_RITUALS=${quoted(place.dir)}`];
  const steps = [`Open ${file}: every field says what it does`, ...todo, ...start, 'Start it: npm start'];
  console.log(['What to do next:', ...steps.map((step, i) => `  ${i + 1}. ${step}`)].join('\n'));
}

/** What `check` says about the own folder: the shipped files are not of interest here. */
async function checkOwn(dir: string): Promise<void> {
  const { problems } = await definitionsIn(dir);
  const own = problems.filter(({ file }) => !relative(dir, file).startsWith('..'));
  for (const problem of own) console.log(formatProblem(problem));
  const wrong = own.filter(({ severity }) => severity === 'error').length;
  if (wrong > 0) process.exitCode = 1;
  console.log(wrong > 0 ? `Check: ${wrong} mistake(s) to mend in other files.` : 'Check: it can be used.');
}

function quoted(path: string): string {
  return /^[\w./~-]+$/.test(path) ? path : JSON.stringify(path);
}
