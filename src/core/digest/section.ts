import { z } from 'zod';

/** The parts of a digest, in the order in which they are read: what changed since the last one comes first. */
export const section = z.enum([
  'changed',
  'week',
  'findings',
  'numbers',
  'accomplishments',
  'moved',
  'decisions',
  'objectives',
  'blockers',
  'escalations',
  'risks',
  'actions',
  'participation',
  'mood',
  'open',
  'next',
  'retro',
]);
export type Section = z.infer<typeof section>;

export const TITLES: Readonly<Record<Section, string>> = {
  changed: 'What changed',
  week: 'The week in three lines',
  findings: 'What changed most in the numbers',
  numbers: 'Numbers',
  accomplishments: 'What got done',
  moved: 'What moved',
  decisions: 'Decisions',
  objectives: 'Objectives',
  blockers: 'Blockers',
  escalations: 'Blockers within their time',
  risks: 'New risks',
  actions: 'Actions',
  participation: 'Taking part',
  mood: 'How it feels',
  open: 'Still open',
  next: 'Coming up',
  retro: 'For the next retro',
};

export function isSection(word: string): word is Section {
  return Object.hasOwn(TITLES, word);
}

/** What a section is called; a word from another version is its own title. */
export function titleOfSection(word: string): string {
  return isSection(word) ? TITLES[word] : word;
}
