/** Every kind of row, its table and the columns it can be found by: the one place where they meet. */
import type { Key, Kinds, Row } from '../src/ports.ts';

export type Kind = keyof Kinds;

/** Instants and numbers are whole numbers, flags are 0 or 1, everything else is text. */
export type ColumnType = 'text' | 'whole' | 'flag';

type ColumnOf<V> = [V] extends [boolean | undefined]
  ? 'flag'
  : [V] extends [number | undefined]
    ? 'whole'
    : 'text';

/** A table holds `id`, one column a key, `version` where rows carry one, and `doc`: the whole row as JSON. The keys
 * repeat what `doc` says, so that rows can be found through an index. */
export interface Table<N extends Kind> {
  readonly name: N;
  readonly keys: { readonly [K in Key<N>]: ColumnOf<Row<N>[K]> };
  /** Rows carry a version, and an update compares and sets it. */
  readonly versioned: Row<N> extends { version: number } ? true : false;
  /** The store gives the ids, rising in the order of appending; `doc` does not hold them. */
  readonly numbered?: true;
}

/** A table whose kind does not matter to the reader. */
export interface AnyTable {
  readonly name: string;
  readonly keys: Readonly<Record<string, ColumnType>>;
  readonly versioned: boolean;
  readonly numbered?: true;
}

export const tables: { readonly [N in Kind]: Table<N> } = {
  rounds: {
    name: 'rounds',
    keys: { team: 'text', ritual: 'text', date: 'text', state: 'text', closesAt: 'whole' },
    versioned: true,
  },
  prompts: {
    name: 'prompts',
    keys: { round: 'text', team: 'text', person: 'text', state: 'text', due: 'whole' },
    versioned: true,
  },
  updates: {
    name: 'updates',
    keys: { round: 'text', team: 'text', person: 'text', date: 'text', at: 'whole' },
    versioned: true,
  },
  rotations: { name: 'rotations', keys: { team: 'text' }, versioned: true },
  turns: {
    name: 'turns',
    keys: { team: 'text', rotation: 'text', date: 'text', person: 'text' },
    versioned: true,
  },
  escalations: {
    name: 'escalations',
    keys: { team: 'text', live: 'flag', raiser: 'text', raisedAt: 'whole', number: 'whole' },
    versioned: true,
  },
  dependencies: {
    name: 'dependencies',
    keys: { team: 'text', open: 'flag', waiting: 'text', on: 'text' },
    versioned: true,
  },
  actions: {
    name: 'actions',
    keys: { team: 'text', open: 'flag', owner: 'text', due: 'text' },
    versioned: true,
  },
  decisions: { name: 'decisions', keys: { team: 'text', at: 'whole' }, versioned: false },
  risks: { name: 'risks', keys: { team: 'text', open: 'flag', at: 'whole' }, versioned: true },
  digests: {
    name: 'digests',
    keys: { team: 'text', date: 'text', state: 'text', to: 'whole' },
    versioned: true,
  },
  anonymous: { name: 'anonymous', keys: { round: 'text' }, versioned: false },
  absences: { name: 'absences', keys: { person: 'text', from: 'whole', to: 'whole' }, versioned: true },
  items: {
    name: 'items',
    keys: { state: 'text', at: 'whole', recipient: 'text', thing: 'text', message: 'text' },
    versioned: true,
  },
  messages: {
    name: 'messages',
    keys: { pending: 'flag', at: 'whole', recipient: 'text', state: 'text' },
    versioned: true,
  },
  identities: {
    name: 'identities',
    keys: { workspace: 'text', person: 'text', user: 'text' },
    versioned: true,
  },
  definitions: { name: 'definitions', keys: { kind: 'text', gone: 'flag' }, versioned: true },
  events: {
    name: 'events',
    keys: { about: 'text', team: 'text', what: 'text', person: 'text', at: 'whole' },
    versioned: false,
    numbered: true,
  },
  troubles: { name: 'troubles', keys: { open: 'flag', heard: 'flag' }, versioned: true },
  tallies: { name: 'tallies', keys: { team: 'text', at: 'whole' }, versioned: true },
  pauses: { name: 'pauses', keys: { team: 'text', state: 'text' }, versioned: true },
  topics: { name: 'topics', keys: { team: 'text', open: 'flag', at: 'whole' }, versioned: true },
  retros: { name: 'retros', keys: { team: 'text', open: 'flag', at: 'whole' }, versioned: true },
  cards: { name: 'cards', keys: { retro: 'text' }, versioned: true },
  ballots: { name: 'ballots', keys: { retro: 'text' }, versioned: true },
  objectives: {
    name: 'objectives',
    keys: { team: 'text', week: 'text', owner: 'text', open: 'flag' },
    versioned: true,
  },
  lessons: { name: 'lessons', keys: { team: 'text', at: 'whole' }, versioned: false },
  changes: {
    name: 'changes',
    keys: { team: 'text', about: 'text', open: 'flag', at: 'whole' },
    versioned: true,
  },
  joiners: { name: 'joiners', keys: { team: 'text', state: 'text' }, versioned: true },
  renewals: { name: 'renewals', keys: { team: 'text', open: 'flag', due: 'whole' }, versioned: true },
  rehearsals: { name: 'rehearsals', keys: { state: 'text' }, versioned: true },
  feeds: { name: 'feeds', keys: { team: 'text', person: 'text' }, versioned: true },
  sessions: { name: 'sessions', keys: { person: 'text', until: 'whole' }, versioned: true },
  ways: { name: 'ways', keys: { person: 'text', until: 'whole' }, versioned: true },
  tokens: { name: 'tokens', keys: { team: 'text' }, versioned: true },
  hooks: { name: 'hooks', keys: { team: 'text', open: 'flag' }, versioned: true },
  posts: { name: 'posts', keys: { hook: 'text', state: 'text', at: 'whole' }, versioned: true },
  questions: { name: 'questions', keys: { team: 'text', open: 'flag', at: 'whole' }, versioned: true },
  figures: { name: 'figures', keys: { team: 'text', name: 'text', date: 'text' }, versioned: true },
};

/** The columns a new row fills, in the order in which their values are bound. */
export function columnsOf(table: AnyTable): string[] {
  const id = table.numbered ? [] : ['id'];
  return [...id, ...Object.keys(table.keys), 'doc', ...(table.versioned ? ['version'] : [])];
}
