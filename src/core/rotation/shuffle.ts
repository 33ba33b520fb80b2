/** The same list in an order that depends on nothing but the seed: the same seed gives the same order on every
 * machine. Fisher and Yates's shuffle over a small seeded generator; good enough to be fair, not to keep secrets. */
export function shuffle<T>(list: readonly T[], seed: string): T[] {
  const next = numbers(seed);
  const shuffled = [...list];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
  }
  return shuffled;
}

/** A whole number from 0 to `below` - 1 that depends on nothing but the seed. */
export function numberBelow(below: number, seed: string): number {
  return Math.floor(numbers(seed)() * below);
}

/** Numbers in [0, 1): mulberry32, started from an FNV-1a hash of the seed. */
function numbers(seed: string): () => number {
  let state = hash(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
