import { afterAll } from 'vitest';
import { jobsContract } from '../contract/jobs.ts';
import { mixedContract } from '../contract/mixed.ts';
import { storeContract } from '../contract/store.ts';
import { sqlitePlaces } from './sqlite.ts';

const places = await sqlitePlaces();
afterAll(() => places.remove());

storeContract('SQLite', places.make);
mixedContract('SQLite', places.make);
jobsContract('SQLite', places.make);
