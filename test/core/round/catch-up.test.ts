import { expect, test } from 'vitest';
import { alsoAskingFor, alsoWords, type Earlier, missedSince } from '../../../src/core/round/catch-up.ts';
import type { Prompt } from '../../../src/core/round.ts';
import { DAY } from '../../../src/core/time.ts';

const MONDAY = Date.UTC(2026, 10, 2, 8);

function prompt(day: number, more: Partial<Prompt>): Earlier[number] {
  const date = `2026-11-0${2 + day}`;
  const id = `atlas/sync/${date}`;
  const at = MONDAY + day * DAY;
  const base: Prompt = {
    id: `${id}/mia`,
    round: id,
    team: 'atlas',
    person: 'mia',
    state: 'planned',
    optional: false,
    at,
    due: at + 1,
    why: '',
    version: 1,
  };
  return { date, prompt: { ...base, ...more } };
}

const asked = { askedAt: MONDAY } as const;

test('the dates missed since somebody was asked last are still to be asked for, earliest first', () => {
  expect(
    missedSince([
      prompt(0, { state: 'missed' }),
      prompt(1, { state: 'answered', ...asked }),
      prompt(3, { state: 'missed' }),
      prompt(2, { state: 'missed' }),
      prompt(4, { state: 'skipped' }),
    ]),
  ).toEqual(['2026-11-04', '2026-11-05']);
});

test('whoever was asked and was silent has nothing to make up for, nor has anybody who answered ahead', () => {
  expect(missedSince([prompt(0, { state: 'missed', ...asked })])).toEqual([]);
  expect(missedSince([prompt(0, { state: 'missed' }), prompt(1, { state: 'answered' })])).toEqual([]);
  expect(missedSince([])).toEqual([]);
});

test('only a prompt that goes out asks for them, in the question and in the reason', () => {
  const one = prompt(4, { state: 'asked' }).prompt;
  const event = {
    team: 'atlas',
    about: 'x',
    what: 'prompted',
    who: 'schedule',
    at: MONDAY,
    from: 'engine',
    why: 'asks',
  };
  const decision = { state: one, events: [event], effects: [] };
  const also = alsoAskingFor(decision, ['2026-11-04', '2026-11-05']);
  expect(alsoWords(also.state)).toBe(' Please cover Wed 4 Nov and Thu 5 Nov too: I was not running then.');
  expect(also.events[0]?.why).toBe(
    'asks; it also asks for Wed 4 Nov and Thu 5 Nov, when Rondo was not running',
  );
  const skipped = { ...decision, state: { ...one, state: 'skipped' as const } };
  expect(alsoAskingFor(skipped, ['2026-11-04'])).toBe(skipped);
  expect(alsoWords(one)).toBe('');
});
