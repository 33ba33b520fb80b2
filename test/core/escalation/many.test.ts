import { expect, test } from 'vitest';
import type { Escalation } from '../../../src/core/escalation/escalation.ts';
import { readsInside } from '../../../src/core/escalation/present.ts';
import { presentMany } from '../../../src/core/escalation/present-many.ts';
import { plainText } from '../../../src/core/present/plain.ts';
import { ATLAS, act, at, fire, MONDAY, raised } from './atlas.ts';

const open = raised().state;
const resolved = act(open, 'raj', { do: 'resolve', how: 'Restarted it' }, MONDAY).state;
const two = fire(open, 'resolve', at('2026-11-02 17:00')).state;
const reader = { zone: 'Europe/Berlin', mine: true };

function lines(all: readonly Escalation[], mine = true): string[] {
  const shown = all.map((escalation, n) => ({
    escalation: { ...escalation, id: `atlas-${n + 1}` },
    summary: `atlas-${n + 1}: your help is needed: Staging is down`,
  }));
  return presentMany(shown, { ...reader, mine }, MONDAY).elements.flatMap((element) => {
    if (element.element === 'heading') return element.text;
    if (element.element === 'list')
      return element.items.map((item) => plainText(item, reader.zone, (id) => id));
    return element.element === 'text' ? plainText(element.text, reader.zone, (id) => id) : [];
  });
}

test('each has a line with its level, who has it, until when, what it asks and how to open it; what is over has no deadline', () => {
  expect(lines([open, resolved, two])).toEqual([
    '3 blockers',
    'atlas-1 · Level 1, team · nobody has it · resolve by 17:00 · your help is needed: Staging is down · /escalate atlas-1',
    'atlas-2 · resolved · your help is needed: Staging is down · /escalate atlas-2',
    'atlas-3 · Level 2, mediation · nobody has it · resolve by Tue 3 Nov 17:00 · your help is needed: Staging is down · /escalate atlas-3',
  ]);
});

test('after twenty lines the rest is counted: a person finds it in their own list, a channel in the team’s', () => {
  const many = Array.from({ length: 23 }, () => open);
  expect(lines(many)).toHaveLength(22);
  expect(lines(many).at(-1)).toBe('… and 3 more: /escalate mine');
  expect(lines(many, false).at(-1)).toBe('… and 3 more: /escalate list');
  expect(lines(many.slice(0, 20))).toHaveLength(21);
});

test('nobody is called by a list: it has names, and no button that a crowd could press', () => {
  const all = [{ escalation: open, summary: 'x', owner: 'Kim' }];
  expect(JSON.stringify(presentMany(all, reader, MONDAY))).not.toMatch(/"person"|"buttons"/);
});

test('who reads only the outsiders’ line, or may not see a private one, gets no line of the raiser’s', () => {
  const secret = raised({}, { raise: { private: true } }).state;
  expect(readsInside(['card'], open, { person: 'lea' }, ATLAS)).toBe(true);
  expect(readsInside(['outside'], open, { person: 'dana' }, ATLAS)).toBe(false);
  expect(readsInside(['alarm'], secret, { person: 'mia' }, ATLAS)).toBe(false);
  expect(readsInside(['card'], secret, {}, ATLAS)).toBe(false);
  expect(readsInside(['card'], secret, { person: 'ivo' }, ATLAS)).toBe(true);
});
