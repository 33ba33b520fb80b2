import type { Facts } from '../decision.ts';
import { nearest } from '../definition/nearest.ts';

/** What somebody may set for themselves in chat. */
export type OwnSetting = 'zone' | 'hours' | 'quiet';

export type SettingRead = { ok: true; fields: Facts } | { ok: false; why: string };

const SETTINGS: readonly OwnSetting[] = ['zone', 'hours', 'quiet'];

export function isOwnSetting(word: string): word is OwnSetting {
  return SETTINGS.some((one) => one === word);
}

/** The fields that `zone Europe/Lisbon`, `quiet 20:00-07:30` or `hours mon-thu 09:00-12:30 13:15-17:30, fri 09:00-15:00` sets, as
 * a team file writes them. Whether they mean something is checked as in a file. */
export function readSetting(setting: OwnSetting, words: string): SettingRead {
  const said = words.trim().replaceAll(/[–—]/g, '-');
  if (said === '') return { ok: false, why: `Say what it should be: ${EXAMPLES[setting]}` };
  if (setting !== 'hours') return { ok: true, fields: { [setting]: said } };
  const days = said.toLowerCase().split(/\s*[,;]\s*/);
  const read = days.map((day) => day.trim().split(/\s+/));
  const lacking = read.find(([, ...windows]) => windows.length === 0);
  if (lacking) return { ok: false, why: `“${lacking[0]}” has no times. For example: ${EXAMPLES.hours}` };
  return {
    ok: true,
    fields: { hours: Object.fromEntries(read.map(([day = '', ...windows]) => [day, windows])) },
  };
}

export const EXAMPLES: Readonly<Record<OwnSetting, string>> = {
  zone: '/rondo me zone Europe/Lisbon',
  hours: '/rondo me hours mon-thu 09:00-12:30 13:15-17:30, fri 09:00-15:00',
  quiet: '/rondo me quiet 20:00-08:00',
};

/** A word that is none of them, and what was meant. */
export function unknownSetting(word: string): string {
  const near = nearest(word, [...SETTINGS, 'data', 'reset']);
  const offer = near ? ` Did you mean “${near}”?` : '';
  return `I cannot show or set “${word.slice(0, 40)}”.${offer} You can say zone, hours, quiet, reset or data.`;
}
