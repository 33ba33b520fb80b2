import { loadConfig } from '../config.ts';
import { definitionsIn, Refused } from './definitions.ts';

interface Typed {
  platform: string;
  rituals?: string;
  json?: true;
}

/** Prints one line a finding: `ok`, or what is wrong and what to do. Exits 1 when anything is wrong. */
export async function doctor({ platform, rituals, json }: Typed): Promise<void> {
  if (platform !== 'slack') throw new Refused(`There is no doctor for ${platform}. There is one for slack.`);
  const { examineSlack } = await import('../main/doctor.ts');
  const findings = await plainly(async () =>
    examineSlack(await definitionsIn(rituals ?? loadConfig().rituals)),
  );
  for (const { ok, what, todo } of findings)
    console.log(json ? JSON.stringify({ ok, what, todo }) : lineOf(ok, what, todo));
  if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
}

function lineOf(ok: boolean, what: string, todo: string | undefined): string {
  return `${ok ? 'ok   ' : 'WRONG'}  ${what}${todo === undefined ? '' : `\n       ${todo}`}`;
}

/** What cannot start is a sentence here too. */
async function plainly<T>(work: () => Promise<T>): Promise<T> {
  const { isPlain } = await import('../main/problems.ts');
  try {
    return await work();
  } catch (error) {
    if (isPlain(error)) throw new Refused(error.message);
    throw error;
  }
}
