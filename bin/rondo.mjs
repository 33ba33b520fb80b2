#!/usr/bin/env node
// The only way in. Plain JavaScript, so that an old Node can still say what is wrong.
import * as modules from 'node:module';
import { setFlagsFromString } from 'node:v8';

const needed = 24;
const found = Number(process.versions.node.split('.')[0]);

if (found < needed) {
  console.error(
    `Rondo needs Node ${needed} and this is Node ${process.versions.node}. ` +
      'Run it as "npx rondo …" or "npm start" after "npm ci": they bring the right Node along.',
  );
  process.exit(1);
}

// A bot is idle for most of the day: little room for young objects saves a fifth of the memory and costs a twentieth of the
// speed under load.
setFlagsFromString('--semi-space-growth-factor=1');
process.env.TZ = 'UTC';
// Keeps the stripped and compiled code between starts: a third of the time and of the memory of a start.
modules.enableCompileCache();
await import('../src/cli.ts');
