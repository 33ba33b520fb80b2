/** `npm run bench`: every figure with its spread, as a ratio to a floor measured in the same run where there is one. */
import { benchJobs } from './jobs.ts';
import { benchStart } from './start.ts';

const print = (line: string) => console.log(line);
const kept = [await benchStart(print), await benchJobs(print)];
print(kept.every(Boolean) ? 'All bars kept.' : 'Some bars were missed.');
if (!kept.every(Boolean)) process.exitCode = 1;
