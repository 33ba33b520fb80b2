import { defineConfig } from 'vitest/config';
import SlowFirst from './test/slow-first.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/closing-line.ts'],
    testTimeout: 30_000,
    // All of a small machine: by default one processor is left idle.
    maxWorkers: '100%',
    // One load of the modules serves many files: a third of the processor time was loading. A test leaves nothing behind.
    isolate: false,
    sequence: { sequencer: SlowFirst },
  },
});
