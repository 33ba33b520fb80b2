import type { Escalation } from '../escalation/escalation.ts';
import type { WeekLine } from '../record.ts';
import { oneLine } from '../wording.ts';
import { blockersOf } from './blockers.ts';
import { wordIn } from './leaving-out.ts';
import type { DigestMaterial } from './material.ts';
import { scoredIn } from './objectives.ts';
import { decisionsOf } from './records.ts';

const MOST = 10;

/** What the three lines of the week could say, the weightiest first: blockers that went beyond the team, objectives that were
 * met, decisions, other blockers, objectives that were not met. Private blockers and words the team keeps to itself are not
 * among them. */
export function suggestionsOf(material: DigestMaterial): WeekLine[] {
  const blockers = blockerSuggestions(material);
  const results = (met: boolean) =>
    scoredIn(material)
      .filter(({ score }) => (score?.result === 'met') === met)
      .map(({ id, what }) => ({
        text: `${met ? 'We have reached' : 'We have not reached'}: ${oneLine(what, 120)}`,
        source: `objective:${id}`,
      }));
  const decided = decisionsOf(material).map(({ id, what }) => ({
    text: `We have decided: ${oneLine(what, 120)}`,
    source: `decision:${id}`,
  }));
  const high = blockers.filter(({ level }) => level > 1);
  const low = blockers.filter(({ level }) => level === 1);
  return [...high, ...results(true), ...decided, ...low, ...results(false)]
    .map(({ text, source }) => ({ text, source }))
    .filter(({ text }) => wordIn(text, material.team.digest.leaveOut) === undefined)
    .slice(0, MOST);
}

function blockerSuggestions(material: DigestMaterial) {
  const { open, resolved } = blockersOf(material);
  return [...open, ...resolved]
    .filter((one) => !one.private)
    .toSorted((a, b) => b.level - a.level || a.raisedAt - b.raisedAt)
    .map((one) => ({ level: one.level, source: `escalation:${one.id}`, text: wordsFor(one, resolved) }));
}

/** Outsiders read the line that was worded for them, never the raiser's own words. */
function wordsFor(one: Escalation, resolved: readonly Escalation[]): string {
  const state = resolved.includes(one) ? 'Solved' : 'Still open';
  const what = one.outside ? `${oneLine(one.outside, 120)} (${one.id})` : one.id;
  return `${state} at level ${one.level}: ${what}`;
}
