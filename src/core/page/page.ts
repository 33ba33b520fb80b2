import type { Sight } from '../access.ts';
import type { Element, Text } from '../message.ts';
import type { PersonId } from '../team.ts';
import type { Instant, Zone } from '../time.ts';

/** What stands on a page besides what messages are made of. */
export type PageElement =
  | Element
  | { element: 'table'; caption: string; head: readonly string[]; rows: readonly (readonly Text[])[] }
  /** Asks for the same page with these words. */
  | { element: 'search'; label: string; value: string; hint: string }
  /** The chart of the team's weeks; `alt` says what it shows. */
  | { element: 'chart'; alt: string }
  /** Leads to what came before. */
  | { element: 'older'; before: Instant; words: string };

/** One page of a team, as one person sees it. */
export interface Page {
  title: string;
  zone: Zone;
  /** Everybody whom it may name. */
  names: ReadonlyMap<PersonId, string>;
  elements: readonly PageElement[];
}

/** What an address asks for besides the page: one thing of it, words to look for, what comes before an instant. */
export interface PageQuery {
  id?: string;
  words?: string;
  before?: Instant;
}

/** A team that somebody sees something of. */
export interface TeamSeen {
  id: string;
  name: string;
  sight: Sight;
}

/** The pages of a team, in the order of the navigation. */
export const PAGES = {
  today: 'Today',
  escalations: 'Blockers',
  actions: 'Actions',
  objectives: 'Objectives',
  risks: 'Risks',
  rituals: 'Rituals',
  retros: 'Retros',
  history: 'History',
  digests: 'Digests',
  log: 'Audit log',
  settings: 'Settings',
} as const;
export type PageName = keyof typeof PAGES;

export const PAGE_NAMES: readonly PageName[] = [
  'today',
  'escalations',
  'actions',
  'objectives',
  'risks',
  'rituals',
  'retros',
  'history',
  'digests',
  'log',
  'settings',
];

export function isPageName(word: string): word is PageName {
  return Object.hasOwn(PAGES, word);
}

/** The pages that somebody with that sight is led to. */
export function pagesFor(sight: Sight): readonly PageName[] {
  return sight === 'digest' ? ['digests'] : PAGE_NAMES;
}

export function addressOf(team: string, page: PageName, id?: string): string {
  return `/dashboard/${team}/${page}${id === undefined ? '' : `/${id}`}`;
}

/** The page on which a thing can be looked at: of `escalation:atlas-3` its own, of a round or a board the day's. */
export function pageOfThing(team: string, thing: string): string | undefined {
  const subject = thing.slice(0, thing.indexOf(':'));
  const id = thing.slice(thing.indexOf(':') + 1);
  if (subject === 'escalation') return addressOf(team, 'escalations', id);
  const page = Object.hasOwn(SUBJECTS, subject) ? SUBJECTS[subject] : undefined;
  return page && addressOf(team, page);
}

const SUBJECTS: Readonly<Record<string, PageName>> = {
  board: 'today',
  round: 'today',
  action: 'actions',
  objective: 'objectives',
  week: 'objectives',
  risk: 'risks',
  retro: 'retros',
  digest: 'digests',
  ritual: 'rituals',
};
