import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { eventsIn } from './calendar-events.ts';

/** A thread for one calendar: whatever is in it, the bot goes on meanwhile, and can end it. */
const { text, now } = z.object({ text: z.string(), now: z.number() }).parse(workerData);

parentPort?.postMessage(eventsIn(text, now));
