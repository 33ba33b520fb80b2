/** Opens the database it is given and holds it until it is killed. */
import { openStore } from '../../../data/sqlite/store.ts';

await openStore(process.argv[2] ?? '', { owner: 'the other one' });
process.stdout.write('open\n');
setInterval(() => {}, 1_000);
