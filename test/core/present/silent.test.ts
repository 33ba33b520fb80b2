import { expect, test } from 'vitest';
import { presentSilent } from '../../../src/core/present/silent.ts';
import { prompt, read, round, sync, team } from './scene.ts';

const shown = { round: round({ state: 'closed' }), ritual: sync, team };

test('whoever reads the list of the silent is not on it', () => {
  const words = read(presentSilent({ ...shown, prompts: [prompt('mia'), prompt('tom')] }));
  expect(words).toContain('Mia');
  expect(words).not.toContain('Tom');
});

test('when only the reader is left, everybody else has answered', () => {
  const words = read(
    presentSilent({ ...shown, prompts: [prompt('mia', { state: 'answered' }), prompt('tom')] }),
  );
  expect(words).toContain('everybody else who was asked has answered');
});
