/** A rule that was broken; the sentence says which, and how. */
export function must(kept: boolean, broken: string): asserts kept {
  if (!kept) throw new Error(broken);
}
