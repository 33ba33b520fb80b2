import type { Facts } from './decision.ts';
import type { PersonId } from './team.ts';
import type { CivilDate, Instant } from './time.ts';

/** What was changed from chat: the last of the three layers, which wins over the shipped ritual and the team's file, field by
 * field. `about` says what it changes: `team:<id>`, `member:<team>/<person>`, `ritual:<team>/<ritual>`. */
export interface Change {
  id: string;
  team: string;
  about: string;
  /** The fields it sets, named as in the files. */
  fields: Facts;
  by: PersonId;
  at: Instant;
  /** A sentence for people. */
  why: string;
  /** False once it was undone, or a later one of the same thing has taken its place. */
  open: boolean;
  /** Changes whose place it has taken: they count again when it is undone. */
  over?: readonly string[];
  undone?: { by: PersonId; at: Instant };
  /** Why it does nothing at the moment: what it changes is in no file any more. */
  without?: string;
  version: number;
}

/** The fields that a change sets, those of a map one by one: `schedule.at`. */
export function pathsOf(fields: Facts): string[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.keys(value).map((inner) => `${name}.${inner}`)
      : [name],
  );
}

/** The earlier open changes of the same thing of which nothing is left under the new one. */
export function overtaken(earlier: readonly Change[], next: Pick<Change, 'about' | 'fields'>): Change[] {
  const said = new Set(pathsOf(next.fields));
  const isSaid = (path: string) => said.has(path) || said.has(path.split('.')[0] ?? path);
  return earlier.filter(
    ({ about, open, fields }) => open && about === next.about && pathsOf(fields).every(isSaid),
  );
}

export type Vote = 'keep' | 'change' | 'stop';

/** A ritual asks its team whether it is kept; `id` = `team/ritual/` and the quarter, `2026-Q4`. */
export interface Renewal {
  id: string;
  team: string;
  ritual: string;
  due: Instant;
  /** The round in whose thread it is asked, and its date. */
  round: string;
  asked: CivilDate;
  open: boolean;
  votes: Readonly<Record<PersonId, Vote>>;
  ended?: { at: Instant; as: Vote; why: string };
  version: number;
}

/** Whether a team's messages go to their recipients yet; `id` = the team's. */
export interface Rehearsal {
  id: string;
  state: 'rehearsing' | 'live';
  /** Who sees everything while it rehearses. */
  by: PersonId;
  since: Instant;
  live?: { by: PersonId; at: Instant };
  version: number;
}
