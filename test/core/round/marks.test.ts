import { expect, test } from 'vitest';
import { armMarks, callOffMarks, marksOf, markTime } from '../../../src/core/round/marks.ts';
import { MINUTE } from '../../../src/core/time.ts';
import { absence, atlas, meeting } from '../fixtures.ts';
import { at, round } from '../present/scene.ts';

const minutes = (more: Parameters<typeof meeting>[0]) =>
  marksOf(meeting(more), 0).map(({ mark, at: instant }) => [mark, instant / MINUTE]);
const held = round({
  state: 'open',
  startsAt: at('15:00'),
  startedAt: at('15:00'),
  startedBy: 'mia',
  facilitator: { person: 'mia', why: 'x', since: 0 },
});
const view = { team: atlas(), ritual: meeting(), round: held, absences: [] };

test('a meeting has two marks; topics without minutes have none', () => {
  expect(minutes({ lasts: 45, agenda: ['A', 'B'] })).toEqual([
    ['half', 22.5],
    ['end', 45],
  ]);
});

test('topics without minutes share what is left; an end near a mark of the whole says nothing more', () => {
  const agenda = ['A', 'B', 'C', 'D'];
  expect(minutes({ lasts: 60, agenda, boxes: { A: 10, C: 10 } })).toEqual([
    ['half', 30],
    ['end', 60],
    [1, 10],
    [3, 40],
  ]);
  expect(minutes({ lasts: 60, agenda: ['A', 'B'], boxes: { A: 29, B: 31 } })).toHaveLength(2);
  expect(minutes({ lasts: 60, agenda: ['A', 'B'], boxes: { A: 50, B: 40 } })).toEqual([
    ['half', 30],
    ['end', 60],
    [1, 50],
  ]);
});

test('minutes of a topic that is on the agenda no more count for nothing', () => {
  expect(minutes({ lasts: 60, agenda: ['toString', 'B'], boxes: { Gone: 10 } })).toHaveLength(2);
});

test('only marks ahead are armed, only for somebody who facilitates, and all are called off', () => {
  const due = (now: number) => armMarks(view, now).map((effect) => effect.do === 'arm' && effect.job.due);
  expect(due(at('15:00'))).toEqual([at('15:30'), at('16:00')]);
  expect(due(at('15:40'))).toEqual([at('16:00')]);
  const { facilitator: _, ...nobody } = held;
  expect(armMarks({ ...view, round: nobody }, at('15:00'))).toEqual([]);
  const armed = armMarks(view, at('15:00')).map((effect) => effect.do === 'arm' && effect.job.key);
  expect(callOffMarks(view)).toEqual(armed.map((key) => ({ do: 'cancel', key })));
});

test('a meeting that began by the clock marks its end only, its topics neither', () => {
  const { startedBy: _, ...byClock } = held;
  const ritual = meeting({ agenda: ['A', 'B'], boxes: { A: 10 } });
  const armed = (round: typeof byClock) =>
    armMarks({ ...view, ritual, round }, at('15:00')).map((one) => one.do === 'arm' && one.job.payload.mark);
  expect(armed(byClock)).toEqual(['end']);
  expect(armed(held)).toEqual(['half', 'end', 1]);
});

test('a mark goes to whoever facilitates; late, of a meeting that is over, or to somebody away it does not go', () => {
  const half = at('15:30');
  const [told] = markTime(view, 'half', half, half);
  expect(told).toMatchObject({
    do: 'tell',
    item: { to: { person: 'mia' }, kind: 'mark', due: half, facts: { mark: 'half' } },
  });
  expect(markTime(view, 'half', half, half + 5 * MINUTE)).toHaveLength(1);
  const two = { ...held, facilitator: { person: 'mia', also: ['tom'], why: 'x', since: 0 } };
  expect(markTime({ ...view, round: two }, 'half', half, half)).toHaveLength(2);
  expect(markTime(view, 'half', half, half + 5 * MINUTE + 1)).toEqual([]);
  expect(markTime({ ...view, round: { ...held, state: 'closed' } }, 'half', half, half)).toEqual([]);
  const { startedAt: _, ...waiting } = held;
  expect(markTime({ ...view, round: waiting }, 'half', half, half)).toEqual([]);
  expect(
    markTime({ ...view, absences: [absence('mia', '2026-11-02', '2026-11-02')] }, 'half', half, half),
  ).toEqual([]);
});
