import { expect, test } from 'vitest';
import type { Team } from '../../src/core/team.ts';
import { atlas, only, people } from '../atlas.ts';
import { harness } from '../harness.ts';
import { raise, told } from './blockers.ts';
import { cards, whys } from './cases.ts';
import { clocks, does } from './leading.ts';

const small = () => atlas(only(), people('mia', 'tom', 'lea'));

function without(team: Team, ...ids: string[]): Team {
  const gone = <T extends { id: string }>(one: T) => (ids.includes(one.id) ? { ...one, active: false } : one);
  return { ...team, members: team.members.map(gone), others: team.others.map(gone) };
}

test('somebody who was asked is deactivated: they hear nothing more, their button is refused, the others go on', async () => {
  const team = await small();
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  await raise(story, 'mia', { what: 'The map service is down', needs: ['tom', 'lea'] });
  const card = story.unread('tom')[0]!;
  told(story);
  await story.redefine([without(team, 'tom')]);
  const late = await story.press('tom', card, 'I take it');
  expect([late.reply, story.words(late)]).toEqual([
    'refused',
    expect.stringMatching(/^Only whoever was asked, .* @Lea Moreau or @Mia Sommer can do it\.$/),
  ]);
  await story.until('2026-11-02T16:30:00Z');
  expect(cards(story)).toEqual([
    '2026-11-02 10:00 lea: atlas-1 · Level 1, team',
    '2026-11-02 14:48 lea: atlas-1 · Level 1, team',
    '2026-11-02 14:48 mia: atlas-1 · Level 1, team',
    '2026-11-02 16:30 #atlas: atlas-1 · Level 2, mediation',
    '2026-11-02 16:30 ivo: atlas-1 · Level 2, mediation',
    '2026-11-02 16:30 mia: atlas-1 · Level 2, mediation',
  ]);
});

test('nobody at the last level: the operators are alarmed at once and each working morning, until somebody can be asked', async () => {
  const team = await small();
  const story = await harness({ at: '2026-11-05T13:00:00Z', teams: [without(team, 'dana')] });
  await raise(story, 'tom', { what: 'The map service is down', needs: ['lea'] });
  told(story);
  const ALARM = /level 3 \(leadership\)\. Please look at the people in the team file\./;
  const alarms = () => {
    const lines = told(story).filter((line) => ALARM.test(line));
    return lines.map((line) => line.replace(/ can be.*/, ''));
  };
  expect(await does(story, 'ivo', 'Escalate', { reason: 'Only money helps', to: '3' })).toBe(
    'It is at level 3 (leadership) now. Nobody can be reached now, so the people who run Rondo were told.',
  );
  expect(alarms()).toEqual(['2026-11-05 13:00 ivo: Nobody', '2026-11-05 13:00 mia: Nobody']);
  await story.until('2026-11-08T23:00:00Z');
  expect(alarms()).toEqual(['2026-11-06 08:00 ivo: Still nobody', '2026-11-06 08:00 mia: Still nobody']);
  expect(await clocks(story)).toMatchObject({ state: 'open', level: 3 });

  await story.redefine([team]);
  await story.until('2026-11-09T08:00:00Z');
  expect(story.unread('dana')[0]?.text).toMatch(/\natlas-1 · Level 3, leadership\n[\s\S]*\[I take it\]/);
  expect(alarms()).toEqual([]);
  // Whoever comes late has the whole time: two working days from now.
  expect(await clocks(story)).toMatchObject({ state: 'open', resolve: '2026-11-11T08:00:00.000Z' });
  await story.until('2026-11-10T23:00:00Z');
  expect(alarms()).toEqual([]);
  expect(story.log.lines.splice(0).filter((line) => !/can be reached at level 3/.test(line))).toEqual([]);
});

test('the same person at level 1 and 2: they are asked again, with fresh clocks, and what they took before is theirs no more', async () => {
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [await small()] });
  await raise(story, 'tom', { what: 'The map service is down', needs: ['ivo'] });
  const first = story.unread('ivo')[0]!;
  await story.press('ivo', first, 'I take it');
  told(story);
  await story.until('2026-11-02T16:29:00Z');
  told(story);
  await story.until('2026-11-02T16:30:00Z');
  expect(await clocks(story)).toMatchObject({
    state: 'open',
    level: 2,
    respond: '2026-11-03T10:00:00.000Z',
    resolve: '2026-11-03T16:30:00.000Z',
  });
  const second = story.unread('ivo').find(({ text }) => text.includes('atlas-1 · Level 2, mediation'))!;
  expect(second.text).toContain('\nOwner: nobody yet\nAsked: @Ivo Novak\n');
  expect((await story.store.read.escalations.get('atlas-1'))?.acknowledged).toBeUndefined();
  expect(story.now(first)).toContain('atlas-1 · Level 2, mediation');
  expect(cards(story)).toEqual([
    '2026-11-02 16:30 #atlas: atlas-1 · Level 2, mediation',
    '2026-11-02 16:30 ivo: atlas-1 · Level 2, mediation',
    '2026-11-02 16:30 tom: atlas-1 · Level 2, mediation',
  ]);
  expect(story.words(await story.press('ivo', second, 'I take it'))).toMatch(/^It is yours now\./);
  expect((await clocks(story)).state).toBe('acknowledged');
  told(story);
});

test('who is on leave is not asked and hears nothing while away; the raiser reads why, and the others are asked', async () => {
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [await small()] });
  await story.slash('tom', '/rondo away until 2026-11-06');
  const reply = await raise(story, 'mia', { what: 'The map service is down', needs: ['tom', 'lea'] });
  expect(story.words(reply)).toBe(
    'Raised as atlas-1. @Lea Moreau is asked to answer by Mon 2 Nov 10:00.\n• Tom Okafor was not asked: away until Mon 9 Nov.',
  );
  expect(await whys(story, 'escalation:atlas-1', 'passed over')).toEqual([
    'Tom Okafor was not asked: away until Mon 9 Nov.',
  ]);
  await story.until('2026-11-09T12:00:00Z');
  expect(story.unread('tom').filter(({ text }) => text.includes('atlas-1'))).toEqual([]);
  expect(story.unread('lea')[0]?.text).toMatch(/^Can you help\?/);
  told(story);
});
