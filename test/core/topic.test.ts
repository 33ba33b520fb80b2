import { expect, test } from 'vitest';
import type { Escalation } from '../../src/core/escalation/escalation.ts';
import { fresh } from '../../src/core/escalation/raising.ts';
import type { Topic } from '../../src/core/record.ts';
import type { Round } from '../../src/core/round.ts';
import { DAY, HOUR } from '../../src/core/time.ts';
import { agendaTopics, cover, topicOf, topicWords } from '../../src/core/topic.ts';
import { atlas, meeting, utc } from './fixtures.ts';

const NOW = utc('2026-11-02T09:00');

function blocker(number: number, more: Partial<Escalation> = {}): Escalation {
  const said = { what: 'The map service is down', needs: [], when: 'now' } as const;
  const raise = { do: 'raise', number, by: 'tom', from: 'chat', blocker: said } as const;
  const raisedAt = NOW - (10 - number) * DAY;
  return { ...fresh(raise, { team: atlas(), absences: [], onDuty: [] }, raisedAt), ...more };
}

test('the third one begins a topic, named by all three', () => {
  const before = [blocker(1, { state: 'closed', live: false }), blocker(2)];
  expect(topicOf(blocker(3), before.slice(1), [], NOW)).toBeUndefined();
  expect(topicOf(blocker(3), before, [], NOW)).toEqual({
    id: 'atlas/atlas-3',
    team: 'atlas',
    text: 'The map service is down',
    why: 'It has come up 3 times within 30 days.',
    from: ['atlas-1', 'atlas-2', 'atlas-3'],
    at: NOW,
    open: true,
    version: 1,
  });
});

test('the same words, the same link or “is back” make it the same, also by way of one another', () => {
  const link = 'https://status.example.org/map';
  const first = blocker(1, { what: 'No tiles', link });
  const second = blocker(2, { what: 'The map is white', link: `${link}/` });
  const third = blocker(3, { what: 'atlas-2 is back', after: 'atlas-2' });
  expect(topicOf(third, [first, second], [], NOW)?.from).toEqual(['atlas-1', 'atlas-2', 'atlas-3']);
  const other = blocker(3, { what: 'The printer is on fire' });
  expect(topicOf(other, [first, second], [], NOW)).toBeUndefined();
});

test('exactly thirty days ago is too long ago', () => {
  const old = (raisedAt: number) => [blocker(1, { raisedAt }), blocker(2)];
  expect(topicOf(blocker(3), old(NOW - 30 * DAY), [], NOW)).toBeUndefined();
  expect(topicOf(blocker(3), old(NOW - 30 * DAY + 1), [], NOW)).toBeDefined();
});

test('the fourth joins the topic that waits; what a retro has talked about counts anew', () => {
  const before = [blocker(1), blocker(2), blocker(3)];
  const topic = topicOf(blocker(3), before.slice(0, 2), [], NOW)!;
  const joined = topicOf(blocker(4), before, [topic], NOW)!;
  expect(joined).toEqual({ ...topic, from: [...topic.from, 'atlas-4'], version: 2 });
  expect(topicWords(topic)).toBe('It has come up 3 times within 30 days: on the list for the next retro.');
  expect(topicWords(joined)).toBe('It has come up 4 times by now: on the list for the next retro.');
  const covered = { ...topic, open: false, covered: { round: 'atlas/retro/2026-11-02', at: NOW } };
  expect(topicOf(blocker(4), before, [covered], NOW)).toBeUndefined();
  const since = [blocker(4), blocker(5)];
  expect(topicOf(blocker(6), [...before, ...since], [covered], NOW)?.from).toEqual([
    'atlas-4',
    'atlas-5',
    'atlas-6',
  ]);
});

const topic = (id: string, at: number): Topic => ({
  id,
  team: 'atlas',
  text: 'The map service is down',
  why: '',
  from: ['atlas-1', 'atlas-2', 'atlas-3'],
  at,
  open: true,
  version: 1,
});

const retro = meeting({ kind: 'retro' });
const round: Round = {
  id: 'atlas/retro/2026-11-02',
  team: 'atlas',
  ritual: 'retro',
  slot: '2026-11-02',
  date: '2026-11-02',
  state: 'open',
  opensAt: NOW,
  startsAt: NOW + HOUR / 2,
  closesAt: NOW + 2 * HOUR,
  version: 1,
};

test('a retro covers what was there when it began; what comes up during it waits for the next', () => {
  const topics = [topic('during', NOW + HOUR), topic('before', NOW)];
  expect(agendaTopics(topics, retro, round).map(({ id }) => id)).toEqual(['before']);
  const [covered, ...rest] = cover(topics, retro, round, NOW + 2 * HOUR);
  expect(rest).toEqual([]);
  expect(covered).toMatchObject({
    id: 'before',
    open: false,
    covered: { round: round.id, at: NOW + 2 * HOUR },
    version: 2,
  });
  expect(agendaTopics([covered!], retro, round)).toHaveLength(1);
  expect(agendaTopics([covered!], retro, { ...round, id: 'atlas/retro/2026-11-09' })).toEqual([]);
  expect(agendaTopics(topics, meeting(), round)).toEqual([]);
});

test('what a ritual did not get to is its own: no other ritual has it, and a retro keeps its list', () => {
  const carried = { ...topic('carried', NOW), text: 'Risks', ritual: 'review' };
  const topics = [topic('list', NOW), carried];
  const ids = (kind: typeof retro, one: typeof round) => agendaTopics(topics, kind, one).map(({ id }) => id);
  expect(ids(retro, round)).toEqual(['list']);
  const review = { ...round, id: 'atlas/review/2026-11-02', ritual: 'review' };
  expect(ids(meeting(), review)).toEqual(['carried']);
  expect(cover(topics, meeting(), review, NOW, ['risks!'])).toEqual([]);
  expect(cover(topics, meeting(), review, NOW, ['Objectives'])).toMatchObject([
    { id: 'carried', open: false },
  ]);
});
