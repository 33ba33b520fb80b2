import { formatProblem } from '../sources/problem.ts';
import { definitionsIn } from './definitions.ts';

/** Prints every mistake, one a line; exit code 1 when there is an error. Warnings alone are fine. */
export async function check(folder: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const { problems, teams, rituals } = await definitionsIn(folder);
  for (const problem of problems) console.log(json ? JSON.stringify(problem) : formatProblem(problem));
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) process.exitCode = 1;
  if (json) return;
  const fine = `${teams.length} team(s) and ${rituals.length} ritual(s) are fine.`;
  console.error(
    errors > 0
      ? `${errors} mistake(s) to mend.`
      : problems.length > 0
        ? `${fine} ${problems.length} warning(s).`
        : fine,
  );
}
