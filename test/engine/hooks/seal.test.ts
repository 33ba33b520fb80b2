import { expect, test } from 'vitest';
import { seal, unseal } from '../../../src/engine/hooks/seal.ts';

const KEY = Buffer.alloc(32, 7);

test('a sealed secret opens with its key and for its thing only, and not after a change', () => {
  const sealed = seal(KEY, 'hook-1', 'secret');
  expect(unseal(KEY, 'hook-1', sealed)).toBe('secret');
  expect(sealed).not.toContain('secret');
  expect(seal(KEY, 'hook-1', 'secret')).not.toBe(sealed);
  expect(() => unseal(Buffer.alloc(32, 8), 'hook-1', sealed)).toThrow();
  expect(() => unseal(KEY, 'hook-2', sealed)).toThrow();
  const changed = Buffer.from(sealed, 'base64url');
  changed[changed.length - 1]! ^= 1;
  expect(() => unseal(KEY, 'hook-1', changed.toString('base64url'))).toThrow();
});
