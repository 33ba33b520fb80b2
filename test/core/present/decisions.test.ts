import { expect, test } from 'vitest';
import { decidedAbout, presentDecisions, type Taken } from '../../../src/core/present/decisions.ts';
import { at, team as base, read, sync } from './scene.ts';

const team = { ...base, rituals: [sync] };

function taken(
  id: string,
  what: string,
  day: string,
  from = 'round:atlas/sync/2026-11-02',
  by = 'mia',
): Taken {
  return { decision: { id, team: 'atlas', what, by, at: at('15:00', day), from }, team };
}
const all = [
  taken('a', 'We release on Fridays', '2026-10-02'),
  taken('b', 'No release on holidays', '2026-10-09', 'escalation:atlas-3', 'tom'),
  taken('c', 'Reviews take a day', '2026-10-16', 'retro:atlas/retro-by-hand/2'),
];
const found = (words: string) => decidedAbout(all, words).map(({ decision }) => decision.id);

test('words are found in any order and case, in what was decided, by whom and where; newest first', () => {
  expect(found('')).toEqual(['c', 'b', 'a']);
  expect(found('RELEASE on')).toEqual(['b', 'a']);
  expect(found('fridays release')).toEqual(['a']);
  expect(found('tom')).toEqual(['b']);
  expect(found('atlas-3')).toEqual(['b']);
  expect(found('morning sync')).toEqual(['a']);
  expect(found('release mondays')).toEqual([]);
});

test('each is shown with its day, who and where; what does not fit is counted', () => {
  expect(read(presentDecisions(decidedAbout(all, ''), ''))).toMatchInlineSnapshot(`
    "What was decided last
    • Reviews take a day (Fri 16 Oct, Mia, Retro)
    • No release on holidays (Fri 9 Oct, Tom, atlas-3)
    • We release on Fridays (Fri 2 Oct, Mia, Morning sync of Mon 2 Nov)
    (Only you see this.)"
  `);
  const many = Array.from({ length: 12 }, (_, n) => taken(`n${n}`, `Decision ${n}`, '2026-10-02'));
  expect(read(presentDecisions(many, 'decision'))).toMatch(/And 2 older ones\. More words find fewer\./);
  expect(read(presentDecisions([], 'x'))).toMatch(/^Nothing was decided about “x” that I know of\./);
  expect(read(presentDecisions([], ''))).toMatch(/^No decision was written down yet\./);
});
