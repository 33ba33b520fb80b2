/** So many at one go keep the process busy for a few milliseconds. */
const PORTION = 100;

/** Works through many things a portion at a time. In between everything else gets its turn: somebody who presses a button
 * while thousands of messages are being put together does not wait for them. */
export async function inPortions<T>(
  all: readonly T[],
  work: (portion: readonly T[]) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < all.length; at += PORTION) {
    await work(all.slice(at, at + PORTION));
    if (at + PORTION < all.length) await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
