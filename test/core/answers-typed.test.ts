import { describe, expect, test } from 'vitest';
import { anonymousIn, parseTyped, readTyped } from '../../src/core/answers/typed.ts';
import { question } from './fixtures.ts';
import { asked, at, escalation, mia, questions, sync, update } from './present/scene.ts';

const all = [
  ...questions,
  question('mood', { ask: 'How is it going?', type: 'scale', optional: true, anonymous: true }),
];
const one = asked({ ritual: { ...sync, questions: all } });

function read(reply: string, from = one) {
  const result = readTyped(from, mia, at('09:30'), reply);
  return result.ok ? result.perRound[0] : result.errors;
}

describe('a typed reply', () => {
  test('is split by labels: the id, the question itself or a usual word', () => {
    const reply = 'Done: the export\nand its tests\ntoday: the import\nBlockers: no key';
    expect(parseTyped(all, reply)).toEqual({
      done: 'the export\nand its tests',
      today: 'the import',
      blocked: 'no key',
    });
    expect(parseTyped(all, 'What moved? The export\n*What is next?* The import')).toEqual({
      done: 'The export',
      today: 'The import',
    });
  });

  test('keeps what stands before the first label', () => {
    expect(parseTyped(all, 'Good morning\ntoday: the import')).toEqual({
      done: 'Good morning',
      today: 'the import',
    });
  });

  test('is split by numbers', () => {
    expect(parseTyped(all, '1. the export\n   and tests\n2) the import\n3. none')).toEqual({
      done: 'the export\nand tests',
      today: 'the import',
      blocked: 'none',
    });
  });

  test('is one line for each required question when it has exactly so many lines', () => {
    expect(parseTyped(all, 'the export\n\nthe import')).toEqual({ done: 'the export', today: 'the import' });
  });

  test('answers the first text question when nothing is clear, and loses nothing', () => {
    const reply = 'Fixed the export.\nIt took long.\nSee https://example.org/1 for more.';
    expect(parseTyped(all, reply)).toEqual({ done: reply });
    expect(parseTyped(all, '2024. What a year')).toEqual({ done: '2024. What a year' });
  });

  test('is read like the form, without asking for what it leaves out', () => {
    expect(read('the export')).toMatchObject({ answers: { done: 'the export' }, blockers: [] });
    expect(read('done: x\nblocked: no key')).toMatchObject({
      blockers: [{ what: 'no key', needs: [], when: 'today' }],
    });
    expect(read('done: x\nblocked: none')).toMatchObject({ answers: { done: 'x' }, blockers: [] });
  });

  test('finds people by their names', () => {
    const waits = question('waits', { type: 'dependency', optional: true });
    const from = asked({ ritual: { ...sync, questions: [...questions, waits] } });
    expect(read('done: x\nwaiting for: Tom, his API', from)).toMatchObject({
      dependencies: [{ on: 'tom', what: 'Tom, his API' }],
    });
    expect(read('done: x\nwaiting for: the vendor', from)).toMatchObject({
      answers: { done: 'x\nwaits? the vendor' },
      dependencies: [],
    });
  });

  test.each(['done: x\nmood: awful', '1. x\n4. 2', 'x\ny\nnone\n2'])(
    'never takes an anonymous answer: %j',
    (reply) => {
      expect(anonymousIn(one, reply)).toBe('How is it going?');
      expect(read(reply)).toMatchObject({ anonymous: {} });
      expect(JSON.stringify(read(reply))).not.toMatch(/awful|mood":"?2/);
    },
  );

  test('changes of an earlier answer what it names, and adds to it without an order', () => {
    const blocked = { what: 'No key', needs: [], when: 'today' } as const;
    const before = { ...one, update: update('mia', { done: 'the export', today: 'the import', blocked }) };
    expect(read('today: a walk', before)).toMatchObject({
      answers: { done: 'the export', today: 'a walk', blocked },
    });
    expect(read('and its tests', before)).toMatchObject({
      answers: { done: 'the export\nand its tests', today: 'the import' },
    });
    const gone = read('blocked: none', before);
    expect(gone).toMatchObject({ answers: { done: 'the export', today: 'the import' } });
    expect(gone).not.toHaveProperty('answers.blocked');
  });

  test('says nothing about own open blockers', () => {
    const own = { escalations: [escalation(1)], actions: [] };
    expect(read('x', { ...one, own })).toMatchObject({ ownBlockers: [] });
  });

  test('that is too long is refused with the limit', () => {
    expect(read('x'.repeat(10_001))).toEqual({
      'atlas/sync/2026-11-02:done': expect.stringMatching(/10,001 .* 10,000/),
    });
  });
});
