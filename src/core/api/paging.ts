/** Where a page ended: what its last row is ordered by, and its id. */
export interface Place {
  at: string | number;
  id: string;
}

export function isAfter(place: Place, before: Place | undefined): boolean {
  if (!before) return true;
  return place.at > before.at || (place.at === before.at && place.id > before.id);
}

/** A place as one word, for the address of the next page. */
export function cursorOf({ at, id }: Place): string {
  return encodeURIComponent(JSON.stringify([at, id]));
}

/** Nothing where it is no such word. */
export function placeIn(cursor: string): Place | undefined {
  try {
    const read: unknown = JSON.parse(decodeURIComponent(cursor));
    if (!Array.isArray(read) || read.length !== 2) return undefined;
    const [at, id]: unknown[] = read;
    const isPlace = (typeof at === 'string' || typeof at === 'number') && typeof id === 'string';
    return isPlace ? { at, id } : undefined;
  } catch {
    // What somebody else made up: the caller is told.
    return undefined;
  }
}
