/** `npm run bench`: every figure with its spread, as a ratio to a floor measured in the same run where there is one. With names
 * (`npm run bench escalations`) only those parts. */
import { benchEscalations } from './escalations.ts';
import type { Print } from './figures.ts';
import { benchJobs } from './jobs.ts';
import { benchSimulate } from './simulate.ts';
import { benchSlackAcks } from './slack-acks.ts';
import { benchSlackDialogs } from './slack-dialogs.ts';
import { benchSlack } from './slack-prompts.ts';
import { benchStart } from './start.ts';

const print = (line: string) => console.log(line);
const parts: Readonly<Record<string, (print: Print) => Promise<boolean>>> = {
  start: benchStart,
  jobs: benchJobs,
  escalations: benchEscalations,
  simulate: benchSimulate,
  slack: benchSlack,
  'slack-acks': benchSlackAcks,
  'slack-dialogs': benchSlackDialogs,
};
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
const kept: boolean[] = [];
for (const name of names) {
  const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
  if (!part) throw new Error(`There is no bench “${name}”. There are: ${Object.keys(parts).join(', ')}.`);
  kept.push(await part(print));
}
print(kept.every(Boolean) ? 'All bars kept.' : 'Some bars were missed.');
if (!kept.every(Boolean)) process.exitCode = 1;
