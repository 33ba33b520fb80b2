import { expect, test } from 'vitest';
import { mayAnswer, takeAnswers } from '../../../src/core/round/answering.ts';
import type { RoundView } from '../../../src/core/round/asking.ts';
import { atlas, meeting, standup } from '../fixtures.ts';
import { at, prompt, round, update } from '../present/scene.ts';

const view: RoundView = { team: atlas(), ritual: standup(), round: round(), absences: [] };
const said = { done: 'The export' };
const told = ({ effects }: ReturnType<typeof takeAnswers>) =>
  effects.flatMap((effect) => (effect.do === 'tell' ? [effect.item] : []));

test('an answer in time is stored, published under the board, and settles the prompt', () => {
  const taken = takeAnswers(view, { prompt: prompt('mia') }, said, at('09:30'), 'slack');
  expect(taken.state.prompt).toMatchObject({ state: 'answered', version: 2 });
  expect(taken.state.update).toMatchObject({
    answers: said,
    late: false,
    at: at('09:30'),
    date: '2026-11-02',
  });
  expect(taken.events).toMatchObject([{ what: 'answered', who: 'mia', from: 'slack' }]);
  expect(told(taken)).toMatchObject([
    { kind: 'update', to: { channel: '#atlas', under: 'board:atlas/2026-11-02' }, due: at('09:30') },
  ]);
});

test('an answer given ahead waits for the round’s place in the channel', () => {
  const early = takeAnswers(view, { prompt: prompt('mia') }, said, at('20:00', '2026-11-01'), 'slack');
  expect(told(early)[0]?.due).toBe(at('09:00'));
});

test('an answer at or after the due is marked as late', () => {
  expect(takeAnswers(view, { prompt: prompt('mia') }, said, at('11:59'), 'x').state.update.late).toBe(false);
  const late = takeAnswers(view, { prompt: prompt('mia', { state: 'missed' }) }, said, at('12:00'), 'x');
  expect(late.state.update.late).toBe(true);
  expect(late.events[0]?.what).toBe('answered late');
});

test('an edit changes the published answer and posts nothing', () => {
  const before = { prompt: prompt('mia', { state: 'answered' }), update: update('mia', said) };
  const edited = takeAnswers(view, before, { done: 'All of it' }, at('10:00'), 'x');
  expect(edited.state.update).toMatchObject({
    answers: { done: 'All of it' },
    editedAt: at('10:00'),
    version: 2,
  });
  expect(told(edited)).toEqual([]);
  expect(edited.effects).toContainEqual({ do: 'refresh', thing: 'update:atlas/sync/2026-11-02/mia' });
});

test('the same answers once more change nothing, in whatever order they come', () => {
  const before = {
    prompt: prompt('mia', { state: 'answered' }),
    update: update('mia', { a: '1', b: ['x'] }),
  };
  const again = takeAnswers(view, before, { b: ['x'], a: '1' }, at('10:00'), 'x');
  expect(again).toEqual({ state: before, events: [], effects: [] });
  expect(again.state.update).toBe(before.update);
});

test('a summary and a meeting show answers in their own message only', () => {
  const summary = standup({ publish: { to: 'channel', as: 'summary' } });
  for (const ritual of [summary, meeting()]) {
    expect(told(takeAnswers({ ...view, ritual }, { prompt: prompt('mia') }, said, at('09:30'), 'x'))).toEqual(
      [],
    );
  }
});

test('an answer may be changed until the due, given late at any time, and put right when it was late', () => {
  const asked = prompt('mia');
  expect(mayAnswer(asked, update('mia', said), at('11:59')).ok).toBe(true);
  expect(mayAnswer(asked, update('mia', said), at('12:00'))).toMatchObject({ ok: false });
  expect(mayAnswer(asked, undefined, at('18:00')).ok).toBe(true);
  expect(mayAnswer(asked, update('mia', said, { late: true }), at('18:00')).ok).toBe(true);
});
