import { expect, test } from 'vitest';
import type { RoundView } from '../../../src/core/round/asking.ts';
import { isKeeping, isKept, mayKeep, meetingsFor } from '../../../src/core/round/minuting.ts';
import type { Round } from '../../../src/core/round.ts';
import { MINUTE } from '../../../src/core/time.ts';
import { atlas, meeting, standup, who } from '../fixtures.ts';
import { action, at, round } from '../present/scene.ts';

const NOW = at('15:10');
const going = { state: 'open', startedAt: at('15:00') } as const;

function view(id: string, one: Partial<Round>, people: string[] = ['mia']): RoundView {
  const ritual = meeting({ id, participants: who({ people }) });
  return { team: atlas(), ritual, round: round({ id, facilitator: undefined, ...one }), absences: [] };
}
const meant = (views: readonly RoundView[], person: string) =>
  meetingsFor(views, person, NOW).map(({ round: { id } }) => id);

test('words may be kept from the announcement until half an hour after the end of a meeting that was held', () => {
  const closed = (minutes: number) =>
    view('x', { state: 'closed', startedAt: 1, closed: { at: NOW - minutes * MINUTE, why: '' } });
  expect(isKeeping(view('x', { state: 'open' }), NOW)).toBe(true);
  expect(isKeeping(closed(29), NOW)).toBe(true);
  expect(isKeeping(closed(30), NOW)).toBe(false);
  expect(isKeeping(view('x', { state: 'closed', closed: { at: NOW, why: '' } }), NOW)).toBe(false);
  expect(isKeeping(view('x', { state: 'planned' }), NOW)).toBe(false);
  expect(isKeeping({ ...view('x', { state: 'open' }), ritual: standup() }, NOW)).toBe(false);
});

test('what goes on comes before what is announced, and that before what is over; one’s own before others’', () => {
  const over = view('over', { state: 'closed', startedAt: 1, closed: { at: NOW - MINUTE, why: '' } });
  const next = view('next', { state: 'open' });
  const now = view('now', going);
  expect(meant([over, next, now], 'mia')).toEqual(['now']);
  expect(meant([over, next], 'mia')).toEqual(['next']);
  expect(meant([over], 'mia')).toEqual(['over']);
  const other = view('other', going, ['tom']);
  expect(meant([now, other], 'mia')).toEqual(['now']);
  expect(meant([now, other], 'tom')).toEqual(['other']);
  expect(meant([now, other], 'ana')).toEqual(['now', 'other']);
  const led = view('led', { ...going, facilitator: { person: 'mia', why: '', since: 0 } }, ['tom']);
  expect(meant([now, led], 'mia')).toEqual(['led']);
});

test('members of the team and those who take part keep things, nobody else', () => {
  expect(mayKeep(view('x', going), 'raj')).toBe(true);
  expect(mayKeep(view('x', going), 'dana')).toBe(false);
});

test('the same words are kept once; the same action of somebody else, or one that was dropped, is another one', () => {
  const keys = action('a', { what: 'Order the keys', owner: 'tom' });
  const kept = { notes: [{ text: '👍', by: 'mia', at: 1 }], decisions: [], actions: [keys] };
  expect(isKept(kept, { keep: 'note', text: '👍' })).toBe(true);
  expect(isKept(kept, { keep: 'decision', text: '👍' })).toBe(false);
  const again = { keep: 'action', text: 'order the keys!', owner: 'tom', due: '2026-11-09' } as const;
  expect(isKept(kept, again)).toBe(true);
  expect(isKept(kept, { ...again, owner: 'mia' })).toBe(false);
  const dropped = { ...keys, open: false, dropped: { by: 'mia', at: 1, why: '' } };
  expect(isKept({ ...kept, actions: [dropped] }, again)).toBe(false);
});
