/** How much room something takes as JSON, in characters. */
export function sizeOf(payload: unknown): number {
  return JSON.stringify(payload).length;
}

/** The items in order, in as few groups as hold at most `count` items and `size` characters of JSON each. An item that
 * is larger than that is a group of its own. */
export function groups<T>(items: readonly T[], most: { count: number; size: number }): T[][] {
  const found: T[][] = [];
  let group: T[] = [];
  let size = 0;
  for (const item of items) {
    const more = sizeOf(item) + 1;
    if (group.length > 0 && (group.length >= most.count || size + more > most.size)) {
      found.push(group);
      group = [];
      size = 0;
    }
    group.push(item);
    size += more;
  }
  return group.length > 0 ? [...found, group] : found;
}
